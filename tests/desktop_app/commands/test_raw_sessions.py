"""Work on raw scans that survives: who put a sequence where, and the brain that was corrected."""

from __future__ import annotations

from dataclasses import replace

import nibabel as nib
import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from core.opening import raw
from core.opening.again import by_headers
from core.phantom.phantom import raw_demo_study
from core.phantom.scans import Scan, motion, scanned
from core.preparing import preparing
from core.preparing.own_brain import own_brain
from core.progress import no_progress
from core.registration.rigid import SaidBy
from core.sessions.autosaves import autosaves
from core.sessions.session_file import read_session
from core.studies.study import Modality
from desktop_app.opening.sources import AgainSource, FilesSource
from desktop_app.state.display import Plane
from tests.core.extractors import ball_extractor

T1GD, FLAIR = Modality.T1GD, Modality.FLAIR


@pytest.fixture(scope="module")
def scans():
    """T1Gd and FLAIR as two scans of a moved head, with the skull."""
    head = raw_demo_study(shape=(68, 86, 94), spacing_mm=3.0).study.volumes
    rng = np.random.default_rng(2)
    return {
        T1GD: scanned(head[T1GD], Scan(np.eye(4), 2, 6.0, 3.0), rng),
        FLAIR: scanned(head[FLAIR], Scan(motion(rng, 8, 10), 1, 6.0, 3.0), rng),
    }


@pytest.fixture
def files(scans, tmp_path):
    folder = tmp_path / "case_raw"
    folder.mkdir()
    paths = {}
    for modality, volume in scans.items():
        paths[modality] = folder / f"{modality.value}.nii.gz"
        image = nib.Nifti1Image(np.asarray(volume.data, np.float32), volume.affine)
        image.set_sform(volume.affine, 1)
        nib.save(image, paths[modality])
    return paths


@pytest.fixture
def opened_raw(qtbot, window, monkeypatch, files):
    monkeypatch.setattr(raw, "load_brain_model", ball_extractor)
    open_it(qtbot, window, files)
    return window


def open_it(qtbot, window, files):
    before = window.session.study
    window.files.open_source(FilesSource(files, raw=True))
    ready(qtbot, window, before)


def ready(qtbot, window, before):
    """Another study than before is open."""
    session = window.session
    qtbot.waitUntil(lambda: session.study is not None and session.study is not before)


def known(qtbot, window):
    qtbot.waitUntil(lambda: bool(window.sessions.autosaver.mark))


def kept(window):
    return autosaves(window.sessions.autosaver.folder)


def take_headers(qtbot, window):
    """Leave FLAIR where its header says, as the alignment page does."""
    session = window.session
    before, made = session.study, session.preparation
    there = by_headers(made, FLAIR, no_progress)
    window.files.open_source(AgainSource(made, {FLAIR: there}, tuple(session.findings)))
    ready(qtbot, window, before)


def erase(window):
    """A ball of 15 mm out of the middle of the brain."""
    session = window.session
    window.actions_["erase_brain"].trigger()
    session.set_brush(radius_mm=15, ball=True)
    i, j, k = (int(c) for c in np.argwhere(session.brain.ras).mean(axis=0))
    window.brain.stroke(Plane.AXIAL, (i, j, k), (i, j, k))
    window.brain.finish()


def go_on(qtbot, window):
    qtbot.waitUntil(lambda: "was kept" in window.messages.text)
    buttons = window.messages.findChildren(QPushButton)
    next(b for b in buttons if b.text().startswith("Go on")).click()


def test_a_study_comes_back_as_it_was_aligned_and_corrected(qtbot, opened_raw, files):
    window, session = opened_raw, opened_raw.session
    searched = session.preparation.alignments[FLAIR].matrix
    take_headers(qtbot, window)
    known(qtbot, window)
    extracted = own_brain(session.preparation)
    erase(window)
    mask = session.brain.mask.copy()
    window.files.close_study()
    open_it(qtbot, window, files)
    assert np.array_equal(session.preparation.alignments[FLAIR].matrix, searched)
    assert np.array_equal(session.brain.mask > 0, own_brain(session.preparation))
    go_on(qtbot, window)
    qtbot.waitUntil(lambda: session.preparation is not None and session.brain.pending)
    found = session.preparation.alignments[FLAIR]
    assert found.said_by is SaidBy.HEADERS
    assert np.array_equal(found.matrix, np.eye(4))
    assert "headers_taken" in [f.code for f in session.findings]
    assert np.array_equal(session.brain.mask, mask)
    window.actions_["erase_brain"].trigger()
    window.actions_["undo"].trigger()
    assert np.array_equal(session.brain.mask > 0, extracted)
    assert not session.brain.history.can_undo


def test_a_session_file_opens_its_scans_without_looking_for_their_places(
    qtbot, opened_raw, tmp_path, monkeypatch
):
    window, session = opened_raw, opened_raw.session
    take_headers(qtbot, window)
    window.files.opener.cancel()
    saved = tmp_path / "mine.gliovista"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a: (str(saved), ""))
    window.actions_["save_session"].trigger()
    qtbot.waitUntil(lambda: "Saved" in window.messages.text)
    assert "alignments" in read_session(saved).parts
    assert "brain" not in read_session(saved).parts, "nobody corrected it"
    window.files.close_study()
    sought = []
    search = preparing.align_all
    monkeypatch.setattr(
        preparing, "align_all", lambda f, moving, p: sought.extend(moving) or search(f, moving, p)
    )
    window.sessions.open_path(saved)
    ready(qtbot, window, None)
    assert session.preparation.alignments[FLAIR].said_by is SaidBy.HEADERS
    assert not sought


def test_an_accepted_alignment_stays_accepted(qtbot, opened_raw, files):
    window, session = opened_raw, opened_raw.session
    known(qtbot, window)
    found = session.preparation.alignments[FLAIR]
    looked_at = {FLAIR: replace(found, said_by=SaidBy.PERSON)}
    session.set_preparation(replace(session.preparation, alignments=looked_at), session.findings)
    window.files.close_study()
    open_it(qtbot, window, files)
    study = session.study
    assert session.preparation.alignments[FLAIR].said_by is SaidBy.SEARCH
    go_on(qtbot, window)
    qtbot.waitUntil(lambda: session.preparation.alignments[FLAIR].said_by is SaidBy.PERSON)
    assert session.study is study, "it lies where it lay: nothing is prepared again"


def test_alignments_are_not_used_on_another_patients_scans(qtbot, opened_raw, files):
    window, session = opened_raw, opened_raw.session
    known(qtbot, window)
    erase(window)
    window.files.close_study()
    qtbot.waitUntil(lambda: not window.sessions.autosaver.pending)
    (autosave,) = kept(window)
    for path in files.values():
        image = nib.load(path)
        data = np.asarray(image.dataobj)[::-1] * 1.5
        nib.save(nib.Nifti1Image(data.astype(np.float32), image.affine), path)
    window.sessions.open_path(autosave.path)
    qtbot.waitUntil(lambda: "other scans" in window.messages.text)
    assert session.study is None, "nothing is shown that lies wrong"
