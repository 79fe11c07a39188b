"""How far probabilities can be taken at their word: ``python -m training calibration``.

``--cases DIR --out DIR`` reads the probabilities that ``training evaluate`` kept of held-out
cases in OUT. Writes ``OUT/calibration-<mode>.json`` and ``.md``, and with ``--figure FILE`` the
curves as SVG. What counts is told in :mod:`training.judging.reliability`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from core.files.writing import replacing
from core.labels import Region, region_mask
from core.segmenting.passes import Mode
from training.judging.curves import reliability_svg
from training.judging.evaluate import held_out
from training.judging.finished_runs import arguments_parser, finished, write_report
from training.judging.reliability import (
    Bin,
    Counts,
    calibration_error,
    counted,
    fitted_temperature,
    merged,
    reliability,
    sure_and_wrong,
    tenths_error,
)
from training.learning.train import CHECKPOINT

ByCase = Mapping[str, Mapping[str, Counts]]
"""Holdout, then case, to the counts of one region."""


def region_report(by_case: ByCase) -> dict[str, Any]:
    """One region's curve, errors, and what a temperature of the other holdouts makes of it.

    Args:
        by_case: the counts; with one holdout there are no others, and no temperature.
    """
    pooled = _pooled(by_case)
    bins = reliability(pooled)
    false, missed = sure_and_wrong(pooled)
    each = [calibration_error(reliability(c)) for cases in by_case.values() for c in cases.values()]
    report: dict[str, Any] = {
        "bins": [asdict(b) for b in bins],
        "error": calibration_error(bins),
        "error_tenths": tenths_error(bins),
        "error_case_mean": float(np.mean(each)),
        "sure_but_false": false,
        "true_but_sure_not": missed,
    }
    if len(by_case) > 1:
        scaled = _scaled_by_others(by_case)
        report["temperature"] = fitted_temperature(pooled)
        report["error_scaled"] = calibration_error(scaled)
        report["error_tenths_scaled"] = tenths_error(scaled)
    return report


def _scaled_by_others(by_case: ByCase) -> list[Bin]:
    """The curve when each holdout takes the temperature that the others teach."""
    curves = []
    for held, cases in by_case.items():
        others = {holdout: counts for holdout, counts in by_case.items() if holdout != held}
        curves.append(reliability(_pooled({held: cases}), fitted_temperature(_pooled(others))))
    return merged(curves)


def _pooled(by_case: ByCase) -> Counts:
    counts = [c for cases in by_case.values() for c in cases.values()]
    return np.asarray(np.sum(counts, axis=0))


def report_markdown(report: dict[str, Any]) -> str:
    """Errors of each region, then its curve."""
    text = [
        "| region | error over voxels | over tenths | mean of cases | scaled: over voxels "
        "| over tenths | temperature | p ≥ .99 but false | true but p ≤ .01 |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, r in report["regions"].items():
        numbers = [r["error"], r["error_tenths"], r["error_case_mean"]]
        numbers += [r.get(key) for key in ("error_scaled", "error_tenths_scaled", "temperature")]
        cells = ["–" if n is None else f"{n:.3f}" for n in numbers]
        cells += [f"{r[key]:.1%}" for key in ("sure_but_false", "true_but_sure_not")]
        text.append("| " + " | ".join([name, *cells]) + " |")
    text += ["", "| region | said → true (thousands of voxels) |", "|---|---|"]
    for name, r in report["regions"].items():
        cells = [f"{b['said']:.2f} → {b['true']:.2f} ({b['voxels'] / 1000:.0f})" for b in r["bins"]]
        text.append(f"| {name} | {', '.join(cells)} |")
    return "\n".join(text) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = arguments_parser(__doc__)
    parser.add_argument("--figure", type=Path, help="SVG file of the curves")
    args = parser.parse_args(arguments)
    counts: dict[Region, dict[str, dict[str, Counts]]] = {r: {} for r in Region}
    for h in finished(args.out, args.cases, args.only):
        for case in held_out(h, args.out / h.name / CHECKPOINT, args.cases, Mode(args.mode)):
            for region, p in zip(Region, case.probabilities, strict=True):
                of_case = counted(p, region_mask(case.truth, region))
                counts[region].setdefault(h.name, {})[case.name] = of_case
    regions = {r.value: region_report(by_case) for r, by_case in counts.items()}
    report = {"mode": args.mode, "regions": regions}
    write_report(args.out / f"calibration-{args.mode}", report, report_markdown(report))
    if args.figure:
        args.figure.parent.mkdir(parents=True, exist_ok=True)
        pooled = {r: reliability(_pooled(by_case)) for r, by_case in counts.items()}
        with replacing(args.figure) as fresh:
            fresh.write_text(reliability_svg(pooled), encoding="utf-8")
