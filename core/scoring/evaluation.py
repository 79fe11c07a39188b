"""Predictions beside truths: every score of every case, their summary, CSV and JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import numpy as np

from core.errors import GeometryError, GliovistaError
from core.files.label_files import LabelFile, oedema_outermost, read_label_file
from core.labels import LabelConvention, LabelMap, Region, region_mask
from core.progress import Progress, no_progress
from core.scoring.lesions import score_lesions
from core.scoring.metrics import Mask, dice, hd95_mm
from core.space.affine import Edges, grid_difference_mm, turned_onto, voxel_mm3
from core.studies.pairing import Pairs


@dataclass(frozen=True)
class Scores:
    """All scores of one region of one case; the definitions stand in ``metrics``, ``lesions``.

    Attributes:
        dice, hd95_mm: of the whole region.
        lesion_dice, lesion_hd95_mm: lesion-wise means.
        missed, invented: lesions.
        truth_ml, predicted_ml: volumes.
    """

    dice: float
    hd95_mm: float
    lesion_dice: float
    lesion_hd95_mm: float
    missed: int
    invented: int
    truth_ml: float
    predicted_ml: float


SUMMARISED = ("dice", "hd95_mm", "lesion_dice", "lesion_hd95_mm")
COLUMNS = ("case", "region", *Scores.__dataclass_fields__)


@dataclass(frozen=True)
class CaseScore:
    """One case's scores per region."""

    name: str
    regions: Mapping[Region, Scores]


@dataclass(frozen=True)
class Numbering:
    """How the numbers of one file were understood.

    Attributes:
        convention: what was taken.
        ambiguous, certain: see :class:`core.files.label_files.LabelFile`.
        oedema_outermost: see :func:`core.files.label_files.oedema_outermost`; looked at only
            where the numbers are ambiguous.
    """

    convention: LabelConvention
    ambiguous: bool
    certain: bool
    oedema_outermost: bool | None = None


@dataclass(frozen=True)
class Evaluation:
    """Scores of many cases.

    Attributes:
        cases: those that could be scored.
        failures: case name to the sentence that says why it was not scored.
        predicted_numbers: case name to how its prediction was understood.
        truth_numbers: the same of the truths.
    """

    cases: tuple[CaseScore, ...]
    failures: Mapping[str, str]
    predicted_numbers: Mapping[str, Numbering] = field(default_factory=dict)
    truth_numbers: Mapping[str, Numbering] = field(default_factory=dict)

    def summary(self) -> dict[Region, dict[str, dict[str, float]]]:
        """Mean and median over cases, by region and score; empty without cases."""
        if not self.cases:
            return {}
        return {region: _summary([c.regions[region] for c in self.cases]) for region in Region}

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {
            "cases": [
                {"case": c.name, "regions": {r.value: asdict(s) for r, s in c.regions.items()}}
                for c in self.cases
            ],
            "summary": {region.value: scores for region, scores in self.summary().items()},
            "failures": dict(self.failures),
            "label_conventions": {
                c.name: {
                    "predicted": self.predicted_numbers[c.name].convention.value,
                    "truth": self.truth_numbers[c.name].convention.value,
                }
                for c in self.cases
            },
        }

    def to_csv(self) -> str:
        """One row per case and region, units in the column names."""
        out = io.StringIO()
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for case in self.cases:
            for region, scores in case.regions.items():
                writer.writerow({"case": case.name, "region": region.value, **asdict(scores)})
        return out.getvalue()


def evaluate(
    pairs: Pairs,
    predicted_as: LabelConvention | None = None,
    truth_as: LabelConvention | None = None,
    progress: Progress = no_progress,
) -> Evaluation:
    """Score every pair; one that cannot be scored is reported and the others go on.

    Args:
        pairs: see :func:`core.studies.pairing.pair`.
        predicted_as: how predictions number their labels; None tells it from the values.
        truth_as: the same of the truths.
        progress: called before each case; may raise ``Cancelled``.
    """
    scored, failures = [], {}
    numbers: tuple[dict[str, Numbering], dict[str, Numbering]] = ({}, {})
    for done, (name, predicted, truth) in enumerate(pairs.matched):
        progress(done, len(pairs.matched), name)
        try:
            found, true = read_label_file(predicted, predicted_as), read_label_file(truth, truth_as)
            scored.append(_score_files(name, found, true))
        except GliovistaError as error:
            failures[name] = str(error)
        except MemoryError:
            raise
        except Exception as error:  # one case must not take the others' scores along
            failures[name] = (
                f"The program itself failed at this case ({type(error).__name__}: {error}). The "
                "other cases went on; please report it."
            )
        else:
            for side, file in zip(numbers, (found, true), strict=True):
                side[name] = _numbering(file)
    progress(len(pairs.matched), len(pairs.matched), "done")
    return Evaluation(tuple(scored), failures, *map(_settled, numbers))


def _numbering(file: LabelFile) -> Numbering:
    outermost = oedema_outermost(file.label_map) if file.ambiguous else None
    return Numbering(file.convention, file.ambiguous, file.certain, outermost)


def _settled(numbers: dict[str, Numbering]) -> dict[str, Numbering]:
    """Files of one set number alike: a 4 in one tells what 1 and 2 mean in the others."""
    sure = {n.convention for n in numbers.values() if n.certain}
    return {
        name: replace(n, ambiguous=n.ambiguous and n.convention not in sure)
        for name, n in numbers.items()
    }


def score_case(name: str, predicted: LabelMap, truth: LabelMap, edges_mm: Edges) -> CaseScore:
    """Every score of WT, TC and ET of two label maps on one grid, whose ``edges_mm`` it takes."""
    return CaseScore(
        name,
        {
            region: score_region(
                region_mask(predicted, region), region_mask(truth, region), edges_mm
            )
            for region in Region
        },
    )


def score_region(found: Mask, true: Mask, edges_mm: Edges) -> Scores:
    """Every score of one region, on one grid, whose ``edges_mm`` it takes."""
    voxel_ml = voxel_mm3(edges_mm) / 1000.0
    lesions = score_lesions(found, true, edges_mm)
    return Scores(
        dice=dice(found, true),
        hd95_mm=hd95_mm(found, true, edges_mm),
        lesion_dice=lesions.dice,
        lesion_hd95_mm=lesions.hd95_mm,
        missed=lesions.missed,
        invented=lesions.invented,
        truth_ml=int(np.count_nonzero(true)) * voxel_ml,
        predicted_ml=int(np.count_nonzero(found)) * voxel_ml,
    )


def _score_files(name: str, found: LabelFile, true: LabelFile) -> CaseScore:
    grid = true.volume.grid
    predicted = turned_onto(found.label_map, found.volume.affine, grid)
    if predicted is None:
        apart = grid_difference_mm(found.volume.grid, grid)
        shapes = f"{found.volume.grid.shape} and {grid.shape} voxels"
        why = shapes if np.isinf(apart) else f"equal shapes, but corners {apart:.1f} mm apart"
        raise GeometryError(
            f"{found.volume.path} and {true.volume.path} do not lie on one grid: {why}. Predict on "
            "the grid of the truth, or resample the prediction to it with nearest neighbours."
        )
    return score_case(name, predicted, true.label_map, grid.edges_mm)


def _summary(scores: Sequence[Scores]) -> dict[str, dict[str, float]]:
    return {name: _middle(getattr(s, name) for s in scores) for name in SUMMARISED}


def _middle(values: Iterable[float]) -> dict[str, float]:
    array = np.fromiter(values, float)
    return {"mean": float(array.mean()), "median": float(np.median(array))}
