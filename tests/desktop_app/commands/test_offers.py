"""What lies beside or below what was opened is offered, and never taken unasked."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QPushButton

from desktop_app.commands import label_offer
from desktop_app.opening.patients_dialog import PatientsDialog
from desktop_app.state.settings import RECENT_PICTURES
from tests.conftest import PATIENCE_S, write_nifti, write_study


def button(window, text):
    return next(b for b in window.messages.findChildren(QPushButton) if b.text() == text)


def truth(folder, name, shape):
    labels = np.zeros(shape, np.uint8)
    labels[10:20, 10:22, 8:16] = 2
    labels[12:18, 12:20, 10:14] = 4
    labels[14:16, 14:18, 11:13] = 1
    return write_nifti(folder / name, labels)


def shape_of(folder):
    import nibabel as nib

    return nib.load(next(folder.glob("*flair*"))).shape


def test_a_label_map_beside_the_scans_is_offered_and_loaded_on_request(
    qtbot, window, drop, study_folder
):
    truth(study_folder, "case_001_seg.nii.gz", shape_of(study_folder))
    drop(study_folder)
    qtbot.waitUntil(lambda: "case_001_seg.nii.gz" in window.messages.text)
    assert window.session.labels is None
    button(window, "Load it").click()
    qtbot.waitUntil(lambda: window.session.labels is not None)
    assert "lies beside" not in window.messages.text
    assert window.session.results.shown.path.name == "case_001_seg.nii.gz"


def test_several_are_counted(qtbot, window, drop, study_folder):
    for name in ("a_seg.nii.gz", "b_seg.nii.gz"):
        truth(study_folder, name, shape_of(study_folder))
    drop(study_folder)
    qtbot.waitUntil(lambda: "2 label maps" in window.messages.text)
    assert button(window, "Choose one…").isVisible()


@pytest.mark.parametrize("words", ["", "something else"])
def test_a_folder_that_is_gone_is_told_but_takes_no_other_words_place(
    qtbot, window, drop, study_folder, monkeypatch, words
):
    go_on, looked = threading.Event(), []

    def gone(study):
        looked.append(study)
        go_on.wait(PATIENCE_S)
        raise FileNotFoundError(2, "gone", "case_001")

    monkeypatch.setattr(label_offer, "label_maps_beside", gone)
    drop(study_folder)
    qtbot.waitUntil(lambda: bool(looked))
    if words:
        window.messages.note(words)
    go_on.set()
    qtbot.waitUntil(lambda: not window.jobs.running and bool(window.messages.text))
    qtbot.wait(50)
    assert words in ("", window.messages.text)


def test_nothing_is_said_where_none_lies(qtbot, opened):
    qtbot.wait(800)
    assert "label map" not in opened.messages.text


def test_the_patients_of_a_folder_are_a_list_that_is_searched(qtbot, window, drop, tmp_path):
    for name in ("patient_a", "patient_b", "other_c"):
        write_study(tmp_path / "all" / name)
    drop(tmp_path / "all")
    qtbot.waitUntil(lambda: window.findChild(PatientsDialog) is not None)
    dialog = window.findChild(PatientsDialog)
    assert [dialog.list.item(n).text() for n in range(3)] == ["other_c", "patient_a", "patient_b"]
    opens = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Open)
    dialog.search.setText("nobody")
    assert dialog.chosen is None
    assert not opens.isEnabled()
    dialog.search.setText("T_B")
    assert dialog.chosen == tmp_path / "all" / "patient_b"
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session.study is not None)
    assert window.session.study_name == "patient_b"


def test_recent_studies_have_a_small_picture_until_they_are_forgotten(
    qtbot, opened, study_folder, tmp_path
):
    pictures = tmp_path / "kept" / "thumbnails"
    qtbot.waitUntil(lambda: len(list(pictures.glob("[!.]*.png"))) == 1)
    assert "case" not in next(pictures.iterdir()).name
    opened.files.close_study()

    def shown():
        return [b for b in opened.welcome.findChildren(QPushButton) if not b.icon().isNull()]

    qtbot.waitUntil(lambda: len(shown()) == 1)
    assert "case_001" in shown()[0].text()
    opened.actions_["clear_recent"].trigger()
    qtbot.waitUntil(lambda: not list(pictures.glob("[!.]*.png")))
    qtbot.waitUntil(lambda: not shown())
    assert opened.files.recent() == []


def test_a_setting_keeps_no_picture(qtbot, window, settings, drop, study_folder, tmp_path):
    settings.set(RECENT_PICTURES, False)
    drop(study_folder)
    qtbot.waitUntil(lambda: window.session.study is not None)
    qtbot.wait(800)
    assert not list((tmp_path / "kept").glob("thumbnails/[!.]*.png"))
    settings.set(RECENT_PICTURES, True)
    window.thumbnails.remember(study_folder)
    qtbot.waitUntil(lambda: len(list((tmp_path / "kept").glob("thumbnails/[!.]*.png"))) == 1)
    settings.set(RECENT_PICTURES, False)
    qtbot.waitUntil(lambda: not list((tmp_path / "kept").glob("thumbnails/[!.]*.png")))


def test_a_picture_that_is_being_made_goes_with_the_rest(qtbot, opened, study_folder, tmp_path):
    pictures = tmp_path / "kept" / "thumbnails"
    qtbot.waitUntil(lambda: bool(list(pictures.glob("[!.]*.png"))))
    opened.thumbnails.remember(study_folder)
    opened.actions_["clear_recent"].trigger()
    qtbot.wait(600)
    qtbot.waitUntil(lambda: not list(pictures.glob("*.png")))
