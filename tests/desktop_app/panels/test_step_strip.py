"""The strip above the views: what it says, when it is there, what it asks for."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QToolButton

from core.preparing.preparing import Preparation
from core.studies.study import Modality
from desktop_app.panels.step_strip import Redo
from desktop_app.state.brain_mask import BrainMask
from desktop_app.work.steps import Step


@pytest.fixture
def strip(window):
    yield window.preparing.strip
    window.preparing.steps.forget()


@pytest.fixture
def prepared(opened):
    """An open study that was made of raw scans."""
    study = opened.session.study
    opened.session.preparation = Preparation(study, Modality.T1, (), {}, study.volumes, None)
    opened.session.study_changed.emit()
    return opened


def test_it_says_how_far_each_step_is(window, strip):
    assert not strip.isVisible()
    steps = window.preparing.steps
    steps.begin(4)
    steps.follow(0, 300, "aligning")
    steps.follow(10, 300, "aligning")
    assert strip.isVisible()
    assert strip.buttons[Step.ALIGNED].text() == "Alignment 10 % · 20 s left"
    assert strip.buttons[Step.BRAIN].toolTip() == "Brain: not done yet"
    assert not strip.buttons[Step.SERIES].isEnabled()
    assert strip.cancel.isVisible()


def test_it_can_be_hidden_and_shown_again(qtbot, prepared):
    strip, action = prepared.preparing.strip, prepared.actions_["steps"]
    assert strip.isVisible()
    prepared.layout().activate()
    assert strip.geometry().bottom() < prepared.pages.geometry().top()
    strip.hide_requested.emit()
    assert not strip.isVisible()
    assert not action.isChecked()
    action.trigger()
    assert strip.isVisible()


def test_a_step_that_runs_is_shown_though_the_strip_was_hidden(prepared):
    prepared.actions_["steps"].trigger()
    prepared.preparing.steps.begin(4)
    assert prepared.preparing.strip.isVisible()
    prepared.preparing.steps.forget()
    assert not prepared.preparing.strip.isVisible()


def test_a_step_is_done_again_by_the_keyboard_alone(qtbot, prepared, monkeypatch):
    strip, asked = prepared.preparing.strip, []
    strip.redo_requested.connect(asked.append)
    monkeypatch.setattr(prepared.files, "choose_again", lambda: None)
    button = strip.buttons[Step.SERIES]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: asked == [Redo.SERIES])


def test_a_failure_is_closed_without_hiding_the_steps_for_good(qtbot, window):
    steps, strip = window.preparing.steps, window.preparing.strip
    steps.begin(4)
    steps.end(failed=True)
    assert strip.isVisible()
    (close,) = (b for b in strip.findChildren(QToolButton) if b.toolTip().startswith("Hide"))
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not strip.isVisible()
    assert window.actions_["steps"].isChecked()


def test_a_brain_is_corrected_only_where_one_was_extracted(prepared):
    strip, session = prepared.preparing.strip, prepared.session
    assert not strip.buttons[Step.BRAIN].isEnabled()
    session.set_brain(BrainMask.of(np.ones(session.study.grid.shape, bool), np.eye(4)))
    assert strip.buttons[Step.BRAIN].isEnabled()


def test_an_ordinary_study_shows_no_strip(opened):
    assert not opened.preparing.strip.isVisible()
