"""How well ``core.checks.sequence_order`` tells exchanged sequences where one or two are absent.

Usage::

    python -m benchmarks.swap_rule_fewer [CASES]

Every case is judged by constants fitted on all four sequences of the other cases.
"""

from __future__ import annotations

import argparse
import os
from itertools import combinations
from pathlib import Path

import numpy as np

from benchmarks.swap_rule import fit
from core.checks.sequence_order import MARGIN, Expected, Measured, measure_order, rank_namings
from core.files.nifti import read_volume
from core.opening.reading import find_studies, find_study
from core.studies.sequences import enough
from core.studies.study import Modality

Sequences = tuple[Modality, ...]

SUBSETS: list[Sequences] = [s for n in (3, 2) for s in combinations(Modality, n) if enough(s)]


def read(folder: Path) -> dict[Sequences, Measured]:
    """The numbers of a case, all of it first, then of each part that a study may be."""
    data = {m: read_volume(hit.path).data for m, hit in find_study(folder).files.items()}
    parts = {s: measure_order({m: data[m] for m in s}) for s in [tuple(Modality), *SUBSETS]}
    return {s: found for s, found in parts.items() if found is not None}


def alarms(measured: Measured, expected: Expected) -> dict[str, bool]:
    """Whether the rule warns, for the right names and for each exchange of two."""
    names = list(measured.tail)
    ranking = rank_namings(measured, expected)
    least = ranking[0][1]
    found = {}
    for exchanged in [(), *combinations(names, 2)]:
        naming = {m: m for m in names} | dict(zip(exchanged, reversed(exchanged), strict=True))
        given = next(score for way, score in ranking if way == naming)
        found[" ↔ ".join(m.value for m in exchanged) or "right names"] = given - least > MARGIN
    return found


def main() -> None:
    """Print one Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = os.environ.get("GLIOVISTA_CASES", "../shared/cases")
    parser.add_argument("cases", nargs="?", type=Path, default=Path(default))
    cases = [read(folder) for folder in find_studies(parser.parse_args().cases)]
    whole = [case[tuple(Modality)] for case in cases]
    fitted = [fit([*whole[:n], *whole[n + 1 :]]) for n in range(len(whole))]
    print("| sequences | false alarms | noticed exchanges |\n| --- | --- | --- |")
    for subset in SUBSETS:
        rows = [alarms(case[subset], e) for case, e in zip(cases, fitted, strict=True)]
        counts = {kind: int(np.sum([row[kind] for row in rows])) for kind in rows[0]}
        wrong = counts.pop("right names")
        noticed = ", ".join(f"{kind} {count}" for kind, count in counts.items())
        print(f"| {', '.join(subset)} | {wrong} of {len(rows)} | {noticed} |")


if __name__ == "__main__":
    main()
