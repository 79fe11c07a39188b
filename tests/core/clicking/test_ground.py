"""Clicks and what they change lie where they lie, whatever the study's grid."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest

from core.clicking.clicks import Click
from core.clicking.ground import Ground, Standing, Way
from core.labels import Label, Region, region_mask
from core.space.affine import Grid, axes_affine, to_ras
from core.studies.study import Study, Volume
from tests.conftest import brain_arrays

AXES = ["".join(axes) for order in permutations("RAS")
        for axes in product(*((a, {"R": "L", "A": "P", "S": "I"}[a]) for a in order))]  # fmt: skip


class Comet:
    """Finds a ball around the newest kind of click, and another one 4 mm to the right of it."""

    name = "comet"
    multiple = 16

    def __init__(self, wanted=True):
        self.wanted = wanted

    def __call__(self, array, tick):
        tick()
        ball = array[9 + (4 if self.wanted else 5)] > 0.3
        both = (ball | np.roll(ball, 4, axis=0)).astype(np.float32)
        return np.stack([both if self.wanted else 1 - both] * 3)


def study_on(grid: Grid) -> Study:
    arrays = brain_arrays(grid.shape)
    return Study("toy", {m: Volume(data, grid.affine) for m, data in arrays.items()})


def nothing(box):
    return np.zeros([s.stop - s.start for s in box], bool)


def asked(ground, stroke, labels=None, engine=None, kept=nothing, probabilities=None):
    labels = np.zeros(ground.grid.shape, np.uint8) if labels is None else labels
    standing = Standing(labels, probabilities, [], kept)
    found = ground.click(stroke, standing, engine, lambda: None)
    after = labels.copy()
    after[found.box] = found.labels
    return found, after


def places_mm(mask, grid):
    where = np.argwhere(mask)
    return where @ grid.affine[:3, :3].T + grid.affine[:3, 3]


@pytest.mark.parametrize("axes", AXES)
def test_every_orientation_gives_the_same_change(axes):
    sizes = {"R": 32, "L": 32, "A": 36, "P": 36, "S": 28, "I": 28}
    shape = tuple(sizes[a] for a in axes)
    ground = Ground.of(study_on(Grid(shape, axes_affine(axes, shape, (1, 1, 1)))))
    assert ground.grid.shape == (32, 36, 28)
    found, after = asked(ground, [Click((14, 20, 9), True, Region.WT)], engine=Comet())
    assert found.way is Way.NETWORK
    middle = places_mm(after > 0, ground.grid).mean(axis=0)
    clicked = places_mm(np.ones((1, 1, 1)), ground.grid)[0] + [14, 20, 9]
    np.testing.assert_allclose(middle, clicked + np.array([2, 0, 0]), atol=0.6)
    assert after[14, 20, 9] == Label.ED


def turned(degrees, spacing_mm, shape):
    a = np.radians(degrees)
    turn = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
    tilt = np.array([[1, 0, 0], [0, np.cos(a), -np.sin(a)], [0, np.sin(a), np.cos(a)]])
    affine = np.eye(4)
    affine[:3, :3] = turn @ tilt @ np.diag(spacing_mm)
    return Grid(shape, affine)


@pytest.mark.parametrize(
    ("degrees", "spacing_mm", "shape"),
    [
        (17, (1, 1, 1), (32, 36, 28)),
        (9, (0.6, 0.6, 1.2), (56, 60, 24)),
        (0, (0.9, 0.9, 5.0), (40, 44, 8)),
        (25, (0.9, 0.9, 6.0), (40, 44, 8)),
    ],
)
@pytest.mark.parametrize("wanted", [True, False])
def test_a_click_on_a_hospital_grid_is_honoured_there(degrees, spacing_mm, shape, wanted):
    ground = Ground.of(study_on(turned(degrees, spacing_mm, shape)))
    x, y, z = (n // 2 for n in ground.grid.shape)
    labels = np.full(ground.grid.shape, 0 if wanted else Label.ED, np.uint8)
    click = Click((x, y, z), wanted, Region.WT)
    found, after = asked(ground, [click], labels, Comet(wanted))
    assert (after[x, y, z] > 0) == wanted
    changed = after != labels
    np.testing.assert_array_equal(changed[found.box], found.change)
    off = places_mm(changed, ground.grid) - (ground.grid.affine @ [x, y, z, 1])[:3]
    # A ball of 3 mm and its tail along the crop's own axis to the right.
    right = ground.crop.affine[:3, 0]
    along = np.clip(off @ right, 0, 4)
    assert np.linalg.norm(off - along[:, None] * right, axis=1).max() < 4.5
    assert (off @ right).max() > 3


def test_labels_and_probabilities_are_read_where_they_lie():
    ground = Ground.of(study_on(turned(12, (0.8, 0.8, 2.0), (40, 44, 14))))
    seen = {}

    class Watching(Comet):
        def __call__(self, array, tick):
            seen["wt"], seen["p"] = array[9], array[9 + 3]
            return super().__call__(array, tick)

    labels = np.zeros(ground.grid.shape, np.uint8)
    labels[10:20, 12:24, 4:9] = Label.ET
    probabilities = np.where(labels > 0, np.uint8(255), np.uint8(0))[None].repeat(3, axis=0)
    asked(ground, [Click((30, 30, 6), True, Region.WT)], labels, Watching(), nothing, probabilities)
    crop = ground.crop
    i, j, k = np.argwhere(seen["wt"] > 0).mean(axis=0)
    seen_mm = (crop.affine @ [i, j, k, 1])[:3]
    np.testing.assert_allclose(seen_mm, places_mm(labels > 0, ground.grid).mean(axis=0), atol=0.5)
    inside = np.count_nonzero(seen["wt"]) * 1e-3
    assert inside == pytest.approx(np.count_nonzero(labels) * ground.grid.voxel_ml, rel=0.1)
    assert ((seen["p"] > 0.5) == (seen["wt"] > 0)).mean() > 0.995


def test_a_scribble_is_honoured_wherever_it_runs():
    grid = turned(0, (1, 1, 1), (120, 40, 30))
    ground = Ground.of(study_on(grid))
    stroke = [Click((x, 20, 15), True, Region.TC) for x in range(4, 116, 8)]
    kept = np.zeros(grid.shape, bool)
    kept[60:, 21] = True
    _, after = asked(ground, stroke, engine=Comet(), kept=lambda box: kept[box])
    assert all(region_mask(after, Region.TC)[c.voxel] for c in stroke)
    assert not after[kept].any()
    # The network speaks of 96 mm: beyond them only the scribble itself.
    assert not after[:4].any()
    assert not after[114:].any()


def test_a_click_beside_the_brain_changes_the_voxel_or_takes_the_speck_away():
    ground = Ground.of(study_on(turned(0, (1, 1, 1), (32, 36, 28))))
    labels = np.zeros(ground.grid.shape, np.uint8)
    labels[0:2, 0:2, 0:2] = Label.ED
    found, after = asked(ground, [Click((1, 1, 1), False, Region.WT)], labels, Comet(False))
    assert found.way is Way.GROWN
    assert not after.any()
    _, after = asked(ground, [Click((31, 0, 0), True, Region.WT)], None, Comet())
    assert np.count_nonzero(after) == 1


def test_core_that_enhances_joins_as_enhancing():
    ground = Ground.of(study_on(turned(0, (1, 1, 1), (32, 36, 28))))
    _, after = asked(ground, [Click((14, 20, 9), True, Region.TC)], engine=Comet())
    assert set(np.unique(after)) == {0, Label.ET}


def test_without_a_network_it_grows_in_what_looks_alike():
    grid = Grid((48, 48, 32), to_ras_affine())
    study = study_on(grid)
    lesion = np.zeros(grid.shape, bool)
    lesion[18:30, 16:28, 10:20] = True
    for volume in study.volumes.values():
        volume.data[lesion] = volume.data[lesion] % 97 + 900
    ras = to_ras(lesion, grid.affine)
    ground = Ground.of(study)
    x, y, z = np.argwhere(ras).mean(axis=0).round().astype(int).tolist()
    found, after = asked(ground, [Click((x, y, z), True, Region.WT)])
    assert found.way is Way.GROWN
    both = 2 * np.count_nonzero(ras & (after > 0))
    assert both / (np.count_nonzero(ras) + np.count_nonzero(after)) > 0.75
    # A second click takes a part away that looks like the first, and not what was kept.
    _, less = asked(ground, [Click((x, y, z), False, Region.WT)], after, kept=lambda box: ~ras[box])
    assert np.count_nonzero(less[ras]) < 0.3 * np.count_nonzero(ras)


def to_ras_affine():
    return axes_affine("LPS", (48, 48, 32), (1, 1, 1))
