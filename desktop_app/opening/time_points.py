"""Reading other time points of a patient; runs in worker threads, knows no window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from core.dicom.places import holds_dicom
from core.errors import GliovistaError, ReadingError
from core.follow_up.finding import (
    FoundPoint,
    OpenedPoint,
    find_time_points,
    open_time_point,
    told_by_headers,
)
from core.follow_up.names import day_in, is_visit, patient_in
from core.follow_up.time_point import DayFrom
from core.opening.reading import OpenedStudy
from core.progress import Progress
from core.sessions.contents import StudyIdentity, other_scans
from desktop_app.opening.sources import FilesSource, SeriesSource, Source, Unsorted, read_source
from desktop_app.state.follow_up import Entry
from desktop_app.work.session_parts import identity_of


def read_entries(
    folder: Path,
    known: StudyIdentity | None,
    hand: Callable[[tuple[Entry, Path | None]], None],
    progress: Progress,
    *,
    raw: bool = False,
) -> int:
    """Read every time point in a folder: one study, or one patient's of several days.

    Args:
        folder: of NIfTI or DICOM.
        known: the open study, which is left out.
        hand: called with each, and with the label map that lies beside its scans.
        progress: may raise ``Cancelled``.
        raw: NIfTI scans as they left the scanner.

    Returns:
        How many there are.

    Raises:
        GliovistaError: nothing can be opened, or nothing says that it is one patient's.
    """
    found = find_time_points([folder], progress).points
    count = 0
    for point in found:
        entry = _entry(open_time_point(point, progress, raw=raw))
        if not same_scans(entry.identity, known):
            count += 1
            hand((entry, point.labels))
    return count


def others_beside(folder: Path, progress: Progress) -> int:
    """How many other time points of one patient lie beside a folder that was opened.

    Only the names of NIfTI files are looked at, and only where the folder's own name speaks of a
    time point: nobody is to wait for a search through a disk.
    """
    above = folder.absolute().parent
    if not is_visit(folder.name) or holds_dicom(folder):
        return 0
    try:
        return max(len(find_time_points([above], progress).points) - 1, 0)
    except GliovistaError:  # several patients', or nothing says whose they are: nothing to offer
        return 0


def _entry(opened: OpenedPoint) -> Entry:
    point = opened.point
    return Entry(
        point.name,
        point.study,
        point.segmentation,
        point.day,
        point.day_from,
        patient=point.patient,
        identity=identity_of(point.study),
        findings=point.findings,
        preparation=opened.preparation,
    )


def read_entry(source: Source, progress: Progress) -> Entry:
    """Read a study as a time point.

    Raises:
        GliovistaError: it cannot be opened; the text says why.
    """
    opened = read_source(source, progress)
    if isinstance(opened, Unsorted):
        raise ReadingError(f"{source.title}: choose which of its series is which sequence.")
    return entry_of(opened, source)


def entry_of(opened: OpenedStudy, source: Source | None) -> Entry:
    """A study that was read, with what its files say of the day and the patient.

    Args:
        opened: the study.
        source: what it was read from; None where that is not known.

    Raises:
        ReadingError: a file is gone.
    """
    study = opened.study
    day, patient, day_from = None, "", DayFrom.DICOM
    path = study.reference.path
    if isinstance(source, SeriesSource):
        day, patient = told_by_headers(list(source.choice.series.values()))
    elif path is not None:
        told = _told_of(path.parent)
        day, patient, day_from = (
            (told.day, told.patient, told.day_from)
            if told is not None
            else (day_in(study.name), patient_in([path.name, study.name]), DayFrom.NAME)
        )
    return Entry(
        study.name,
        study,
        day=day,
        day_from=day_from if day is not None else DayFrom.NOBODY,
        patient=patient,
        identity=identity_of(study),
        findings=tuple(opened.findings),
        preparation=opened.preparation,
    )


def _told_of(folder: Path) -> FoundPoint | None:
    """What the names and tables tell of the one study in a folder; None where there is not one."""
    try:
        found = find_time_points([folder]).points
    except ReadingError:  # its files were named one by one, and names tell no study
        return None
    return found[0] if len(found) == 1 else None


def read_again(entry: Entry, progress: Progress) -> Entry:
    """Read the scans of a time point that a session names.

    Raises:
        ReadingError: it names none, or they are others now.
        GliovistaError: they cannot be opened.
    """
    identity = entry.identity
    if identity is None or not identity.files:
        raise ReadingError(
            f"{entry.name}: this session names no scans of it. Add the time point again, from its "
            "folder."
        )
    files = {m: Path(path) for m, path in identity.files.items()}
    fresh = read_entry(FilesSource(files, raw=identity.raw), progress)
    if not same_scans(fresh.identity, identity):
        raise other_scans(entry.name, fresh.name)
    return replace(
        entry,
        study=fresh.study,
        findings=fresh.findings,
        preparation=fresh.preparation,
        patient=fresh.patient,
    )


def same_scans(one: StudyIdentity | None, other: StudyIdentity | None) -> bool:
    """Whether two time points are made of the same scans."""
    return one is not None and other is not None and one.mark == other.mark
