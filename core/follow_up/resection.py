"""How much of a tumour an operation took away: RANO resect's classes.

Karschnia et al., Neuro-Oncology 2023;25:940 (glioblastoma): what is left decides, not the share
that was taken. Their contrast-enhancing tumour is ET here; their non-enhancing tumour, signal in T2
and FLAIR around it, is ED, whose oedema nobody can tell from infiltration, so that its volume is
an upper bound of the tumour's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from core.errors import CheckError
from core.follow_up.change import brought_onto, segmentation_of
from core.follow_up.response import NOTHING_ML
from core.follow_up.time_point import TimePoint
from core.labels import Label, Region, region_mask
from core.space.affine import Affine
from core.studies.segmentation import Segmentation

LEFT_NON_ENHANCING_ML = 5.0
TAKEN_NON_ENHANCING = 60.0
"""Percent."""

NEAR_TOTAL, NEAR_TOTAL_ML = 95.0, 1.0
SUBTOTAL, SUBTOTAL_ML = 80.0, 5.0
LEAST_TAKEN = 1.0
"""Percent under which nothing was taken away that can be measured."""

_NEAR_MM = 10.0


class ResectionClass(StrEnum):
    """RANO resect's classes."""

    SUPRAMAXIMAL = "1"
    """No enhancing tumour left, and little of the rest."""
    COMPLETE = "2A"
    """No enhancing tumour left."""
    NEAR_TOTAL = "2B"
    """95 % and more of it taken, 1 ml and less left."""
    SUBTOTAL = "3A"
    """80 % and more, 5 ml and less."""
    PARTIAL = "3B"
    """Less than that."""
    BIOPSY = "4"
    """None."""


@dataclass(frozen=True)
class Reduction:
    """One part of the tumour before and after the operation."""

    before_ml: float
    after_ml: float

    @property
    def percent(self) -> float | None:
        """Taken away; negative where there is more of it, None where there was none."""
        if self.before_ml <= 0:
            return None
        return 100 * (1 - self.after_ml / self.before_ml)


@dataclass(frozen=True)
class Resection:
    """What an operation took away.

    Attributes:
        before, after: the time points' names.
        enhancing, non_enhancing: ET, and ED.
        elsewhere_ml: of what enhances after the operation, what lies over 10 mm from all of the
            tumour before it: healing or blood rather than what was left; None without a trusted
            alignment.
        resection_class: None where there was no enhancing tumour before.
    """

    before: str
    after: str
    enhancing: Reduction
    non_enhancing: Reduction
    elsewhere_ml: float | None
    resection_class: ResectionClass | None


def resection(before: TimePoint, after: TimePoint, motion: Affine | None) -> Resection:
    """Compare the last time point before an operation with the first after it.

    Args:
        before: with a segmentation.
        after: with a segmentation, which a person should have looked at.
        motion: (4, 4), world points of ``after`` to those of ``before``; None where the alignment
            is not trusted.

    Raises:
        CheckError: one has no segmentation, or one that does not tell ET.
    """
    first, second = segmentation_of(before), segmentation_of(after)
    for point, found in ((before, first), (after, second)):
        if Region.ET not in found.regions:
            raise CheckError(
                f"{point.name}: its label map does not tell enhancing tumour, so the extent of "
                "resection cannot be told. It needs T1Gd."
            )
    enhancing = Reduction(_ml(first, Label.ET), _ml(second, Label.ET))
    rest = Reduction(_ml(first, Label.ED), _ml(second, Label.ED))
    elsewhere = None if motion is None else _elsewhere_ml(first, second, motion)
    return Resection(before.name, after.name, enhancing, rest, elsewhere, class_of(enhancing, rest))


def class_of(enhancing: Reduction, non_enhancing: Reduction) -> ResectionClass | None:
    """The class of two reductions; None where there was no enhancing tumour before."""
    taken = enhancing.percent
    if taken is None or enhancing.before_ml <= NOTHING_ML:
        return None
    left = enhancing.after_ml
    if left <= NOTHING_ML:
        more = non_enhancing.percent
        little = non_enhancing.after_ml <= LEFT_NON_ENHANCING_ML
        enough = more is None or more >= TAKEN_NON_ENHANCING
        return ResectionClass.SUPRAMAXIMAL if little and enough else ResectionClass.COMPLETE
    if taken >= NEAR_TOTAL and left <= NEAR_TOTAL_ML:
        return ResectionClass.NEAR_TOTAL
    if taken >= SUBTOTAL and left <= SUBTOTAL_ML:
        return ResectionClass.SUBTOTAL
    return ResectionClass.PARTIAL if taken >= LEAST_TAKEN else ResectionClass.BIOPSY


def _ml(found: Segmentation, label: Label) -> float:
    return float(np.count_nonzero(found.label_map == label)) * found.grid.voxel_ml


def _elsewhere_ml(first: Segmentation, second: Segmentation, motion: Affine) -> float:
    from scipy.ndimage import distance_transform_edt

    enhancing = region_mask(second.label_map, Region.ET)
    there = brought_onto(first, second.grid, motion) > 0
    if there.any() and enhancing.any():
        away = distance_transform_edt(~there, sampling=second.grid.spacing_mm)
        enhancing &= away > _NEAR_MM
    return float(np.count_nonzero(enhancing)) * second.grid.voxel_ml
