"""The brain's outline over the patient's own scans: shown, corrected, used, undone."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.labels import LabelConvention
from core.opening.label_maps import read_labels
from core.phantom.phantom import raw_demo_study
from core.phantom.scans import Scan, scanned
from core.preparing.own_brain import own_brain
from core.preparing.preparing import prepare_raw
from core.segmenting.model_package import load_model
from core.studies.study import Modality
from desktop_app.commands import labels as label_commands
from desktop_app.opening import sources
from desktop_app.panels.corrected_note import CorrectedNote
from desktop_app.state.display import Plane
from desktop_app.views.brain_outline import BrainLayer
from desktop_app.work.session_parts import caught, contents_of, identity_of, made_ready
from tests.conftest import PATIENCE_S, write_nifti
from tests.core.extractors import ball_extractor

T1GD, FLAIR = Modality.T1GD, Modality.FLAIR


@pytest.fixture(scope="module")
def made():
    """A raw study on slices of 6 mm, its brain a ball."""
    head = raw_demo_study(shape=(68, 86, 94), spacing_mm=3.0).study.volumes
    rng = np.random.default_rng(4)
    scan = Scan(np.eye(4), 2, 6.0, 3.0)
    return prepare_raw({m: scanned(head[m], scan, rng) for m in (T1GD, FLAIR)}, "p", ball_extractor)


class BrightFlair:
    """Tumour is where FLAIR is brightest, of whatever it is shown."""

    name, multiple = "bright FLAIR", 8

    def __call__(self, array, tick):
        tick()
        bright = (array[3] > 1.0).astype(np.float32)
        return np.stack([bright, 0 * bright, 0 * bright])


@pytest.fixture
def raw(qtbot, window, monkeypatch, made, toy_package: Path):
    """The window with the raw study, and a model that answers at once."""
    opened = sources.OpenedStudy(made.study, (), made)
    monkeypatch.setattr(sources, "open_raw", lambda *a, **k: opened)
    model = replace(load_model(toy_package, "openvino"), engine=BrightFlair())
    monkeypatch.setattr(window.segmenter.models, "get", lambda threads: model)
    window.files.open_source(sources.FolderSource(toy_package, raw=True))
    qtbot.waitUntil(lambda: window.session.study is not None)
    return window


def segment(qtbot, window) -> None:
    before = window.session.segmentation
    window.segment()
    qtbot.waitUntil(
        lambda: not window.session.segmenting and window.session.segmentation is not before,
    )


def erase(window) -> None:
    """A ball of 15 mm out of the middle of the brain."""
    session = window.session
    window.actions_["erase_brain"].trigger()
    session.set_brush(radius_mm=15, ball=True)
    i, j, k = (int(c) for c in np.argwhere(session.brain.ras).mean(axis=0))
    session.set_cursor((i, j, k))
    window.brain.stroke(Plane.AXIAL, (i, j, k), (i, j, k))
    window.brain.finish()


def test_the_outline_is_that_of_the_extracted_brain_and_can_be_switched(raw, made):
    session = raw.session
    assert np.array_equal(session.brain.mask > 0, own_brain(made))
    assert not BrainLayer.is_on(session)
    raw.actions_["brain_outline"].trigger()
    assert BrainLayer.is_on(session)
    assert raw.actions_["brain_outline"].isChecked()
    assert raw.side_panel.brain.outline.isChecked()


def test_the_brush_corrects_the_brain_and_undo_takes_it_back(raw):
    session = raw.session
    before = session.brain.ras.copy()
    erase(raw)
    assert session.correcting
    assert BrainLayer.is_on(session), "nobody paints what he does not see"
    assert session.brain.ras.sum() < before.sum()
    assert session.labels.has_tumour is False, "labels are not touched"
    assert raw.side_panel.brain.again.isVisibleTo(raw.side_panel.brain)
    raw.actions_["undo"].trigger()
    assert np.array_equal(session.brain.ras, before)
    assert not session.brain.pending
    raw.actions_["redo"].trigger()
    assert session.brain.pending
    raw.actions_["paint_brain"].trigger()
    raw.actions_["paint_at_cursor"].trigger()
    assert session.brain.ras[session.cursor] == 1
    raw.actions_["paint_ed"].trigger()
    raw.actions_["paint_at_cursor"].trigger()
    assert session.labels.has_tumour, "the brush serves labels again"


def test_segmenting_again_looks_at_the_corrected_brain_alone_and_says_so(qtbot, raw, made):
    session = raw.session
    segment(qtbot, raw)
    first = session.segmentation
    assert first.provenance.brain_ml is None
    erase(raw)
    gone = session.brain.mask == 0
    assert (first.label_map[gone & own_brain(made)] > 0).any()
    segment(qtbot, raw)
    found = session.segmentation
    added, removed = found.provenance.brain_ml
    assert added == 0
    assert removed == pytest.approx(14, abs=4)
    assert not session.brain.pending
    eroded = gone & own_brain(made)
    # Half a voxel of the interpolated border may reach in.
    assert (found.label_map[eroded] > 0).mean() < 0.2
    assert session.preparation.study is session.study
    assert "taken away" in raw.side_panel.result.findChild(CorrectedNote).text()


def test_undoing_the_correction_and_segmenting_gives_the_first_result_again(qtbot, raw):
    session = raw.session
    segment(qtbot, raw)
    first = session.segmentation
    erase(raw)
    segment(qtbot, raw)
    raw.actions_["erase_brain"].trigger()
    raw.actions_["undo"].trigger()
    assert session.brain.pending
    segment(qtbot, raw)
    assert np.array_equal(session.segmentation.label_map, first.label_map)
    assert session.segmentation.provenance.brain_ml is None


def test_without_an_extracted_brain_there_is_none_to_correct(window):
    for name in ("brain_outline", "paint_brain", "erase_brain"):
        assert not window.actions_[name].isEnabled()
    assert not window.side_panel.brain.isVisibleTo(window.side_panel.correct)


def test_a_command_tells_of_no_change_of_the_brain_where_nothing_was_painted(qtbot, opened):
    told = []
    opened.session.brain_changed.connect(lambda: told.append(1))
    opened.session.settle()
    opened.actions_["next_slice"].trigger()
    assert not told


def test_a_corrected_brain_comes_back_with_the_work_on_its_study(qtbot, raw, tmp_path):
    session = raw.session
    extracted = session.brain.mask.copy()
    assert caught(session) is None, "nobody did anything yet"
    erase(raw)
    corrected = session.brain.mask.copy()
    parts = caught(session)
    raw.brain.commands()["undo"]()
    assert np.array_equal(session.brain.mask, extracted)
    contents = contents_of(parts, identity_of(session.study))
    for load in made_ready(contents, session.study):
        load(session)
    assert np.array_equal(session.brain.mask, corrected)
    assert session.brain.pending, "the next segmentation uses it"
    raw.actions_["erase_brain"].trigger()
    raw.brain.commands()["undo"]()
    assert np.array_equal(session.brain.mask, extracted)


def test_labels_that_arrive_after_a_corrected_brain_was_used_are_shown(
    qtbot, raw, tmp_path, monkeypatch
):
    begun, gate, labels_of = threading.Event(), threading.Event(), label_commands.labels_of

    def late(*arguments):
        begun.set()
        gate.wait(PATIENCE_S)
        return labels_of(*arguments)

    monkeypatch.setattr(label_commands, "labels_of", late)
    grid = raw.session.study.grid
    values = np.zeros(grid.shape, np.uint8)
    values[10:20, 10:20, 4:6] = 2
    path = write_nifti(tmp_path / "mine_seg.nii.gz", values, grid.affine)
    file = read_labels(path, raw.session.study)
    raw.label_commands.use(file, LabelConvention.BRATS2021, beside=False)
    qtbot.waitUntil(begun.is_set)
    erase(raw)
    segment(qtbot, raw)
    assert raw.session.preparation.corrected_brain is not None
    gate.set()
    qtbot.waitUntil(lambda: path in raw.session.results.paths)
