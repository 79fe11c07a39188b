"""Scores of held-out cases as JSON and as Markdown tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from core.labels import LabelMap, Region, region_mask
from core.lesions import score_lesions_by_region
from core.metrics import score_regions
from core.postprocessing import PostProcessing

BOOTSTRAPS = 2000


@dataclass(frozen=True)
class CaseRow:
    """All scores of one region of one case under one kind of rules.

    Attributes:
        rules: ``plain`` (0.5 and no component rule) or ``learnt`` (on the other holdouts).
        scores: region name to dice, hd95_mm, lesion_dice, lesion_hd95_mm, truth_ml, found_ml.
    """

    case: str
    holdout: str
    rules: str
    scores: dict[str, dict[str, float]]


def score_case(
    name: str,
    holdout: str,
    rules: str,
    found: LabelMap,
    truth: LabelMap,
    spacing_mm: tuple[float, float, float],
) -> CaseRow:
    """Dice, HD95, lesion-wise scores and volumes of WT, TC and ET."""
    ml = float(np.prod(spacing_mm)) / 1000.0
    whole = score_regions(found, truth, spacing_mm)
    lesions = score_lesions_by_region(found, truth, spacing_mm)
    scores = {
        region.value: {
            "dice": whole[region].dice,
            "hd95_mm": whole[region].hd95_mm,
            "lesion_dice": lesions[region].dice,
            "lesion_hd95_mm": lesions[region].hd95_mm,
            "truth_ml": float(np.count_nonzero(region_mask(truth, region))) * ml,
            "found_ml": float(np.count_nonzero(region_mask(found, region))) * ml,
        }
        for region in Region
    }
    return CaseRow(name, holdout, rules, scores)


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
                region.value: _summary([r for r in rows if r.rules == rule], region)
                for region in Region
            }
            for rule in ("plain", "learnt")
        },
        "cases": [asdict(row) for row in rows],
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
        volumes = [f"{s[r]['found_ml']:.1f} / {s[r]['truth_ml']:.1f}" for r in ("WT", "ET")]
        lines.append("| " + " | ".join([row["case"], row["holdout"], *cells, *volumes]) + " |")
    return "\n".join(lines) + "\n"


def _summary(rows: Sequence[CaseRow], region: Region) -> dict[str, float]:
    scores = [row.scores[region.value] for row in rows]
    dice = np.array([s["dice"] for s in scores])
    hd95 = np.array([s["hd95_mm"] for s in scores])
    drawn = np.random.default_rng(0).choice(dice, (BOOTSTRAPS, dice.size)).mean(axis=1)
    low, high = np.percentile(drawn, [2.5, 97.5]).tolist()
    return {
        "dice": float(dice.mean()),
        "low": low,
        "high": high,
        "dice_median": float(np.median(dice)),
        "hd95_mm": float(hd95.mean()),
        "hd95_median_mm": float(np.median(hd95)),
        "lesion_dice": float(np.mean([s["lesion_dice"] for s in scores])),
        "lesion_hd95_mm": float(np.mean([s["lesion_hd95_mm"] for s in scores])),
    }
