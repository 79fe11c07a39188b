"""What was dropped on the window, or named on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData

from core.studies.naming import candidates, is_scan_name, undecided
from desktop_app.opening.sources import FilesSource, FolderSource, Source


def dropped_paths(data: QMimeData) -> list[Path]:
    """Local files and folders that hang over the window."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def looks_openable(path: Path) -> bool:
    """Whether a name could be opened; reads nothing, so that dragging never stalls."""
    name = path.name.lower()
    return is_scan_name(path) or name.endswith(".npy") or "." not in name or path.is_dir()


def source_of(paths: Sequence[Path]) -> Source | None:
    """What to open, if the paths tell it alone; None when the person has to say more.

    One folder is a patient. Four files whose names tell four sequences are a patient too.
    """
    if len(paths) == 1 and paths[0].is_dir():
        return FolderSource(paths[0])
    found = candidates(paths)
    clear = all(len(hits) == 1 for hits in found.values()) and not undecided(found)
    if len(paths) >= 4 and clear:
        return FilesSource({modality: hits[0].path for modality, hits in found.items()})
    return None
