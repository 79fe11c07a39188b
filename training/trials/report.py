"""What trials cost, as JSON and as one Markdown table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from core.labels import Region
from training.judging.expected_dice import marks
from training.judging.report import mean_interval
from training.trials.trial import Trial, TrialRow


def trial_json(trials: Sequence[Trial], rows: Sequence[TrialRow], mode: str) -> dict[str, Any]:
    """Summary of each trial, and every case; differences with a bootstrap 95 % interval.

    Args:
        trials: the first is the one that the others are compared with.
        rows: of all cases and trials.
        mode: of inference.
    """
    by_trial = {t.name: [r for r in rows if r.trial == t.name] for t in trials}
    base = {r.case: r for r in by_trial[trials[0].name]}
    return {
        "mode": mode,
        "cases_count": len(base),
        "summary": {
            t.name: {
                "what": t.text,
                "findings": _counted(by_trial[t.name]),
                "marks": marks(_real_and_expected(by_trial[t.name])),
                **{r.value: _summary(by_trial[t.name], base, r) for r in Region},
            }
            for t in trials
        },
        "cases": [
            {
                "case": row.case,
                "holdout": row.holdout,
                "trial": row.trial,
                "findings": list(row.findings),
                "scores": {r.value: asdict(s) for r, s in row.scores.items()},
                "expected": {r.value: d for r, d in row.expected.items()},
            }
            for row in rows
        ],
    }


def trial_markdown(report: dict[str, Any], what: str) -> str:
    """One row per trial: means, and the mean paired difference to the first trial.

    A poor case has less Dice than ``training.judging.expected_dice.POOR``; a marked one is one
    that the program calls to look at.

    Args:
        report: of :func:`trial_json`.
        what: heads the first column.
    """
    lines = [
        f"| {what} | WT Dice | TC Dice | ET Dice | worst WT | WT HD95 mm | poor cases, marked "
        "| others marked | the check says |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for number, (name, summary) in enumerate(report["summary"].items()):
        cells = [_cell(summary[r.value], compared=number > 0) for r in Region]
        worst, hd95 = summary["WT"]["worst"], summary["WT"]["hd95_mm"]
        said = ", ".join(f"{code} ({n})" for code, n in summary["findings"].items()) or "–"
        cells += [f"{worst:.2f} ({summary['WT']['worst_case']})", f"{hd95:.1f}"]
        m = summary["marks"]
        cells += [f"{m['both']} of {m['poor']}", str(m["marked"] - m["both"]), said]
        lines.append(f"| {name}: {summary['what']} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _cell(summary: dict[str, float], *, compared: bool) -> str:
    mean = f"{summary['dice']:.3f}"
    if not compared:
        return mean
    return f"{mean} ({summary['difference']:+.3f})"


def _summary(
    rows: Sequence[TrialRow], base: dict[str, TrialRow], region: Region
) -> dict[str, float | str]:
    dice = np.array([r.scores[region].dice for r in rows])
    paired = dice - np.array([base[r.case].scores[region].dice for r in rows])
    low, high = mean_interval(paired)
    return {
        "dice": float(dice.mean()),
        "difference": float(paired.mean()),
        "low": low,
        "high": high,
        "worst": float(dice.min()),
        "worst_case": rows[int(dice.argmin())].case,
        "hd95_mm": float(np.mean([r.scores[region].hd95_mm for r in rows])),
    }


def _real_and_expected(
    rows: Sequence[TrialRow],
) -> Iterator[tuple[dict[Region, float], dict[Region, float]]]:
    for row in rows:
        yield {region: score.dice for region, score in row.scores.items()}, row.expected


def _counted(rows: Sequence[TrialRow]) -> dict[str, int]:
    codes = [code for row in rows for code in dict.fromkeys(row.findings)]
    return {code: codes.count(code) for code in dict.fromkeys(codes)}
