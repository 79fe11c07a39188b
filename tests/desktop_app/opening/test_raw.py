"""Raw scans in the window: refused or warned of, and prepared on a button's word."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton

from core.opening.reading import OpenedStudy
from core.preparing import interpolated
from core.progress import no_progress
from core.studies.findings import Finding, Severity
from core.studies.study import Modality, Study, Volume
from desktop_app.opening import sources
from desktop_app.opening.series_dialog import SeriesDialog
from desktop_app.work.steps import Step
from tests.conftest import LPS, brain_arrays, write_nifti

T1GD, FLAIR = Modality.T1GD, Modality.FLAIR
"""Two sequences are enough of a study."""


@pytest.fixture
def folder(tmp_path) -> Path:
    """T1Gd and FLAIR on grids of their own."""
    arrays = brain_arrays()
    elsewhere = LPS.copy()
    elsewhere[:3, 3] += 7
    write_nifti(tmp_path / "p" / "p_t1ce.nii.gz", arrays[T1GD])
    write_nifti(tmp_path / "p" / "p_flair.nii.gz", arrays[FLAIR], elsewhere)
    return tmp_path / "p"


@pytest.fixture
def prepared(monkeypatch):
    """Preparing takes seconds and a network; here it gives a study at once."""
    given = []

    def open_raw(source, progress=no_progress, stated=None, choice=None):
        given.append((source, choice))
        progress(1, 4, "aligning FLAIR")
        arrays = brain_arrays()
        thick = np.diag([-1.0, -1.0, 2.0, 1.0])
        thick[:3, 3] = LPS[:3, 3]
        volumes = {m: Volume(arrays[m][:, :, ::2], thick) for m in (T1GD, FLAIR)}
        fine = Study("p", {m: Volume(arrays[m], LPS) for m in (T1GD, FLAIR)})
        said = Finding("aligned", Severity.REPAIRED, "FLAIR was aligned to T1Gd.", FLAIR)
        return OpenedStudy(Study("p", volumes, prepared=fine), (said,))

    monkeypatch.setattr(sources, "open_raw", open_raw)
    return given


def button(window) -> QPushButton:
    return window.messages.findChildren(QPushButton)[0]


def series_dialog(qtbot, window) -> SeriesDialog:
    """The one that is shown, once its rows are."""

    def shown() -> list[SeriesDialog]:
        return [d for d in window.findChildren(SeriesDialog) if d.isVisible() and d.chosen()]

    qtbot.waitUntil(lambda: bool(shown()))
    return shown()[0]


def test_scans_on_grids_of_their_own_are_shown_and_prepared(qtbot, window, drop, folder, prepared):
    drop(folder)
    dialog = series_dialog(qtbot, window)
    assert window.session.study is None
    assert not prepared
    dialog.accept()
    qtbot.waitUntil(lambda: window.session.study is not None)
    files = {FLAIR: folder / "p_flair.nii.gz", T1GD: folder / "p_t1ce.nii.gz"}
    assert prepared == [(files, None)]
    codes = [f.code for f in window.session.findings]
    assert "aligned" in codes
    assert "series_taken" not in codes
    assert not window.messages.text


def test_who_does_not_want_that_is_told_what_is_wrong(qtbot, window, drop, folder, prepared):
    drop(folder)
    series_dialog(qtbot, window).reject()
    qtbot.waitUntil(lambda: "was not opened" in window.messages.text)
    assert button(window).text() == "Align and remove the skull"
    qtbot.mouseClick(button(window), Qt.MouseButton.LeftButton)
    series_dialog(qtbot, window).reject()
    assert not prepared
    assert window.session.study is None


def test_a_file_chosen_by_hand_is_said(qtbot, window, drop, folder, prepared):
    drop(folder)
    dialog = series_dialog(qtbot, window)
    row = dialog.chosen()[FLAIR]
    row.box.setCurrentIndex(row.box.findData(Modality.T2))
    row.box.activated.emit(row.box.currentIndex())
    dialog.accept()
    qtbot.waitUntil(lambda: window.session.study is not None)
    assert set(prepared[0][0]) == {T1GD, Modality.T2}
    said = [f.text for f in window.session.findings if f.code == "series_taken"]
    assert said == ["T2 is p_flair.nii.gz, chosen by hand."]


def test_a_label_map_of_the_patients_own_scan_is_shown_and_written_there_again(
    qtbot, window, folder, prepared, monkeypatch, tmp_path
):
    window.files.open_source(sources.FolderSource(folder, raw=True))
    qtbot.waitUntil(lambda: window.session.study is not None)
    own = window.session.study.volumes[T1GD]
    labels = np.zeros(own.data.shape, np.uint8)
    labels[8:22, 8:24, 3:9] = 2
    labels[12:18, 12:20, 5:7] = 4
    window.label_commands.load(write_nifti(tmp_path / "p_seg.nii.gz", labels, own.affine))
    qtbot.waitUntil(lambda: window.session.labels is not None)
    target = tmp_path / "again.nii.gz"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(target), ""))
    window.actions_["export_label_map"].trigger()
    qtbot.waitUntil(target.exists)
    back = nib.load(target)
    np.testing.assert_allclose(back.affine, own.affine)
    assert np.array_equal(np.asarray(back.dataobj), labels)


def test_preparing_can_be_given_up(qtbot, window, folder, monkeypatch):
    begun = threading.Event()

    def open_raw(source, progress=no_progress, stated=None, choice=None):
        begun.set()
        while True:
            progress(1, 4, "aligning FLAIR")
            time.sleep(0.01)

    monkeypatch.setattr(sources, "open_raw", open_raw)
    window.files.open_source(sources.FolderSource(folder, raw=True))
    strip = window.preparing.strip
    qtbot.waitUntil(lambda: strip.buttons[Step.ALIGNED].text() != "Alignment")
    assert begun.is_set()
    assert strip.isVisible()
    qtbot.mouseClick(strip.cancel, Qt.MouseButton.LeftButton)
    assert not strip.isVisible()
    qtbot.waitUntil(lambda: not window.jobs.running)
    assert window.session.study is None
    assert not window.messages.text


def test_what_is_shown_is_interpolated_off_the_windows_thread(qtbot, window, monkeypatch, tmp_path):
    own = Volume(brain_arrays()[T1GD], LPS)
    other = Volume(brain_arrays()[FLAIR], LPS)
    where = []
    real = interpolated.sampled
    monkeypatch.setattr(
        interpolated, "sampled", lambda *a: where.append(threading.current_thread()) or real(*a)
    )
    volumes = {T1GD: own, FLAIR: interpolated.Interpolated.on_grid_of(own, other)}
    opened = OpenedStudy(Study("p", volumes), ())
    monkeypatch.setattr(sources, "open_raw", lambda *a, **k: opened)
    source = sources.FolderSource(tmp_path, raw=True)
    # A time point of a follow-up, which nobody looks at yet; then a study for the views.
    assert sources.read_source(source, no_progress) is not None
    assert len(where) == 1
    volumes[FLAIR] = interpolated.Interpolated.on_grid_of(own, other)
    window.files.open_source(source)
    qtbot.waitUntil(lambda: window.session.study is not None)
    assert len(where) == 2
    assert where[1] is not threading.main_thread()
