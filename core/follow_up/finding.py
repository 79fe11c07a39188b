"""Finding a patient's time points: folders, BIDS sessions, and DICOM studies by their dates.

Those of two patients are never mixed: where a folder holds several studies and nothing says that
they are one patient's, it is refused, and a person names them one by one.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from core.dicom.finding import find_series
from core.dicom.places import holds_dicom
from core.dicom.series import Series
from core.errors import ReadingError, SeveralStudiesError
from core.follow_up.names import day_in, is_visit, natural, patient_in, patient_mark
from core.follow_up.time_point import DayFrom, TimePoint
from core.opening.finding import find_study, study_name
from core.opening.label_maps import read_labels, segmentation_of
from core.opening.raw import choice_of, open_raw
from core.opening.reading import OpenedStudy, find_studies, open_study
from core.opening.series_choice import SeriesChoice
from core.preparing.preparing import Preparation
from core.progress import Progress, no_progress
from core.studies.findings import Finding
from core.studies.segmentation import Segmentation
from core.studies.study import Study


@dataclass(frozen=True)
class FoundPoint:
    """A study that was found and not read yet.

    Attributes:
        name: for titles.
        source: its folder, or the place of its DICOM files.
        day: when it was made; None where nothing tells.
        day_from: what tells it.
        patient: see :attr:`core.follow_up.time_point.TimePoint.patient`.
        choice: of DICOM, which series is which sequence; None for NIfTI.
        labels: a label map that lies beside the scans; None where there is none, or several.
    """

    name: str
    source: Path
    day: date | None = None
    day_from: DayFrom = DayFrom.NOBODY
    patient: str = field(default="", repr=False)
    choice: SeriesChoice | None = field(default=None, repr=False)
    labels: Path | None = None


@dataclass(frozen=True)
class FoundPoints:
    """What some paths hold.

    Attributes:
        points: as they were named, and within a folder by date, or else by name.
        left_out: sentences about DICOM studies that have too few sequences.
    """

    points: tuple[FoundPoint, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class OpenedPoint:
    """A time point that was read, and how.

    Attributes:
        point: with the label map that was asked for, or none.
        preparation: how raw scans became it; None of a study that needed none.
    """

    point: TimePoint
    preparation: Preparation | None = None


def find_time_points(paths: Sequence[Path], progress: Progress = no_progress) -> FoundPoints:
    """Find the studies in and under some paths.

    Args:
        paths: each a study, or the folder of one patient's studies; DICOM also as a zip.
        progress: may raise ``Cancelled``.

    Raises:
        ReadingError: a path is missing or holds no study.
        SeveralStudiesError: a folder holds the studies of several patients, or nothing says that
            they are of one.
    """
    points: list[FoundPoint] = []
    left_out: list[str] = []
    for path in paths:
        if not path.exists():
            raise ReadingError(f"{path}: there is no such folder. Check the path.")
        if holds_dicom(path):
            found, without = _dicom_points(path, progress)
            points += found
            left_out += without
        else:
            points += _folder_points(path)
    return FoundPoints(tuple(_told_apart(points)), tuple(left_out))


def open_time_point(
    found: FoundPoint,
    progress: Progress = no_progress,
    *,
    raw: bool = False,
    with_labels: bool = False,
) -> OpenedPoint:
    """Read and check one time point.

    Args:
        found: from :func:`find_time_points`.
        progress: may raise ``Cancelled``.
        raw: scans as they left the scanner; DICOM always is.
        with_labels: take the label map that lies beside the scans.

    Raises:
        ReadingError, GeometryError, CheckError: see :mod:`core.opening.reading`; or there is no
            label map.
    """
    opened = _opened(found, progress, raw=raw)
    study = replace(opened.study, name=found.name)
    labels, doubts = _labels(found, study) if with_labels else (None, ())
    point = TimePoint(
        found.name,
        study,
        labels,
        found.day,
        found.day_from,
        patient=found.patient,
        findings=(*opened.findings, *doubts),
    )
    return OpenedPoint(point, opened.preparation)


def _opened(found: FoundPoint, progress: Progress, *, raw: bool) -> OpenedStudy:
    if found.choice is not None:
        return open_raw(found.source, progress, choice=found.choice)
    return open_raw(found.source, progress) if raw else open_study(found.source, progress)


def _labels(found: FoundPoint, study: Study) -> tuple[Segmentation, tuple[Finding, ...]]:
    """The label map beside the scans, and what speaks against its being theirs."""
    if found.labels is None:
        raise ReadingError(
            f"{found.source}: no label map lies beside the scans, or several do. Leave one there, "
            "or let the model segment it."
        )
    file = read_labels(found.labels, study)
    # The first is the likeliest, see there.
    return segmentation_of(file, next(iter(file.readings)), study), file.findings


def _folder_points(path: Path) -> list[FoundPoint]:
    folders = find_studies(path)
    if folders == [path] or len(folders) == 1:
        return [_folder_point(folders[0])]
    points = [_folder_point(folder) for folder in folders]
    patients = {point.patient for point in points}
    if len(patients) > 1:
        raise SeveralStudiesError(
            f"{path}: it holds the studies of several patients. Choose the folder of one of them."
        )
    if not all(_visit_below(path, folder) for folder in folders):
        names = ", ".join(point.name for point in points[:4])
        raise SeveralStudiesError(
            f"{path}: nothing says that its {len(points)} studies ({names}, …) are one patient's. "
            "Name those of one patient one by one."
        )
    dated = all(point.day is not None for point in points)
    if dated:
        return sorted(points, key=lambda point: point.day or date.min)
    return sorted(points, key=lambda point: natural(point.name))


def _visit_below(path: Path, folder: Path) -> bool:
    """Whether a folder between a patient's and a study's is named after a time point."""
    return any(is_visit(part) for part in folder.relative_to(path).parts)


def _folder_point(folder: Path) -> FoundPoint:
    files = find_study(folder)
    name = study_name(folder, [hit.path for hit in files.files.values()])
    parts = (*[hit.path.name for hit in files.files.values()], *reversed(folder.absolute().parts))
    labels = files.segmentation[0] if len(files.segmentation) == 1 else None
    patient = patient_in(parts)
    day = _day_in_table(folder)
    if day is not None:
        return FoundPoint(name, folder, day, DayFrom.TABLE, patient, labels=labels)
    day = next((told for part in (name, folder.name) if (told := day_in(part))), None)
    source = DayFrom.NAME if day else DayFrom.NOBODY
    return FoundPoint(name, folder, day, source, patient, labels=labels)


def _day_in_table(folder: Path) -> date | None:
    """The day in BIDS's ``sub-01_sessions.tsv``; None without a table or a date in it."""
    session = next((p for p in (folder, *folder.parents) if p.name.startswith("ses-")), None)
    if session is None or not session.parent.name.startswith("sub-"):
        return None
    table = session.parent / f"{session.parent.name}_sessions.tsv"
    if not table.is_file():
        return None
    try:
        text = table.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadingError(f"{table}: this table of sessions cannot be read.") from error
    for row in csv.DictReader(text.splitlines(), delimiter="\t"):
        if row.get("session_id") == session.name:
            return _iso(row.get("acq_time") or "")
    return None


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:  # "n/a", or a date that somebody took out
        return None


def _dicom_points(path: Path, progress: Progress) -> tuple[list[FoundPoint], list[str]]:
    found = find_series([path], progress)
    patients = {some[0].patient for some in found.studies}
    if len(patients) > 1:
        raise SeveralStudiesError(
            f"{path}: it holds the studies of {len(patients)} patients. Choose the folder of one "
            "of them."
        )
    points, left_out = [], []
    for number, series in enumerate(found.studies, start=1):
        try:
            choice = choice_of(series, path)
        except ReadingError as error:
            left_out.append(str(error))
            continue
        points.append(_dicom_point(path, series, choice, number))
    if not points:
        raise ReadingError("\n".join(left_out))
    return sorted(points, key=lambda point: point.day or date.max), left_out


def _dicom_point(
    path: Path, series: Sequence[Series], choice: SeriesChoice, number: int
) -> FoundPoint:
    day, patient = told_by_headers(series)
    # The folder's name may be the patient's, so it names no time point.
    name = f"{day:%Y-%m-%d}" if day else f"study-{number}"
    source = DayFrom.DICOM if day else DayFrom.NOBODY
    return FoundPoint(name, path, day, source, patient, choice)


def told_by_headers(series: Sequence[Series]) -> tuple[date | None, str]:
    """When DICOM series were made, and whose they are; None and empty where nothing tells.

    Args:
        series: of one study.
    """
    who = series[0].identity
    patient = patient_mark(who.patient_id, who.patient_name, who.birth_date)
    return _dicom_day(who.study_date), patient


def _dicom_day(text: str) -> date | None:
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:  # emptied for anonymity
        return None


def _told_apart(points: Sequence[FoundPoint]) -> list[FoundPoint]:
    """The same, with numbers behind names that come twice."""
    names = [point.name for point in points]
    seen: dict[str, int] = {}
    told = []
    for point in points:
        name = point.name
        if names.count(name) > 1:
            seen[name] = seen.get(name, 0) + 1
            name = f"{name} ({seen[name]})"
        told.append(replace(point, name=name))
    return told
