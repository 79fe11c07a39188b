"""Learn how to tell a case's Dice from its probabilities: ``python -m training expected-dice``.

``--cases DIR --out DIR`` reads the probabilities that ``training evaluate`` kept of held-out
cases in OUT, compares ways to rank them, and fits the lines of
:mod:`core.segmenting.expected_dice`. Writes ``OUT/expected_dice-<mode>.json``,
whose ``expected_dice`` goes into a model package, and ``.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.stats import kendalltau, spearmanr, theilslopes

from core.labels import LabelMap, Region, region_mask
from core.scoring.metrics import dice
from core.segmenting.expected_dice import doubtful, on_line, soft_dice
from core.segmenting.passes import Mode
from core.segmenting.postprocessing import PostProcessing, label_map_from_probabilities
from training.judging.evaluate import HeldOut, held_out
from training.judging.finished_runs import KEPT, arguments_parser, finished, write_report
from training.judging.rules import dice_table, rules_by_fold
from training.learning.train import CHECKPOINT

Score = dict[Region, float]
Line = tuple[float, float]

POOR: Mapping[Region, float] = {Region.WT: 0.75, Region.TC: 0.60}
"""A case with a real Dice under one of these should have been marked."""

SOFT = "soft Dice"
"""The candidate that the program uses."""


@dataclass(frozen=True)
class Estimated:
    """A held-out case: its real Dice, and what each candidate says of it.

    Attributes:
        name, holdout: whose.
        real: Dice with the truth.
        said: candidate to its number per region that was found.
    """

    name: str
    holdout: str
    real: Score
    said: Mapping[str, Score]


def estimate(
    case: HeldOut,
    holdout: str,
    rules: PostProcessing,
    other: npt.NDArray[np.uint8] | None = None,
) -> Estimated:
    """Score a held-out case, and let every candidate speak.

    Args:
        case: with the probabilities that are judged.
        holdout: its name.
        rules: learnt without the holdout.
        other: probabilities of other passes, to agree with; None for no such candidate.
    """
    label_map = label_map_from_probabilities(case.probabilities, rules, case.voxel_ml)
    real = _agreement(label_map, case.truth)
    found = [r for r in Region if region_mask(label_map, r).any()]
    channels = dict(zip(Region, case.probabilities, strict=True))
    said: dict[str, Score] = {
        SOFT: soft_dice(case.probabilities, label_map),
        "soft Dice, haze too": soft_dice(case.probabilities, label_map, 0.0),
        "mean probability": {
            r: float(channels[r][region_mask(label_map, r)].mean()) / 255 for r in found
        },
        "p ≥ .2 with p ≥ .8": {r: dice(channels[r] >= 51, channels[r] >= 204) for r in found},
        "always the median": dict.fromkeys(found, 0.0),
    }
    if other is not None:
        second = label_map_from_probabilities(other, rules, case.voxel_ml)
        agreed = _agreement(label_map, second)
        said["agreement of passes"] = {r: agreed[r] for r in found}
    return Estimated(case.name, holdout, real, said)


def fit(said: Sequence[float], real: Sequence[float]) -> Line:
    """A line by Theil and Sen, which a few cases gone wrong do not turn; never falling."""
    slope, intercept, *_ = theilslopes(real, said) if len(set(said)) > 1 else (0.0, 0.0)
    if slope <= 0:
        return 0.0, float(np.median(real))
    return float(slope), float(intercept)


def lines(cases: Sequence[Estimated], candidate: str = SOFT) -> dict[Region, Line]:
    """The line of each region, over the cases where it was found."""
    fitted = {}
    for region in Region:
        pairs = [(c.said[candidate][region], c.real[region]) for c in _with(cases, region)]
        if len(pairs) > 2:
            said, real = zip(*pairs, strict=True)
            fitted[region] = fit(said, real)
    return fitted


def predicted(cases: Sequence[Estimated], candidate: str = SOFT) -> dict[str, Score]:
    """Each case's estimate by lines of the other holdouts; by case name."""
    out: dict[str, Score] = {}
    for holdout in dict.fromkeys(c.holdout for c in cases):
        learnt = lines([c for c in cases if c.holdout != holdout], candidate)
        for case in (c for c in cases if c.holdout == holdout):
            out[case.name] = {
                region: on_line(case.said[candidate][region], line)
                for region, line in learnt.items()
                if region in case.said[candidate]
            }
    return out


def compared(cases: Sequence[Estimated]) -> dict[str, dict[str, dict[str, float]]]:
    """Candidate and region to rank correlations and the held-out mean absolute error."""
    out: dict[str, dict[str, dict[str, float]]] = {}
    for candidate in cases[0].said:
        estimates = predicted(cases, candidate)
        out[candidate] = {}
        for region in Region:
            there = [c for c in _with(cases, region) if region in estimates[c.name]]
            said = [c.said[candidate][region] for c in there]
            real = [c.real[region] for c in there]
            errors = [abs(estimates[c.name][region] - c.real[region]) for c in there]
            out[candidate][region.value] = {
                "cases": len(there),
                "spearman": _rank(spearmanr, said, real),
                "kendall": _rank(kendalltau, said, real),
                "mean_error": float(np.mean(errors)) if errors else 0.0,
            }
    return out


def marks(cases: Iterable[tuple[Mapping[Region, float], Score]]) -> dict[str, int]:
    """How many cases are marked for a look, are poor, and both.

    Args:
        cases: real Dice, and the estimates of the regions that were found.
    """
    marked, poor = [], []
    for real, expected in cases:
        marked.append(bool(doubtful(expected)))
        poor.append(any(real[r] < low for r, low in POOR.items()))
    both = sum(m and p for m, p in zip(marked, poor, strict=True))
    return {"marked": sum(marked), "poor": sum(poor), "both": both}


def report_json(cases: Sequence[Estimated], mode: str) -> dict[str, Any]:
    """The lines to ship, how good they are, and each case."""
    estimates = predicted(cases)
    return {
        "mode": mode,
        "expected_dice": {r.value: list(line) for r, line in lines(cases).items()},
        "candidates": compared(cases),
        "marks": marks((c.real, estimates[c.name]) for c in cases),
        "cases": [
            {
                "case": c.name,
                "holdout": c.holdout,
                "real": {r.value: d for r, d in c.real.items()},
                "expected": {r.value: d for r, d in estimates[c.name].items()},
                "check": [r.value for r in doubtful(estimates[c.name])],
            }
            for c in sorted(cases, key=lambda c: c.real[Region.WT])
        ],
    }


def report_markdown(report: dict[str, Any]) -> str:
    """Candidates, then cases, the worst WT first."""
    heads = [f"{r.value} Spearman / Kendall / error" for r in Region]
    text = ["| candidate | " + " | ".join(heads) + " |", "|---|---|---|---|"]
    for name, regions in report["candidates"].items():
        cells = [
            f"{s['spearman']:.2f} / {s['kendall']:.2f} / {s['mean_error']:.3f}"
            for s in regions.values()
        ]
        text.append(f"| {name} | " + " | ".join(cells) + " |")
    m, low = report["marks"], " or ".join(f"{r} under {d:.2f}" for r, d in POOR.items())
    text += ["", f"Marked: {m['marked']}, poor ({low}): {m['poor']}, both: {m['both']}."]
    text += ["", "| case | WT expected / real | TC | ET | check |", "|---|---|---|---|---|"]
    for case in report["cases"]:
        cells = [
            f"{case['expected'][r]:.2f} / {case['real'][r]:.2f}"
            if r in case["expected"]
            else f"– / {case['real'][r]:.2f}"
            for r in (region.value for region in Region)
        ]
        text.append("| " + " | ".join([case["case"], *cells, ", ".join(case["check"])]) + " |")
    return "\n".join(text) + "\n"


def _with(cases: Sequence[Estimated], region: Region) -> list[Estimated]:
    """The cases in which a region was found."""
    return [c for c in cases if region in c.said[SOFT]]


def _agreement(first: LabelMap, second: LabelMap) -> Score:
    return {r: dice(region_mask(first, r), region_mask(second, r)) for r in Region}


def _rank(correlation: Callable[..., Any], said: list[float], real: list[float]) -> float:
    """A rank correlation; 0 where there is nothing to rank."""
    if len(set(said)) < 2 or len(set(real)) < 2:
        return 0.0
    return float(correlation(said, real).statistic)


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    args = arguments_parser(__doc__).parse_args(arguments)
    mode, holdouts = Mode(args.mode), finished(args.out, args.cases, args.only)
    held = {h.name: held_out(h, args.out / h.name / CHECKPOINT, args.cases, mode) for h in holdouts}
    tables = {
        c.name: dice_table(c.probabilities, c.truth, c.voxel_ml)
        for cases in held.values()
        for c in cases
    }
    rules = rules_by_fold(tables, holdouts)
    second = next(m for m in Mode if m is not mode)
    others = {
        path.name: np.load(path)["probabilities"]
        for h in holdouts
        for path in (args.out / h.name / KEPT).glob(f"*-{second.value}.npz")
    }
    complete = len(others) >= len(tables)
    cases = [
        estimate(c, name, rules[name], others[f"{c.name}-{second.value}.npz"] if complete else None)
        for name, cases in held.items()
        for c in cases
    ]
    report = report_json(cases, args.mode)
    write_report(args.out / f"expected_dice-{args.mode}", report, report_markdown(report))
