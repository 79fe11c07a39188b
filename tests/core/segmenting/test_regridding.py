"""Segmentations of prepared studies, back on the patient's own grid."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.labels import Label
from core.segmenting.regridding import label_map_on, segmentation_on
from core.space.affine import Grid
from core.studies.provenance import Provenance
from core.studies.segmentation import Segmentation

FINE = np.diag([1.0, 1.0, 1.0, 1.0])


def nested() -> np.ndarray:
    labels = np.zeros((40, 44, 36), np.uint8)
    labels[6:34, 8:36, 5:31] = Label.ED
    labels[12:28, 14:30, 10:26] = Label.ET
    labels[16:24, 18:26, 14:22] = Label.NCR
    return labels


@given(st.permutations([0, 1, 2]), st.tuples(*[st.booleans()] * 3))
def test_other_axes_of_the_same_voxels_lose_nothing(order, flips):
    labels = nested()
    affine = np.eye(4)
    turned = labels.transpose(order)
    affine[:3, :3] = FINE[:3, :3][:, list(order)]
    for axis, flip in enumerate(flips):
        if flip:
            turned = np.flip(turned, axis)
            affine[:3, 3] += affine[:3, axis] * (turned.shape[axis] - 1)
            affine[:3, axis] *= -1
    i, j, k = turned.shape
    assert np.array_equal(label_map_on(labels, FINE, Grid((i, j, k), affine)), turned)


def test_thick_slices_keep_the_volume_and_no_seam_appears():
    labels = nested()
    affine = np.diag([0.9, 0.9, 5.0, 1.0])
    grid = Grid((46, 50, 8), affine)
    found = label_map_on(labels, FINE, grid)
    ml = np.count_nonzero(found) * grid.voxel_ml
    assert abs(ml / (np.count_nonzero(labels) / 1000) - 1) < 0.15
    # Between ET and background lies oedema, and between NCR and oedema ET, as before.
    middle = found[23, :, 3]
    runs = middle[np.flatnonzero(np.diff(middle, prepend=99))].tolist()
    assert runs == [0, Label.ED, Label.ET, Label.NCR, Label.ET, Label.ED, 0]


def tilted(shape=(40, 30, 12), spacing=(1.1, 1.3, 4.0), degrees=17.0) -> Grid:
    turn = np.radians(degrees)
    affine = np.eye(4)
    affine[1:3, 1:3] = [[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]
    affine[:3, :3] = affine[:3, :3] * spacing
    middle = affine[:3, :3] @ ((np.array(shape) - 1) / 2)
    affine[:3, 3] = np.array([19.5, 21.5, 17.5]) - middle
    return Grid(shape, affine)


def test_a_tilted_grid_gets_what_lies_at_its_voxels_and_regions_stay_nested():
    labels, grid = nested(), tilted()
    found = label_map_on(labels, FINE, grid)
    ijk = np.argwhere(np.ones(grid.shape, bool))
    world = ijk @ grid.affine[:3, :3].T + grid.affine[:3, 3]
    at = np.rint(world).astype(int)
    inside = ((at >= 0) & (at < labels.shape)).all(axis=1)
    nearest = np.zeros(len(ijk), np.uint8)
    nearest[inside] = labels[tuple(at[inside].T)]
    # Only at borders can the nearest voxel say something else than the interpolation.
    assert (nearest == found[tuple(ijk.T)]).mean() > 0.97
    assert set(np.unique(found)) == {0, Label.NCR, Label.ED, Label.ET}


def test_probabilities_are_interpolated_and_what_the_network_found_is_kept():
    labels, grid = nested(), tilted()
    ramp = np.broadcast_to(np.arange(40, dtype=np.uint8)[:, None, None] * 6, labels.shape)
    probabilities = np.stack([ramp, ramp // 2, np.zeros_like(ramp)])
    found = Segmentation(
        "x", Grid(labels.shape, FINE), labels, probabilities, provenance=Provenance(model="model")
    )
    moved = segmentation_on(found, grid)
    assert moved.grid is grid
    assert moved.probabilities.shape == (3, *grid.shape)
    assert moved.probabilities.dtype == np.uint8
    i, j, k = 20, 15, 6
    x = (grid.affine @ [i, j, k, 1])[0]
    assert abs(int(moved.probabilities[0, i, j, k]) - 6 * x) <= 1
    assert not moved.probabilities[2].any()
    assert np.array_equal(moved.label_map, label_map_on(labels, FINE, grid))
    assert moved.prepared is found
    assert moved.model_name == "model"


def test_whoever_wants_the_label_map_alone_pays_for_no_probabilities():
    labels, grid = nested(), tilted()
    seen = np.full((3, *labels.shape), 9, np.uint8)
    found = Segmentation("x", Grid(labels.shape, FINE), labels, seen)
    moved = segmentation_on(found, grid, probabilities=False)
    assert moved.probabilities is None
    assert moved.prepared is found
    assert np.array_equal(moved.label_map, segmentation_on(found, grid).label_map)


def test_where_nothing_was_found_nothing_is():
    labels = np.zeros((8, 8, 8), np.uint8)
    assert not label_map_on(labels, FINE, tilted()).any()
    labels[4, 4, 4] = Label.ET
    elsewhere = tilted()
    elsewhere.affine[:3, 3] += 500
    assert not label_map_on(labels, FINE, elsewhere).any()
