"""Volumes over time as a series of points, for the curve on the screen and on paper."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from core.follow_up.following import FollowUp
from core.labels import LABEL_RGB, Label, Region
from desktop_app.language.follow_up_rows import short_day
from desktop_app.language.translation import number

COURSE_RGB = {
    Region.ET: LABEL_RGB[Label.ET],
    Region.TC: LABEL_RGB[Label.NCR],
    Region.WT: LABEL_RGB[Label.ED],
}
"""The colour of each line: that of the label that the region is known by."""

_LEAST_TICK = 0.4
"""Of the axis between two dates that are both written."""


@dataclass(frozen=True, eq=False)
class Series:
    """What a curve shows.

    Attributes:
        x: days since the first time point, or their places where a date is not known.
        ticks: what is written below each.
        ml: of each region, one for each of ``x``; NaN where there is none.
        dated: whether ``x`` are days.
    """

    x: tuple[float, ...]
    ticks: tuple[str, ...]
    ml: dict[Region, tuple[float, ...]]
    dated: bool


def series_of(found: FollowUp) -> Series:
    """The volumes of a follow-up."""
    days = [point.day for point in found.points]
    dated = all(day is not None for day in days) and len(set(days)) > 1
    first = days[0] or date.min
    x = [float((day - first).days) if dated and day else float(n) for n, day in enumerate(days)]
    ticks = [short_day(p.day) if dated else p.name for p in found.points]
    ml = {
        region: tuple(
            float("nan") if sizes is None else sizes.region_ml.get(region, float("nan"))
            for sizes in found.sizes
        )
        for region in (Region.WT, Region.TC, Region.ET)
    }
    return Series(tuple(x), tuple(ticks), ml, dated)


def written_ticks(series: Series) -> list[tuple[float, str]]:
    """Places and texts of the ticks that do not run into each other."""
    span = max(series.x[-1] - series.x[0], 1e-6)
    written: list[tuple[float, str]] = []
    for x, text in zip(series.x, series.ticks, strict=True):
        if not written or (x - written[-1][0]) / span >= _LEAST_TICK:
            written.append((x, text))
    return written


def spoken(series: Series) -> str:
    """The curve in words, for who cannot see it."""
    parts = []
    for region, ml in series.ml.items():
        told = [(t, v) for t, v in zip(series.ticks, ml, strict=True) if not math.isnan(v)]
        listed = [f"{tick}: {number(value, 1)} ml" for tick, value in told]
        parts.append(f"{region.value}. {', '.join(listed)}")
    return "; ".join(parts)
