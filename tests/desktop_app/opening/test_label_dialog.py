"""What only the person knows about a label map."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QApplication

from core.labels import Label, LabelConvention
from desktop_app.opening.label_dialog import LabelDialog
from tests.conftest import write_nifti, write_study
from tests.desktop_app.opening.dialogs import the_dialog


def test_a_label_map_with_ambiguous_numbers_is_asked_about(qtbot, opened, drop, study_folder):
    labels = np.zeros(opened.session.study.grid.shape, np.uint8)
    labels[5:9, 5:9, 5:9] = 1
    labels[6:8, 6:8, 6:8] = 3
    drop(write_nifti(study_folder / "my_seg.nii.gz", labels))
    dialog = the_dialog(qtbot, opened, LabelDialog)
    dialog.choose(LabelConvention.DECATHLON)
    dialog.accept()
    qtbot.waitUntil(lambda: opened.session.labels is not None)
    shown = opened.session.segmentation.label_map
    assert shown[5, 5, 5] == Label.ED
    assert shown[6, 6, 6] == Label.ET
    assert not opened.session.unsaved


def test_labels_are_not_shown_over_a_study_that_was_opened_behind_the_dialog(
    qtbot, labelled, study_folder, tmp_path
):
    session, first = labelled.session, labelled.session.study
    labelled.label_commands.load(study_folder / "truth_seg.nii.gz")
    qtbot.waitUntil(lambda: labelled.findChild(LabelDialog) is not None)
    dialog = labelled.findChild(LabelDialog)
    write_study(tmp_path / "other")
    labelled.files.open_folder_path(tmp_path / "other")
    qtbot.waitUntil(lambda: session.study not in (None, first))
    dialog.accept()
    qtbot.waitUntil(lambda: not labelled.jobs.running)
    QApplication.processEvents()
    assert not session.results.all
