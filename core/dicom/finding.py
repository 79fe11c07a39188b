"""Find the series in folders, archives and DICOMDIRs, from headers alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from core.dicom import header as tags
from core.dicom.facts import facts_of, identity_of
from core.dicom.frames import Scanned, is_mosaic, scan_place
from core.dicom.frames import b_value as b_value_of
from core.dicom.geometry import has_place, ordered
from core.dicom.header import Header
from core.dicom.places import Opener, Place, list_places
from core.dicom.series import Facts, Series, Slice, Verdict
from core.dicom.splitting import Part, split
from core.dicom.usability import judge
from core.errors import ReadingError
from core.progress import Progress, no_progress

_FILES_PER_STEP = 16
"""Few enough that cancelling is prompt on a slow disk."""
_THREADS = 8


@dataclass(frozen=True)
class FoundSeries:
    """What was found.

    Attributes:
        series: usable ones and those set aside; by patient, study, then series number.
        problems: sentences about files and folders that could not be read.
        others: how many files are no DICOM.
    """

    series: tuple[Series, ...]
    problems: tuple[str, ...] = field(default=(), repr=False)
    others: int = 0

    @property
    def studies(self) -> tuple[tuple[Series, ...], ...]:
        """The series of each study; those of two patients, or of two studies, never mix."""
        groups: dict[tuple[int, int], list[Series]] = defaultdict(list)
        for one in self.series:
            groups[one.patient, one.study].append(one)
        return tuple(map(tuple, groups.values()))


def find_series(paths: Iterable[Path], progress: Progress = no_progress) -> FoundSeries:
    """List the DICOM series that folders, archives, DICOMDIRs and files hold.

    Reads headers only, in threads.

    Args:
        paths: may be mixed and nested.
        progress: called in the calling thread with files done and files in all; may raise
            ``Cancelled``.

    Raises:
        ReadingError: a path does not exist, or nothing in any is DICOM.
    """
    paths = list(paths)
    with Opener() as opener:
        progress(0, 0, "Listing files")
        listing = list_places(paths, opener)
        scanned, problems = _scan_all(opener, list(listing.places), progress)
    problems = [*listing.problems, *problems]
    if not scanned:
        where = ", ".join(str(path) for path in paths) or "Nothing"
        said = f"{where}: no DICOM file is in it. Choose the folder of the study."
        raise ReadingError("\n".join([said, *problems]))
    others = len(listing.places) - len(scanned) - (len(problems) - len(listing.problems))
    return FoundSeries(tuple(_series(scanned)), tuple(problems), others)


def _scan_all(
    opener: Opener, places: Sequence[Place], progress: Progress
) -> tuple[list[Scanned], list[str]]:
    def work(some: Sequence[Place]) -> list[Scanned | str | None]:
        found: list[Scanned | str | None] = []
        for place in some:
            try:
                found.append(scan_place(opener, place))
            except ReadingError as error:
                found.append(str(error))
        return found

    steps = [places[i : i + _FILES_PER_STEP] for i in range(0, len(places), _FILES_PER_STEP)]
    scanned: list[Scanned] = []
    problems: list[str] = []
    pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="dicom")
    try:
        for done, results in enumerate(pool.map(work, steps)):
            scanned += [one for one in results if isinstance(one, Scanned)]
            problems += [one for one in results if isinstance(one, str)]
            read = min((done + 1) * _FILES_PER_STEP, len(places))
            progress(read, len(places), "Reading DICOM headers")
    finally:
        pool.shutdown(cancel_futures=True)
    return scanned, problems


def _series(scanned: Sequence[Scanned]) -> list[Series]:
    groups: dict[tuple[str, ...], list[Scanned]] = defaultdict(list)
    for one in scanned:
        groups[(*_patient(one.header), *_study(one.header), _series_key(one))].append(one)
    patients = _numbered(key[:3] for key in groups)
    studies = {
        study: number
        for patient in patients
        for study, number in _numbered(key[:4] for key in groups if key[:3] == patient).items()
    }
    found = [
        one
        for key, files in groups.items()
        for one in _parts(files, patients[key[:3]], studies[key[:4]])
    ]
    return sorted(found, key=_order)


def _order(one: Series) -> tuple[int, int, float, float, int]:
    number, time = one.facts.number, one.facts.acquired_s
    late = float("inf")
    return (
        one.patient,
        one.study,
        late if number is None else number,
        late if time is None else time,
        one.part,
    )


def _patient(header: Header) -> tuple[str, str, str]:
    """Who: the identifier with its issuer, the name and the day of birth must all be one.

    A name that differs only in capitals or empty parts is the same.
    """
    name = header.get(tags.PATIENT_NAME, "").upper().rstrip("^ ")
    identifier = f"{header.get(tags.PATIENT_ID, '')}|{header.get(tags.ISSUER, '')}"
    return identifier, " ".join(name.replace("^", " ").split()), header.get(tags.BIRTH_DATE, "")


def _study(header: Header) -> tuple[str]:
    return (header.get(tags.STUDY_UID, ""),)


def _series_key(one: Scanned) -> str:
    """The series UID; files without one are told apart by kind, number and words."""
    told = (tags.MODALITY, tags.SERIES_NUMBER, tags.SERIES_DESCRIPTION)
    uid = one.header.get(tags.SERIES_UID)
    return uid or "|".join(one.header.get(tag, "") for tag in told)


def _numbered(keys: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    """Numbers from 1 for keys, in the order in which they come."""
    return {key: number for number, key in enumerate(dict.fromkeys(keys), start=1)}


def _parts(files: Sequence[Scanned], patient: int, study: int) -> list[Series]:
    headers = {one.place: one.header for one in files}
    slices = [one for file in files for one in file.slices]
    identity = identity_of(files[0].header)
    if not slices:
        facts = facts_of([one.header for one in files], (), None)
        verdict = judge(facts, (), capture=False, animal=False, mosaic=False, copies=0)
        return [Series(patient, study, 0, "", facts, verdict, (), identity)]
    parts = split(slices)
    # The pictures without diffusion weighting belong to a diffusion series all the same.
    b_value = max((b for b in map(b_value_of, headers.values()) if b is not None), default=None)
    found = []
    for number, part in enumerate(parts, start=1):
        own = [headers[place] for place in dict.fromkeys(one.place for one in part.slices)]
        facts, verdict, ordered_slices = _judged(part, own, b_value)
        shown = number if len(parts) > 1 else 0
        found.append(
            Series(
                patient, study, shown, part.told_apart_by, facts, verdict, ordered_slices, identity
            )
        )
    return found


def _judged(
    part: Part, headers: Sequence[Header], b_value: float | None
) -> tuple[Facts, Verdict, tuple[Slice, ...]]:
    slices, first = _in_order(part.slices), headers[0]
    facts = facts_of(headers, slices, b_value)
    verdict = judge(
        facts,
        slices,
        capture=bool(first.get(tags.CONVERSION_TYPE)),
        animal=first.get(tags.ANIMAL_AXES, "").upper() == "QUADRUPED",
        mosaic=is_mosaic(first),
        copies=part.copies,
    )
    return facts, verdict, slices


def _in_order(slices: tuple[Slice, ...]) -> tuple[Slice, ...]:
    if all(map(has_place, slices)):
        return ordered(slices)
    return tuple(sorted(slices, key=lambda one: (one.number or 0, one.name)))
