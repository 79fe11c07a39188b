"""What of the tumour grew, shrank and stayed, on the grid of the earlier study."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from core.errors import CheckError
from core.follow_up.sizes import region_ml_of
from core.follow_up.time_point import TimePoint
from core.labels import LabelMap, Region, region_mask
from core.progress import Progress, no_progress
from core.segmenting.regridding import label_map_on
from core.space.affine import Affine, Grid
from core.space.boxes import Box, box_of, hull
from core.studies.segmentation import Segmentation


class Change(IntEnum):
    """What became of one voxel of a region."""

    OUTSIDE = 0
    STABLE = 1
    """In the region at both times."""
    GROWN = 2
    """In it at the later time alone."""
    SHRUNK = 3
    """In it at the earlier time alone."""


@dataclass(frozen=True)
class RegionChange:
    """How one region changed.

    Attributes:
        base_ml, later_ml: its volumes, each measured on its own grid.
        stable_ml, grown_ml, shrunk_ml: of the map, on the earlier grid.
    """

    base_ml: float
    later_ml: float
    stable_ml: float
    grown_ml: float
    shrunk_ml: float

    @property
    def change_ml(self) -> float:
        """Later less earlier."""
        return self.later_ml - self.base_ml

    @property
    def percent(self) -> float | None:
        """Change of the volume; None where there was none of it before."""
        return 100 * self.change_ml / self.base_ml if self.base_ml > 0 else None


@dataclass(frozen=True)
class ChangeMap:
    """Where the tumour changed between two time points.

    Attributes:
        base, later: the time points' names.
        grid: that of the earlier study.
        maps: for each region that both label maps tell, uint8, shape of ``grid``, values of
            :class:`Change`.
        regions: how each of them changed.
    """

    base: str
    later: str
    grid: Grid
    maps: Mapping[Region, npt.NDArray[np.uint8]]
    regions: Mapping[Region, RegionChange]


def change_between(
    base: TimePoint, later: TimePoint, matrix: Affine, progress: Progress = no_progress
) -> ChangeMap:
    """Compare two time points voxel by voxel.

    Args:
        base: the earlier one, with a segmentation.
        later: the later one, with a segmentation.
        matrix: (4, 4), a world point of the base to the same tissue's in the later one; see
            :func:`between`.
        progress: called for each region; may raise ``Cancelled``.

    Raises:
        CheckError: one of them has no segmentation.
    """
    before, after = segmentation_of(base), segmentation_of(later)
    told = [region for region in before.regions if region in after.regions]
    progress(0, len(told) + 1, "comparing")
    there = brought_onto(after, before.grid, matrix)
    base_ml, later_ml = region_ml_of(before), region_ml_of(after)
    box = _around(before.label_map, there)
    was, now = before.label_map[box], there[box]
    maps, regions = {}, {}
    for number, region in enumerate(told, start=1):
        progress(number, len(told) + 1, "comparing")
        part = _CODE[
            region_mask(was, region).astype(np.intp), region_mask(now, region).astype(np.intp)
        ]
        maps[region] = np.zeros_like(before.label_map)
        maps[region][box] = part
        counts = np.bincount(part.ravel(order="K"), minlength=len(Change))
        stable, grown, shrunk = (counts[1:] * before.grid.voxel_ml).tolist()
        regions[region] = RegionChange(base_ml[region], later_ml[region], stable, grown, shrunk)
    progress(len(told) + 1, len(told) + 1, "comparing")
    return ChangeMap(base.name, later.name, before.grid, maps, regions)


def between(base_to_first: Affine | None, base_to_second: Affine | None) -> Affine:
    """The motion from one later time point to another, by way of the base.

    Args:
        base_to_first: of the first one's alignment to the base; None for the base itself.
        base_to_second: the same of the second one.

    Returns:
        (4, 4), a world point of the first to the same tissue's in the second.
    """
    first = np.eye(4) if base_to_first is None else base_to_first
    second = np.eye(4) if base_to_second is None else base_to_second
    return np.asarray(second @ np.linalg.inv(first))


def brought_onto(found: Segmentation, grid: Grid, matrix: Affine) -> LabelMap:
    """A label map on the grid of another time point.

    Args:
        found: whose label map is brought.
        grid: where it is wanted.
        matrix: (4, 4), a world point of that grid to the same tissue's in ``found``'s world.
    """
    return label_map_on(found.label_map, np.linalg.inv(matrix) @ found.grid.affine, grid)


def segmentation_of(point: TimePoint) -> Segmentation:
    """The point's segmentation.

    Raises:
        CheckError: it has none.
    """
    if point.segmentation is None:
        raise CheckError(
            f"{point.name}: it has no segmentation yet, so nothing can be compared. Segment it "
            "first, or load its label map."
        )
    return point.segmentation


_CODE = np.array([[Change.OUTSIDE, Change.GROWN], [Change.SHRUNK, Change.STABLE]], np.uint8)
"""By whether a voxel was in a region, and whether it is now."""


def _around(before: LabelMap, after: LabelMap) -> Box:
    """The box around all of both; an empty one where there is nothing."""
    boxes = [box for box in (box_of(before), box_of(after)) if box is not None]
    if not boxes:
        return (slice(0, 0), slice(0, 0), slice(0, 0))
    return hull(boxes[0], boxes[-1])
