"""Whether sequences look exchanged: a rule made of eleven numbers of the intensities.

Within the brain are measured

* the rank correlation of every two sequences (six numbers): T1 goes against T2, FLAIR goes
  some way with each;
* each sequence's upper tail, the logarithm of (99.5 % − 50 %) / (50 % − 5 %) (four): fluid
  makes T2's long, white matter ends T1's;
* enhancement (one): what T1 does not explain of T1Gd has its tail upwards, for vessels and
  tumour rims shine, and the other way round downwards.

Ranks and ratios do not depend on a scanner's scale. Each number is compared with its mean
and spread over 22 real studies; the naming of the volumes under which all eleven are least
surprising (a naive Bayes rule) is the one that the volumes suggest. How well that works is
in ``docs/CHECKS.md``; ``python -m benchmarks.swap_rule`` measures it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, permutations
from typing import Any

import numpy as np
import numpy.typing as npt

from core.checks.contents import sample
from core.studies.findings import Finding, Severity
from core.studies.study import Modality, Volume

Pair = tuple[Modality, Modality]

MARGIN = 2.0
"""How much likelier (natural logarithm) another naming must be: odds of seven to one."""

_MIN_VOXELS = 2000
_T1, _T1GD, _T2, _FLAIR = Modality


@dataclass(frozen=True)
class Normal:
    """Mean and standard deviation of one number over studies that are named rightly."""

    mean: float
    sd: float

    def surprise(self, value: float) -> float:
        """Half the squared distance in standard deviations."""
        return 0.5 * ((value - self.mean) / self.sd) ** 2


@dataclass(frozen=True)
class Expected:
    """What the numbers are where the names are right.

    Attributes:
        correlation: inverse hyperbolic tangent of the rank correlation, by pair in the
            order of :class:`Modality`.
        tail: logarithm of the upper tail, by sequence.
        enhancement: tail of T1Gd's residual on T1 minus that of T1's on T1Gd.
    """

    correlation: Mapping[Pair, Normal]
    tail: Mapping[Modality, Normal]
    enhancement: Normal


@dataclass(frozen=True)
class Measured:
    """The numbers of one study, by the names that its volumes bear.

    Attributes:
        correlation: as in :class:`Expected`, in both orders.
        tail: as in :class:`Expected`.
        residual_tail: tail of what the first does not explain of the second.
    """

    correlation: Mapping[Pair, float]
    tail: Mapping[Modality, float]
    residual_tail: Mapping[Pair, float]


EXPECTED = Expected(
    {
        (_T1, _T1GD): Normal(0.81, 0.35),
        (_T1, _T2): Normal(-0.29, 0.31),
        (_T1, _FLAIR): Normal(0.29, 0.24),
        (_T1GD, _T2): Normal(-0.24, 0.29),
        (_T1GD, _FLAIR): Normal(0.13, 0.28),
        (_T2, _FLAIR): Normal(0.37, 0.29),
    },
    {
        _T1: Normal(-0.14, 0.3),
        _T1GD: Normal(0.61, 0.59),
        _T2: Normal(1.5, 0.48),
        _FLAIR: Normal(0.59, 0.47),
    },
    Normal(1.31, 0.76),
)
"""Printed by ``python -m benchmarks.swap_rule --constants`` from the 22 cases."""


def check_order(volumes: Mapping[Modality, Volume]) -> Iterator[Finding]:
    """Find sequences that look exchanged, in volumes on one grid without skull.

    Works with two sequences or more. Says nothing where too little brain is in view.
    """
    measured = measure_order({m: v.data for m, v in volumes.items()})
    if measured is None:
        return
    ranking = rank_namings(measured, EXPECTED)
    best, least = ranking[0]
    given = next(s for naming, s in ranking if all(a == b for a, b in naming.items()))
    if given - least <= MARGIN:
        return
    moved = {bears: seems for bears, seems in best.items() if bears != seems}
    values: dict[str, str | float] = {"margin": given - least}
    values["named"] = ", ".join(m.value for m in moved)
    values["seems"] = ", ".join(m.value for m in moved.values())
    if len(moved) == 2:
        text = f"{' and '.join(m.value for m in moved)} look exchanged. "
    else:
        pairs = ", ".join(
            f"{bears.value} looks like {seems.value}" for bears, seems in moved.items()
        )
        text = f"The sequences look mixed up: {pairs}. "
    text += "Compare them with what you expect, and choose the files one by one if they are."
    yield Finding("swapped", Severity.WARNED, text, None, values)


def measure_order(data: Mapping[Modality, npt.NDArray[Any]]) -> Measured | None:
    """Measure the eleven numbers, and what they are under other names.

    Args:
        data: arrays of one shape, background lowest.

    Returns:
        None for fewer than two sequences or too few voxels that are tissue in all.
    """
    if len(data) < 2:
        return None
    some = {m: sample(array) for m, array in data.items()}
    inside = np.logical_and.reduce([array > array.min() for array in some.values()])
    if np.count_nonzero(inside) < _MIN_VOXELS:
        return None
    values = {m: array[inside].astype(np.float32) for m, array in some.items()}
    ranks = {m: _ranks(v) for m, v in values.items()}
    correlation, residual = {}, {}
    for one, two in permutations(values, 2):
        r = np.corrcoef(ranks[one], ranks[two])[0, 1]
        correlation[one, two] = float(np.arctanh(np.clip(r, -0.99, 0.99)))
        slope, offset = np.polyfit(values[one], values[two], 1)
        residual[one, two] = _tail(values[two] - slope * values[one] - offset, (0.01, 0.5, 0.99))
    tail = {m: _tail(v, (0.05, 0.5, 0.995)) for m, v in values.items()}
    return Measured(correlation, tail, residual)


def rank_namings(
    measured: Measured, expected: Expected
) -> list[tuple[dict[Modality, Modality], float]]:
    """Every way to name the volumes, from the least to the most surprising.

    Returns:
        Pairs of (name it bears → name it would be given, surprise).
    """
    names = list(measured.tail)
    namings = [dict(zip(names, order, strict=True)) for order in permutations(names)]
    scored = [(naming, surprise(measured, naming, expected)) for naming in namings]
    return sorted(scored, key=lambda pair: pair[1])


def surprise(measured: Measured, naming: Mapping[Modality, Modality], expected: Expected) -> float:
    """Minus the logarithm of how likely the numbers are under other names, up to a constant."""
    bears = {seems: name for name, seems in naming.items()}
    total = sum(expected.tail[m].surprise(measured.tail[name]) for m, name in bears.items())
    for one, two in combinations([m for m in Modality if m in bears], 2):
        found = measured.correlation[bears[one], bears[two]]
        total += expected.correlation[one, two].surprise(found)
    if _T1 in bears and _T1GD in bears:
        total += expected.enhancement.surprise(enhancement(measured, bears[_T1], bears[_T1GD]))
    return total


def enhancement(measured: Measured, plain: Modality, enhanced: Modality) -> float:
    """How much more the second volume's tail rises over the first than the reverse."""
    return measured.residual_tail[plain, enhanced] - measured.residual_tail[enhanced, plain]


def _ranks(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    ranks = np.empty(values.size, np.float32)
    ranks[np.argsort(values, kind="stable")] = np.arange(values.size, dtype=np.float32)
    return ranks


def _tail(values: npt.NDArray[np.float32], levels: tuple[float, float, float]) -> float:
    low, middle, high = np.quantile(values, levels).tolist()
    # One part in a thousand keeps the ratio finite where half the voxels share one value.
    floor = 1e-3 * (high - low)
    if floor == 0.0:
        return 0.0
    return float(np.log(max(high - middle, floor) / max(middle - low, floor)))
