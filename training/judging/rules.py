"""Learn the postprocessing constants from held-out probabilities, never from a guess.

Each constant moves one region alone, so each case is scored once over a small grid per
region and the best mean is read off. Rules for a fold come from the other folds' cases.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import numpy.typing as npt

from core.labels import LabelMap, Region, region_mask
from core.scoring.metrics import dice
from core.segmenting.postprocessing import (
    PostProcessing,
    confidence,
    label_map_from_probabilities,
    without_small_components,
)
from core.space.boxes import box_of
from training.data.folds import Holdout

THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
COMPONENT_ML = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0)
"""From 0.05 ml on, because BraTS counts nothing smaller as a lesion; to 2 ml, for what is larger
may well be a second focus."""
ET_ML = (0.0, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
ET_CONFIDENCE = (0.0, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)

TIE = 0.002
"""A rule must gain this much mean Dice over the plain one ..."""
SURE = 2.0
"""... and this many standard errors of the cases' paired gains: rules that merely had the best
mean turned one or two cases round, and cost up to .01 WT, .01 TC and .045 ET held out."""

PLAIN = PostProcessing(min_component_ml=(0.5, COMPONENT_ML[0], COMPONENT_ML[0]), min_et_ml=0.2)
"""What applies where nothing better was learnt. Specks of WT under half a millilitre go: over the
22 held-out cases that took mean HD95 from 15.2 to 11.2 mm and cost no Dice. An ET under 200 voxels
of 1 mm in all goes too, as in the released program of the winner of BraTS 2020 (Isensee et al.,
nnU-Net for Brain Tumor Segmentation, arXiv 2011.00848): a constant of others, since the three of 22
without any ET cannot teach one."""


@dataclass(frozen=True)
class DiceTable:
    """Dice of one case for each candidate of each region's rules."""

    wt: npt.NDArray[np.float64]  # threshold, component
    tc: npt.NDArray[np.float64]  # threshold, component
    et: npt.NDArray[np.float64]  # threshold, component, ml, confidence
    holes: npt.NDArray[np.float64]  # plain rules: left or filled; WT, TC


def dice_table(probabilities: npt.NDArray[np.uint8], truth: LabelMap, voxel_ml: float) -> DiceTable:
    """Score every candidate on one case.

    Args:
        probabilities: uint8 (3, x, y, z), held out.
        truth: same grid.
        voxel_ml: volume of a voxel.
    """
    # All that any candidate paints or the truth holds: a tenth of a volume.
    box = box_of((probabilities >= int(255 * THRESHOLDS[0])).any(axis=0) | (truth > 0))
    if box is not None:
        probabilities, truth = probabilities[(slice(None), *box)], truth[box]
    true = [region_mask(truth, region) for region in Region]
    wt = np.zeros((len(THRESHOLDS), len(COMPONENT_ML)))
    tc = np.zeros_like(wt)
    et = np.zeros((*wt.shape, len(ET_ML), len(ET_CONFIDENCE)))
    for t, threshold in enumerate(THRESHOLDS):
        level = int(np.ceil(255 * threshold))
        for c, ml in enumerate(COMPONENT_ML):
            whole, core, enhancing = (
                without_small_components(p >= level, ml / voxel_ml) for p in probabilities
            )
            wt[t, c] = dice(whole, true[0])
            tc[t, c] = dice(core, true[1])
            et[t, c] = _et_scores(probabilities[2], enhancing, true[2], voxel_ml)
    holes = np.zeros((2, 2))
    for filled in (False, True):
        rules = replace(PLAIN, fill_holes=filled)
        found = label_map_from_probabilities(probabilities, rules, voxel_ml)
        for n, region in enumerate((Region.WT, Region.TC)):
            holes[int(filled), n] = dice(region_mask(found, region), true[n])
    return DiceTable(wt, tc, et, holes)


def learn_rules(tables: Sequence[DiceTable]) -> PostProcessing:
    """The candidates of the best mean Dice over some cases; plain ones unless clearly better."""
    middle = THRESHOLDS.index(0.5)
    wt = _best([t.wt for t in tables], (middle, COMPONENT_ML.index(PLAIN.min_component_ml[0])))
    tc = _best([t.tc for t in tables], (middle, 0))
    et = _best([t.et for t in tables], (middle, 0, ET_ML.index(PLAIN.min_et_ml), 0))
    (filled,) = _best([t.holes.mean(axis=1) for t in tables], (0,))
    return PostProcessing(
        thresholds=(THRESHOLDS[wt[0]], THRESHOLDS[tc[0]], THRESHOLDS[et[0]]),
        min_component_ml=(COMPONENT_ML[wt[1]], COMPONENT_ML[tc[1]], COMPONENT_ML[et[1]]),
        min_et_ml=ET_ML[et[2]],
        min_et_confidence=ET_CONFIDENCE[et[3]],
        fill_holes=bool(filled),
    )


def rules_by_fold(
    tables: Mapping[str, DiceTable], holdouts: Sequence[Holdout]
) -> dict[str, PostProcessing]:
    """For each holdout, rules learnt on the cases of all the others; plain without others."""
    if len(holdouts) == 1:
        return {holdouts[0].name: PLAIN}
    rules = {}
    for holdout in holdouts:
        others = [tables[n] for h in holdouts if h is not holdout for n in h.test]
        rules[holdout.name] = learn_rules(others)
    return rules


def _et_scores(
    probability: npt.NDArray[np.uint8],
    enhancing: npt.NDArray[np.bool_],
    truth: npt.NDArray[np.bool_],
    voxel_ml: float,
) -> npt.NDArray[np.float64]:
    count = int(np.count_nonzero(enhancing))
    present = dice(enhancing, truth)
    absent = 0.0 if truth.any() else 1.0
    surest = confidence(probability[enhancing], voxel_ml) if count else 0.0
    scores = np.empty((len(ET_ML), len(ET_CONFIDENCE)))
    for (m, ml), (c, least) in product(enumerate(ET_ML), enumerate(ET_CONFIDENCE)):
        stands = count and count * voxel_ml >= ml and surest >= least
        scores[m, c] = present if stands else absent
    return scores


def _best(scores: Sequence[npt.NDArray[np.float64]], plain: tuple[int, ...]) -> tuple[int, ...]:
    """The place of the best mean gain over the plain candidate that is no chance of the cases."""
    gains = np.array([case - case[plain] for case in scores])
    means = gains.mean(axis=0)
    error = gains.std(axis=0, ddof=1) / np.sqrt(len(gains)) if len(gains) > 1 else 0.0
    clear = (means >= TIE) & (means >= SURE * error)
    if not clear.any():
        return plain
    # Of all that are as good as the best: those that leave most rules plain, and of these the
    # middle one, for a rule on the edge of what the cases tell is fragile.
    good = np.argwhere(clear & (means >= means[clear].max() - 1e-9))
    changed = (good != np.array(plain)).sum(axis=1)
    simple = good[changed == changed.min()]
    return tuple(int(i) for i in simple[len(simple) // 2])
