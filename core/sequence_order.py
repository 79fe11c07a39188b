"""Whether sequences look swapped: filled in below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.findings import Finding
from core.study import Modality, Volume


def check_order(volumes: Mapping[Modality, Volume]) -> Iterator[Finding]:
    """Find sequences that look exchanged."""
    yield from ()
