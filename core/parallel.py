"""A few threads for the parts of one volume."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")

_FEW = 4
"""More gain little, for memory is what they wait for."""


def at_once(work: Callable[..., T], *parts: Iterable[Any]) -> list[T]:
    """``map``, with a thread for each part: numpy and scipy work outside Python's lock."""
    first, *others = (list(part) for part in parts)
    with ThreadPoolExecutor(len(first), thread_name_prefix="part") as pool:
        return list(pool.map(work, first, *others))


def few_at_once(work: Callable[[Any], T], parts: Iterable[Any]) -> list[T]:
    """``map``, with as many threads as the machine has processors, four at most."""
    with ThreadPoolExecutor(min(os.cpu_count() or 1, _FEW), thread_name_prefix="part") as pool:
        return list(pool.map(work, parts))
