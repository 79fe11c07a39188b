"""Which parts of WT are sure enough: ``python -m training specks FOLDER[=WEIGHT] … --cases DIR``.

Parts of WT far from the tumour are the commonest fault, and a second focus is real, so that neither
their size nor their place tells them apart; how sure the surest millilitre is does. The least that
a part must reach (``min_wt_confidence`` of the rules) is learnt on one half of the cases and judged
on the other, both ways, beside what every candidate does to all cases.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from core.labels import LabelMap, Region
from core.scoring.evaluation import Scores, score_case
from core.segmenting.postprocessing import label_map_from_probabilities
from core.segmenting.windows import Probabilities
from training.data.cases import case_folders, read_case_study, read_truth
from training.judging.answers import answer_path, mixed, read_answer
from training.judging.finished_runs import write_report
from training.judging.judge import weighted
from training.judging.rules import PLAIN

LEASTS = (0.0, 0.8, 0.9, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.9925, 0.995, 1.0)
"""Candidates; 1 leaves hardly more than the largest part."""
TRUTHFUL = 0.002
"""Dice of WT that a candidate may cost against none: a tie."""


@dataclass(frozen=True)
class Tried:
    """One case under each candidate.

    Attributes:
        case: its name.
        wt: scores of WT by candidate.
    """

    case: str
    wt: Mapping[float, Scores]


def tried(name: str, found: Probabilities, truth: LabelMap, spacing: Sequence[float]) -> Tried:
    """Score a case under every candidate; equal label maps are scored once."""
    x, y, z = spacing
    scores: dict[float, Scores] = {}
    known: list[tuple[LabelMap, Scores]] = []
    for least in LEASTS:
        rules = replace(PLAIN, min_wt_confidence=least)
        labels = label_map_from_probabilities(found, rules, x * y * z / 1000.0)
        same = next((s for other, s in known if np.array_equal(other, labels)), None)
        if same is None:
            same = score_case(name, labels, truth, (x, y, z)).regions[Region.WT]
            known.append((labels, same))
        scores[least] = same
    return Tried(name, scores)


def best_least(cases: Sequence[Tried]) -> float:
    """The candidate of the best lesion-wise Dice that misses no more lesions and costs no Dice.

    Of several as good, the middle one, or the lower of two; 0 where none is better.
    """
    plain = [case.wt[0.0] for case in cases]

    def mean(least: float) -> float:
        return float(np.mean([case.wt[least].lesion_dice for case in cases]))

    allowed = [
        least
        for least in LEASTS
        if sum(c.wt[least].missed for c in cases) <= sum(s.missed for s in plain)
        and np.mean([c.wt[least].dice for c in cases])
        >= np.mean([s.dice for s in plain]) - TRUTHFUL
    ]
    top = max(mean(least) for least in allowed)
    good = [least for least in allowed if mean(least) >= top - 1e-9]
    return 0.0 if 0.0 in good else good[(len(good) - 1) // 2]


def markdown(cases: Sequence[Tried]) -> str:
    """What every candidate does, and what halves teach each other."""
    lines = [
        "| least | WT Dice | HD95 mm | lesion-wise Dice | missed | invented |",
        "|---|---|---|---|---|---|",
        *(_row(f"{least}", [c.wt[least] for c in cases]) for least in LEASTS),
    ]
    halves = (cases[::2], cases[1::2])
    learnt = [best_least(half) for half in halves]
    judged = [
        case.wt[least]
        for half, least in zip(reversed(halves), learnt, strict=True)
        for case in half
    ]
    named = " and ".join(f"{least}" for least in learnt)
    lines.append(_row(f"learnt on the other half: {named}", judged))
    return "\n".join(lines) + "\n"


def _row(name: str, scores: Sequence[Scores]) -> str:
    dice, hd95, lesions = (
        float(np.mean([getattr(s, what) for s in scores]))
        for what in ("dice", "hd95_mm", "lesion_dice")
    )
    missed, invented = (sum(getattr(s, what) for s in scores) for what in ("missed", "invented"))
    return f"| {name} | {dice:.3f} | {hd95:.1f} | {lesions:.3f} | {missed} | {invented} |"


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("answers", nargs="+", type=weighted, help="folder, or folder=weight")
    parser.add_argument("--cases", type=Path, required=True, help="folder of case folders")
    parser.add_argument("--out", type=Path, required=True, help="report, without its ending")
    parser.add_argument("--only", nargs="*", help="just these cases; default all with answers")
    args = parser.parse_args(arguments)
    folders, weights = zip(*args.answers, strict=True)
    cases = []
    for folder in case_folders(args.cases):
        name = folder.name
        wanted = not args.only or name in args.only
        if not wanted or not all(answer_path(f, name).exists() for f in folders):
            continue
        answer = mixed([read_answer(f, name) for f in folders], weights)
        grid = read_case_study(folder).grid
        truth = read_truth(folder, grid)
        cases.append(tried(name, answer.probabilities, truth, grid.spacing_mm))
    if len(cases) < 2:
        parser.error("fewer than two cases have an answer in every folder.")
    args.out.parent.mkdir(parents=True, exist_ok=True)
    report = {"least": best_least(cases), "cases": [c.case for c in cases]}
    write_report(args.out, report, markdown(cases))
