"""Time points as they left the scanner: whole heads, as DICOM of two days and as NIfTI."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from PySide6.QtCore import QTimer

from core.dicom.finding import find_series
from core.follow_up.time_point import DayFrom
from core.opening import raw
from core.opening.raw import choice_of
from core.phantom.phantom import raw_demo_study
from core.phantom.scanner import PROTOCOLS, Way, write_series
from core.phantom.scans import Scan, motion, scanned
from core.registration.rigid import distance_mm
from core.studies.study import Modality, Volume
from desktop_app.opening.sources import SeriesSource
from tests.conftest import write_nifti
from tests.core.extractors import ball_extractor

TWO = (Modality.T1GD, Modality.FLAIR)
SUFFIXES = {Modality.T1GD: "t1ce", Modality.FLAIR: "flair"}
MOVED = motion(np.random.default_rng(4), 8.0, 12.0)
"""The head of the second day."""


@pytest.fixture(scope="module")
def scans():
    """T1Gd and FLAIR of a head with a skull, in thick slices."""
    volumes = raw_demo_study(shape=(68, 86, 94), spacing_mm=3.0).study.volumes
    rng = np.random.default_rng(2)
    made = {m: scanned(volumes[m], Scan(np.eye(4), 2, 6.0, 3.0), rng) for m in TWO}
    return {m: Volume(v.data.astype(np.int16), v.affine) for m, v in made.items()}


@pytest.fixture(scope="module")
def patient(tmp_path_factory, scans):
    """``first`` and ``second`` as DICOM of two days, ``third`` as NIfTI."""
    parent = tmp_path_factory.mktemp("patient")
    for day, name, moved in (("20260102", "first", np.eye(4)), ("20260402", "second", MOVED)):
        for m in TWO:
            protocol = replace(PROTOCOLS[m], more={"StudyDate": day})
            folder = parent / name / m.value
            write_series(folder, scans[m].data, moved @ scans[m].affine, protocol, Way(study=name))
    for m in TWO:
        path = parent / "third" / f"third_{SUFFIXES[m]}.nii.gz"
        write_nifti(path, scans[m].data, MOVED @ scans[m].affine)
    return parent


@pytest.fixture
def first(qtbot, window, patient, monkeypatch):
    """The window with the first day's DICOM open."""
    monkeypatch.setattr(raw, "load_brain_model", ball_extractor)
    folder = patient / "first"
    choice = choice_of(find_series([folder]).studies[0], folder)
    window.files.open_source(SeriesSource((folder,), choice))
    qtbot.waitUntil(lambda: window.session.study is not None)
    return window


@pytest.fixture
def ticks(qapp):
    """How often the window's own loop came round."""
    seen = []
    timer = QTimer()
    timer.timeout.connect(lambda: seen.append(1))
    timer.start(20)
    yield seen
    timer.stop()


def read(qtbot, window, folder):
    window.follow_up.reading.add(folder)
    assert window.follow_up.work.busy
    qtbot.waitUntil(lambda: not window.follow_up.work.busy)
    return window.session.follow_up


def test_dicom_of_another_day_is_prepared_dated_and_aligned(qtbot, first, patient, ticks):
    before = len(ticks)
    state = read(qtbot, first, patient / "second")
    assert len(ticks) - before > 5, "the window went on"
    own, later = state.entries
    assert own.study is first.session.study
    assert (own.day, later.day) == (date(2026, 1, 2), date(2026, 4, 2))
    assert later.day_from is DayFrom.DICOM
    assert later.study.prepared is not None
    assert later.preparation is not None
    following = first.follow_up.following
    qtbot.waitUntil(lambda: following.found is not None and not following.busy)
    found = following.found.alignments[1]
    assert distance_mm(found.matrix, MOVED, found.found.centre_mm) <= 1.0
    assert found.trusted, found.doubts


def test_nifti_is_taken_as_raw_beside_a_raw_study(qtbot, first, patient):
    state = read(qtbot, first, patient / "third")
    (_, later) = state.entries
    assert later.study.prepared is not None
    assert later.day is None


def test_giving_up_frees_the_window_at_once_and_adds_nothing(qtbot, first, patient, monkeypatch):
    reached, gate = threading.Event(), threading.Event()
    real = raw.load_brain_model

    def slow(*args, **more):
        reached.set()
        assert gate.wait(20)
        return real(*args, **more)

    monkeypatch.setattr(raw, "load_brain_model", slow)
    page = first.follow_up.points
    first.follow_up.reading.add(patient / "second")
    qtbot.waitUntil(reached.is_set)
    assert page.progress.isVisibleTo(page)
    assert "second" in page._doing.text()
    page.cancel.click()
    assert not first.follow_up.work.busy
    assert not page.progress.isVisibleTo(page)
    gate.set()
    qtbot.waitUntil(lambda: not first.jobs.running)
    assert first.session.follow_up.entries == ()
    assert not first.messages.text.startswith("Error")
