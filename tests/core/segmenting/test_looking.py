"""Where the fine network looks: around what a coarse one found, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import nibabel as nib
import numpy as np
import pytest

from core.progress import Cancelled
from core.segmenting.finder import Finder
from core.segmenting.inference import segment
from core.segmenting.looking import where_to_look
from core.segmenting.model_package import load_model
from core.segmenting.passes import Mode
from core.segmenting.preprocessing import Preprocessing, prepare
from core.studies.study import Modality, Study, Volume
from tests.conftest import LPS, brain_arrays

SPOT = (slice(8, 14), slice(14, 20), slice(10, 16))
MARGIN = 4.0


class BrightFlair:
    """Takes bright FLAIR for tumour, as the coarse and as the fine network."""

    name = "bright FLAIR"
    multiple = 8

    def __init__(self, everywhere: bool = False) -> None:
        self.everywhere = everywhere
        self.sizes: list[int] = []

    def __call__(self, array, tick):
        tick()
        self.sizes.append(array[0].size)
        bright = array[-1] if self.everywhere else (array[3] > 1.5).astype(np.float32)
        return np.stack([bright, bright, np.zeros_like(bright)])


def with_spots(*boxes, affine=LPS) -> Study:
    arrays = brain_arrays()
    for box in boxes:
        arrays[Modality.FLAIR][box] = 4000
    return Study("toy", {m: Volume(a, affine) for m, a in arrays.items()})


def finder(spacing: float = 1.5, seen: float = 0.5) -> Finder:
    widths = {"widths": [4, 8, 8], "in_channels": 9}
    return Finder(widths, Preprocessing(spacing_mm=spacing), seen, 0.05, MARGIN, {})


@pytest.fixture
def bright(toy_package):
    """A model whose fine network would paint the whole brain if it saw it."""
    model = load_model(toy_package)
    package = replace(model.package, finder=finder())
    return replace(model, package=package, engine=BrightFlair(True), finder=BrightFlair())


def nothing() -> None:
    """Called while it runs."""


def mask_of(*boxes) -> np.ndarray:
    mask = np.zeros(brain_arrays()[Modality.T1].shape, bool)
    for box in boxes:
        mask[box] = True
    return mask


def test_what_lies_beyond_the_margin_is_not_painted(bright):
    found = segment(with_spots(SPOT), bright).label_map > 0
    places = np.argwhere(found)
    inner = np.argwhere(mask_of(SPOT))
    # A coarse voxel and the rounding of two grids may be added to the margin.
    assert (places.min(axis=0) >= inner.min(axis=0) - MARGIN - 3).all()
    assert (places.max(axis=0) <= inner.max(axis=0) + MARGIN + 3).all()
    assert (places.min(axis=0) <= inner.min(axis=0) - MARGIN + 2).all()
    assert (places.max(axis=0) >= inner.max(axis=0) + MARGIN - 2).all()
    assert found[SPOT].all()


@pytest.mark.parametrize("spacing", [1.0, 1.5, 3.0])
@pytest.mark.parametrize("flips", [(1, 1, 1), (-1, -1, 1), (1, -1, -1)])
def test_the_box_holds_the_spot_however_the_study_lies(spacing, flips):
    affine = np.diag([*flips, 1.0]).astype(float)
    affine[:3, 3] = [-31.0, 20.5, 7.25]
    study = with_spots(SPOT, affine=affine)
    prepared = prepare(study, Preprocessing())
    box = where_to_look(study, prepared, finder(spacing, 0.2), BrightFlair(), nothing)
    looked = np.zeros(prepared.model_grid.shape, bool)
    inner = looked[prepared.box]
    inner[box] = True
    codes = nib.orientations.io_orientation(affine)
    spot = nib.orientations.apply_orientation(mask_of(SPOT), codes)
    assert looked[spot].all()
    assert looked.sum() < looked.size / 2


def test_two_tumours_are_both_looked_at(bright):
    other = (slice(20, 26), slice(24, 29), slice(8, 14))
    found = segment(with_spots(SPOT, other), bright).label_map > 0
    assert found[SPOT].all()
    assert found[other].all()


def test_a_speck_is_not_looked_at(bright):
    speck = (slice(24, 26), slice(26, 28), slice(18, 20))
    assert not (segment(with_spots(SPOT, speck), bright).label_map > 0)[speck].any()


def test_where_nothing_is_found_everything_is_looked_at(bright):
    found = segment(with_spots(), bright)
    everywhere = segment(
        with_spots(), replace(bright, package=replace(bright.package, finder=None))
    )
    assert np.array_equal(found.label_map, everywhere.label_map)


@pytest.mark.parametrize("mode", Mode)
def test_the_coarse_network_is_told_apart_in_time_and_voxels(bright, mode):
    found = segment(with_spots(SPOT), bright, mode=mode)
    assert {"finder", "network"} <= set(found.seconds)
    assert found.megavoxels == pytest.approx(sum(bright.engine.sizes) / 1e6)
    assert len(bright.finder.sizes) == 1


def test_progress_never_goes_back_and_ends(bright):
    seen = []
    segment(with_spots(SPOT), bright, lambda done, total, _: seen.append(done / total))
    assert seen == sorted(seen)
    assert seen[-1] == 1


def test_looking_is_cancelled(bright):
    def stop(_done, _total, text):
        if text == "network":
            raise Cancelled

    with pytest.raises(Cancelled):
        segment(with_spots(SPOT), bright, stop)
    assert not bright.engine.sizes


def test_mirror_images_of_a_part_are_those_of_the_whole(toy_package):
    from core.segmenting.preprocessing import Part

    prepared = prepare(with_spots(SPOT), Preprocessing())
    whole = prepared.array
    for x, y, z in product((3, 9), (0, 5), (4,)):
        box = (slice(x, x + 8), slice(y, y + 12), slice(z, z + 10))
        part = Part(prepared, box)
        out = np.empty((part.input_channels, *part.shape), np.float32)
        part.fill(out)
        np.testing.assert_array_equal(out, whole[(slice(None), *box)])
        inner = (slice(2, 6), slice(1, 9), slice(0, 7))
        small = np.empty((part.input_channels, 4, 8, 7), np.float32)
        part.fill(small, inner)
        np.testing.assert_array_equal(small, out[(slice(None), *inner)])
