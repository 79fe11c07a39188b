"""Two reports, case by case: ``python -m training compare BEFORE.json AFTER.json``.

The files are what :mod:`training evaluate` writes, or :mod:`training robustness` or
:mod:`training missing`, whose trials are compared one by one. Differences are paired: the same
patients, each held out, so that what makes a case hard for both falls out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.labels import Region
from training.judging.report import mean_interval

RULES = ("plain", "learnt")
MEASURES = {"dice": "Dice", "hd95_mm": "HD95 mm", "lesion_dice": "lesion-wise Dice"}
"""What is compared, where the report has it, and what the table calls it."""

Scores = dict[str, dict[str, float]]
"""One case: by region, by measure."""


@dataclass(frozen=True)
class Difference:
    """After minus before of one measure of one region.

    Attributes:
        trial: whose cases; empty for an evaluation, which has none.
        region, measure: what; the latter is a key of :data:`MEASURES`.
        before, after: means over the cases.
        mean, low, high: of the paired differences, with the mean's bootstrap 95 % interval.
        error: the mean's standard error; 0 with a single case.
        up, down: cases in which the measure rose and fell.
    """

    trial: str
    region: Region
    measure: str
    before: float
    after: float
    mean: float
    low: float
    high: float
    error: float
    up: int
    down: int


def compare(before: Path, after: Path, rules: str = "learnt") -> list[Difference]:
    """Paired differences of two reports of the same cases, and the same trials where they have any.

    Args:
        before: report in JSON.
        after: another one of the same kind.
        rules: of evaluations, the kind to read in both, one of :data:`RULES`.

    Raises:
        ValueError: the reports do not hold the same cases and trials, or none under these rules.
    """
    first, second = (_scores(path, rules) for path in (before, after))
    if first.keys() != second.keys():
        alone = ", ".join(sorted({" ".join(k).strip() for k in first.keys() ^ second.keys()}))
        raise ValueError(f"{before} and {after} are not of the same cases: {alone}.")
    if not first:
        raise ValueError(f"{before} has no case with {rules} rules.")
    differences = []
    for trial in dict.fromkeys(trial for trial, _ in first):
        keys = [key for key in first if key[0] == trial]
        told = first[keys[0]][Region.WT.value]
        for region, measure in product(Region, (m for m in MEASURES if m in told)):
            columns = (_column(scores, keys, region, measure) for scores in (first, second))
            differences.append(_difference(trial, region, measure, *columns))
    return differences


def markdown(differences: Sequence[Difference]) -> str:
    """One row per region and measure, headed by the trial where there is one."""
    trials = any(d.trial for d in differences)
    lines = [
        f"|{' trial |' * trials} region | measure | before | after | difference (95 % interval) "
        "| standard error | up / down |",
        "|" + "---|" * (7 + trials),
    ]
    for d in differences:
        digits = 1 if d.measure.endswith("_mm") else 3
        means = f"{d.before:.{digits}f} | {d.after:.{digits}f}"
        interval = f"{d.mean:+.{digits}f} ({d.low:+.{digits}f} to {d.high:+.{digits}f})"
        lines.append(
            f"|{f' {d.trial} |' * trials} {d.region.value} | {MEASURES[d.measure]} | {means} "
            f"| {interval} | {d.error:.{digits}f} | {d.up} / {d.down} |"
        )
    return "\n".join(lines) + "\n"


def _scores(path: Path, rules: str) -> dict[tuple[str, str], Scores]:
    """By trial, empty for an evaluation, and case."""
    cases = json.loads(path.read_text(encoding="utf-8"))["cases"]
    return {
        (row.get("trial", ""), row["case"]): row["scores"]
        for row in cases
        if "trial" in row or row["rules"] == rules
    }


def _column(
    scores: dict[tuple[str, str], Scores],
    keys: Sequence[tuple[str, str]],
    region: Region,
    measure: str,
) -> npt.NDArray[np.float64]:
    return np.array([scores[key][region.value][measure] for key in keys], np.float64)


def _difference(
    trial: str,
    region: Region,
    measure: str,
    before: npt.NDArray[np.float64],
    after: npt.NDArray[np.float64],
) -> Difference:
    paired = after - before
    low, high = mean_interval(paired)
    error = float(paired.std(ddof=1)) / paired.size**0.5 if paired.size > 1 else 0.0
    old, new, mean = (float(v.mean()) for v in (before, after, paired))
    up, down = int((paired > 0).sum()), int((paired < 0).sum())
    return Difference(trial, region, measure, old, new, mean, low, high, error, up, down)


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("before", type=Path, help="JSON of evaluate, robustness or missing")
    parser.add_argument("after", type=Path, help="another one of the same cases")
    parser.add_argument("--rules", choices=RULES, default="learnt")
    args = parser.parse_args(arguments)
    try:
        print(markdown(compare(args.before, args.after, args.rules)), end="")
    except ValueError as error:
        parser.error(str(error))
