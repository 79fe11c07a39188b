"""Where a later study's brain lies in an earlier one's, and how far that can be trusted.

Brains alone are aligned (:attr:`core.studies.study.Study.brain_alone`), one sequence that both
studies have, T1Gd first; the tumour of both, with a margin, does not count, for it is what changes.
Studies that lie on one grid are aligned all the same: that they were brought there once does not
say how well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from core.errors import CheckError
from core.follow_up.time_point import TimePoint
from core.preparing.preparing import LEAST_INFORMATION, MOST_SPREAD_MM
from core.progress import Progress, no_progress
from core.registration.rigid import Alignment, Target, align
from core.space.affine import Affine, Grid
from core.space.boxes import Box, box_of, part_of
from core.space.resampling import sampled, upright_grid
from core.studies.study import Modality, Study, Volume

REFERENCES = (Modality.T1GD, Modality.T1, Modality.FLAIR, Modality.T2)
"""The first of these that both studies have is aligned."""

MARGIN_MM = 5.0
"""Around the tumour, where it pushes and infiltrates."""

_TRUST_MM = 2.0
"""Voxels on which likeness is looked at."""

_SMOOTH_MM, _AROUND_MM = 2.0, 10.0
"""Widths of the Gaussians against noise, and over which a scanner's scale may drift."""

_FEWEST = 1000
"""Voxels that both brains show, under which likeness says nothing."""

Values = npt.NDArray[np.float32]


class Doubt(StrEnum):
    """Why an alignment is not trusted."""

    LITTLE_LIKENESS = "little_likeness"
    """The brains do not look like one brain: another patient's, or a failed alignment."""
    OUTLINES_DIFFER = "outlines_differ"
    """The brains' outlines lie apart."""
    UNSTABLE = "unstable"
    """Two samples of points lead to different places."""
    LITTLE_INFORMATION = "little_information"
    """The two share little."""


@dataclass(frozen=True)
class TimeAlignment:
    """Where a later brain lies in that of the base.

    Attributes:
        found: the rigid motion; ``found.matrix`` takes a world point of the base to the same
            tissue's world point in the later study.
        modality: the sequence that was aligned.
        likeness: correlation of the two inside both brains, each against what lies around, the
            tumour left out; 1 is the same picture.
        overlap: Dice of the two brains' outlines.
        doubts: empty for one that can be trusted.
    """

    found: Alignment
    modality: Modality
    likeness: float
    overlap: float
    doubts: tuple[Doubt, ...] = ()

    @property
    def matrix(self) -> Affine:
        """Base to later, (4, 4), RAS+ millimetres."""
        return self.found.matrix

    @property
    def trusted(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.doubts

    @property
    def other_patient(self) -> bool:
        """Whether the brains look like those of two people."""
        return Doubt.LITTLE_LIKENESS in self.doubts


LEAST_LIKENESS = 0.6
LEAST_OVERLAP = 0.93
"""See docs/FOLLOW_UP.md, *Alignment*."""


def align_time_points(
    points: Sequence[TimePoint], progress: Progress = no_progress
) -> tuple[TimeAlignment | None, ...]:
    """Align every time point to the first.

    Args:
        points: in their order; with segmentations, so that tumours are left out.
        progress: called a hundred times a second; may raise ``Cancelled``.

    Returns:
        One for each point; None for the first.

    Raises:
        CheckError: a study shares no sequence with the first.
    """
    base, *later = points
    found: list[TimeAlignment | None] = [None]
    ready: dict[Modality, _Fixed] = {}
    for number, point in enumerate(later):
        modality = common_sequence(base.study, point.study)

        def tell(done: int, total: int, text: str, number: int = number) -> None:
            progress(number * total + done, len(later) * total, "aligning")

        if modality not in ready:
            ready[modality] = _Fixed(_brain(base, modality), tell)
        found.append(_aligned(ready[modality], _brain(point, modality), modality, tell))
    return tuple(found)


def common_sequence(base: Study, later: Study) -> Modality:
    """The sequence by which two studies are aligned.

    Raises:
        CheckError: they have none in common.
    """
    both = [
        m for m in REFERENCES if m in base.brain_alone.volumes and m in later.brain_alone.volumes
    ]
    if not both:
        raise CheckError(
            f"{later.name}: it has no sequence in common with {base.name}, so the two cannot be "
            "aligned. Choose studies that both have T1Gd."
        )
    return both[0]


@dataclass(frozen=True)
class _Brain:
    """A brain alone, cut to its box: the scan, where it is, and what does not count."""

    volume: Volume
    inside: npt.NDArray[np.bool_]
    hidden: npt.NDArray[np.bool_] | None


class _Fixed:
    """The base's brain, made ready once."""

    def __init__(self, brain: _Brain, progress: Progress) -> None:
        self.brain = brain
        self.target = Target(brain.volume, progress, hidden=brain.hidden)


def _brain(point: TimePoint, modality: Modality) -> _Brain:
    study = point.study.brain_alone
    volume = study.volumes[modality]
    inside = volume.data > volume.data.min()
    box = box_of(inside)
    if box is None:
        raise CheckError(f"{point.name}: {modality.value} is empty, so it cannot be aligned.")
    grid = part_of(volume.grid, box)
    cut = replace(volume, data=volume.data[box], affine=grid.affine)
    return _Brain(cut, inside[box], _tumour(point, box, grid))


def _tumour(point: TimePoint, box: Box, grid: Grid) -> npt.NDArray[np.bool_] | None:
    """The tumour and its margin on the grid of a cut brain; None where none is known."""
    found = point.segmentation
    if found is None or not found.label_map.any():
        return None
    if found.prepared is not None and not found.corrected:
        tumour = found.prepared.label_map[box] > 0
    elif point.study.prepared is None:
        tumour = found.label_map[box] > 0
    else:
        labels = (found.label_map > 0).astype(np.uint8)
        tumour = sampled(labels, found.grid.affine, grid) >= 0.5
    return _with_margin(tumour, grid)


def _with_margin(tumour: npt.NDArray[np.bool_], grid: Grid) -> npt.NDArray[np.bool_] | None:
    """A mask and :data:`MARGIN_MM` around it; None where it is empty."""
    from scipy.ndimage import distance_transform_edt

    box = box_of(tumour)
    if box is None:
        return None
    # Distances in the box alone: over a whole brain they take longer than the alignment.
    wide = [int(np.ceil(MARGIN_MM / edge)) for edge in grid.spacing_mm]
    i, j, k = (
        slice(max(s.start - more, 0), min(s.stop + more, n))
        for s, more, n in zip(box, wide, tumour.shape, strict=True)
    )
    out = np.zeros_like(tumour)
    away = distance_transform_edt(~tumour[i, j, k], sampling=grid.spacing_mm)
    out[i, j, k] = away <= MARGIN_MM
    return out


def _aligned(fixed: _Fixed, moving: _Brain, modality: Modality, tell: Progress) -> TimeAlignment:
    found = align(fixed.target, moving.volume, tell, moving.hidden)
    likeness, overlap = _trust(fixed.brain, moving, found.matrix)
    doubts = []
    if likeness < LEAST_LIKENESS:
        doubts.append(Doubt.LITTLE_LIKENESS)
    if overlap < LEAST_OVERLAP:
        doubts.append(Doubt.OUTLINES_DIFFER)
    if found.spread_mm > MOST_SPREAD_MM:
        doubts.append(Doubt.UNSTABLE)
    if found.information < LEAST_INFORMATION:
        doubts.append(Doubt.LITTLE_INFORMATION)
    return TimeAlignment(found, modality, likeness, overlap, tuple(doubts))


def _trust(fixed: _Brain, moving: _Brain, matrix: Affine) -> tuple[float, float]:
    """Likeness inside both brains without tumour, and Dice of the outlines."""
    grid = upright_grid(fixed.volume.grid, _TRUST_MM)
    seen = [_seen(brain, grid, moved) for brain, moved in _placed(fixed, moving, matrix)]
    (one, inside_one, shown_one), (two, inside_two, shown_two) = seen
    both = inside_one & inside_two
    sizes = int(np.count_nonzero(inside_one) + np.count_nonzero(inside_two))
    overlap = 2 * np.count_nonzero(both) / max(sizes, 1)
    both &= shown_one & shown_two
    if np.count_nonzero(both) < _FEWEST:
        return 0.0, float(overlap)
    first, second = (_local(values, both, grid)[both] for values in (one, two))
    first, second = first - first.mean(), second - second.mean()
    scale = float(np.linalg.norm(first) * np.linalg.norm(second))
    return float(first @ second) / max(scale, 1e-12), float(overlap)


def _placed(fixed: _Brain, moving: _Brain, matrix: Affine) -> tuple[tuple[_Brain, Affine], ...]:
    return (fixed, np.eye(4)), (moving, np.asarray(np.linalg.inv(matrix)))


def _seen(
    brain: _Brain, grid: Grid, moved: Affine
) -> tuple[Values, npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Values, brain, and where no tumour is, on a grid of the base's world."""
    affine = moved @ brain.volume.affine

    def there(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        return sampled(mask.astype(np.uint8), affine, grid) >= 0.5

    values = np.asarray(sampled(brain.volume.data, affine, grid), np.float32)
    hidden = np.zeros(grid.shape, bool) if brain.hidden is None else there(brain.hidden)
    return values, there(brain.inside), ~hidden


def _local(values: Values, inside: npt.NDArray[np.bool_], grid: Grid) -> Values:
    """Values against those around: scanners differ in scale and in how it drifts over the head.

    Local mean and deviation over :data:`_AROUND_MM` are those of the voxels inside alone.
    """
    from scipy.ndimage import gaussian_filter

    size = grid.spacing_mm[0]

    def around(field: Values, over_mm: float) -> Values:
        weight = gaussian_filter(inside.astype(np.float32), over_mm / size, truncate=2.5)
        total = gaussian_filter(np.where(inside, field, 0), over_mm / size, truncate=2.5)
        return np.asarray(total / np.maximum(weight, 1e-3), np.float32)

    smooth = around(values, _SMOOTH_MM)
    away = smooth - around(smooth, _AROUND_MM)
    spread = np.sqrt(around(away**2, _AROUND_MM))
    return np.asarray(away / np.maximum(spread, 1e-6), np.float32)
