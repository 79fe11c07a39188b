"""Who is held out from whom: folds by patient, and whole sources."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

FOLDS_FILE = Path(__file__).with_name("folds.json")
"""The folds of the 22 cases that docs/ACCURACY.md reports, balanced by hand between BraTS 2021
and TCIA, with and without ET, high and low grade. Fixed: changing them voids comparisons."""

FOLDS_46_FILE = Path(__file__).with_name("folds_46.json")
"""The folds of 46 cases. The nine BraTS2021_014xx, the only ones that no public network of 2017 can
have seen, lie in the first two, so that these alone judge what has such a network in it."""


@dataclass(frozen=True)
class Holdout:
    """One training run and the cases that it never sees."""

    name: str
    train: tuple[str, ...]
    test: tuple[str, ...]


def fold_holdouts(names: Sequence[str], count: int = 5) -> list[Holdout]:
    """Cross-validation by patient; the committed folds where they are of just these cases."""
    folds = _committed(names, count)
    if folds is None:
        shuffled = sorted(names)
        random.Random(0).shuffle(shuffled)  # noqa: S311  (a split, not a secret)
        folds = [shuffled[k::count] for k in range(count)]
    return [
        Holdout(f"fold{k}", tuple(sorted(set(names) - set(test))), tuple(test))
        for k, test in enumerate(folds)
    ]


def named_holdouts(names: Sequence[str], test: Mapping[str, Sequence[str]]) -> list[Holdout]:
    """Holdouts whose test cases somebody names; each trains on the others.

    Raises:
        ValueError: a test case is not there, or is held out twice.
    """
    tested = list(chain.from_iterable(test.values()))
    strange = sorted(set(tested) - set(names)) or sorted({n for n in tested if tested.count(n) > 1})
    if strange:
        raise ValueError(
            f"{', '.join(strange)}: expected cases that are there, each held out once."
        )
    return [
        Holdout(name, tuple(sorted(set(names) - set(cases))), tuple(cases))
        for name, cases in test.items()
    ]


def _committed(names: Sequence[str], count: int) -> list[list[str]] | None:
    for file in (FOLDS_FILE, FOLDS_46_FILE):
        folds: list[list[str]] = json.loads(file.read_text(encoding="utf-8"))
        if len(folds) == count and sorted(chain.from_iterable(folds)) == sorted(names):
            return folds
    return None


def source_holdouts(names: Sequence[str]) -> list[Holdout]:
    """Train on the BraTS 2021 cases and test on the TCIA cases, and the reverse."""
    tcia = tuple(sorted(n for n in names if "TCIA" in n))
    brats = tuple(sorted(set(names) - set(tcia)))
    if not tcia or not brats:
        raise ValueError("Holding out by source needs both BraTS 2021 and TCIA cases.")
    return [Holdout("from_brats21", brats, tcia), Holdout("from_tcia", tcia, brats)]
