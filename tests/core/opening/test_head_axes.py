"""Axes told from the head."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.opening.head_axes import head_axes
from core.phantom.phantom import demo_study
from core.space.affine import to_ras
from tests.conftest import brain_arrays

ALL_AXES = [
    "".join(("RL", "AP", "SI")[a][way[a]] for a in order)
    for order in permutations(range(3))
    for way in product((0, 1), repeat=3)
]


def on_axes(ras, axes):
    order = [next(n for n, pair in enumerate(("RL", "AP", "SI")) if a in pair) for a in axes]
    steps = tuple(slice(None, None, 1 if a in "RAS" else -1) for a in axes)
    return np.transpose(ras, order)[steps]


def sideless(axes):
    return axes.replace("L", "R")


@pytest.fixture(scope="module")
def head():
    """FLAIR of the phantom with its tumour, RAS+, 4 mm."""
    study, _ = demo_study(3, (60, 60, 40), 4.0)
    volume = next(reversed(study.volumes.values()))
    return to_ras(volume.data, volume.affine)


@pytest.mark.parametrize("axes", ALL_AXES)
def test_every_turn_of_the_phantom(head, axes):
    told = head_axes([on_axes(head, axes)], (4.0, 4.0, 4.0))
    assert sideless(told.axes) == sideless(axes)
    assert told.sure


@settings(max_examples=12)
@given(
    axes=st.sampled_from(ALL_AXES),
    edges=st.lists(st.integers(0, 8), min_size=6, max_size=6),
    level=st.sampled_from([-700, 0, 41]),
)
def test_however_much_air_is_around_it(head, axes, edges, level):
    """Cropped or padded, and whatever the background's value is."""
    grown = np.pad(head, 6) + np.int16(level)
    cut = tuple(
        slice(edges[2 * axis], grown.shape[axis] - edges[2 * axis + 1]) for axis in range(3)
    )
    told = head_axes([on_axes(grown[cut], axes)], (4.0, 4.0, 4.0))
    assert sideless(told.axes) == sideless(axes)


def test_thick_slices(head):
    """Spacing that differs from axis to axis."""
    told = head_axes([on_axes(head[:, :, ::2], "SPL")], (8.0, 4.0, 4.0))
    assert sideless(told.axes) == "SPR"


def test_a_mirror_image_is_told_the_same(head):
    """Which is why no side is claimed: of both the right-handed reading is taken."""
    one, other = (head_axes([a], (4.0,) * 3) for a in (head, head[::-1]))
    assert one.axes == other.axes == "RAS"


def test_what_is_no_head_is_not_told_for_sure():
    told = head_axes(brain_arrays((32, 36, 28)).values(), (5.0, 5.0, 5.0))
    assert told is None or not told.sure


@pytest.mark.parametrize(
    ("data", "spacing"),
    [
        (np.zeros((40, 40, 40), np.int16), (4.0, 4.0, 4.0)),
        (np.full((40, 40, 40), np.nan, np.float32), (4.0, 4.0, 4.0)),
        (np.ones((3, 3, 3), np.int16), (1.0, 1.0, 1.0)),
        (np.eye(40)[..., None] * np.ones(40), (0.001, 1.0, 1.0)),
    ],
    ids=["empty", "not numbers", "tiny", "absurd"],
)
def test_where_there_is_no_head(data, spacing):
    assert head_axes([data], spacing) is None
