"""What was clicked and painted of a result, counted and kept."""

from __future__ import annotations

import numpy as np

from core.clicking.clicks import Click
from core.correction.history import History, Step
from core.labels import Region
from desktop_app.state.corrections import Corrections

ONE, TWO = ((Click((n, n, n), True, Region.WT),) for n in (1, 2))


def step(size=1):
    return Step((np.zeros(size, np.uint16),) * 3, np.zeros(size, np.uint8), np.ones(size, np.uint8))


def test_every_click_is_a_step_and_undo_takes_its_clicks_back():
    corrections = Corrections()
    corrections.add(step())
    corrections.add(step(), [ONE, TWO])
    assert (corrections.steps, corrections.clicks) == (3, 2)
    assert corrections.strokes == (ONE, TWO)
    corrections.history.undo()
    assert (corrections.steps, corrections.clicks) == (1, 0)
    corrections.history.redo()
    assert corrections.clicks == 2
    corrections.history.undo()
    corrections.add(step(), [TWO])
    assert corrections.strokes == (TWO,)


def test_clicks_of_forgotten_steps_are_still_told():
    corrections = Corrections(history=History(limit=30))
    corrections.add(step(3), [ONE])
    corrections.add(step(3), [TWO])
    assert len(corrections.history.done) == 1
    assert corrections.strokes == (ONE, TWO)
    assert corrections.steps == 2
    assert corrections.clicks == 2
