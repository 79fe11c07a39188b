"""DICOM objects and aligned sequences, exported in the window."""

from __future__ import annotations

import logging

import highdicom
import numpy as np
import pydicom
import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from core.opening import raw
from core.opening.raw import open_raw
from core.opening.series_choice import SeriesChoice
from core.studies.provenance import Provenance
from core.studies.segmentation import Segmentation
from desktop_app.opening import sources
from desktop_app.opening.sources import SeriesSource
from desktop_app.state.shown import show_labels
from desktop_app.support.diagnostics import diagnostics
from desktop_app.support.logs import start_logging
from tests.core.dicom_heads import PERSON, write_two_series
from tests.core.extractors import ball_extractor

WORDS = ("quispe", "rosaura", PERSON.identifier.lower(), PERSON.birth_date, "20260102")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two DICOM series of a moved head, in a folder named after the patient."""
    return write_two_series(tmp_path_factory.mktemp("dicom"))


@pytest.fixture(scope="module")
def read(folder):
    """The study, aligned once for all tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(raw, "load_brain_model", ball_extractor)
        return open_raw(folder)


@pytest.fixture
def dicom(qtbot, window, folder, read, monkeypatch):
    """The window with the study open, and labels in it."""
    monkeypatch.setattr(sources, "open_raw", lambda *_, **__: read)
    window.files.opener.open(SeriesSource((folder,), SeriesChoice({}, {})))
    qtbot.waitUntil(lambda: window.session.study is not None)
    study = window.session.study
    labels = np.zeros(study.grid.shape, np.uint8)
    labels[30:45, 30:50, 10:16] = 2
    labels[34:40, 34:44, 11:14] = 3
    found = Segmentation(study.name, study.grid, labels, provenance=Provenance("stub-1", "fast"))
    window.session.set_labels(show_labels(found), unsaved=True)
    return window


@pytest.fixture
def answer(monkeypatch):
    """Which button the person presses; what was asked is given."""

    def answer(button: str):
        asked = []

        def execute(box):
            asked.append(f"{box.text()} {box.informativeText()}")
            (wanted,) = [b for b in box.buttons() if b.text().replace("&", "") == button]
            wanted.click()

        monkeypatch.setattr(QMessageBox, "exec", execute)
        return asked

    return answer


@pytest.fixture
def save_as_proposed(monkeypatch, tmp_path):
    """Take the name that is proposed, in the test's own folder; gives the names."""
    proposed = []

    def choose(parent, title, name, filters):
        proposed.append(tmp_path / name.rpartition("/")[2])
        return str(proposed[-1]), filters

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    return proposed


def written(qtbot, window):
    qtbot.waitUntil(lambda: window.messages.text.startswith("Written"))
    return window.messages.text


@pytest.mark.parametrize(
    ("action", "modality"),
    [("export_segmentation_object", "SEG"), ("export_structure_set", "RTSTRUCT")],
)
def test_an_object_says_whose_it_is_and_the_person_is_told(
    qtbot, dicom, answer, save_as_proposed, action, modality
):
    asked = answer("With the patient's data")
    dicom.actions_[action].trigger()
    assert "patient's name" in asked[0]
    (path,) = save_as_proposed
    said = written(qtbot, dicom)
    assert path.name in said
    made = pydicom.dcmread(path)
    assert made.Modality == modality
    assert str(made.PatientName) == PERSON.name
    assert not dicom.session.unsaved
    assert not [w for w in WORDS if w in path.name.lower()]


def test_what_the_object_holds_is_what_is_shown(qtbot, dicom, answer, save_as_proposed):
    answer("Anonymous")
    dicom.actions_["export_segmentation_object"].trigger()
    written(qtbot, dicom)
    (path,) = save_as_proposed
    found = highdicom.seg.segread(path).get_volume(combine_segments=True)
    labels = dicom.session.segmentation.label_map
    for label in (2, 3):
        assert np.count_nonzero(found.array == label) == np.count_nonzero(labels == label)
        world = dicom.session.study.grid.affine @ [*np.argwhere(labels == label).mean(axis=0), 1]
        theirs = found.affine @ [*np.argwhere(found.array == label).mean(axis=0), 1]
        np.testing.assert_allclose(theirs[:3], world[:3] * [-1, -1, 1], atol=1e-3)
    content = path.read_bytes().lower()
    assert not [w for w in WORDS if w.encode() in content]


def test_nothing_is_written_on_second_thoughts(dicom, answer, save_as_proposed):
    answer("Cancel")
    dicom.actions_["export_segmentation_object"].trigger()
    assert save_as_proposed == []


def test_aligned_sequences_and_transforms_go_into_a_folder(qtbot, dicom, tmp_path, monkeypatch):
    target = tmp_path / "out"
    target.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(target))
    dicom.actions_["export_aligned"].trigger()
    written(qtbot, dicom)
    assert sorted(p.name for p in target.iterdir()) == [
        "FLAIR_on_T1Gd.nii.gz",
        "T1Gd.nii.gz",
        "T1Gd_to_FLAIR.tfm",
    ]


def test_a_source_image_is_never_replaced(dicom, answer, folder, monkeypatch):
    answer("With the patient's data")
    source = next(folder.rglob("6_T1Gd/IM0001"))
    link = source.with_name("link.dcm")
    link.symlink_to(source.name)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(link), ""))
    before = source.read_bytes()
    dicom.actions_["export_segmentation_object"].trigger()
    link.unlink()
    assert "own scans" in dicom.messages.text
    assert source.read_bytes() == before


def test_a_study_that_is_no_dicom_says_why_and_what_to_do(labelled):
    for action in ("export_segmentation_object", "export_structure_set"):
        labelled.messages.hide()
        labelled.actions_[action].trigger()
        assert "not read from DICOM" in labelled.messages.text
        assert "NIfTI" in labelled.messages.text
    labelled.actions_["export_aligned"].trigger()
    assert "nothing was aligned" in labelled.messages.text


def test_no_name_reaches_a_file_name_a_log_or_a_diagnosis(
    qtbot, dicom, answer, save_as_proposed, tmp_path
):
    log = start_logging(tmp_path / "logs")
    try:
        answer("With the patient's data")
        logging.getLogger("core").warning("opened %s", dicom.session.study_name)
        dicom.actions_["export_segmentation_object"].trigger()
        written(qtbot, dicom)
        save_as_proposed[0].write_bytes(b"taken")
        for action in ("export_label_map", "export_measurements", "export_structure_set",
                       "export_segmentation_object"):  # fmt: skip
            dicom.actions_[action].trigger()
            qtbot.waitUntil(lambda: not dicom.jobs.running)
        assert len({path.name for path in save_as_proposed}) == len(save_as_proposed)
        texts = [diagnostics({}, {}), (tmp_path / "logs" / "gliovista.log").read_text()]
    finally:
        logging.getLogger().removeHandler(log)
        log.close()
    texts += [path.name for path in save_as_proposed]
    assert len(save_as_proposed) > 3
    assert not [(w, text) for w in WORDS for text in texts if w in text.lower()]
