"""Two label maps of one study side by side: scores, lesions, and where they disagree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from core.labels import LabelMap, Region, region_mask
from core.progress import Progress, no_progress
from core.scoring.evaluation import Scores, score_region
from core.scoring.lesions import DILATIONS, Components, dilated, pieces_of, truth_lesions
from core.scoring.metrics import Mask, dice
from core.space.affine import Grid
from core.space.boxes import Box, box_of, hull

SMALLEST_PIECE_ML = 0.01
"""Ten voxels of 1 mm: smaller pieces of a disagreement are the roughness of two borders."""


class Kind(StrEnum):
    """What a piece is to the two label maps."""

    FOUND = "found"
    """A lesion of the reference that the result touches."""
    MISSED = "missed"
    """Of the reference alone."""
    INVENTED = "invented"
    """Of the result alone."""


@dataclass(frozen=True)
class Piece:
    """Voxels that hang together.

    Attributes:
        kind: what it is.
        ml: its volume.
        ijk: a voxel of it, the nearest to its middle.
        dice: of a found lesion with what the result has there; None for others.
    """

    kind: Kind
    ml: float
    ijk: tuple[int, int, int]
    dice: float | None = None


@dataclass(frozen=True)
class RegionComparison:
    """One region of two label maps.

    Attributes:
        scores: every score, the reference taken for the truth.
        lesions: those of the reference and those that the result alone has, largest first.
        disagreements: pieces that one of them has and the other has not, largest first.
    """

    scores: Scores
    lesions: tuple[Piece, ...]
    disagreements: tuple[Piece, ...]


def compare(
    result: LabelMap, reference: LabelMap, grid: Grid, progress: Progress = no_progress
) -> Mapping[Region, RegionComparison]:
    """Compare a result with a reference, region by region.

    Args:
        result: uint8, shape (i, j, k).
        reference: on the same grid.
        grid: theirs.
        progress: called before each region; may raise ``Cancelled``.
    """
    boxes = [box for box in map(box_of, (result, reference)) if box is not None]
    box = _wider(hull(boxes[0], boxes[-1]), result.shape) if boxes else None
    compared = {}
    for done, region in enumerate(Region):
        progress(done, len(Region), region.value)
        found, true = region_mask(result, region), region_mask(reference, region)
        if box is None:
            compared[region] = RegionComparison(score_region(found, true, grid.edges_mm), (), ())
            continue
        compared[region] = _region(found[box], true[box], grid, box)
    progress(len(Region), len(Region), "done")
    return compared


def _region(found: Mask, true: Mask, grid: Grid, box: Box) -> RegionComparison:
    scores = score_region(found, true, grid.edges_mm)
    lesions = _lesions(found, true, grid.voxel_ml, box)
    apart = [
        piece
        for kind, mask in ((Kind.MISSED, true & ~found), (Kind.INVENTED, found & ~true))
        for piece in _all_pieces(pieces_of(mask), kind, grid.voxel_ml, box)
        if piece.ml >= SMALLEST_PIECE_ML
    ]
    return RegionComparison(scores, _largest_first(lesions), _largest_first(apart))


def _lesions(found: Mask, true: Mask, voxel_ml: float, box: Box) -> list[Piece]:
    """By the definitions of BraTS 2023 (:mod:`core.scoring.lesions`), small ones too."""
    lesions, pieces = truth_lesions(true), pieces_of(found)
    touched = np.zeros(int(pieces.max(initial=0)) + 1, np.bool_)
    told = []
    for number in range(1, int(lesions.max(initial=0)) + 1):
        lesion = lesions == number
        near = np.unique(pieces[dilated(lesion)])
        near = near[near > 0]
        touched[near] = True
        kind = Kind.FOUND if near.size else Kind.MISSED
        score = dice(np.isin(pieces, near), lesion) if near.size else None
        told.append(_piece(lesion, kind, voxel_ml, box, score))
    alone = np.where(touched[pieces], 0, pieces).astype(np.int32)
    return [*told, *_all_pieces(alone, Kind.INVENTED, voxel_ml, box)]


def _all_pieces(numbered: Components, kind: Kind, voxel_ml: float, box: Box) -> list[Piece]:
    from scipy.ndimage import find_objects

    pieces = []
    for number, part in enumerate(find_objects(numbered), start=1):
        if part is not None:
            inner = _within(box, part)
            pieces.append(_piece(numbered[part] == number, kind, voxel_ml, inner, None))
    return pieces


def _piece(mask: Mask, kind: Kind, voxel_ml: float, box: Box, score: float | None) -> Piece:
    where: npt.NDArray[np.intp] = np.argwhere(mask)
    middle = where[((where - where.mean(axis=0)) ** 2).sum(axis=1).argmin()]
    i, j, k = (int(x) + part.start for x, part in zip(middle, box, strict=True))
    return Piece(kind, len(where) * voxel_ml, (i, j, k), score)


def _largest_first(pieces: list[Piece]) -> tuple[Piece, ...]:
    return tuple(sorted(pieces, key=lambda piece: -piece.ml))


def _wider(box: Box, shape: tuple[int, ...]) -> Box:
    """Room for the dilations of a lesion, as far as the grid goes."""
    i, j, k = (
        slice(max(part.start - DILATIONS - 1, 0), min(part.stop + DILATIONS + 1, n))
        for part, n in zip(box, shape, strict=True)
    )
    return (i, j, k)


def _within(box: Box, part: tuple[slice, ...]) -> Box:
    i, j, k = (
        slice(outer.start + inner.start, outer.start + inner.stop)
        for outer, inner in zip(box, part, strict=True)
    )
    return (i, j, k)
