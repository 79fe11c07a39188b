"""How many pieces a tumour is in: lesions apart (F9), satellites beside the main mass (F24)."""

from __future__ import annotations

import numpy as np

from core.vasari import rules
from core.vasari.answers import Answer, Shown
from core.vasari.features import NO, YES
from core.vasari.tumour import LEAST_PIECE_ML, Tumour


def multifocality(tumour: Tumour) -> Answer:
    """F9: shown at the largest lesion apart from the main one, or else at the main one."""
    sizes = np.bincount(tumour.lesions[tumour.mass], minlength=2) * tumour.voxel_ml
    apart = [n for n in range(2, len(sizes)) if sizes[n] >= LEAST_PIECE_ML]
    shown = tumour.place_of((tumour.lesions == (apart[0] if apart else 1)) & tumour.mass)
    code = 2 if apart else 1
    place = Shown(shown) if shown else None
    return Answer("F9", (code,), float(1 + len(apart)), "", rules.FOCI, place)


def satellites(tumour: Tumour) -> Answer:
    """F24: shown at the largest satellite."""
    if not tumour.enhancing.any():
        return Answer("F24", (NO,), 0.0, "", rules.NO_ENHANCEMENT)
    main = tumour.lesions[tumour.main][0]
    inside = np.where(tumour.lesions == main, tumour.masses, 0)
    sizes = np.bincount(inside[tumour.enhancing], minlength=2) * tumour.voxel_ml
    found = [n for n in range(2, len(sizes)) if sizes[n] >= LEAST_PIECE_ML]
    place = None
    if found:
        largest = max(found, key=lambda n: sizes[n])
        place = tumour.place_of((inside == largest) & tumour.enhancing)
    code = YES if found else NO
    shown = Shown(place) if place else None
    return Answer("F24", (code,), float(len(found)), "", rules.SATELLITES, shown)
