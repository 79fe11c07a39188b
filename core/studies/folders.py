"""Looking through folders, alike for scans and for label maps."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from core.studies.naming import is_nifti_name


def name_key(name: str) -> str:
    """The same text for every spelling of a name that some disk takes for the same.

    Disks of Windows and macOS do not tell ``P1`` from ``p1``, and macOS stores ``é`` as two
    characters where Linux keeps what it was given.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return unicodedata.normalize("NFKC", folded)


def given_name(folder: Path) -> Path:
    """The folder's absolute path in the person's words: links keep their own names.

    A link may stand for a patient whose real name its target bears.
    """
    path = folder
    if not path.is_absolute():
        path = _current_folder() / path
    parts = path.parts
    if ".." not in parts:
        return Path(os.path.normpath(path))
    # “..” after a link leads out of the link's target, so up to there the way must be walked.
    last = len(parts) - parts[::-1].index("..")
    return Path(*parts[:last]).resolve().joinpath(*parts[last:])


def listed(folder: Path) -> list[Path]:
    """What lies in a folder, sorted.

    Raises:
        OSError: it cannot be looked into.
    """
    return sorted(folder.iterdir())


def nifti_files(folder: Path) -> list[Path]:
    """Files with a NIfTI name, whatever its case, also those that turn out to be unusable.

    A link to nowhere, one that leads to itself and a folder with a file's name are there,
    though they cannot be read: reading says why.

    Raises:
        OSError: the folder cannot be looked into.
    """
    return [p for p in listed(folder) if is_nifti_name(p) and not is_series_folder(p)]


def subfolders(folder: Path) -> list[Path]:
    """The folders in a folder, links to folders among them, hidden ones not.

    Raises:
        OSError: the folder cannot be looked into.
    """
    return [p for p in listed(folder) if _is_folder(p) and not p.name.startswith(".")]


def is_series_folder(path: Path) -> bool:
    """Whether a folder that is named like a file holds files of that kind."""
    if not _is_folder(path):
        return False
    try:
        return any(is_nifti_name(p) for p in path.iterdir())
    except OSError:
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a link to where nobody may look leads to no folder that can be listed
        return False


def nifti_files_below(folder: Path) -> Iterator[Path]:
    """The NIfTI files in a folder and in all folders below it; loops of links are left.

    Raises:
        OSError: a folder cannot be looked into.
    """
    yield from _below(folder, frozenset())


def _below(folder: Path, above: frozenset[Path]) -> Iterator[Path]:
    real = folder.resolve()
    if real in above:
        return
    yield from nifti_files(folder)
    for child in subfolders(folder):
        yield from _below(child, above | {real})


def _current_folder() -> Path:
    """Where the process stands, by the name that the shell knows it by."""
    here, told = Path.cwd(), os.environ.get("PWD")
    if told and Path(told).is_absolute():
        try:
            if Path(told).samefile(here):
                return Path(told)
        except OSError:  # a name left over from elsewhere
            return here
    return here
