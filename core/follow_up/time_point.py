"""A patient's studies in the order of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from core.errors import ReadingError
from core.studies.findings import Finding
from core.studies.segmentation import Segmentation
from core.studies.study import Study


class DayFrom(StrEnum):
    """Who says when a study was made."""

    DICOM = "dicom"
    """The study date of the headers."""
    TABLE = "table"
    """BIDS's table of sessions."""
    NAME = "name"
    """A date in the name of a folder or of a session."""
    PERSON = "person"
    """Somebody typed it."""
    NOBODY = "nobody"
    """It is not known."""


class Phase(StrEnum):
    """Where in the treatment a study stands; only a person knows."""

    NOT_TOLD = "not_told"
    BEFORE_SURGERY = "before_surgery"
    AFTER_SURGERY = "after_surgery"
    """The first one after an operation, within days: what is left is measured in it."""
    LATER = "later"
    """Any later one, during or after treatment."""


class OrderedBy(StrEnum):
    """What put the time points into their order."""

    DATES = "dates"
    PERSON = "person"
    """The order in which they were named, as not all dates are known."""


@dataclass(frozen=True)
class TimePoint:
    """A study and when it was made.

    Attributes:
        name: for titles; unique within a follow-up.
        study: the scans.
        segmentation: on the study's grid; None until the network has run or one was loaded.
        day: when the scans were made; None where nobody knows.
        day_from: who says so.
        phase: where in the treatment it stands.
        patient: what tells the patient from others, and is shown nowhere: DICOM's identity, or
            BIDS's subject; empty where nothing does.
        findings: what the pre-flight check said.
    """

    name: str
    study: Study
    segmentation: Segmentation | None = None
    day: date | None = None
    day_from: DayFrom = DayFrom.NOBODY
    phase: Phase = Phase.NOT_TOLD
    patient: str = field(default="", repr=False)
    findings: tuple[Finding, ...] = ()

    def with_segmentation(self, segmentation: Segmentation) -> TimePoint:
        """The same with another result."""
        return replace(self, segmentation=segmentation)


@dataclass(frozen=True)
class Ordered:
    """Time points in an order, and what gave it.

    Attributes:
        points: the earliest first.
        by: dates where all are known, else the order in which they were named.
        moved: whether the dates contradict the order in which they were named.
    """

    points: tuple[TimePoint, ...]
    by: OrderedBy
    moved: bool = False


def in_order(points: Sequence[TimePoint]) -> Ordered:
    """Sort time points by their dates, where all of them have one.

    Where one is missing nothing is guessed: they stay as they were named. Those of one day stay
    as they were named among themselves.

    Args:
        points: two or more, as a person named them.

    Raises:
        ReadingError: fewer than two, or two of one name.
    """
    if len(points) < 2:
        raise ReadingError(
            f"A follow-up needs two time points or more; {len(points)} was given. Name the studies "
            "of the other days too."
        )
    names = [point.name for point in points]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ReadingError(
            f"Two time points are called {', '.join(twice)}. Give each study once, or rename one."
        )
    days = [point.day for point in points]
    if any(day is None for day in days):
        return Ordered(tuple(points), OrderedBy.PERSON)
    ordered = sorted(points, key=lambda point: point.day or date.min)
    return Ordered(tuple(ordered), OrderedBy.DATES, list(points) != ordered)
