"""Time points of the patient whose study is open, and how two of them stand beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal

from core.follow_up.change import RegionChange
from core.follow_up.clinical import NOT_TOLD, Clinical, Treatment
from core.follow_up.time_point import DayFrom, Phase, TimePoint
from core.labels import Region
from core.studies.findings import Finding
from core.studies.segmentation import Segmentation
from core.studies.study import Study

if TYPE_CHECKING:
    from core.preparing.preparing import Preparation
    from core.sessions.contents import StudyIdentity


class Beside(StrEnum):
    """How another time point is shown."""

    NOTHING = "nothing"
    """The open study alone."""
    SIDE = "side"
    """Both, side by side."""
    PLACE = "place"
    """One in the place of the other, to flick between them."""


@dataclass(frozen=True, eq=False)
class Entry:
    """One time point, as the window knows it.

    Attributes:
        name: as it is listed; unique among the entries.
        study: None while its scans are still to be read, as after a session was opened.
        segmentation: of it; None where there is none yet. Of the study that is open the session's
            result counts instead.
        day: of the scan; None where neither the files nor a person say it.
        day_from: who says so.
        phase: where in the treatment it stands.
        clinical: what a person said, for RANO 2.0.
        baseline: a person chose it as the baseline.
        patient: what tells the patient from others; shown nowhere.
        identity: of its scans, by which a session finds them again; None until it is asked for.
        findings: what the pre-flight check said.
        preparation: how raw scans became the study; None of one that needed none.
    """

    name: str
    study: Study | None = None
    segmentation: Segmentation | None = None
    day: date | None = None
    day_from: DayFrom = DayFrom.NOBODY
    phase: Phase = Phase.NOT_TOLD
    clinical: Clinical = NOT_TOLD
    baseline: bool = False
    patient: str = ""
    identity: StudyIdentity | None = None
    findings: tuple[Finding, ...] = ()
    preparation: Preparation | None = None

    def point(self, segmentation: Segmentation | None = None) -> TimePoint | None:
        """The time point as core knows it; None while its scans are to be read.

        Args:
            segmentation: in the place of its own.
        """
        if self.study is None:
            return None
        return TimePoint(
            self.name,
            self.study,
            segmentation or self.segmentation,
            self.day,
            self.day_from,
            self.phase,
            self.patient,
            self.findings,
        )


@dataclass(frozen=True)
class FollowUpKept:
    """What was known, to go back to."""

    entries: tuple[Entry, ...]
    treatment: Treatment


@dataclass(frozen=True, eq=False)
class ShownChange:
    """What became of each region between the two time points that are shown.

    Attributes:
        ras: of each region, values of :class:`core.follow_up.change.Change` in the RAS+ order of
            the open study's grid.
        regions: how much it is.
        earlier, later: names of the two.
    """

    ras: Mapping[Region, npt.NDArray[np.uint8]]
    regions: Mapping[Region, RegionChange]
    earlier: str
    later: str


class FollowUpState(QObject):
    """The time points in order, and what is shown of them.

    Attributes:
        entries: in the order of time, the open study among them; empty while it stands alone.
        treatment: what a person said of the whole course.
        beside: how the other time point is shown.
        flicked: with :attr:`Beside.PLACE`, whether the other one is seen now.
        other: the entry that stands beside the open study.
        change: between the two, for the views; None while it is not known.
    """

    changed = Signal()
    """Time points, their order, dates, results or answers."""
    shown_changed = Signal()
    """How, or which, other time point is shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()
        self._treatment = Treatment()
        self.beside = Beside.NOTHING
        self.flicked = False
        self.other: Entry | None = None
        self.change: ShownChange | None = None

    # -- time points ---------------------------------------------------------------------

    def reset(self, kept: FollowUpKept | None = None) -> None:
        """Begin with other time points, or with none."""
        self.entries = kept.entries if kept else ()
        self._treatment = kept.treatment if kept else Treatment()
        self.beside, self.flicked, self.change = Beside.NOTHING, False, None
        self.other = None
        self.changed.emit()
        self.shown_changed.emit()

    def keep(self) -> FollowUpKept:
        """What is known now, for :meth:`reset`."""
        return FollowUpKept(self.entries, self._treatment)

    @property
    def treatment(self) -> Treatment:
        """What a person said of the course, with the place of the baseline that was chosen."""
        chosen = next((n for n, e in enumerate(self.entries) if e.baseline), None)
        return replace(self._treatment, baseline=chosen)

    def set_treatment(self, **changes: Any) -> None:
        """Change fields of :class:`core.follow_up.clinical.Treatment`, but for the baseline."""
        new = replace(self._treatment, **changes)
        if new != self._treatment:
            self._treatment = new
            self.changed.emit()

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Take other time points; their dates, where all have one, put them in order."""
        self.entries = in_time(entries)
        gone = self.other is not None and self.other not in self.entries
        self.changed.emit()
        if gone:
            self.show(None, Beside.NOTHING)

    def add(self, entry: Entry) -> Entry:
        """Take one more; gives it under a name that no other has."""
        names = {e.name for e in self.entries}
        name, number = entry.name, 2
        while name in names:
            name, number = f"{entry.name} ({number})", number + 1
        entry = replace(entry, name=name)
        self.set_entries([*self.entries, entry])
        return entry

    def remove(self, entry: Entry) -> None:
        """Forget one."""
        self.set_entries([e for e in self.entries if e is not entry])

    def put(self, old: Entry, **changes: Any) -> Entry:
        """Change fields of one; gives the new entry."""
        new = replace(old, **changes)
        if self.other is old:
            self.other = new
        self.set_entries([new if e is old else e for e in self.entries])
        return new

    def choose_baseline(self, entry: Entry | None) -> None:
        """Compare with one that a person chose; None for the rule's own choice."""
        for old in self.entries:
            if old.baseline is not (old is entry):
                self.put(old, baseline=old is entry)

    def move(self, entry: Entry, step: int) -> None:
        """Put one earlier (``step`` -1) or later (1); dates, where all have one, decide alone."""
        listed = list(self.entries)
        place = listed.index(entry)
        to = min(max(place + step, 0), len(listed) - 1)
        listed.insert(to, listed.pop(place))
        self.set_entries(listed)

    def of(self, study: Study | None) -> Entry | None:
        """The time point of a study."""
        return next((e for e in self.entries if study is not None and e.study is study), None)

    def named(self, name: str) -> Entry | None:
        """The time point that is listed under a name."""
        return next((e for e in self.entries if e.name == name), None)

    def others(self, study: Study | None) -> tuple[Entry, ...]:
        """The time points beside an open study whose scans are there."""
        return tuple(e for e in self.entries if e.study is not None and e.study is not study)

    @property
    def dated(self) -> bool:
        """Whether every time point has a date, so that dates alone tell the order."""
        return all(e.day is not None for e in self.entries)

    # -- what is shown -------------------------------------------------------------------

    def show(self, other: Entry | None, beside: Beside, *, flicked: bool = False) -> None:
        """Show another time point with the open study, or the open study alone."""
        new = (other, beside if other else Beside.NOTHING, flicked)
        if new != (self.other, self.beside, self.flicked):
            if other is not self.other:
                self.change = None
            self.other, self.beside, self.flicked = new
            self.shown_changed.emit()

    def set_change(self, change: ShownChange | None) -> None:
        """Where regions grew and shrank between the two that are shown."""
        if change is not self.change:
            self.change = change
            self.shown_changed.emit()


def in_time(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Sorted by date where every entry has one, else as they are."""
    if any(e.day is None for e in entries):
        return tuple(entries)
    return tuple(sorted(entries, key=lambda e: e.day or date.min))
