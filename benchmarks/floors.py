"""What the figures of ``benchmarks.segment`` must not fall behind, on two cores."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FAST, _ACCURATE = "Gliovista Fast", "Gliovista Accurate"


@dataclass(frozen=True)
class Floors:
    """Limits; seconds are those of a cold process to the written mask.

    Attributes:
        amx: Fast and Accurate on a processor with AMX.
        older: Fast and Accurate with AVX2 only, which AVX-512 must not fall behind either.
        peak_gb: Fast mode's peak memory.
        times_faster: than plain MONAI with SegResNet-16, end to end.
        network_share: least share of the networks in the warm time.
        last_share: largest share of post-processing and writing in it.
    """

    amx: tuple[float, float] = (1.5, 5.0)
    older: tuple[float, float] = (2.2, 6.0)
    peak_gb: float = 0.7
    times_faster: float = 25.0
    network_share: float = 0.6
    last_share: float = 0.15

    def seconds(self, row: str, isa: str | None) -> float | None:
        """The limit of a cold row; None for any other."""
        if not row.endswith("cold process to mask"):
            return None
        fast, accurate = self.amx if isa is None and has_amx() else self.older
        return fast if row.startswith(_FAST) else accurate


FLOORS = Floors()


def has_amx() -> bool:
    """Whether the processor multiplies matrices of bf16 in hardware."""
    try:
        return "amx_bf16" in Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False


def missed(rows: dict[str, dict[str, Any]], isa: str | None) -> list[str]:
    """A sentence for each floor that a table's rows miss."""
    found = []
    for name, row in rows.items():
        limit = FLOORS.seconds(name, isa)
        if limit is not None and row["seconds"] > limit:
            found.append(f"{name}, {isa or 'all'}: {row['seconds']:.2f} s, limit {limit:g} s")
    cold, warm = rows[f"{_FAST}, cold process to mask"], rows[f"{_FAST}, warm"]
    if cold["peak_gb"] > FLOORS.peak_gb:
        found.append(f"peak, {isa or 'all'}: {cold['peak_gb']:.2f} GB, limit {FLOORS.peak_gb:g} GB")
    stages, seconds = warm["stages"], warm["seconds"]
    network = (stages.get("finder", 0.0) + stages["network"]) / seconds
    if network < FLOORS.network_share:
        least = FLOORS.network_share
        found.append(f"network share, {isa or 'all'}: {network:.0%} of warm, at least {least:.0%}")
    last = (stages["postprocess"] + stages["write"]) / seconds
    if last > FLOORS.last_share:
        most = FLOORS.last_share
        found.append(f"postprocess + write, {isa or 'all'}: {last:.0%} of warm, at most {most:.0%}")
    rival = rows.get("MONAI sliding window, SegResNet-16")
    if rival is not None and rival["seconds"] / cold["seconds"] < FLOORS.times_faster:
        ratio = rival["seconds"] / cold["seconds"]
        found.append(f"{ratio:.1f} × faster than SegResNet-16, at least {FLOORS.times_faster:g} ×")
    return found
