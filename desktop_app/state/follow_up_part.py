"""Other time points of the patient, and what a person said of them, in a session."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import SignalInstance

from core.follow_up.clinical import Clinical, Course, Disease, Measure, Treatment
from core.follow_up.time_point import DayFrom, Phase
from core.sessions.contents import Part, StudyIdentity, read_grid
from core.sessions.plain import from_plain, to_plain
from core.sessions.results import Shelf, read_segmentations
from core.space.affine import Grid
from core.studies.segmentation import Segmentation
from core.studies.study import Modality
from desktop_app.state.follow_up import Entry, FollowUpKept
from desktop_app.state.part import Load, fields_of
from desktop_app.state.session import Session


class FollowUpPart:
    """Time points by their scans' paths and mark, with dates, answers and label maps.

    The scans are read again once the session is open; the result of the open study is kept with
    the others of it (:class:`desktop_app.state.results_part.ResultsPart`).
    """

    name = "follow_up"
    worth = True

    def changes(self, session: Session) -> Sequence[SignalInstance]:
        """Time points, dates and answers."""
        return (session.follow_up.changed,)

    def save(self, session: Session) -> Callable[[], Part] | None:
        """Nothing while the open study stands alone."""
        kept, study = session.follow_up.keep(), session.study
        if len(kept.entries) < 2:
            return None

        def part() -> Part:
            shelf = Shelf()
            entries = [_told(e, shelf, is_open=e.study is study) for e in kept.entries]
            values = {"entries": entries, "treatment": _treatment_told(kept.treatment)}
            return Part({**values, "segmentations": shelf.segmentations}, shelf.arrays)

        return part

    def read(self, part: Part, grid: Grid) -> Load:
        """Label maps are checked here; they lie on grids of their own."""
        del grid
        values = fields_of(part.values)
        found = read_segmentations(values["segmentations"], part)
        entries = [(_entry(fields_of(one), found), one["open"]) for one in values["entries"]]
        treatment = _treatment(fields_of(values["treatment"]))

        def load(session: Session) -> None:
            listed = tuple(
                replace(entry, study=session.study, segmentation=None) if is_open else entry
                for entry, is_open in entries
            )
            session.follow_up.reset(FollowUpKept(listed, treatment))

        return load


def _told(entry: Entry, shelf: Shelf, *, is_open: bool) -> dict[str, Any]:
    identity = entry.identity
    return {
        "name": entry.name,
        "open": is_open,
        "day": None if entry.day is None else entry.day.isoformat(),
        "day_from": to_plain(entry.day_from),
        "phase": to_plain(entry.phase),
        "clinical": to_plain(entry.clinical),
        "baseline": entry.baseline,
        "scans": None if identity is None else _identity_told(identity),
        "segmentation": None if is_open else shelf.put(entry.segmentation),
    }


def _identity_told(identity: StudyIdentity) -> dict[str, Any]:
    return {
        "name": identity.name,
        "mark": identity.mark,
        "files": {m.value: path for m, path in identity.files.items()},
        "shape": list(identity.grid.shape),
        "affine": identity.grid.affine.tolist(),
        "raw": identity.raw,
    }


def _entry(values: Mapping[str, Any], found: Sequence[Segmentation]) -> Entry:
    number = from_plain(int | None, values["segmentation"])
    if number is not None and not 0 <= number < len(found):
        raise ValueError(f"there is no segmentation {number}")
    scans = values["scans"]
    return Entry(
        from_plain(str, values["name"]),
        segmentation=None if number is None else found[number],
        day=_day(values["day"]),
        day_from=from_plain(DayFrom, values["day_from"]),
        phase=from_plain(Phase, values["phase"]),
        clinical=from_plain(Clinical, values["clinical"]),
        baseline=from_plain(bool, values["baseline"]),
        identity=None if scans is None else _identity(fields_of(scans)),
    )


def _identity(values: Mapping[str, Any]) -> StudyIdentity:
    return StudyIdentity(
        from_plain(str, values["name"]),
        from_plain(str, values["mark"]),
        from_plain(Mapping[Modality, str], values["files"]),
        read_grid(values),
        from_plain(bool, values["raw"]),
    )


def _treatment_told(treatment: Treatment) -> dict[str, Any]:
    end = treatment.radiotherapy_end
    return {
        "disease": to_plain(treatment.disease),
        "measure": to_plain(treatment.measure),
        "course": to_plain(treatment.course),
        "radiotherapy_end": None if end is None else end.isoformat(),
    }


def _treatment(values: Mapping[str, Any]) -> Treatment:
    return Treatment(
        from_plain(Disease, values["disease"]),
        from_plain(Measure, values["measure"]),
        from_plain(Course | None, values["course"]),
        _day(values["radiotherapy_end"]),
    )


def _day(value: object) -> date | None:
    text = from_plain(str | None, value)
    return None if text is None else date.fromisoformat(text)
