"""Changes of place that clinics bring: thick slices, a turned head, a sequence that moved."""

from __future__ import annotations

from typing import Any

import nibabel as nib
import numpy as np
import numpy.typing as npt
from scipy.ndimage import affine_transform

from core.labels import Region, labels_from_regions, region_mask
from core.parallel import at_once
from core.space.affine import Affine, Grid
from core.space.boxes import box_of
from core.studies.study import Modality
from training.data.labelled import Labelled, stored

SLICE_MM = 5.0
TURNED_DEGREES = 10.0
SHIFTED_MM = 2.0

AXES = ("pitch", "roll", "yaw")
"""Turns about the axes of the world: nodding about left–right, leaning about back–front,
shaking about bottom–top."""


def thick_slices(labelled: Labelled, rng: np.random.Generator) -> Labelled:
    """Average slices along bottom–top into slabs of :data:`SLICE_MM`, on a grid of slabs.

    A slab's truth is what at least half of it is, region by region: the label map is made,
    looked at and measured on that grid.
    """
    del rng
    study = labelled.study
    orientation = nib.orientations.io_orientation(study.grid.affine)
    axis = int(np.flatnonzero(orientation[:, 0] == 2)[0])
    slices = max(round(SLICE_MM / study.grid.spacing_mm[axis]), 1)

    def slabs(values: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
        last = np.moveaxis(values, axis, -1)
        count = last.shape[-1] // slices
        whole = last[..., : count * slices].reshape(*last.shape[:-1], count, slices)
        return np.moveaxis(whole.mean(axis=-1, dtype=np.float32), -1, axis)

    data = {m: stored(slabs(v.data), v.data.dtype) for m, v in study.volumes.items()}
    wt, tc, et = (slabs(region_mask(labelled.truth, r)) >= 0.5 for r in Region)
    affine: Affine = study.grid.affine.copy()
    affine[:3, 3] += affine[:3, axis] * (slices - 1) / 2
    affine[:3, axis] *= slices
    return labelled.moved(data, affine, labels_from_regions(wt, tc, et))


def turned(labelled: Labelled, rng: np.random.Generator, axis: str) -> Labelled:
    """Turn head and truth by :data:`TURNED_DEGREES` about the brain's middle.

    Args:
        labelled: the case.
        rng: not used: the turn is the same for each case.
        axis: one of :data:`AXES`.
    """
    del rng
    volumes = labelled.study.volumes
    grid = labelled.study.grid
    turn, target = _turned_grid(labelled, AXES.index(axis))
    # Voxel of the turned grid to voxel of the old one, by way of the world.
    back = np.linalg.inv(grid.affine) @ np.linalg.inv(turn) @ target.affine
    *moved, truth = at_once(
        lambda values, order: _resampled(values, back, target.shape, order),
        [*(v.data for v in volumes.values()), labelled.truth],
        [*(1 for _ in volumes), 0],
    )
    return labelled.moved(dict(zip(volumes, moved, strict=True)), target.affine, truth)


def misregistered(labelled: Labelled, rng: np.random.Generator, modality: Modality) -> Labelled:
    """Move one sequence by :data:`SHIFTED_MM` in a direction that chance gives."""
    volume = labelled.study.volumes[modality]
    direction = rng.normal(size=3)
    step = np.eye(4)
    step[:3, 3] = SHIFTED_MM * direction / np.linalg.norm(direction)
    back = np.linalg.inv(volume.affine) @ np.linalg.inv(step) @ volume.affine
    return labelled.with_data({modality: _resampled(volume.data, back, volume.grid.shape, 1)})


def _turned_grid(labelled: Labelled, axis: int) -> tuple[Affine, Grid]:
    """The turn in the world, (4, 4), and an upright grid that holds the turned brain."""
    grid, box = labelled.study.grid, box_of(labelled.brain)
    assert box is not None
    corners = np.array(np.meshgrid(*((s.start, s.stop - 1) for s in box))).reshape(3, -1)
    world = grid.affine @ np.vstack([corners, np.ones(8)])
    centre = world[:3].mean(axis=1)
    first, second = (a for a in range(3) if a != axis)
    angle = np.radians(TURNED_DEGREES)
    turn = np.eye(4)
    turn[first, first] = turn[second, second] = np.cos(angle)
    turn[second, first], turn[first, second] = np.sin(angle), -np.sin(angle)
    turn[:3, 3] = centre - turn[:3, :3] @ centre
    reached = (np.linalg.inv(grid.affine) @ turn @ world)[:3]
    # Two voxels more, so that some background is left around the brain.
    low = np.floor(reached.min(axis=1)) - 2
    i, j, k = (np.ceil(reached.max(axis=1)) + 3 - low).astype(int).tolist()
    affine: Affine = grid.affine.copy()
    affine[:3, 3] += grid.affine[:3, :3] @ low
    return turn, Grid((i, j, k), affine)


def _resampled(
    values: npt.NDArray[Any], back: Affine, shape: tuple[int, int, int], order: int
) -> npt.NDArray[Any]:
    """Values of another grid, linear (order 1) or nearest (0); the background goes on beyond.

    Args:
        values: on the old grid.
        back: (4, 4), voxel of the new grid to voxel of the old one.
        shape: of the new grid.
        order: of the interpolation.
    """
    # The axes are turned so that the arrays run along the memory of NIfTI files.
    linear, offset = back[:3, :3], back[:3, 3]
    still = np.allclose(linear, np.diag(np.diag(linear)))
    matrix = np.diag(linear)[::-1] if still else linear[::-1, ::-1]
    moved = affine_transform(
        values.T, matrix, offset[::-1], output_shape=shape[::-1], order=order,
        output=np.float32 if order else values.dtype, cval=float(values.min()), prefilter=False,
    )  # fmt: skip
    return stored(moved, values.dtype).T
