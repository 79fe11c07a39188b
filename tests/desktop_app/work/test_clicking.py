"""Correcting with clicks, by mouse and by key, through the real window."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt

from core.clicking.ground import Way
from core.clicking.network_input import EDGE
from core.clicking.package import ClickModel, ClickPackage
from core.errors import ModelPackageError
from core.labels import Label, Region
from core.segmenting.preprocessing import Preprocessing
from desktop_app.panels.click_panel import ClickPanel
from desktop_app.state.brush import BrushTool
from tests.desktop_app.strokes import drag, mouse, native, press

RIGHT = Qt.MouseButton.RightButton
AT = (5, 5, 4)
"""A place without a label; (12, 14, 9) has one."""


class Ball:
    """Finds the region, or nothing of it, within some millimetres of the clicks."""

    name, multiple = "ball", 16

    def __init__(self):
        self.fault = None
        self.held = threading.Event()
        self.held.set()

    def __call__(self, array, tick):
        assert array.shape[1:] == (EDGE,) * 3
        while not self.held.wait(0.01):
            tick()
        if self.fault is not None:
            raise self.fault
        yes, no = array[-5] > 0.5, array[-4] > 0.5
        return np.stack([np.where(no, 0, np.where(yes | (array[9] > 0), 1, 0))] * 3).astype("f4")


@pytest.fixture
def engine():
    return Ball()


@pytest.fixture
def clicking(qtbot, labelled, engine):
    """A labelled window whose clicks a stub answers."""
    package = ClickPackage(None, "toy", {"in_channels": 18}, Preprocessing(), {}, {})  # type: ignore[arg-type]
    labelled.clicks.clicking.desk._load = lambda threads: ClickModel(package, engine)
    labelled.actions_["click"].trigger()
    qtbot.waitUntil(lambda: not labelled.jobs.running)
    labelled.session.set_cursor(AT)
    yield labelled
    engine.held.set()


@pytest.fixture
def answered(qtbot, clicking):
    def wait():
        qtbot.waitUntil(lambda: not clicking.session.click.waiting)
        return clicking.session.click.pending

    return wait


def view_of(window):
    return window.view_area.views[0]


def click(view, voxel, button=Qt.MouseButton.LeftButton):
    mouse(view, QEvent.Type.MouseButtonPress, voxel, button)
    mouse(view, QEvent.Type.MouseButtonRelease, voxel, button)


def test_a_click_is_a_preview_that_enter_keeps_as_one_step(qtbot, clicking, answered):
    session, before = clicking.session, native(clicking).copy()
    click(view_of(clicking), AT)
    pending = answered()
    assert np.array_equal(native(clicking), before), "nothing is changed yet"
    where = pending.patch.where
    assert len(set(where[2])) > 1, "it goes through slices"
    click(view_of(clicking), (12, 14, 4), RIGHT)
    answered()
    press(qtbot, clicking, Qt.Key.Key_Return)
    assert session.labels.ras[AT] == Label.ED
    assert session.click.pending is None
    told = session.segmentation.provenance
    assert (told.steps, told.clicks) == (1, 1), "where nothing was to change no click is counted"
    press(qtbot, clicking, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert np.array_equal(native(clicking), before)
    assert session.corrections.strokes == ()


def test_escape_drops_the_preview_first_and_the_tool_then(qtbot, clicking, answered):
    before = native(clicking).copy()
    click(view_of(clicking), AT)
    assert answered() is not None
    press(qtbot, clicking, Qt.Key.Key_Escape)
    assert clicking.session.click.pending is None
    assert clicking.session.correcting
    press(qtbot, clicking, Qt.Key.Key_Escape)
    assert not clicking.session.correcting
    assert np.array_equal(native(clicking), before)


def test_it_works_by_keyboard_alone(qtbot, clicking, answered):
    press(qtbot, clicking, Qt.Key.Key_F7)
    assert clicking.session.click.region is Region.ET
    press(qtbot, clicking, Qt.Key.Key_Period)
    answered()
    press(qtbot, clicking, Qt.Key.Key_Return)
    assert clicking.session.labels.ras[AT] == Label.ET
    press(qtbot, clicking, Qt.Key.Key_Comma)
    answered()
    press(qtbot, clicking, Qt.Key.Key_Return)
    assert clicking.session.labels.ras[AT] == Label.NCR


def test_a_scribble_is_several_clicks(clicking, answered):
    drag(view_of(clicking), (4, 5, 4), (10, 5, 4), (16, 5, 4))
    pending = answered()
    assert len(pending.strokes) == 1
    assert len(pending.strokes[0]) >= 2


def test_a_newer_click_gives_the_running_job_up_and_both_are_answered(clicking, answered, engine):
    engine.held.clear()
    click(view_of(clicking), AT)
    first = clicking.clicks.clicking._job
    click(view_of(clicking), (25, 25, 4))
    assert first.over
    engine.held.set()
    assert len(answered().strokes) == 2


def test_undo_takes_the_newest_click_back_before_it_is_kept(clicking, answered):
    click(view_of(clicking), AT)
    answered()
    click(view_of(clicking), (25, 25, 4))
    assert len(answered().strokes) == 2
    clicking.actions_["undo"].trigger()
    assert len(clicking.session.click.pending.strokes) == 1
    assert not clicking.actions_["redo"].isEnabled()


def test_what_was_painted_by_hand_is_not_undone_by_a_click(qtbot, clicking, answered):
    session = clicking.session
    clicking.actions_["correct"].trigger()
    assert session.brush.tool is BrushTool.BRUSH
    session.set_brush(label=Label.NCR, radius_mm=0.5, beyond_head=True)
    session.set_cursor((6, 5, 4))
    press(qtbot, clicking, Qt.Key.Key_P)
    clicking.actions_["click"].trigger()
    assert session.brush.tool is BrushTool.CLICK
    click(view_of(clicking), (12, 14, 9), RIGHT)
    session.set_cursor((7, 5, 4))
    clicking.actions_["click_not"].trigger()
    answered()
    clicking.actions_["click_tumour"].trigger()
    answered()
    clicking.actions_["click_keep"].trigger()
    assert session.labels.ras[6, 5, 4] == Label.NCR
    assert session.segmentation.provenance.strokes == 1


def test_leaving_the_tool_keeps_the_preview_and_another_result_drops_it(clicking, answered):
    click(view_of(clicking), AT)
    answered()
    clicking.actions_["correct"].trigger()
    assert clicking.session.labels.ras[AT] == Label.ED
    clicking.actions_["click"].trigger()
    click(view_of(clicking), (25, 25, 4))
    answered()
    clicking.session.set_labels(None, unsaved=False)
    assert clicking.session.click.pending is None


@pytest.mark.parametrize("absent", [True, False])
def test_without_the_network_it_grows_and_says_so(clicking, answered, engine, absent):
    panel = clicking.side_panel.findChild(ClickPanel)
    desk = clicking.clicks.clicking.desk
    assert not panel.how.isVisible()
    if absent:

        def load(threads):
            raise ModelPackageError("none")

        desk._load, desk._model = load, None
    else:
        engine.fault = RuntimeError("no memory for a layer")
    click(view_of(clicking), (22, 20, 10))
    answered()
    assert clicking.session.click.way is Way.GROWN
    assert panel.how.isVisible()
    assert "grey values" in panel.how.text()


def test_the_session_keeps_the_clicks(clicking, answered, tmp_path):
    from core.sessions.contents import Part
    from desktop_app.state.results_part import ResultsPart

    click(view_of(clicking), AT)
    answered()
    clicking.actions_["click_keep"].trigger()
    session = clicking.session
    strokes = session.corrections.strokes
    part: Part = ResultsPart().save(session)()
    ResultsPart().read(part, session.study.grid)(session)
    assert session.corrections.strokes == strokes
    assert (session.corrections.steps, session.corrections.clicks) == (1, 1)
