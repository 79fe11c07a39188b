"""Which file is which sequence: what was recognised, and what may be chosen instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.studies.naming import candidates, is_nifti_name, is_segmentation
from core.studies.study import Modality

_DEPTH = 3


@dataclass(frozen=True)
class FileChoice:
    """Files to choose from, with a proposal where exactly one name tells a sequence.

    Attributes:
        files: every image file, sorted by name.
        proposed: the file of each sequence that one name tells.
        reasons: why, for each proposed file.
    """

    files: tuple[Path, ...]
    proposed: Mapping[Modality, Path]
    reasons: Mapping[Path, str]


def choice_among(paths: Iterable[Path]) -> FileChoice:
    """Propose sequences for files by their names; reads nothing."""
    files = sorted(p for p in paths if is_nifti_name(p))
    found = candidates(files)
    sole = {m: hits[0] for m, hits in found.items() if len(hits) == 1}
    return FileChoice(
        tuple(p for p in files if not is_segmentation(p)),
        {m: hit.path for m, hit in sole.items()},
        {hit.path: hit.reason for hits in found.values() for hit in hits},
    )


def choice_of(files: Mapping[Modality, Path]) -> FileChoice:
    """Propose sequences as they are known already; reads nothing."""
    paths = tuple(sorted(files.values()))
    return FileChoice(paths, dict(files), choice_among(paths).reasons)


def choice_in(folder: Path) -> FileChoice:
    """Propose sequences for the files in and below a folder; runs in a worker thread."""
    return choice_among(_files(folder, _DEPTH))


def _files(folder: Path, depth: int) -> list[Path]:
    found: list[Path] = []
    try:
        children = sorted(folder.iterdir())
    except OSError:
        # A folder that cannot be listed offers nothing to choose; others still do.
        return found
    for child in children:
        if child.is_file():
            found.append(child)
        elif depth > 0 and child.is_dir() and not child.name.startswith("."):
            found += _files(child, depth - 1)
    return found
