"""What RANO 2.0 compares of one time point: volumes and products of diameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from core.follow_up.clinical import Disease
from core.labels import REGION_LABELS, Label, LabelMap, Region, region_mask
from core.measuring.lesions import Lesion, enhancing_lesions, sum_of_products_mm2
from core.progress import Progress, no_progress
from core.space.affine import Grid
from core.space.boxes import box_of, part_of
from core.space.diameters import axial_axis
from core.studies.segmentation import Segmentation


@dataclass(frozen=True)
class DiseaseSize:
    """Size of one kind of disease.

    Attributes:
        ml: volume in millilitres, of lesions and of spots too small to be any.
        products_mm2: RANO's sum of products of diameters.
        lesions: one by one, the largest first.
    """

    ml: float
    products_mm2: float
    lesions: tuple[Lesion, ...] = ()

    @property
    def measurable(self) -> bool:
        """Whether one lesion at least is."""
        return any(lesion.measurable for lesion in self.lesions)


@dataclass(frozen=True)
class Sizes:
    """What a time point's label map measures.

    Attributes:
        region_ml: volume of each region that is told.
        by_disease: enhancing and non-enhancing disease, as far as they are told.
    """

    region_ml: Mapping[Region, float]
    by_disease: Mapping[Disease, DiseaseSize]


_REGION_OF = {Disease.ENHANCING: Region.ET, Disease.NON_ENHANCING: Region.WT}


def sizes_of(segmentation: Segmentation, progress: Progress = no_progress) -> Sizes:
    """Measure a time point.

    Args:
        segmentation: on its own grid; no voxel is moved for measuring.
        progress: called for each kind of disease; may raise ``Cancelled``.
    """
    told = segmentation.regions
    region_ml = region_ml_of(segmentation)
    by_disease = {}
    for number, (disease, region) in enumerate(_REGION_OF.items()):
        progress(number, len(_REGION_OF), "measuring")
        if region in told:
            lesions = lesions_of(segmentation.label_map, segmentation.grid, region)
            by_disease[disease] = DiseaseSize(
                region_ml[region], sum_of_products_mm2(lesions), lesions
            )
    progress(len(_REGION_OF), len(_REGION_OF), "measuring")
    return Sizes(region_ml, by_disease)


def region_ml_of(segmentation: Segmentation) -> dict[Region, float]:
    """Volume of each region that is told, in millilitres."""
    labels = segmentation.label_map
    box = box_of(labels)
    counts = np.zeros(len(Label), np.intp)
    if box is not None:
        # In the box alone: a follow-up would spend longer on air than on tumour.
        counts = np.bincount(labels[box].ravel(order="K"), minlength=len(Label))
    return {
        region: float(counts[list(REGION_LABELS[region])].sum()) * segmentation.grid.voxel_ml
        for region in segmentation.regions
    }


def lesions_of(label_map: LabelMap, grid: Grid, region: Region) -> tuple[Lesion, ...]:
    """The pieces of a region, as RANO measures them; the largest product first."""
    box = box_of(label_map)
    if box is None:
        return ()
    part = part_of(grid, box)
    first = box[axial_axis(grid.affine)].start
    mask = region_mask(label_map[box], region)
    return enhancing_lesions(mask, part.affine, grid.voxel_ml, first)
