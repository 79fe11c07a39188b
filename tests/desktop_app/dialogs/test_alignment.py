"""The alignment page: what is seen, accepted, tried again, and done with it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QPushButton

from core.opening import raw
from core.opening.raw import open_volumes
from core.phantom.phantom import raw_demo_study
from core.phantom.scans import Scan, motion, scanned
from core.preparing.preparing import said_of_places
from core.registration.rigid import SaidBy
from core.studies.study import Modality
from desktop_app.dialogs import alignment
from desktop_app.dialogs.alignment_pictures import Way
from desktop_app.opening.sources import AgainSource, FilesSource
from desktop_app.panels.findings_panel import FindingsPanel
from desktop_app.state.display import Plane
from desktop_app.state.shown import show_volume
from desktop_app.work.overlaying import blended, checkered, edges, reference_picture
from tests.core.extractors import ball_extractor

T1, T1GD, T2, FLAIR = Modality


@pytest.fixture(scope="module")
def opened_raw():
    """T1Gd and FLAIR as two scans of a moved head, prepared."""
    volumes = raw_demo_study(shape=(68, 86, 94), spacing_mm=3.0).study.volumes
    rng = np.random.default_rng(2)
    scans = {
        T1GD: scanned(volumes[T1GD], Scan(np.eye(4), 2, 6.0, 3.0), rng),
        FLAIR: scanned(volumes[FLAIR], Scan(motion(rng, 8, 10), 1, 6.0, 3.0), rng),
    }
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(raw, "load_brain_model", ball_extractor)
        return open_volumes(scans, "p")


@pytest.fixture(scope="module")
def below(opened_raw):
    """The reference's picture, which is the same for every test."""
    return reference_picture(opened_raw.preparation)


@pytest.fixture
def doubted(window, opened_raw, below, monkeypatch):
    """The window with that study open, and FLAIR's alignment in doubt."""
    monkeypatch.setattr(raw, "load_brain_model", ball_extractor)
    monkeypatch.setattr(alignment, "reference_picture", lambda made: below)
    made = opened_raw.preparation
    unsure = replace(made.alignments[FLAIR], runner_up=0.001)
    made = replace(made, alignments={FLAIR: unsure})
    findings = [f for f in opened_raw.findings if f.code != "aligned"]
    findings += said_of_places(made.alignments, T1GD)
    shown = {m: show_volume(v) for m, v in made.study.volumes.items()}
    window.session.complete(made.study, findings, shown, made)
    return window


@pytest.fixture
def dialog(qtbot, doubted):
    panel = doubted.side_panel.findChild(FindingsPanel)
    (link,) = panel.findChildren(QPushButton)
    shown = []
    look = doubted.preparing.look_at_alignment
    doubted.preparing.look_at_alignment = lambda: shown.append(look())
    link.click()
    doubted.preparing.look_at_alignment = look
    made = shown[0] if shown else look()
    qtbot.waitUntil(lambda: drawn(made))
    return made


def drawn(dialog) -> bool:
    return dialog.pictures.reference is not None and not dialog.list.working.text()


def test_a_doubtful_one_is_shown_first_with_its_figures(dialog):
    assert dialog.list.modality is FLAIR
    assert dialog.list.sequences.item(0).text() == "FLAIR: in doubt"
    assert "Another place comes within 0.001." in dialog.list.figures
    assert dialog.ok.text() == "Done"
    dialog.reject()


def test_what_is_accepted_is_in_doubt_no_more_without_any_work(qtbot, doubted, dialog):
    before = doubted.session.study
    dialog.list.accept.click()
    assert dialog.list.sequences.item(0).text() == "FLAIR: accepted by you"
    dialog.accept()
    session = doubted.session
    assert session.study is before
    assert session.preparation.alignments[FLAIR].said_by is SaidBy.PERSON
    assert "alignment_unsure" not in [f.code for f in session.findings]
    assert not session.opening


def test_headers_are_taken_and_the_study_is_prepared_again(qtbot, doubted, dialog):
    session = doubted.session
    session.set_cursor((5, 6, 7))
    before = session.study
    dialog.list.headers.click()
    qtbot.waitUntil(lambda: FLAIR in dialog.changed and drawn(dialog))
    assert dialog.list.sequences.item(0).text() == "FLAIR: as its header says"
    assert dialog.ok.text() == "Prepare again"
    dialog.accept()
    qtbot.waitUntil(lambda: session.study is not None and session.study is not before)
    assert "headers_taken" in [f.code for f in session.findings]
    assert session.cursor == (5, 6, 7)


def test_a_trial_can_be_taken_back(qtbot, dialog):
    dialog.list.again.click()
    qtbot.waitUntil(lambda: FLAIR in dialog.changed and drawn(dialog))
    assert FLAIR in dialog.moved
    dialog.list.back.click()
    assert not dialog.moved
    assert dialog.list.sequences.item(0).text() == "FLAIR: in doubt"
    qtbot.waitUntil(lambda: drawn(dialog))
    dialog.reject()


def test_closing_while_it_aligns_ends_the_work_at_once(qtbot, doubted, dialog):
    dialog.list.again.click()
    dialog.reject()
    qtbot.waitUntil(lambda: not doubted.jobs.running)


@pytest.mark.parametrize("way", list(Way))
def test_every_way_to_show_both_draws(qtbot, dialog, way):
    before = dialog.pictures.grab().toImage()
    dialog.ways[way].setChecked(True)
    dialog.amount.setValue(dialog.amount.maximum())
    dialog.pictures.planes[Plane.AXIAL].slider.setValue(60)
    assert dialog.pictures.grab().toImage() != before
    dialog.reject()


def test_the_source_of_an_ordinary_study_stays_known(qtbot, doubted, dialog, monkeypatch):
    source, asked = FilesSource({}, raw=True), []
    monkeypatch.setattr(doubted.files, "choose_raw", asked.append)
    doubted.files.opener.finished.emit(source)
    doubted.files.opener.finished.emit(AgainSource(doubted.session.preparation, {}, ()))
    doubted.files.choose_again()
    assert asked == [source]
    dialog.reject()


def test_pictures_are_put_together_pixel_by_pixel():
    fixed, moving = np.full((4, 6), 200, np.uint8), np.zeros((4, 6), np.uint8)
    assert (blended(fixed, moving, 0.25) == 150).all()
    tiles = checkered(fixed, moving, 2)
    assert tiles[:2, :2].min() == 200
    assert tiles[:2, 2:4].max() == 0
    assert tiles[2:, :2].max() == 0


def test_edges_lie_where_a_picture_changes():
    picture = np.full((40, 40), 40, np.uint8)
    picture[10:30, 10:30] = 220
    found = edges(picture, 0.1)
    assert found[10:30, 8:12].any(axis=1).all()
    assert not found[14:26, 14:26].any()
    assert not found[:6].any()


def test_it_fits_a_screen_of_1280_by_720_at_150_percent(dialog):
    """853 × 480, less the title bar."""
    least = dialog.minimumSizeHint()
    assert least.width() <= 840
    assert least.height() <= 440
