"""What an abnormality is made of: shares of its parts (F5, F6, F7, F14), enhancement (F4, F11)."""

from __future__ import annotations

import numpy as np

from core.checks.heads import MAX_BRAIN_ML
from core.measuring.brain import inside_head
from core.space.diameters import PointMm
from core.studies.study import Modality, Study
from core.vasari import rules
from core.vasari.answers import Answer, Shown
from core.vasari.margin import rim_thickness
from core.vasari.tumour import Mask, Tumour

MILD_PERCENT = 20.0
"""Less than this is what a reader would call barely discernible; see docs/VASARI.md."""

THIN_MM = 3.0

SOLID_SHARE = 0.05
"""A rim that encloses less than this, of itself and what it encloses, is none."""


def proportion_code(share: float) -> int:
    """The questionnaire's class of a share from 0 to 1, told in whole per cent."""
    if share <= 0.0:
        return 2
    if share >= 1.0:
        return 8
    percent = round(100 * share)
    return next((code for code, most in ((3, 5), (4, 33), (5, 67), (6, 95)) if percent <= most), 7)


def proportions(tumour: Tumour) -> list[Answer]:
    """F5, F6, F7 and F14, each shown on the slice that holds most of the part."""
    whole = int(np.count_nonzero(tumour.labels))
    parts = (
        ("F5", tumour.enhancing, rules.ENHANCING),
        ("F6", tumour.non_enhancing, rules.NON_ENHANCING),
        ("F7", tumour.necrosis, rules.NECROSIS),
        ("F14", tumour.oedema, rules.OEDEMA),
    )
    return [_proportion(tumour, key, mask, whole, rule) for key, mask, rule in parts]


def _proportion(tumour: Tumour, key: str, mask: Mask, whole: int, rule: str) -> Answer:
    share = float(np.count_nonzero(mask) / whole)
    place = tumour.place_of(mask)
    shown = None if place is None else Shown(place)
    return Answer(key, (proportion_code(share),), 100 * share, "%", rule, shown)


def quality(tumour: Tumour, study: Study | None, label_map: Mask) -> Answer:
    """F4: how much the enhancing label outshines the brain on T1Gd beside T1.

    Args:
        tumour: the tumour's box.
        study: the scans.
        label_map: where any label lies, on the study's grid.
    """
    if not tumour.enhancing.any():
        return Answer("F4", (1,), rule=rules.NO_ENHANCEMENT)
    place = tumour.place_of(tumour.enhancing)
    shown = Shown(place) if place else None
    rise = None if study is None else _rise(tumour, study, label_map)
    if rise is None:
        return Answer("F4", rule=rules.NO_CONTRAST, shown=shown)
    code = 2 if 100 * rise < MILD_PERCENT else 3
    return Answer("F4", (code,), 100 * rise, "%", rules.QUALITY, shown)


def _rise(tumour: Tumour, study: Study, labelled: Mask) -> float | None:
    """Median of the enhancing label on T1Gd by that on T1, each by the median of the brain."""
    if study.prepared is not None or not {Modality.T1, Modality.T1GD} <= set(study.volumes):
        return None
    brain = inside_head(study)
    if np.count_nonzero(brain) * study.grid.voxel_ml > MAX_BRAIN_ML:
        return None
    brain &= ~labelled
    ijk = np.argwhere(tumour.enhancing)
    back = np.linalg.inv(study.grid.affine) @ tumour.affine
    at = tuple(np.rint(ijk @ back[:3, :3].T + back[:3, 3]).astype(int).T)
    bright = []
    for modality in (Modality.T1GD, Modality.T1):
        data = study.volumes[modality].data
        usual, enhancing = float(np.median(data[brain])), float(np.median(data[at]))
        if usual <= 0.0 or enhancing <= 0.0:
            return None
        bright.append(enhancing / usual)
    return bright[0] / bright[1] - 1.0


def thickness(tumour: Tumour) -> Answer:
    """F11, shown by a line through the rim where it is as thick as the median."""
    rim = rim_thickness(tumour.enhancing, tumour.spacing_mm)
    if rim is None:
        return Answer("F11", (2,), rule=rules.NO_ENHANCEMENT)
    first, second = (tumour.world(end) for end in rim.ends)
    inside = np.count_nonzero(tumour.necrosis)
    if inside < SOLID_SHARE * (inside + np.count_nonzero(tumour.enhancing)):
        code = 5
    else:
        code = 3 if rim.median_mm < THIN_MM else 4
    shown = Shown(_middle(first, second), (first, second))
    return Answer("F11", (code,), rim.median_mm, "mm", rules.THICKNESS, shown)


def _middle(first: PointMm, second: PointMm) -> PointMm:
    x, y, z = ((a + b) / 2 for a, b in zip(first, second, strict=True))
    return (x, y, z)
