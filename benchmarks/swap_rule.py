"""How well the rule of ``core.checks.sequence_order`` tells exchanged sequences, on real cases.

Usage::

    python -m benchmarks.swap_rule [CASES] [--constants]

Every case is judged by constants fitted without it (leave one out), and once more by
constants of the other source alone (BraTS 2018 judged by BraTS 2021 and 2023, and the
reverse). ``--constants`` prints the table that ``core.checks.sequence_order`` holds, fitted on all.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from itertools import combinations, permutations
from pathlib import Path

import numpy as np

from core.checks.sequence_order import (
    MARGIN,
    Expected,
    Measured,
    Normal,
    enhancement,
    measure_order,
    surprise,
)
from core.files.nifti import read_volume
from core.opening.reading import find_studies, find_study
from core.studies.study import Modality

VARIANCE_FLOOR = 0.02
"""Added to every variance: 22 cases do not tell how narrow a spread is."""

IDENTITY = {m: m for m in Modality}


def fit(cases: list[Measured]) -> Expected:
    """Mean and spread of every number over cases that are named rightly."""

    def normal(values: list[float]) -> Normal:
        spread = float(np.sqrt(np.var(values, ddof=1) + VARIANCE_FLOOR))
        return Normal(round(float(np.mean(values)), 2), round(spread, 2))

    return Expected(
        {p: normal([c.correlation[p] for c in cases]) for p in combinations(Modality, 2)},
        {m: normal([c.tail[m] for c in cases]) for m in Modality},
        normal([enhancement(c, Modality.T1, Modality.T1GD) for c in cases]),
    )


def margin(case: Measured, expected: Expected, files: dict[Modality, Modality]) -> float:
    """How much likelier the best naming is than the one given, when files are exchanged.

    Args:
        case: measured under the right names.
        expected: the constants to judge by.
        files: for each name given, the sequence that the file really is.
    """
    scores = [
        surprise(case, dict(zip(Modality, order, strict=True)), expected)
        for order in permutations(Modality)
    ]
    given = {really: named for named, really in files.items()}
    return surprise(case, given, expected) - min(scores)


def table(
    cases: dict[str, Measured], rest: Callable[[str], list[str]], threshold: float
) -> list[tuple[str, int]]:
    """Alarms per kind of exchange, each case judged by constants of ``rest(case)``."""
    rows = []
    fitted = {n: fit([cases[other] for other in rest(n)]) for n in cases}
    for files in kinds():
        alarms = sum(margin(c, fitted[n], files) > threshold for n, c in cases.items())
        rows.append((label(files), alarms))
    return rows


def kinds() -> list[dict[Modality, Modality]]:
    """No exchange, then the pairs, then the rest of the 24 namings."""
    all_of_them = [dict(zip(Modality, order, strict=True)) for order in permutations(Modality)]
    return sorted(all_of_them, key=lambda f: sum(a != b for a, b in f.items()))


def label(files: dict[Modality, Modality]) -> str:
    """Name an exchange, such as "T1 ↔ T2"."""
    moved = [m.value for m, really in files.items() if m != really]
    if len(moved) == 2:
        return " ↔ ".join(moved)
    return "right names" if not moved else "three or four mixed"


def of_2018(name: str) -> bool:
    """Whether a case is from BraTS 2018, by its name."""
    return name.startswith("Brats18")


def main() -> None:
    """Print the measured tables, or the constants."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = os.environ.get("GLIOVISTA_CASES", "../shared/cases")
    parser.add_argument("cases", nargs="?", type=Path, default=Path(default))
    parser.add_argument("--constants", action="store_true")
    options = parser.parse_args()
    cases = {}
    for folder in find_studies(options.cases):
        files = find_study(folder).files
        found = measure_order({m: read_volume(f.path).data for m, f in files.items()})
        if found is not None:
            cases[folder.name] = found
    if options.constants:
        print_constants(fit(list(cases.values())))
        return
    for threshold in (0.0, MARGIN, 2 * MARGIN):
        print_tables(cases, threshold)


def print_constants(expected: Expected) -> None:
    """As Python, to be pasted."""
    for (one, two), n in expected.correlation.items():
        print(f"        (_{one.name}, _{two.name}): Normal({n.mean}, {n.sd}),")
    for m, n in expected.tail.items():
        print(f"        _{m.name}: Normal({n.mean}, {n.sd}),")
    print(f"    Normal({expected.enhancement.mean}, {expected.enhancement.sd}),")


def print_tables(cases: dict[str, Measured], threshold: float) -> None:
    """Print one Markdown table: alarms by kind of exchange."""
    left_out = table(cases, lambda n: [o for o in cases if o != n], threshold)
    other = table(cases, lambda n: [o for o in cases if of_2018(o) != of_2018(n)], threshold)
    print(f"\nAlarms in {len(cases)} cases at a margin of {threshold:g}\n")
    print("| names | leave one out | other source |\n| --- | --- | --- |")
    rows: dict[str, list[tuple[int, int]]] = {}
    for (name, one), (_, two) in zip(left_out, other, strict=True):
        rows.setdefault(name, []).append((one, two))
    for name, counts in rows.items():
        one, two = np.sum(counts, axis=0).tolist()
        total = len(cases) * len(counts)
        print(f"| {name} | {one} of {total} | {two} of {total} |")


if __name__ == "__main__":
    main()
