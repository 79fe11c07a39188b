"""Strokes, islands and undo on label maps of any spacing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as stnp

from core.correction.brush import Brush, Over, brush_patch, stroke_pieces
from core.correction.history import History, step_between
from core.correction.islands import island_patch
from core.labels import Label, Region
from core.space.affine import Grid
from core.space.boxes import hull
from core.studies.provenance import Provenance
from core.studies.segmentation import Segmentation

SPACINGS = st.tuples(*[st.sampled_from([0.5, 0.9375, 1.0, 2.0, 5.0])] * 3)
SHAPES = st.tuples(*[st.integers(1, 14)] * 3)
LABELS = st.sampled_from(list(Label))


@st.composite
def label_maps(draw):
    return draw(stnp.arrays(np.uint8, draw(SHAPES), elements=st.integers(0, 3)))


@st.composite
def strokes(draw):
    """A label map, its spacing, both ends of a stroke (also outside) and a brush."""
    label_map = draw(label_maps())
    ends = [tuple(draw(st.integers(-12, 4 * n + 8)) / 4 for n in label_map.shape) for _ in range(2)]
    axis = draw(st.sampled_from([None, 0, 1, 2]))
    radius = draw(st.sampled_from([0.25, 0.5, 1.0, 2.5, 4.0, 7.0]))
    spared = draw(st.frozensets(LABELS, max_size=2))
    brush = Brush(draw(LABELS), radius, axis, draw(st.sampled_from(list(Over))), spared)
    return label_map, draw(SPACINGS), *ends, brush


def put(label_map, patch):
    """A label map with a patch written into it."""
    out = label_map.copy()
    if patch is not None:
        out[patch.where] = patch.values
    return out


def expected(label_map, spacing, start, end, brush):
    """What a stroke must give, voxel by voxel and in float64; and which voxels are sure."""
    start, end = np.array(start, float), np.array(end, float)
    nearest = np.array([round(x) for x in end])
    if brush.axis is not None:
        start[brush.axis] = end[brush.axis] = nearest[brush.axis]
    along = np.linspace(start, end, 400)
    line = (end - start) * spacing
    out, sure = label_map.copy(), np.zeros(label_map.shape, bool)
    for voxel in np.ndindex(label_map.shape):
        p = (np.array(voxel) - start) * spacing
        t = np.clip(p @ line / (line @ line), 0, 1) if line.any() else 0.0
        distance = np.linalg.norm(p - t * line)
        under = bool((np.array(voxel) == nearest).all())
        on_slice = brush.axis is None or voxel[brush.axis] == nearest[brush.axis]
        free = (
            label_map[voxel] not in brush.spared
            and {
                Over.EVERYTHING: True,
                Over.TUMOUR: label_map[voxel] > 0,
                Over.UNLABELLED: label_map[voxel] == 0,
            }[brush.over]
        )
        if free and on_slice and (distance <= brush.radius_mm or under):
            out[voxel] = brush.label
        # A voxel on the very edge may fall to either side of it, and of those that the line
        # crosses as many are painted as hang together.
        crossed = np.abs(along - voxel).max(axis=1).min() <= 0.51 and not under
        sure[voxel] = abs(distance - brush.radius_mm) > 1e-4 and (
            distance <= brush.radius_mm or not crossed
        )
    return out, sure


@given(strokes())
def test_a_stroke_paints_what_lies_within_its_radius_in_mm_and_nothing_else(stroke):
    label_map, spacing, start, end, brush = stroke
    before = label_map.copy()
    painted = put(label_map, brush_patch(label_map, spacing, start, end, brush))
    wanted, sure = expected(label_map, spacing, start, end, brush)
    assert np.array_equal(painted[sure], wanted[sure])
    assert np.array_equal(label_map, before), "a patch only tells"


@given(strokes())
def test_a_stroke_that_changes_nothing_gives_nothing(stroke):
    label_map, spacing, start, end, brush = stroke
    once = put(label_map, brush_patch(label_map, spacing, start, end, brush))
    if brush.over is Over.EVERYTHING and not brush.spared:
        assert brush_patch(once, spacing, start, end, brush) is None


def test_the_radius_is_in_millimetres_on_a_grid_of_thick_slices():
    label_map = np.zeros((41, 41, 11), np.uint8)
    centre = (20.0, 20.0, 5.0)
    patch = brush_patch(label_map, (0.5, 1.0, 5.0), centre, centre, Brush(Label.ET, 5.0))
    painted = np.argwhere(put(label_map, patch))
    assert painted.min(axis=0).tolist() == [10, 15, 4]
    assert painted.max(axis=0).tolist() == [30, 25, 6]
    disc = brush_patch(label_map, (0.5, 1.0, 5.0), centre, centre, Brush(Label.ET, 5.0, axis=2))
    assert set(np.argwhere(put(label_map, disc))[:, 2]) == {5}


def test_the_finest_brush_still_paints_the_voxel_under_it():
    label_map = np.zeros((9, 9, 9), np.uint8)
    at = (4.4, 3.6, 5.49)
    patch = brush_patch(label_map, (5.0, 5.0, 5.0), at, at, Brush(Label.NCR, 0.5))
    assert np.argwhere(put(label_map, patch)).tolist() == [[4, 4, 5]]


@given(SPACINGS, st.data())
def test_even_the_finest_stroke_hangs_together_from_end_to_end(spacing, data):
    label_map = np.zeros((14, 13, 12), np.uint8)
    inside = st.tuples(*[st.integers(0, 4 * n - 4) for n in label_map.shape])
    start, end = (tuple(x / 4 for x in data.draw(inside)) for _ in range(2))
    painted = put(label_map, brush_patch(label_map, spacing, start, end, Brush(Label.ET, 0.25)))
    first, last = (tuple(round(x) for x in place) for place in (start, end))
    assert last in reached(painted, first)


@given(strokes())
def test_a_stroke_in_pieces_paints_the_same(stroke):
    label_map, spacing, start, end, brush = stroke
    now = label_map.copy()
    whole = put(label_map, brush_patch(label_map, spacing, start, end, brush))
    for a, b in stroke_pieces(start, end, spacing, brush):
        patch = brush_patch(now, spacing, a, b, brush)
        now = put(now, patch)
    _, sure = expected(label_map, spacing, start, end, brush)
    assert np.array_equal(now[sure], whole[sure])


@given(strokes())
def test_painting_over_spares_the_rest(stroke):
    label_map, spacing, start, end, brush = stroke
    painted = put(label_map, brush_patch(label_map, spacing, start, end, brush))
    if brush.over is Over.TUMOUR:
        assert not painted[label_map == 0].any()
    if brush.over is Over.UNLABELLED:
        assert np.array_equal(painted[label_map > 0], label_map[label_map > 0])
    for label in brush.spared - {brush.label}:
        assert np.array_equal(painted[label_map == label], label_map[label_map == label])


# -- islands ------------------------------------------------------------------------------


def reached(label_map, voxel):
    """Voxels that hang together with one, by flooding over 26 neighbours."""
    found, ahead = set(), [voxel]
    while ahead:
        at = ahead.pop()
        inside = all(0 <= c < n for c, n in zip(at, label_map.shape, strict=True))
        if not inside or at in found or not label_map[at]:
            continue
        found.add(at)
        ahead += [tuple(np.add(at, step) - 1) for step in np.ndindex(3, 3, 3)]
    return found


SPARSE = st.sampled_from([0, 0, 0, 0, 0, 0, 1, 2, 3])


@given(stnp.arrays(np.uint8, st.tuples(*[st.integers(1, 6)] * 3), elements=SPARSE), st.data())
def test_an_island_is_all_that_hangs_together_and_nothing_else(label_map, data):
    voxel = tuple(data.draw(st.integers(0, n - 1)) for n in label_map.shape)
    patch = island_patch(label_map, voxel)
    assert (patch is None) == (label_map[voxel] == 0)
    left = put(label_map, patch)
    island = reached(label_map, voxel)
    for at in np.ndindex(label_map.shape):
        assert left[at] == (0 if at in island else label_map[at])


def test_voxels_that_touch_at_a_corner_hang_together():
    label_map = np.zeros((4, 4, 4), np.uint8)
    label_map[0, 0, 0], label_map[1, 1, 1], label_map[3, 3, 3] = Label.ET, Label.ED, Label.ET
    assert np.argwhere(put(label_map, island_patch(label_map, (0, 0, 0)))).tolist() == [[3, 3, 3]]


# -- undo and redo ------------------------------------------------------------------------


@given(label_maps(), SPACINGS, st.data())
def test_undo_restores_byte_for_byte_and_redo_too(label_map, spacing, data):
    history, states = History(), [label_map]
    for _ in range(data.draw(st.integers(1, 5))):
        box, now = None, states[-1]
        for _ in range(data.draw(st.integers(1, 3))):
            ends = [tuple(data.draw(st.integers(-2, n + 2)) for n in now.shape) for _ in range(2)]
            brush = Brush(data.draw(LABELS), data.draw(st.sampled_from([0.5, 2.0, 6.0])))
            patch = brush_patch(now, spacing, *ends, brush)
            if patch is not None:
                now, box = put(now, patch), hull(box, patch.box)
        step = box and step_between(states[-1], now, box)
        assert (step is None) == np.array_equal(states[-1], now)
        if step is not None:
            history.add(step)
            states.append(now)
    now = states[-1]
    for state in reversed(states[:-1]):
        now = put(now, history.undo())
        assert now.tobytes() == state.tobytes()
    assert not history.can_undo
    assert history.undo() is None
    for state in states[1:]:
        now = put(now, history.redo())
        assert now.tobytes() == state.tobytes()
    assert not history.can_redo
    assert history.redo() is None


def one_step(value, n=8):
    before = np.zeros((n, n, n), np.uint8)
    after = np.full_like(before, value)
    step = step_between(before, after, (slice(0, n),) * 3)
    assert step is not None
    return step


def test_a_step_keeps_only_what_changed_however_far_apart():
    before = np.zeros((40, 40, 40), np.uint8)
    after = before.copy()
    after[3:5, 10, 7:9] = after[39, 39, 39] = Label.ED
    step = step_between(before, after)
    assert np.argwhere(after).tolist() == np.transpose(step.where).tolist()
    assert step.nbytes == 5 * 8
    assert step_between(before, before.copy()) is None
    assert step.redone.box == (slice(3, 40), slice(10, 40), slice(7, 40))


def test_a_new_step_takes_the_undone_ones_away():
    history = History()
    history.add(one_step(1))
    history.undo()
    assert history.can_redo
    history.add(one_step(2))
    assert not history.can_redo


def test_the_history_forgets_the_oldest_beyond_its_size_but_never_the_newest():
    history = History(limit=3 * 8 * 8**3)
    for value in (1, 2, 3, 1):
        history.add(one_step(value))
    assert history.size == history.limit
    undone = [history.undo() for _ in range(4)]
    assert undone[3] is None
    assert history.last is not None, "what was forgotten is not where it all began"
    assert history.redo().values.max() == 2
    history = History(limit=3 * 8 * 8**3)
    huge = one_step(1, n=32)
    history.add(huge)
    assert history.size > history.limit
    assert history.can_undo


@pytest.mark.parametrize("order", ["C", "F"])
def test_any_memory_layout_will_do(order):
    label_map = np.zeros((6, 7, 8), np.uint8, order=order)[::-1].transpose(2, 0, 1)
    at = (3.0, 3.0, 3.0)
    patch = brush_patch(label_map, (1.0, 1.0, 1.0), at, at, Brush(Label.ET, 1.0))
    assert np.count_nonzero(put(label_map, patch)) == 7


# -- what a corrected result is -------------------------------------------------------------


def test_a_corrected_result_keeps_what_the_network_said_but_its_estimate():
    grid = Grid((4, 5, 6), np.eye(4))
    drawn = [np.full(grid.shape, label, np.uint8) for label in Label]
    probabilities = np.ones((3, *grid.shape), np.uint8)
    network = Segmentation(
        "s",
        grid,
        drawn[0],
        probabilities,
        expected_dice={Region.WT: 0.9},
        provenance=Provenance(model="model"),
    )
    assert not network.corrected
    once = network.with_corrections(drawn[1])
    twice = once.with_corrections(drawn[2], steps=2)
    assert twice.corrected
    assert twice.uncorrected is network, "not what lay between"
    assert twice.label_map is drawn[2]
    assert twice.probabilities is probabilities
    assert twice.model_name == "model"
    assert (network.provenance.steps, twice.provenance.steps) == (0, 2)
    assert twice.expected_dice is None
    assert network.expected_dice == {Region.WT: 0.9}
