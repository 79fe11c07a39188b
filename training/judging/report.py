"""Scores of held-out cases as JSON and as Markdown tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from core.labels import Region
from core.scoring.evaluation import CaseScore, Scores
from core.segmenting.postprocessing import PostProcessing

BOOTSTRAPS = 2000


@dataclass(frozen=True)
class CaseRow:
    """All scores of one case under one kind of rules.

    Attributes:
        holdout: the run that never saw the case.
        rules: ``plain`` or ``learnt`` (on the other holdouts).
        score: of WT, TC and ET.
    """

    holdout: str
    rules: str
    score: CaseScore


def report_json(
    rows: Sequence[CaseRow], rules: PostProcessing, kind: str, mode: str
) -> dict[str, Any]:
    """Everything a later reader needs: rules to ship, summary, and each case."""
    return {
        "kind": kind,
        "mode": mode,
        "rules": rules.to_json(),
        "summary": {
            rule: {
                region.value: _summary([r.score.regions[region] for r in rows if r.rules == rule])
                for region in Region
            }
            for rule in ("plain", "learnt")
        },
        "cases": [
            {
                "case": row.score.name,
                "holdout": row.holdout,
                "rules": row.rules,
                "scores": {r.value: asdict(s) for r, s in row.score.regions.items()},
            }
            for row in rows
        ],
    }


def report_markdown(report: dict[str, Any]) -> str:
    """Summary and per-case tables."""
    lines = [
        "| rules | region | Dice mean (95 % interval) | median | HD95 mean | median | "
        "lesion-wise Dice | lesion-wise HD95 |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for rule, regions in report["summary"].items():
        for region, s in regions.items():
            lines.append(
                f"| {rule} | {region} | {s['dice']:.3f} ({s['low']:.3f}–{s['high']:.3f}) "
                f"| {s['dice_median']:.3f} | {s['hd95_mm']:.1f} | {s['hd95_median_mm']:.1f} "
                f"| {s['lesion_dice']:.3f} | {s['lesion_hd95_mm']:.1f} |"
            )
    lines += [
        "",
        "| case | held out by | WT Dice / HD95 | TC Dice / HD95 | ET Dice / HD95 "
        "| WT ml found / true | ET ml found / true |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in report["cases"]:
        if row["rules"] != "learnt":
            continue
        s = row["scores"]
        cells = [f"{s[r.value]['dice']:.3f} / {s[r.value]['hd95_mm']:.1f}" for r in Region]
        volumes = [f"{s[r]['predicted_ml']:.1f} / {s[r]['truth_ml']:.1f}" for r in ("WT", "ET")]
        lines.append("| " + " | ".join([row["case"], row["holdout"], *cells, *volumes]) + " |")
    return "\n".join(lines) + "\n"


def mean_interval(values: npt.NDArray[np.float64]) -> tuple[float, float]:
    """Bootstrap 95 % interval of a mean; the same each time."""
    drawn = np.random.default_rng(0).choice(values, (BOOTSTRAPS, values.size)).mean(axis=1)
    low, high = np.percentile(drawn, [2.5, 97.5]).tolist()
    return low, high


def _summary(scores: Sequence[Scores]) -> dict[str, float]:
    dice = np.array([s.dice for s in scores])
    hd95 = np.array([s.hd95_mm for s in scores])
    low, high = mean_interval(dice)
    return {
        "dice": float(dice.mean()),
        "low": low,
        "high": high,
        "dice_median": float(np.median(dice)),
        "hd95_mm": float(hd95.mean()),
        "hd95_median_mm": float(np.median(hd95)),
        "lesion_dice": float(np.mean([s.lesion_dice for s in scores])),
        "lesion_hd95_mm": float(np.mean([s.lesion_hd95_mm for s in scores])),
    }
