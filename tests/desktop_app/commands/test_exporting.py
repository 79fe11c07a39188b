"""No scan is written over, and no other file unasked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from core.studies.provenance import Provenance
from core.studies.study import Modality
from desktop_app.commands import exporting as commands
from desktop_app.dialogs.planning import PlanningDialog
from desktop_app.exporting import asking
from desktop_app.state.shown import show_labels
from tests.desktop_app.strokes import drag


@pytest.fixture
def choose(monkeypatch):
    """Let the file dialog answer with a path."""

    def choose(path):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))

    return choose


@pytest.fixture
def answer(monkeypatch):
    """Which names were asked about; the answer is given."""

    def answer(*, replace):
        asked = []

        def may_replace(names, parent):
            asked.append(list(names))
            return replace

        monkeypatch.setattr(commands, "may_replace", may_replace)
        return asked

    return answer


def test_a_scan_named_without_its_ending_is_not_replaced(qtbot, labelled, choose, answer):
    asked = answer(replace=True)
    scan = labelled.session.study.volumes[Modality.T2].path
    before = scan.read_bytes()
    choose(scan.with_name(scan.name.removesuffix(".nii.gz")))
    labelled.actions_["export_label_map"].trigger()
    assert "own scans" in labelled.messages.text
    assert scan.name in labelled.messages.text
    assert not asked
    qtbot.waitUntil(lambda: not labelled.jobs.running)
    assert scan.read_bytes() == before


def test_a_link_to_a_scan_and_a_folder_are_not_replaced(qtbot, labelled, choose, answer, tmp_path):
    answer(replace=True)
    scan = labelled.session.study.volumes[Modality.T2].path
    before = scan.read_bytes()
    (tmp_path / "link.nii.gz").symlink_to(scan)
    (tmp_path / "folder.nii.gz").mkdir()
    for name, told in (("link.nii.gz", "own scans"), ("folder.nii.gz", "this is a folder")):
        choose(tmp_path / name)
        labelled.actions_["export_label_map"].trigger()
        assert told in labelled.messages.text
        qtbot.waitUntil(lambda: not labelled.jobs.running)
    assert (tmp_path / "link.nii.gz").is_symlink()
    assert scan.read_bytes() == before


def test_a_planning_page_never_replaces_a_scan(qtbot, opened, choose, tmp_path):
    dialog = PlanningDialog(opened.session, opened)
    qtbot.addWidget(dialog)
    (tmp_path / "page.html").symlink_to(opened.session.study.volumes[Modality.T2].path)
    choose(tmp_path / "page.html")
    dialog.html.click()
    assert "own scans" in dialog.place.text()
    assert (tmp_path / "page.html").is_symlink()


@pytest.mark.parametrize(
    ("action", "chosen", "there"),
    [
        ("export_label_map", "case 1.5", "case 1.5.nii.gz"),
        ("export_regions", "x_seg.nii.gz", "x_seg_TC.nii.gz"),
    ],
)
def test_a_file_that_the_dialog_did_not_ask_about_is_asked_about(
    qtbot, labelled, choose, answer, tmp_path, action, chosen, there
):
    target = tmp_path / there
    target.write_bytes(b"precious")
    choose(tmp_path / chosen)
    asked = answer(replace=False)
    labelled.actions_[action].trigger()
    qtbot.wait(50)
    assert asked == [[there]]
    assert target.read_bytes() == b"precious"
    answer(replace=True)
    labelled.actions_[action].trigger()
    qtbot.waitUntil(lambda: target.read_bytes() != b"precious")


def test_a_name_that_the_dialog_asked_about_is_not_asked_about_again(
    qtbot, labelled, choose, answer, tmp_path
):
    target = tmp_path / "seg.nii.gz"
    target.write_bytes(b"old")
    choose(target)
    asked = answer(replace=False)
    labelled.actions_["export_label_map"].trigger()
    qtbot.waitUntil(lambda: target.read_bytes() != b"old")
    assert not asked


def test_a_planning_page_keeps_its_name_and_asks(qtbot, opened, choose, tmp_path, monkeypatch):
    dialog = PlanningDialog(opened.session, opened)
    qtbot.addWidget(dialog)
    other = tmp_path / "case.html"
    other.write_text("precious")
    choose(tmp_path / "case.v2")
    dialog.html.click()
    written = tmp_path / "case.v2.html"
    qtbot.waitUntil(written.exists)
    assert other.read_text() == "precious"
    written.write_text("precious too")
    monkeypatch.setattr(QMessageBox, "exec", lambda box: box.reject())
    dialog.html.click()
    qtbot.wait(100)
    assert written.read_text() == "precious too"


@pytest.mark.parametrize("wanted", [True, False])
def test_the_question_names_the_files_and_cancel_is_the_default(qtbot, window, monkeypatch, wanted):
    seen = []

    def look(box):
        seen.append(box.text())
        seen.append(box.defaultButton() is box.button(QMessageBox.StandardButton.Cancel))
        kinds = {box.buttonRole(b): b for b in box.buttons()}
        role = QMessageBox.ButtonRole
        kinds[role.AcceptRole if wanted else role.RejectRole].click()

    monkeypatch.setattr(QMessageBox, "exec", look)
    assert asking.may_replace(["a.nii.gz", "b.nii.gz"], window) is wanted
    assert seen == ["Already there: a.nii.gz, b.nii.gz", True]


def test_a_free_name_is_proposed_that_says_what_it_is(qtbot, labelled, monkeypatch, tmp_path):
    proposed = []

    def name(window, title, path, filters):
        proposed.append(Path(path).name)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", name)
    labelled.settings.store.setValue("recent/last_export_folder", str(tmp_path))
    study = labelled.session.study_name
    labelled.actions_["export_label_map"].trigger()
    found = replace(
        labelled.session.segmentation, provenance=Provenance(model="gliovista-4", mode="fast")
    )
    labelled.session.add_result(show_labels(found), unsaved=True)
    labelled.actions_["export_label_map"].trigger()
    (tmp_path / f"{study}_gliovista.nii.gz").write_bytes(b"")
    labelled.actions_["export_label_map"].trigger()
    (tmp_path / f"{study}_gliovista_2_TC.nii.gz").write_bytes(b"")
    labelled.actions_["export_regions"].trigger()
    labelled.actions_["correct"].trigger()
    drag(labelled.view_area.views[0], (4, 6, 4), (20, 6, 4))
    labelled.actions_["export_label_map"].trigger()
    assert proposed == [
        f"{study}_labels.nii.gz",
        f"{study}_gliovista.nii.gz",
        f"{study}_gliovista_2.nii.gz",
        f"{study}_gliovista.nii.gz",
        f"{study}_gliovista_corrected.nii.gz",
    ]


def test_a_label_map_that_is_open_is_not_replaced(qtbot, labelled, choose, answer):
    answer(replace=True)
    (path,) = labelled.session.results.paths
    before = path.read_bytes()
    choose(path)
    labelled.actions_["export_label_map"].trigger()
    assert f"{path} is open in this study" in labelled.messages.text
    assert path.read_bytes() == before


def test_what_was_seen_is_exported_though_another_result_arrives_meanwhile(
    qtbot, labelled, monkeypatch, tmp_path
):
    session, path = labelled.session, tmp_path / "mine.nii.gz"
    seen = session.segmentation
    other = replace(seen, label_map=np.zeros_like(seen.label_map), provenance=Provenance())

    def ask(*_):
        session.add_result(show_labels(other), unsaved=True)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    labelled.actions_["export_label_map"].trigger()
    qtbot.waitUntil(lambda: "Written" in labelled.messages.text)
    assert np.count_nonzero(nib.load(path).dataobj) == np.count_nonzero(seen.label_map)
    assert session.unsaved, "the other one was not written"
