"""Finding a study's files in a folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.errors import ReadingError, SeveralStudiesError, UndecidedError
from core.opening.foreign import is_foreign_image, what_to_do
from core.opening.hidden import require_none_hidden
from core.opening.listing import folders_below, holds_dicom, scan_files, told_plainly
from core.studies.findings import Finding, Severity
from core.studies.folders import given_name, listed
from core.studies.naming import Recognised, candidates, images, is_scan_name, undecided
from core.studies.sequences import NEEDED, absent, enough
from core.studies.study import Modality

_SUBJECT = re.compile(r"sub-[^_.]+")

_DEPTH = 6
"""XNAT keeps a file five folders below its session: scans/3-T1/resources/NIFTI/files."""

CONTAINERS = frozenset({"anat", "scans", "resources", "nifti", "nii", "files"})
"""Folders that say nothing of the study they hold: BIDS's and XNAT's."""


@dataclass(frozen=True)
class StudyFiles:
    """What a folder was found to hold.

    Attributes:
        name: for titles: the folder's name, or subject and session in a BIDS tree.
        files: the file of each sequence that is there, with the reason for the choice.
        segmentation: label maps that lie beside them.
        ignored: NIfTI files whose names tell no sequence.
    """

    name: str
    files: Mapping[Modality, Recognised]
    segmentation: tuple[Path, ...]
    ignored: tuple[Path, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Where a sequence is absent: files that may be it, though their names do not say so."""
        missing = " or ".join(absent(self.files))
        if not missing or not self.ignored:
            return ()
        names = ", ".join(path.name for path in self.ignored)
        text = (
            f"Files whose names tell no sequence were left out: {names}. If one of them is "
            f"{missing}, name the files one by one."
        )
        values: dict[str, str | float] = {"files": names, "sequences": missing}
        return (Finding("not_recognised", Severity.WARNED, text, None, values),)


def find_study(
    folder: Path,
    stated: Mapping[Modality, Path] | None = None,
    *,
    without_unreadable: bool = False,
) -> StudyFiles:
    """Recognise the sequences of one study in a folder, by name.

    Looks at the folder itself; where it names no sequence, at its sub-folders: ``anat``,
    ``ses-*/anat``, one nested folder, or one folder per series.

    Args:
        folder: the study's.
        stated: files of which a person said what they are, in the folder or elsewhere.
        without_unreadable: a person said to go on without a sequence whose file is there, but
            cannot be used.

    Raises:
        ReadingError: no folder, no permission, no NIfTI files, too few sequences
            (:mod:`core.studies.sequences`), a sequence with several candidates, or several studies.
        UndecidedError: a name that may mean either of two sequences.
        UnusableFileError: a scan whose name says that it holds labels.
    """
    with told_plainly(folder):
        if not folder.exists():
            raise ReadingError(f"{folder}: there is no such folder. Check the path.")
        if not folder.is_dir():
            raise ReadingError(
                f"{folder}: expected a folder with one file per sequence, found a file."
            )
        paths = study_paths(folder)
        if not images(paths):
            raise ReadingError(f"{folder}: {why_empty(folder)}")
    found = candidates(paths, folder)
    _take_stated(found, stated or {})
    _require_decided(folder, found)
    scans = images(paths)
    chosen = {m: hits[0] for m, hits in found.items() if hits}
    taken = {hit.path.absolute() for hit in chosen.values()}
    if not without_unreadable:
        labels = [p for p in paths if p not in scans and p.absolute() not in taken]
        folders = dict.fromkeys(p.parent for p in paths)
        others = [p for f in folders for p in listed(f) if is_foreign_image(p)]
        require_none_hidden(folder, [*labels, *others], chosen)
    _require_enough(folder, found, paths)
    return StudyFiles(
        study_name(folder, paths),
        chosen,
        tuple(p for p in paths if p not in scans and p.absolute() not in taken),
        tuple(p for p in scans if p.absolute() not in taken),
    )


def study_name(folder: Path, files: Iterable[Path] = ()) -> str:
    """The folder's name, a link's its own; within a BIDS tree ``sub-01`` or ``sub-01_ses-1``.

    A session whose folder does not lie in its subject's has the subject from its files' names.
    """
    parts = list(given_name(folder).parts)
    while len(parts) > 2 and parts[-1].lower() in CONTAINERS:
        parts.pop()
    name = parts[-1]
    if not name.startswith("ses-"):
        return name
    if parts[-2].startswith("sub-"):
        return f"{parts[-2]}_{name}"
    subjects = {hit.group() for p in files if (hit := _SUBJECT.match(p.name))}
    return f"{subjects.pop()}_{name}" if len(subjects) == 1 else name


def study_paths(folder: Path) -> list[Path]:
    """The NIfTI files that make up the folder's study, from it or from below it.

    Raises:
        SeveralStudiesError: it holds several studies.
        OSError: it cannot be listed.
    """
    here = scan_files(folder)
    if any(candidates(here).values()):
        return here
    groups = [g for g in (scan_files(f) for f in folders_below(folder, _DEPTH)) if images(g)]
    if len(groups) <= 1:
        return groups[0] if groups else here
    if one_folder_per_series(folder, groups):
        return [path for group in groups for path in group]
    names = ", ".join(str(g[0].parent.relative_to(folder)) for g in groups)
    raise SeveralStudiesError(
        f"{folder}: it holds {len(groups)} folders with images: {names}. Open one of them, or run "
        "a batch over all."
    )


def one_folder_per_series(folder: Path, groups: list[list[Path]]) -> bool:
    """Whether no group holds two of the sequences and no sequence comes twice."""
    found = candidates([p for group in groups for p in group], folder)
    told = {hit.path for hits in found.values() for hit in hits}
    if any(sum(p in told for p in group) > 1 for group in groups):
        return False
    return len(told) > 1 and all(len(hits) <= 1 for hits in found.values())


def _take_stated(found: dict[Modality, list[Recognised]], stated: Mapping[Modality, Path]) -> None:
    """Put in what a person said, whatever the names tell."""
    known = {path.absolute() for path in stated.values()}
    for modality, hits in found.items():
        hits[:] = [hit for hit in hits if hit.path.absolute() not in known]
        if modality in stated:
            hits[:] = [Recognised(stated[modality], modality, "named by you")]


def _require_decided(folder: Path, found: Mapping[Modality, list[Recognised]]) -> None:
    doubtful = undecided(found)
    if not doubtful:
        return
    sentences = []
    for hit in doubtful:
        told = hit.reason.partition("“")[2].rstrip("”")
        sentences.append(
            f"{hit.path.name} could be {hit.modality} or {hit.other}: “{told}” may speak of the "
            "scan, or of the patient or the visit."
        )
    options = " or ".join(
        f"--{m.lower()} FILE" for m in Modality if any(m in (h.modality, h.other) for h in doubtful)
    )
    raise UndecidedError(
        f"{folder}: {' '.join(sentences)} Say which it is (on the command line: segment FOLDER "
        f"{options})."
    )


def _require_enough(
    folder: Path, found: Mapping[Modality, list[Recognised]], paths: list[Path]
) -> None:
    sentences = []
    for modality, hits in found.items():
        if len(hits) > 1:
            names = " and ".join(hit.path.name for hit in hits)
            sentences.append(f"{len(hits)} files could be {modality.value}: {names}.")
    missing = [m.value for m, hits in found.items() if not hits]
    too_few = not enough([m for m, hits in found.items() if hits])
    if not sentences and not too_few:
        return
    if missing:
        sentences.append(f"No file's name tells {' or '.join(missing)}.")
    if too_few:
        sentences.append(NEEDED)
    told = {hit.path for hits in found.values() for hit in hits}
    rest = [p.name for p in images(paths) if p not in told]
    if missing and rest:
        sentences.append(f"Not recognised: {', '.join(rest)}.")
    if rest and not told:
        sentences.append("A file that stacks all four is opened as such, with their order.")
    raise ReadingError(
        f"{folder}: {' '.join(sentences)} Name the files one by one (T1, T1Gd, T2, FLAIR)."
    )


def why_empty(folder: Path) -> str:
    """Why nothing was found in a folder, as the end of a sentence that names it."""
    if any(map(holds_dicom, [folder, *folders_below(folder, 2)])):
        return (
            "it holds DICOM files, not NIfTI. Convert them with dcm2niix, register the four "
            "sequences and open the result."
        )
    every = [p for f in (folder, *folders_below(folder, 2)) for p in listed(f)]
    if not any(map(is_scan_name, every)) and (said := what_to_do(every)):
        return said
    segmentations = [p.name for p in scan_files(folder)]
    if segmentations:
        return f"it holds label maps only ({', '.join(segmentations)}), no sequence."
    return "no NIfTI file (.nii or .nii.gz) is in it. Choose the folder that holds the scans."
