"""Lesion-wise scores by the definitions of BraTS 2023.

A region's truth is dilated three times, so that crumbs near a lesion count as part of it, and
its 26-connected components are the lesions. A lesion is compared with every predicted
component that touches its dilation. Truth lesions up to 50 mm³ are ignored; a lesion that was
missed, and a predicted component that touches no lesion, score Dice 0 and HD95 374 mm.

Source: Saluja et al., github.com/rachitsaluja/BraTS-2023-Metrics (the adult glioma task). The
surfaces are voxel surfaces, as in :mod:`core.scoring.metrics`; the challenge's tool weights surface
elements by area, which moved the HD95 of nine real regions by 0 to 1.3 mm.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.scoring.metrics import Mask, dice, hd95_mm, margin_box
from core.space.affine import Edges, voxel_mm3

DILATIONS = 3
SMALLEST_LESION_MM3 = 50.0
"""Truth lesions of this volume or less are left out of the means."""
MISSED_HD95_MM = 374.0

Components = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Lesion:
    """One lesion of the truth and how well it was found.

    Attributes:
        volume_mm3: of the undilated truth.
        dice: 0 when no predicted component touches the lesion's dilation.
        hd95_mm: 374 when missed.
        found: whether any predicted component touches the lesion's dilation.
    """

    volume_mm3: float
    dice: float
    hd95_mm: float
    found: bool


@dataclass(frozen=True)
class LesionScore:
    """Lesion-wise scores of one region of one case.

    Attributes:
        lesions: lesions of the truth that are large enough to count.
        ignored: how many were too small to count.
        invented: predicted components that touch no lesion, of any size.
    """

    lesions: tuple[Lesion, ...]
    ignored: int
    invented: int

    @property
    def dice(self) -> float:
        """Mean over lesions and inventions; 1 when there is neither."""
        count = len(self.lesions) + self.invented
        return sum(lesion.dice for lesion in self.lesions) / count if count else 1.0

    @property
    def hd95_mm(self) -> float:
        """Mean over lesions and inventions in millimetres; 0 when there is neither."""
        count = len(self.lesions) + self.invented
        total = sum(lesion.hd95_mm for lesion in self.lesions) + self.invented * MISSED_HD95_MM
        return total / count if count else 0.0

    @property
    def missed(self) -> int:
        """Lesions that count and that no predicted component touches."""
        return sum(not lesion.found for lesion in self.lesions)


def score_lesions(predicted: Mask, truth: Mask, edges_mm: Edges) -> LesionScore:
    """Compare two masks of one region lesion by lesion.

    Args:
        predicted: boolean, shape (i, j, k).
        truth: boolean, on the same grid.
        edges_mm: :attr:`core.space.affine.Grid.edges_mm`.
    """
    either = predicted | truth
    if not either.any():
        return LesionScore((), 0, 0)
    # A dilation reaches no further, and the whole grid is ten times a tumour's box.
    box = margin_box(either, DILATIONS + 1)
    predicted, truth = predicted[box], truth[box]
    lesions = truth_lesions(truth)
    pieces = pieces_of(predicted)
    mm3 = voxel_mm3(edges_mm)
    touched = np.zeros(int(pieces.max(initial=0)) + 1, np.bool_)
    touched[0] = True
    scores, ignored = [], 0
    for number in range(1, int(lesions.max(initial=0)) + 1):
        lesion = lesions == number
        near = np.unique(pieces[dilated(lesion)])
        near = near[near > 0]
        touched[near] = True
        volume = int(np.count_nonzero(lesion)) * mm3
        if volume <= SMALLEST_LESION_MM3:
            ignored += 1
        else:
            scores.append(_score(np.isin(pieces, near), lesion, volume, edges_mm))
    return LesionScore(tuple(scores), ignored, int(np.count_nonzero(~touched)))


def truth_lesions(truth: Mask) -> Components:
    """Number the lesions: parts whose dilations touch share a number; 0 is background."""
    return np.asarray(np.where(truth, pieces_of(dilated(truth)), 0), np.int32)


def _score(predicted: Mask, truth: Mask, volume_mm3: float, edges_mm: Edges) -> Lesion:
    if not predicted.any():
        return Lesion(volume_mm3, 0.0, MISSED_HD95_MM, found=False)
    distance = hd95_mm(predicted, truth, edges_mm)
    return Lesion(volume_mm3, dice(predicted, truth), distance, found=True)


def pieces_of(mask: Mask) -> Components:
    """Number the 26-connected components; 0 is background."""
    from scipy.ndimage import generate_binary_structure, label

    numbered, _ = label(mask, generate_binary_structure(3, 3))
    return np.asarray(numbered, np.int32)


def dilated(mask: Mask) -> Mask:
    """A mask grown three times, by which near crumbs are of one lesion."""
    from scipy.ndimage import binary_dilation, generate_binary_structure

    # The 18-neighbourhood, as in the challenge's tool.
    return np.asarray(
        binary_dilation(mask, generate_binary_structure(3, 2), iterations=DILATIONS), np.bool_
    )
