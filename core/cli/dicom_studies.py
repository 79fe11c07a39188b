"""The DICOM studies under a root, told apart by study and patient, each to be opened by itself."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from core.dicom.finding import find_series
from core.dicom.series import Series
from core.errors import ReadingError
from core.files.marks import mark_of_pictures
from core.opening.raw import choice_of
from core.opening.series_choice import SeriesChoice
from core.progress import Progress, no_progress

_DIGITS = 16
_SUFFIX_DIGITS = 6


@dataclass(frozen=True)
class DicomStudy:
    """One patient's study; nothing in it says who that is but the names of files.

    Attributes:
        folder: the innermost folder, or the archive, that holds all of it.
        suffix: told from the study and the patient, where ``folder`` holds others too; else empty.
        files: of all its series; archives as a whole.
        first: digest of one of its objects, by which it is found again in ``files``.
    """

    folder: Path
    suffix: str
    files: tuple[Path, ...] = field(repr=False)
    first: str = field(repr=False)

    def choice(self, progress: Progress = no_progress) -> SeriesChoice:
        """Which series is which sequence, read from the headers.

        Raises:
            ReadingError: the files are gone or others, or tell too few sequences.
        """
        for series in find_series(self.files, progress).studies:
            if _first(series) == self.first:
                return choice_of(series, self.folder)
        raise ReadingError(f"{self.folder}: the study that was found there is there no more.")


def dicom_studies(
    paths: Iterable[Path], progress: Progress = no_progress
) -> tuple[list[DicomStudy], tuple[str, ...]]:
    """Every DICOM study in and under folders, and what could not be read there.

    Raises:
        ReadingError: nothing there is DICOM.
    """
    found = find_series(paths, progress)
    pictured = [some for some in found.studies if any(one.slices for one in some)]
    files = [_files(series) for series in pictured]
    folders = [_common(some) for some in files]
    studies = []
    for n, series in enumerate(pictured):
        others = (path for m, some in enumerate(files) if m != n for path in some)
        shared = any(path.is_relative_to(folders[n]) for path in others)
        suffix = _digest(_who(series), _SUFFIX_DIGITS) if shared else ""
        studies.append(DicomStudy(folders[n], suffix, files[n], _first(series)))
    return studies, found.problems


def mark_of_choice(choice: SeriesChoice) -> str:
    """Sixteen digits made from the chosen series' objects; see :mod:`core.files.marks`."""
    return mark_of_pictures(
        {m: [s.sop_uid for s in one.slices] for m, one in choice.series.items()}
    )


def _files(series: Sequence[Series]) -> tuple[Path, ...]:
    return tuple(sorted({one.place.path.absolute() for some in series for one in some.slices}))


def _common(files: Sequence[Path]) -> Path:
    if len(files) == 1:
        return files[0] if files[0].suffix.lower() == ".zip" else files[0].parent
    return Path(os.path.commonpath(files))


def _first(series: Sequence[Series]) -> str:
    return _digest([min(one.sop_uid for some in series for one in some.slices)], _DIGITS)


def _who(series: Sequence[Series]) -> list[str]:
    who = series[0].identity
    return [who.study_uid, who.patient_id, who.patient_name.upper(), who.birth_date]


def _digest(told: Iterable[str], digits: int) -> str:
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:digits]
