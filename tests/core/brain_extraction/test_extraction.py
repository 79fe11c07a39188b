"""From probabilities to a brain on the patient's own grid; the network is a stand-in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.brain_extraction.extraction import extract_brain, one_piece, widened
from core.brain_extraction.package import BrainModel, BrainPackage
from core.errors import CheckError
from core.phantom.phantom import raw_demo_study
from core.progress import Cancelled
from core.space.affine import Grid
from core.studies.study import Modality, Volume


class Bright:
    """Takes for brain what lies between two values."""

    name, multiple = "stand-in", 16

    def __init__(self, low=0.5, high=2.0) -> None:
        self.low, self.high = low, high
        self.seen: list[np.ndarray] = []

    def __call__(self, array, tick):
        tick()
        self.seen.append(array)
        return ((array >= self.low) & (array <= self.high)).astype(np.float32)


def model(engine=None, margin_mm=0.0, threshold=0.5):
    package = BrainPackage(
        Path(), "stand-in", {"widths": [4, 4, 4, 4]}, 2.0, threshold, margin_mm, {}, {}
    )
    return BrainModel(package, engine or Bright())


def ball(shape, affine, centre_mm=(0, 0, 0), radius_mm=60.0, value=1000):
    grid = Grid(shape, affine)
    ijk = np.indices(shape).reshape(3, -1)
    place = (affine[:3, :3] @ ijk + affine[:3, 3:]).reshape(3, *shape)
    inside = np.linalg.norm(place - np.reshape(centre_mm, (3, 1, 1, 1)), axis=0) <= radius_mm
    return Volume((inside * value).astype(np.int16), grid.affine), inside


def affine_of(spacing, shape):
    affine = np.diag([*spacing, 1.0])
    affine[:3, 3] = -(np.asarray(shape) - 1) / 2 * spacing
    return affine


def dice(a, b):
    return 2 * (a & b).sum() / (a.sum() + b.sum())


THICK = ((170, 180, 30), (-1.0, -0.9, 6.0))


def test_the_mask_lies_on_the_volumes_own_grid_and_tells_its_size():
    shape, spacing = THICK
    volume, inside = ball(shape, affine_of(spacing, shape))
    brain = extract_brain({"T1": volume}, model())
    assert brain.mask.shape == shape
    assert brain.grid == volume.grid
    assert dice(brain.mask, inside) > 0.97
    assert brain.ml == pytest.approx(4 / 3 * np.pi * 6**3, rel=0.05)
    assert not brain.cut_off


def test_another_grid_may_be_asked_for():
    shape, spacing = THICK
    volume, _ = ball(shape, affine_of(spacing, shape))
    wanted, inside = ball((90, 80, 100), affine_of((2.0, 2.0, 2.0), (90, 80, 100)))
    brain = extract_brain({"T1": volume}, model(), grid=wanted.grid)
    assert dice(brain.mask, inside) > 0.96


def test_a_brain_that_leaves_the_field_of_view_is_told():
    shape, spacing = (150, 150, 20), (1.2, 1.2, 4.0)
    volume, _ = ball(shape, affine_of(spacing, shape))
    assert extract_brain({"T1": volume}, model()).cut_off


def test_sequences_are_averaged_where_they_reach():
    shape, spacing = THICK
    affine = affine_of(spacing, shape)
    whole, inside = ball(shape, affine)
    half = Volume(whole.data[:, :, 12:], affine @ np.array(
        [[1.0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 12], [0, 0, 0, 1]]
    ))  # fmt: skip
    brain = extract_brain({"T1": whole, "T2": half}, model(threshold=0.6))
    # Where the second does not reach, the first alone decides.
    assert dice(brain.mask, inside) > 0.95


def test_a_margin_widens_the_outline_by_as_much():
    shape, spacing = (130, 130, 130), (1.5, 1.5, 1.5)
    volume, _ = ball(shape, affine_of(spacing, shape))
    plain, wide = (extract_brain({"T1": volume}, model(margin_mm=mm)) for mm in (0.0, 4.0))
    radii = [(3 * b.ml * 1000 / 4 / np.pi) ** (1 / 3) for b in (plain, wide)]
    assert 3.0 < radii[1] - radii[0] < 5.0
    assert wide.mask[plain.mask].all()


def test_the_largest_piece_is_kept_and_its_holes_are_filled():
    field = np.zeros((30, 30, 30), np.float32)
    field[5:20, 5:20, 5:20] = 0.9
    field[10:13, 10:13, 10:13] = 0.1
    field[24:28, 24:28, 24:28] = 1.0
    field[20, 5:20, 5:20] = 0.3
    kept = one_piece(field)
    assert (kept[10:13, 10:13, 10:13] == 1).all()
    assert not kept[24:28].any()
    assert (kept[20, 5:20, 5:20] == np.float32(0.3)).all(), "the soft rim stays"
    assert not one_piece(field * 0).any()


def test_a_margin_under_a_voxel_changes_nothing():
    field = np.zeros((5, 5, 5), np.float32)
    field[2, 2, 2] = 1
    assert widened(field, 1.9, 2.0).sum() == 1
    assert widened(field, 2.0, 2.0).sum() == 7


def test_no_brain_is_an_error_that_names_the_volumes():
    shape, spacing = THICK
    volume, _ = ball(shape, affine_of(spacing, shape))
    with pytest.raises(CheckError, match=r"T1, FLAIR: 0 ml look like brain"):
        extract_brain({"T1": volume, "FLAIR": volume}, model(Bright(5, 6)))


def test_it_can_be_cancelled_at_every_step_and_counts_up():
    shape, spacing = THICK
    volume, _ = ball(shape, affine_of(spacing, shape))
    told: list[tuple[int, int, str]] = []
    extract_brain({"T1": volume}, model(), lambda *step: told.append(step))
    assert [t[0] for t in told] == sorted(t[0] for t in told)
    assert told[0] == (0, 3, "preprocess")
    assert told[-1] == (3, 3, "done")
    for stop in range(len(told)):
        left = iter(range(stop))

        def cancel(done, total, text, left=left):
            if next(left, None) is None:
                raise Cancelled

        with pytest.raises(Cancelled):
            extract_brain({"T1": volume}, model(), cancel)


def test_the_network_sees_one_upright_cube_for_all_sequences():
    raw = raw_demo_study(shape=(50, 64, 70), spacing_mm=4.0)
    engine = Bright(0.0)
    volumes = {m.value: raw.study.volumes[m] for m in Modality}
    brain = extract_brain(volumes, model(engine))
    assert len({a.shape for a in engine.seen}) == 1
    assert engine.seen[0].dtype == np.float32
    assert engine.seen[0].shape[0] == 1
    assert brain.mask[raw.brain].mean() > 0.99
