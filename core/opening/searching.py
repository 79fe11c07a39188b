"""Finding the studies under a root, each once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from core.errors import GliovistaError, ReadingError
from core.opening.finding import CONTAINERS, one_folder_per_series, study_paths, why_empty
from core.opening.listing import (
    children,
    holds_dicom,
    scan_files,
    scan_files_if_allowed,
    told_plainly,
)
from core.studies.naming import candidates, images
from core.studies.sequence_words import names_sequence

_MAX_DEPTH = 8
"""XNAT's project/subject/session/scans/3-T1/resources/NIFTI/files, from above the project."""


def _nobody_told(path: Path) -> None:
    del path


def find_studies(root: Path, passed_over: Callable[[Path], object] = _nobody_told) -> list[Path]:
    """Every folder under ``root`` to give to :func:`core.opening.finding.find_study`, sorted.

    A folder that holds images, though not the right ones, or that may not be looked into,
    is listed too, so that a batch reports it instead of passing it over. Folders with
    nothing but label maps are not. A study that links lead to a second time is listed once,
    by its own place where that lies under ``root``.

    Args:
        root: where to look.
        passed_over: called with each folder that links make the same as what is listed.

    Raises:
        ReadingError: no such folder, no permission for ``root``, or nothing in it.
    """
    with told_plainly(root):
        if not root.is_dir():
            raise ReadingError(f"{root}: expected a folder of studies, found none there.")
        again: list[Path] = []
        found = _each_once(root, _studies_under(root, _MAX_DEPTH, {}, again), again)
        if not found:
            raise ReadingError(f"{root}: {why_empty(root)}")
    for link in again:
        # Within a study that is listed, it is one of its series'.
        if not any(link.is_relative_to(study) for study in found):
            passed_over(link)
    return found


def _studies_under(
    folder: Path, depth: int, followed: dict[Path, bool], again: list[Path]
) -> list[Path]:
    """Studies in and below a folder.

    ``followed`` are the folders that links led to before, and whether a study was found there;
    links that lead there once more come to ``again``.
    """
    here = scan_files(folder)
    if sum(1 for hits in candidates(here).values() if hits) > 1:
        return [folder]
    inside = children(folder)
    if any(child.name == "anat" for child in inside):
        return [folder]
    groups = [g for g in map(scan_files_if_allowed, inside) if images(g)]
    if len(groups) > 1 and _is_series_list(folder, groups):
        return [folder]
    below: list[Path] = []
    for child in inside if depth > 0 else ():
        real = child.resolve() if child.is_symlink() else None
        if real in followed:
            if followed[real]:
                again.append(child)
            continue
        if real is not None:
            followed[real] = False
        try:
            found = _studies_under(child, depth - 1, followed, again)
        except PermissionError:
            found = [child]
        if real is not None:
            followed[real] = bool(found)
        below += found
    if _is_one_study(folder, below):
        return [folder]
    # A stray image beside the patients' folders, such as an atlas, is no study.
    return below or ([folder] if images(here) or holds_dicom(folder) else [])


def _is_one_study(folder: Path, below: list[Path]) -> bool:
    """Whether what was found below are one study's series, or lie in a folder without a name."""
    ordered = sorted(below, key=lambda p: _through_link(folder, p), reverse=True)
    places = list({p.resolve(): p for p in ordered}.values())
    if len(places) == 1:
        return places[0].parent == folder and places[0].name.lower() in CONTAINERS
    groups = [g for g in map(_files_of, places) if images(g)]
    return len(groups) > 1 and _is_series_list(folder, groups)


def _is_series_list(folder: Path, groups: list[list[Path]]) -> bool:
    """Whether folders of one scan each are a study's series rather than patients.

    Patients of whom one sequence each is there look the same, but for their folders' names.
    """
    if not one_folder_per_series(folder, groups):
        return False
    series = [group[0].relative_to(folder).parts[0] for group in groups]
    return folder.name.lower() == "scans" or sum(map(names_sequence, series)) > 1


def _each_once(root: Path, found: list[Path], again: list[Path]) -> list[Path]:
    """The studies sorted, without those whose files are all another's: these come to ``again``."""
    known: set[frozenset[Path]] = set()
    kept = []
    for study in sorted(found, key=lambda p: (_through_link(root, p), p)):
        key = _real_files(study)
        if key in known:
            again.append(study)
        else:
            known.add(key)
            kept.append(study)
    return sorted(kept)


def _through_link(root: Path, study: Path) -> bool:
    below = study.relative_to(root).parts
    return any(root.joinpath(*below[: n + 1]).is_symlink() for n in range(len(below)))


def _real_files(study: Path) -> frozenset[Path]:
    """Where a study's files lie in truth; its folder where it has none, or they cannot be told."""
    return frozenset(_real(p) for p in _files_of(study)) or frozenset([study.resolve()])


def _files_of(study: Path) -> list[Path]:
    try:
        return study_paths(study)
    except (GliovistaError, OSError):  # reported when the study's turn comes
        return []


def _real(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # a link that leads to itself
        return path.absolute()
