"""Climbing to a peak of the information, and knowing when one is there."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

_FLAT = 2e-4
"""Nats per millimetre under which a peak is reached."""

_STILL = 1e-3
"""A step of less than this share of the motion ends the climb too."""

_GAIN = 2e-5
"""Nats that are no gain: less than two samples of points differ by a hundred times over."""


class _ReachedError(Exception):
    """No call gains anything any more; leaves the optimiser, which would go on looking."""


def climb(
    information: Callable[[Numbers], tuple[float, Numbers]], start: Numbers, iterations: int
) -> tuple[Numbers, float]:
    """Go from a start to the next peak.

    The values are sums of rounded numbers, so that close to a peak the optimiser's search along a
    line goes on for a hundred calls without an end: two scans of one place would take longest. As
    many calls without a gain as there are numbers end it.

    Args:
        information: minus the information in nats and its slope, by numbers in millimetres.
        start: where to begin, any shape (n,).
        iterations: lines to search along, at most.

    Returns:
        The numbers at the peak and the information there; of the start where no way leads up.
    """
    from scipy.optimize import minimize

    value, slope = information(start)
    rise = float(np.linalg.norm(slope))
    if not rise:
        return start, -value
    best, least, counted, waited = start, np.inf, np.inf, 0

    def told(numbers: Numbers) -> tuple[float, Numbers]:
        nonlocal best, least, counted, waited
        value, slope = information(numbers)
        if value < least:
            best, least = numbers.copy(), value
        waited += 1
        if value < counted - _GAIN:
            counted, waited = value, 0
        if waited >= len(start):
            raise _ReachedError
        return value, slope

    options: dict[str, Any] = {
        "maxiter": iterations,
        "gtol": _FLAT,
        "xrtol": _STILL,
        "hess_inv0": np.eye(len(start)) / rise,  # the first step is a millimetre
    }
    with suppress(_ReachedError):
        minimize(told, start, jac=True, method="BFGS", options=options)
    return best, -float(least)
