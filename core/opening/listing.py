"""What lies in a folder and below it: files by name, each folder once, errors as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import ReadingError
from core.files.file_kinds import is_dicom
from core.studies.folders import is_series_folder, listed, subfolders
from core.studies.naming import is_nifti_name, is_scan_name, stem

_NOT_ANATOMY = {"derivatives", "sourcedata", "code", "func", "dwi", "fmap", "perf", "figures"}
"""Folders of a BIDS tree that hold no anatomical series (bids-specification.readthedocs.io)."""

_DICOM_LOOK = 20
"""Files without a NIfTI name that are opened to see whether they are DICOM."""


def scan_files(folder: Path) -> list[Path]:
    """Files with the name of a scan, also those that turn out to be unusable.

    One in another format beside a NIfTI file of its name is the same scan, and left out.

    A link to nowhere, one that leads to itself and a folder with a file's name are there,
    though they cannot be read: reading says why.
    """
    found = [p for p in listed(folder) if is_scan_name(p) and not is_series_folder(p)]
    names = {stem(p).lower() for p in found if is_nifti_name(p)}
    return [p for p in found if is_nifti_name(p) or stem(p).lower() not in names]


def scan_files_if_allowed(folder: Path) -> list[Path]:
    """The same; none where the folder may not be looked into."""
    try:
        return scan_files(folder)
    except PermissionError:  # the folder is listed as a study of its own, and refused there
        return []


def children(folder: Path) -> list[Path]:
    """Folders that may hold scans, links to folders among them.

    A link that leads back to the folder itself or to one above it is left out.
    """
    here = folder.resolve()
    above = {here, *here.parents}
    return [
        p
        for p in subfolders(folder)
        if p.name.lower() not in _NOT_ANATOMY
        and not (is_nifti_name(p) and not is_series_folder(p))
        and not (p.is_symlink() and p.resolve() in above)
    ]


def folders_below(folder: Path, depth: int) -> list[Path]:
    """Folders down to some depth, each once however many links lead to it."""
    return _below(folder, depth, {folder.resolve()})


def _below(folder: Path, depth: int, seen: set[Path]) -> list[Path]:
    if depth == 0:
        return []
    found = []
    # What lies here comes before what links lead to.
    for child in sorted(children(folder), key=lambda p: (p.is_symlink(), p)):
        real = child.resolve()
        if real not in seen:
            seen.add(real)
            found += [child, *_below(child, depth - 1, seen)]
    return sorted(found)


def holds_dicom(folder: Path) -> bool:
    """Whether some of the folder's files are DICOM."""
    files = [p for p in listed(folder) if not is_scan_name(p) and _is_file(p)]
    try:
        return any(is_dicom(p) for p in files[:_DICOM_LOOK])
    except OSError:
        # A file that cannot be opened tells nothing about what kind of folder this is.
        return False


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


@contextmanager
def told_plainly(folder: Path) -> Iterator[None]:
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
