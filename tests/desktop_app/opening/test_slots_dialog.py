"""The four slots."""

from __future__ import annotations

import numpy as np

from core.studies.study import Modality
from desktop_app.opening.slots_dialog import SlotsDialog
from tests.conftest import write_nifti
from tests.desktop_app.opening.dialogs import open_button, the_dialog


def test_slots_are_filled_with_what_was_recognised(qtbot, window, study_folder, study_files):
    dialog = window.files.choose_in(study_folder)
    qtbot.waitUntil(lambda: dialog.chosen() == study_files)
    assert open_button(dialog).isEnabled()
    assert "t1ce" in dialog._hints[Modality.T1GD].text()
    dialog.reject()


def test_the_slots_begin_with_the_files_of_the_open_study(qtbot, opened, study_files):
    opened.actions_["open_files"].trigger()
    dialog = the_dialog(qtbot, opened, SlotsDialog)
    assert dialog.chosen() == study_files
    assert open_button(dialog).isEnabled()
    assert all(box.count() == 5 for box in dialog._boxes.values())
    dialog.reject()


def test_empty_slots_do_not_claim_that_names_told_something(qtbot, window, tmp_path, study_files):
    window.actions_["open_files"].trigger()
    dialog = the_dialog(qtbot, window, SlotsDialog)
    assert dialog.chosen() == {}
    assert "filled in" not in dialog._intro.text()
    dialog.set_file(Modality.T1, write_nifti(tmp_path / "scan.nii.gz", np.ones((4, 4, 4))))
    assert "filled in" not in dialog._intro.text()
    dialog.offer_files(list(study_files.values()))
    assert "filled in" in dialog._intro.text()
    dialog.reject()
