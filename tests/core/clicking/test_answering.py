"""What the click network is shown."""

from __future__ import annotations

import numpy as np

from core.clicking import answering
from core.clicking.clicks import Click, click_map
from core.clicking.network_input import EDGE, PROMPTS, box_around
from core.labels import Label, Region

CHANNELS = 9


class Watched:
    """Says that all within 5 voxels of the box's clicked voxel is the region."""

    name = "watched"
    multiple = 16

    def __init__(self) -> None:
        self.seen = np.zeros(0)

    def __call__(self, array, tick):
        tick()
        self.seen = array.copy()
        wanted = array[CHANNELS + 4]
        return np.stack([(wanted > 0.5).astype(np.float32)] * 3)


def ask(standing, clicks, probability=None):
    engine = Watched()

    def fill(out, box):
        out[...] = 7

    box = box_around(clicks[-1].voxel, standing.shape)
    said = None if probability is None else probability[box]
    found = answering.ask(engine, fill, CHANNELS, box, standing[box], said, clicks, lambda: None)
    return engine, box, found


def test_a_crop_smaller_than_the_box_is_shown_with_zeros_around():
    engine, box, found = ask(
        np.zeros((40, 120, 30), np.uint8), [Click((20, 100, 4), True, Region.WT)]
    )
    assert engine.seen.shape == (CHANNELS + PROMPTS, EDGE, EDGE, EDGE)
    assert engine.seen[0, :40, :, :30].all()
    assert not engine.seen[:, 40:].any()
    assert not engine.seen[:, :, :, 30:].any()
    assert box == (slice(0, 40), slice(24, 120), slice(0, 30))
    assert found.shape == (3, 40, 96, 30)
    assert found[0, 20, 76, 4] == 1
    assert 20 < found[0].sum() < 300


def test_the_network_sees_what_stands_the_clicks_and_the_region():
    standing = np.full((EDGE,) * 3, Label.ED, np.uint8)
    standing[:10] = Label.ET
    clicks = [Click((50, 50, 50), False, Region.TC), Click((60, 50, 50), True, Region.TC)]
    engine, *_ = ask(standing, clicks)
    wt, tc, et, probability, wanted, unwanted, *which = engine.seen[CHANNELS:]
    assert wt.all()
    assert tc[:10].all()
    assert not tc[10:].any()
    np.testing.assert_array_equal(tc, et)
    np.testing.assert_array_equal(probability, tc)
    assert np.unravel_index(wanted.argmax(), wanted.shape) == (60, 50, 50)
    assert np.unravel_index(unwanted.argmax(), wanted.shape) == (50, 50, 50)
    assert [plane.min() for plane in which] == [0, 1, 0]
    assert [plane.max() for plane in which] == [0, 1, 0]


def test_a_kept_probability_is_shown_as_it_is():
    probability = np.full((EDGE,) * 3, 51, np.uint8)
    engine, *_ = ask(
        np.zeros((EDGE,) * 3, np.uint8), [Click((1, 1, 1), True, Region.ET)], probability
    )
    np.testing.assert_allclose(engine.seen[CHANNELS + 3], 0.2, rtol=1e-6)


def test_boxes_lie_inside_where_they_fit():
    assert box_around((0, 200, 60), (100, 220, 120)) == (
        slice(0, 96),
        slice(124, 220),
        slice(12, 108),
    )


def test_clicks_outside_of_a_box_reach_into_it():
    seen = click_map([Click((-2, 3, 3), True, Region.WT)], True, (8, 8, 8))
    assert 0 < seen.max() < 1
    assert np.unravel_index(seen.argmax(), seen.shape) == (0, 3, 3)
