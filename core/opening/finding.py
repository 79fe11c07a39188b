"""Finding a study's files in a folder, and the studies under a root."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.errors import ReadingError, UndecidedError
from core.files.file_kinds import is_dicom
from core.studies.findings import Finding, Severity
from core.studies.folders import given_name, listed, nifti_files, subfolders
from core.studies.naming import (
    Recognised,
    candidates,
    images,
    is_nifti_name,
    undecided,
)
from core.studies.sequences import NEEDED, absent, enough
from core.studies.study import Modality

_NOT_ANATOMY = {"derivatives", "sourcedata", "code", "func", "dwi", "fmap", "perf", "figures"}
"""Folders of a BIDS tree that hold no anatomical series (bids-specification.readthedocs.io)."""

_MAX_DEPTH = 4
_DICOM_LOOK = 20
"""Files without a NIfTI name that are opened to see whether they are DICOM."""


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


def find_study(folder: Path, stated: Mapping[Modality, Path] | None = None) -> StudyFiles:
    """Recognise the sequences of one study in a folder, by name.

    Looks at the folder itself; where it names no sequence, at its sub-folders: ``anat``,
    ``ses-*/anat``, one nested folder, or one folder per series.

    Args:
        folder: the study's.
        stated: files of which a person said what they are, in the folder or elsewhere.

    Raises:
        ReadingError: no folder, no permission, no NIfTI files, too few sequences
            (:mod:`core.studies.sequences`), a sequence with several candidates, or several studies.
        UndecidedError: a name that may mean either of two sequences.
    """
    with _told_plainly(folder):
        if not folder.exists():
            raise ReadingError(f"{folder}: there is no such folder. Check the path.")
        if not folder.is_dir():
            raise ReadingError(
                f"{folder}: expected a folder with one file per sequence, found a file."
            )
        paths = _study_paths(folder)
        if not images(paths):
            raise ReadingError(f"{folder}: {_why_empty(folder)}")
    found = candidates(paths, folder)
    _take_stated(found, stated or {})
    _require_decided(folder, found)
    _require_enough(folder, found, paths)
    chosen = {m: hits[0] for m, hits in found.items() if hits}
    taken = {hit.path for hit in chosen.values()}
    scans = images(paths)
    return StudyFiles(
        study_name(folder),
        chosen,
        tuple(p for p in paths if p not in scans),
        tuple(p for p in scans if p not in taken),
    )


def find_studies(root: Path) -> list[Path]:
    """Every folder under ``root`` to give to :func:`find_study`, sorted.

    A folder that holds images, though not the right ones, or that may not be looked into,
    is listed too, so that a batch reports it instead of passing it over. Folders with
    nothing but label maps are not.

    Raises:
        ReadingError: no such folder, no permission for ``root``, or nothing in it.
    """
    with _told_plainly(root):
        if not root.is_dir():
            raise ReadingError(f"{root}: expected a folder of studies, found none there.")
        found = _studies_under(root, _MAX_DEPTH)
        if not found:
            raise ReadingError(f"{root}: {_why_empty(root)}")
    return found


def study_name(folder: Path) -> str:
    """The folder's name, a link's its own; within a BIDS tree ``sub-01`` or ``sub-01_ses-1``."""
    parts = list(given_name(folder).parts)
    if len(parts) > 1 and parts[-1] == "anat":
        parts.pop()
    if len(parts) > 1 and parts[-1].startswith("ses-") and parts[-2].startswith("sub-"):
        return f"{parts[-2]}_{parts[-1]}"
    return parts[-1]


def _study_paths(folder: Path) -> list[Path]:
    """The NIfTI files that make up the folder's study, from it or from below it."""
    here = nifti_files(folder)
    if any(candidates(here).values()):
        return here
    groups = [g for g in (nifti_files(f) for f in _folders_below(folder, 3)) if images(g)]
    if len(groups) <= 1:
        return groups[0] if groups else here
    if _one_folder_per_series(folder, groups):
        return [path for group in groups for path in group]
    names = ", ".join(str(g[0].parent.relative_to(folder)) for g in groups)
    raise ReadingError(
        f"{folder}: it holds {len(groups)} folders with images: {names}. Open one of them, or run "
        "a batch over all."
    )


def _one_folder_per_series(folder: Path, groups: list[list[Path]]) -> bool:
    """Whether each group is one sequence and no sequence comes twice."""
    if any(len(images(group)) != 1 for group in groups):
        return False
    found = candidates([p for g in groups for p in g], folder)
    return sum(map(len, found.values())) > 1 and all(len(hits) <= 1 for hits in found.values())


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


def _studies_under(folder: Path, depth: int) -> list[Path]:
    here = nifti_files(folder)
    if sum(1 for hits in candidates(here).values() if hits) > 1:
        return [folder]
    children = _children(folder)
    if any(child.name == "anat" for child in children):
        return [folder]
    groups = [g for g in map(_nifti_files_if_allowed, children) if images(g)]
    if len(groups) > 1 and _one_folder_per_series(folder, groups):
        return [folder]
    below: list[Path] = []
    for child in children if depth > 0 else ():
        try:
            below += _studies_under(child, depth - 1)
        except PermissionError:
            below.append(child)
    # A stray image beside the patients' folders, such as an atlas, is no study.
    return below or ([folder] if images(here) or _holds_dicom(folder) else [])


def _folders_below(folder: Path, depth: int) -> list[Path]:
    if depth == 0:
        return []
    children = _children(folder)
    return [f for child in children for f in (child, *_folders_below(child, depth - 1))]


def _children(folder: Path) -> list[Path]:
    return [p for p in subfolders(folder) if p.name.lower() not in _NOT_ANATOMY]


def _nifti_files_if_allowed(folder: Path) -> list[Path]:
    try:
        return nifti_files(folder)
    except PermissionError:  # the folder is listed as a study of its own, and refused there
        return []


@contextmanager
def _told_plainly(folder: Path) -> Iterator[None]:
    """Turn what the operating system refuses into a sentence that names the folder."""
    try:
        yield
    except PermissionError as error:
        raise ReadingError(
            f"{error.filename or folder}: no permission to look into it. Ask its owner, or copy it "
            "to a folder of your own."
        ) from error
    except OSError as error:
        raise ReadingError(
            f"{error.filename or folder}: it could not be listed ({error.strerror})."
        ) from error


def _why_empty(folder: Path) -> str:
    if any(map(_holds_dicom, [folder, *_folders_below(folder, 2)])):
        return (
            "it holds DICOM files, not NIfTI. Convert them with dcm2niix, register the four "
            "sequences and open the result."
        )
    segmentations = [p.name for p in nifti_files(folder)]
    if segmentations:
        return f"it holds label maps only ({', '.join(segmentations)}), no sequence."
    return "no NIfTI file (.nii or .nii.gz) is in it. Choose the folder that holds the scans."


def _holds_dicom(folder: Path) -> bool:
    files = [p for p in listed(folder) if p.is_file() and not is_nifti_name(p)]
    try:
        return any(is_dicom(p) for p in files[:_DICOM_LOOK])
    except OSError:
        # A file that cannot be opened tells nothing about what kind of folder this is.
        return False
