"""Which file is which sequence: what was recognised, and what may be chosen instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.studies.naming import Recognised, candidates, images, is_scan_name, undecided
from core.studies.study import Modality

_DEPTH = 3


@dataclass(frozen=True)
class FileChoice:
    """Files to choose from, with a proposal where exactly one name tells a sequence.

    Attributes:
        files: every image file, sorted by name.
        proposed: the file of each sequence that one name tells.
        reasons: why, for each proposed file.
        doubtful: files whose names may mean either of two sequences.
    """

    files: tuple[Path, ...]
    proposed: Mapping[Modality, Path]
    reasons: Mapping[Path, str]
    doubtful: tuple[Recognised, ...] = ()


def choice_among(paths: Iterable[Path], below: Path | None = None) -> FileChoice:
    """Propose sequences for files by their names, and by folders ``below``; reads nothing."""
    files = sorted(p for p in paths if is_scan_name(p))
    found = candidates(files, below)
    doubtful = undecided(found)
    sole = {m: hits[0] for m, hits in found.items() if len(hits) == 1 and hits[0] not in doubtful}
    return FileChoice(
        tuple(images(files)),
        {m: hit.path for m, hit in sole.items()},
        {hit.path: hit.reason for hits in found.values() for hit in hits if hit not in doubtful},
        tuple(doubtful),
    )


def choice_of(files: Mapping[Modality, Path]) -> FileChoice:
    """Propose sequences as they are known already; reads nothing."""
    paths = tuple(sorted(files.values()))
    return FileChoice(paths, dict(files), choice_among(paths).reasons)


def choice_in(folder: Path) -> FileChoice:
    """Propose sequences for the files in and below a folder; runs in a worker thread."""
    return choice_among(_files(folder, _DEPTH), folder)


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
