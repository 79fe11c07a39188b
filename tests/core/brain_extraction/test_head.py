"""The cube around a head, whatever lies around it."""

from __future__ import annotations

import numpy as np
import pytest

from core.brain_extraction.head import BRIGHTEST, head_grid, head_values, normalised
from core.errors import CheckError
from core.phantom.phantom import raw_demo_study
from core.space.affine import Grid
from core.space.resampling import sampled, upright_grid
from core.studies.study import Modality, Volume


@pytest.fixture(scope="module")
def raw():
    return raw_demo_study(shape=(50, 64, 70), spacing_mm=4.0)


def holds_brain(grid, raw):
    brain = sampled(raw.brain.astype(np.uint8), raw.study.grid.affine, upright(raw))
    inside = sampled(np.ones(grid.shape, np.uint8), grid.affine, upright(raw))
    return (inside[brain > 0.5] > 0.5).all()


def upright(raw):
    return upright_grid(raw.study.grid, 4.0)


@pytest.mark.parametrize("modality", list(Modality))
def test_the_grid_holds_the_brain_and_little_of_the_neck(raw, modality):
    grid = head_grid(raw.study.volumes[modality], "head", 2.0, 16)
    assert grid.axis_codes == "RAS"
    assert grid.spacing_mm == (2.0, 2.0, 2.0)
    assert not any(n % 16 for n in grid.shape)
    assert holds_brain(grid, raw)
    assert grid.shape[2] * 2.0 < 210 + 20 + 32


def test_air_around_a_head_does_not_change_its_grid(raw):
    volume = raw.study.volumes[Modality.T1]
    noise = np.random.default_rng(1).integers(0, 30, np.add(volume.data.shape, (40, 30, 20)))
    noise[20:70, 15:79, 10:80] = volume.data
    affine = volume.affine.copy()
    affine[:3, 3] -= affine[:3, :3] @ [20, 15, 10]
    alone, padded = (head_grid(v, "x", 2.0, 16) for v in (volume, Volume(noise, affine)))
    assert alone.shape == padded.shape
    assert np.abs(alone.affine - padded.affine).max() <= 4.0


def test_values_run_from_dark_to_bright_whatever_the_scanners_units(raw):
    volume = raw.study.volumes[Modality.T2]
    grid = head_grid(volume, "head", 4.0, 16)
    values = head_values(volume, grid)
    scaled = Volume(volume.data * 7.5 + 300, volume.affine)
    np.testing.assert_allclose(head_values(scaled, grid), values, atol=1e-3)
    assert values.min() == 0
    assert values.max() <= BRIGHTEST


def test_numbers_that_are_none_count_as_dark():
    values = np.linspace(0, 10, 1000, dtype=np.float32).reshape(10, 10, 10)
    values[0, 0, :3] = np.nan, np.inf, -np.inf
    assert (normalised(values)[0, 0, :3] == 0).all()


@pytest.mark.parametrize(
    ("data", "affine", "said"),
    [
        (np.zeros((60, 60, 60)), np.diag([3.0, 3, 3, 1]), "all its values are equal"),
        (np.full((60, 60, 60), np.nan), np.diag([3.0, 3, 3, 1]), "none is a number"),
        (np.ones((20, 60, 60)), np.diag([1.0, 3, 3, 1]), "20 × 180 × 180 mm"),
        (np.ones((60, 60, 60)), np.diag([3.0, 3, 90, 1]), "5400 mm"),
    ],
)
def test_what_can_be_no_head_is_refused_by_name(data, affine, said):
    with pytest.raises(CheckError, match=said) as error:
        head_grid(Volume(data.astype(np.float32), affine), "scan.nii.gz", 2.0, 16)
    assert str(error.value).startswith("scan.nii.gz: ")


def test_an_oblique_head_keeps_its_place(raw):
    volume = raw.study.volumes[Modality.T1]
    turn = np.radians(25)
    matrix = np.eye(4)
    matrix[:2, :2] = [[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]
    moved = Volume(volume.data, matrix @ volume.affine)
    grid = head_grid(moved, "head", 4.0, 16)
    where = Grid(raw.brain.shape, moved.affine)
    brain = sampled(raw.brain.astype(np.uint8), where.affine, grid)
    assert abs(brain.sum() / raw.brain.sum() - 1) < 0.02
