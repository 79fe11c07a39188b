"""DICOM dropped on the window: every series is shown, and a person says which is which."""

from __future__ import annotations

import time
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.opening.reading import OpenedStudy
from core.phantom.phantom import demo_study
from core.phantom.scanner import PROTOCOLS, Person, Way, write_dicom_study, write_series
from core.progress import no_progress
from core.studies.study import Modality, Study, Volume
from desktop_app.opening import sources
from desktop_app.opening.offers import offer_series
from desktop_app.opening.series_dialog import SeriesDialog
from tests.conftest import LPS, brain_arrays

T1, T1GD, T2, FLAIR = Modality


@pytest.fixture(scope="module")
def study() -> Study:
    volumes = demo_study(shape=(48, 56, 40), spacing_mm=4.0)[0].volumes
    return Study("p", {m: Volume(v.data.astype(np.int16), v.affine) for m, v in volumes.items()})


@pytest.fixture
def folder(study, tmp_path) -> Path:
    write_dicom_study(tmp_path / "p", study)
    return tmp_path / "p"


@pytest.fixture
def prepared(monkeypatch):
    """Preparing takes seconds and a network; here it gives a study at once."""
    given = []

    def open_raw(source, progress=no_progress, stated=None, choice=None):
        given.append((source, choice))
        arrays = brain_arrays()
        study = Study("p", {m: Volume(arrays[m], LPS) for m in Modality})
        return OpenedStudy(study, choice.findings)

    monkeypatch.setattr(sources, "open_raw", open_raw)
    return given


def shown(qtbot, window) -> SeriesDialog:
    """The dialog, once it lists something, or says why not."""

    def found() -> list[SeriesDialog]:
        dialogs = [d for d in window.findChildren(SeriesDialog) if d.isVisible()]
        return [d for d in dialogs if d.rows or d.problem or d.studies.count()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def choose(row, modality) -> None:
    """As a person does."""
    row.box.setCurrentIndex(row.box.findData(modality))
    row.box.activated.emit(row.box.currentIndex())


def numbers(choice) -> dict[Modality, int]:
    return {m: one.facts.number for m, one in choice.series.items()}


def test_enter_confirms_four_that_are_certain(qtbot, window, drop, folder, prepared):
    drop(folder)
    dialog = shown(qtbot, window)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session.study is not None)
    ((place, choice),) = prepared
    assert place == folder
    assert numbers(choice) == {T1: 3, T1GD: 6, T2: 4, FLAIR: 5}
    assert set(choice.reasons) == set(Modality)
    assert window.files.recent() == [folder]


def test_every_series_is_there_with_its_picture_and_reason(qtbot, window, drop, folder):
    drop(folder)
    dialog = shown(qtbot, window)
    qtbot.waitUntil(lambda: all(row.picture.shown for row in dialog.rows))
    assert len(dialog.rows) == 7
    assert "Gadovist" in dialog.rows[1].facts
    assert dialog.rows[1].why.startswith("Surely T1Gd (81 %). Its name holds “t1”")
    assert dialog.rows[-1].why == "It is a localiser: its image type says LOCALIZER."
    assert "Phantom Gliovista" in dialog.whose
    dialog.reject()


def test_a_sequence_comes_of_one_series(qtbot, window, drop, folder, prepared):
    drop(folder)
    dialog = shown(qtbot, window)
    t1, t1gd = dialog.rows[:2]
    choose(t1, T1GD)
    assert t1gd.modality is None
    assert t1.why == "Chosen by you."
    choose(t1gd, T1)
    dialog.accept()
    qtbot.waitUntil(lambda: window.session.study is not None)
    choice = prepared[0][1]
    assert numbers(choice) == {T1: 6, T1GD: 3, T2: 4, FLAIR: 5}
    assert set(choice.reasons) == {T2, FLAIR}
    texts = [f.text for f in window.session.findings if f.code == "series_taken"]
    assert texts[0] == "T1 is series 6, chosen by hand."


def test_too_few_cannot_be_opened(qtbot, window, drop, folder):
    drop(folder)
    dialog = shown(qtbot, window)
    for row in dialog.rows[:3]:
        choose(row, None)
    assert not dialog.ok.isEnabled()
    assert "Two sequences at least" in dialog.problem
    dialog.reject()


def test_a_doubtful_series_is_looked_at_before_enter(qtbot, window, drop, study, tmp_path):
    write_dicom_study(tmp_path / "p", study, modalities=(T1GD, T2))
    volume = study.volumes[FLAIR]
    named_otherwise = replace(PROTOCOLS[FLAIR], description="t1_se_tra", number=8)
    write_series(tmp_path / "p" / "8", volume.data, volume.affine, named_otherwise)
    drop(tmp_path / "p")
    dialog = shown(qtbot, window)
    row = next(r for r in dialog.rows if r.why.startswith("Perhaps T1"))
    assert "says otherwise" in row.why
    assert row.modality is None
    qtbot.waitUntil(row.box.hasFocus)
    dialog.reject()


def test_patients_are_never_mixed_and_none_is_chosen_beforehand(
    qtbot, window, drop, study, tmp_path, prepared
):
    write_dicom_study(tmp_path / "a", study)
    other = Way(person=Person("Other^Somebody", "GV-0002"))
    write_dicom_study(tmp_path / "b", study, other)
    drop(tmp_path)
    dialog = shown(qtbot, window)
    assert not dialog.rows
    assert not dialog.ok.isEnabled()
    texts = [dialog.studies.item(i).text() for i in range(dialog.studies.count())]
    assert [texts[0], texts[2]] == ["Phantom Gliovista · GV-0001", "Other Somebody · GV-0002"]
    qtbot.keyClick(dialog.studies, Qt.Key.Key_Down)
    assert dialog.whose.startswith("Phantom")
    qtbot.keyClick(dialog.studies, Qt.Key.Key_Down)
    assert dialog.whose.startswith("Other")
    dialog.accept()
    qtbot.waitUntil(lambda: window.session.study is not None)
    assert prepared[0][1].suffix == "-patient2-study1"
    series = prepared[0][1].series
    assert {one.identity.patient_id for one in series.values()} == {"GV-0002"}


def test_an_archive_is_opened_too(qtbot, window, drop, folder, prepared, tmp_path):
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        for path in folder.rglob("IM*"):
            archive.write(path, path.relative_to(folder))
    drop(tmp_path / "p.zip")
    dialog = shown(qtbot, window)
    assert list(dialog.chosen()) == list(Modality)
    dialog.reject()


def test_an_archive_without_dicom_says_so(qtbot, window, drop, tmp_path):
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        archive.writestr("readme.txt", "hello")
    drop(tmp_path / "p.zip")
    dialog = shown(qtbot, window)
    assert "no DICOM file is in it" in dialog.problem
    assert not dialog.ok.isEnabled()
    dialog.reject()


def test_listing_is_told_and_given_up_at_once(qtbot, window, drop, folder, monkeypatch):
    from desktop_app.opening import series_dialog

    counted = []

    def slow(paths, progress):
        for number in range(10_000):
            progress(number, 10_000, "")
            counted.append(number)
            time.sleep(0.01)
        return offer_series(paths, progress)

    monkeypatch.setattr(series_dialog, "offer_series", slow)
    drop(folder)
    qtbot.waitUntil(lambda: bool(window.findChildren(SeriesDialog)))
    dialog = window.findChildren(SeriesDialog)[0]
    qtbot.waitUntil(lambda: "of 10000 files" in dialog.counting)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    by_then = len(counted)
    qtbot.waitUntil(lambda: not window.jobs.running)
    assert len(counted) <= by_then + 1
