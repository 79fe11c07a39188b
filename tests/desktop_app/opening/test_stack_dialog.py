"""Which channel is which sequence."""

from __future__ import annotations

import numpy as np

from core.files.stacked import DECATHLON_ORDER
from desktop_app.opening.stack_dialog import StackDialog
from tests.conftest import brain_arrays, write_nifti
from tests.desktop_app.opening.dialogs import open_button, the_dialog


def test_a_stacked_file_is_mapped_by_the_person(qtbot, window, drop, tmp_path):
    arrays = brain_arrays()
    stack = np.stack([arrays[m] for m in DECATHLON_ORDER], axis=-1)
    drop(write_nifti(tmp_path / "stack.nii.gz", stack))
    dialog = the_dialog(qtbot, window, StackDialog)
    assert not open_button(dialog).isEnabled()
    dialog.set_order(DECATHLON_ORDER)
    open_button(dialog).click()
    qtbot.waitUntil(lambda: window.session.study is not None)
    for modality, data in arrays.items():
        assert np.array_equal(window.session.study.volumes[modality].data, data)
