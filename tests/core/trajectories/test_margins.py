"""Margin shells against brute force, on grids of every kind; and their file."""

from __future__ import annotations

import json

import nibabel as nib
import numpy as np
import pytest

from core.errors import GliovistaError, LabelConventionError
from core.files.label_files import read_label_file
from core.files.nifti import read_volume
from core.labels import Label, Region
from core.space.affine import Grid
from core.studies.provenance import Provenance
from core.studies.study import Volume
from core.trajectories.files import write_shells
from core.trajectories.margins import margin_shells

SHEARED = np.array([[1.0, 0.4, 0, -5], [0, 1.2, 0, 3], [0, 0.1, 2.0, 0], [0, 0, 0, 1]])
AFFINES = {
    "even": np.eye(4),
    "thick": np.diag([-0.8, -0.8, 5.0, 1.0]),
    "turned": np.array([[0, -1.3, 0, 4.0], [0.9, 0, 0, 1.0], [0, 0, 2.0, -3.0], [0, 0, 0, 1]]),
    "sheared": SHEARED,
}


def labels() -> np.ndarray:
    out = np.zeros((22, 20, 18), np.uint8)
    out[8:12, 7:10, 8:10] = 2
    out[9:11, 8:9, 8:10] = 3
    out[9, 8, 8] = 1
    return out


def brute(mask: np.ndarray, affine: np.ndarray) -> np.ndarray:
    ijk = np.indices(mask.shape).reshape(3, -1).T @ affine[:3, :3].T
    inside = np.argwhere(mask) @ affine[:3, :3].T
    away = np.linalg.norm(ijk[:, None] - inside[None], axis=2).min(axis=1)
    return away.reshape(mask.shape)


@pytest.mark.parametrize("name", AFFINES)
def test_agree_with_brute_force(name):
    grid = Grid((22, 20, 18), AFFINES[name])
    found = margin_shells(labels(), Region.TC, grid, [6.0, 2.5])
    away = brute(np.isin(labels(), (1, 3)), grid.affine)
    expected = np.select([away == 0, away <= 2.5, away <= 6.0], [1, 2, 3], 0)
    # A centre that lies on a shell's very edge may be told either way.
    sure = np.minimum(abs(away - 2.5), abs(away - 6.0)) > 1e-3
    np.testing.assert_array_equal(found.numbers[sure], expected[sure])
    assert found.mm == (2.5, 6.0)
    counts = np.bincount(found.numbers.ravel())[1:] * grid.voxel_ml
    np.testing.assert_allclose(found.ml, counts)


def test_tell_the_labels_that_each_shell_holds():
    grid = Grid((22, 20, 18), AFFINES["thick"])
    found = margin_shells(labels(), Region.TC, grid, [6.0, 2.5])
    for number, held in enumerate(found.holds_ml, start=1):
        there = labels()[found.numbers == number]
        assert held == pytest.approx(
            {label: np.count_nonzero(there == label) * grid.voxel_ml for label in Label}
        )
    assert found.holds_ml[0][Label.ED] == 0.0
    assert found.holds_ml[1][Label.ED] > 0.0
    np.testing.assert_allclose([sum(held.values()) for held in found.holds_ml], found.ml)


def test_are_clipped_at_the_brain_and_say_what_was_left_out():
    brain = np.ones((22, 20, 18), bool)
    brain[:9] = False
    grid = Grid(brain.shape, np.eye(4))
    free = margin_shells(labels(), Region.WT, grid, [3.0])
    held = margin_shells(labels(), Region.WT, grid, [3.0], brain)
    assert not (held.numbers[:9] > 1).any()
    # The region itself is what somebody segmented: it stays.
    np.testing.assert_array_equal(held.numbers == 1, labels() > 0)
    assert held.lost_ml[0] == 0
    assert held.ml[1] + held.lost_ml[1] == pytest.approx(free.ml[1])
    assert held.lost_ml[1] > 0


def test_volume_of_a_ball_grown_by_5_mm():
    grid = Grid((61, 61, 61), np.eye(4))
    radius = np.linalg.norm(np.indices(grid.shape) - 30.0, axis=0)
    ball = (radius <= 15).astype(np.uint8) * 3
    found = margin_shells(ball, Region.ET, grid, [5, 10])
    grown = 4 / 3 * np.pi * np.array([15.0**3, 20.0**3 - 15.0**3, 25.0**3 - 20.0**3]) / 1000
    # From centre to centre: a ball's outermost centres lie up to half a voxel within it.
    np.testing.assert_allclose(found.ml, grown, rtol=0.05)


@pytest.mark.parametrize("distances", [[], [0.0], [-1.0], [60.0], list(range(1, 12))])
def test_margins_that_make_no_sense_are_refused(distances):
    with pytest.raises(GliovistaError, match="margins"):
        margin_shells(labels(), Region.WT, Grid((22, 20, 18), np.eye(4)), distances)


def test_nothing_has_no_margin():
    with pytest.raises(GliovistaError, match="ET is empty"):
        margin_shells(np.zeros((4, 4, 4), np.uint8), Region.ET, Grid((4, 4, 4), np.eye(4)), [5])


def test_the_file_holds_them_and_says_what_they_are(tmp_path):
    grid = Grid((22, 20, 18), AFFINES["thick"])
    image = nib.Nifti1Image(labels(), grid.affine)
    reference = Volume(labels(), grid.affine, image.header)
    shells = margin_shells(labels(), Region.ET, grid, [5.0, 10.0])
    path = tmp_path / "margins.nii.gz"
    write_shells(shells, Provenance(model="m", mode="fast"), reference, path)
    back = read_volume(path)
    np.testing.assert_array_equal(back.data, shells.numbers * 10)
    np.testing.assert_allclose(back.affine, grid.affine)
    (said,) = (e.get_content() for e in nib.load(path).header.extensions)
    text = said if isinstance(said, str) else said.decode()
    names = json.loads(text.rstrip("\0"))["names"]
    assert names == {"10": "ET", "20": "ET margin 0-5 mm", "30": "ET margin 5-10 mm"}
    # Whoever opens it as a tumour is told that it is none.
    with pytest.raises(LabelConventionError):
        read_label_file(path)
