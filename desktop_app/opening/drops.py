"""What was dropped on the window, or named on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData

from core.sessions.session_file import ENDING
from core.studies.naming import candidates, is_scan_name, undecided
from desktop_app.opening.sources import FilesSource, FolderSource, Source

_DICOM_NAMES = (".zip", ".dcm", ".dicom", ".ima")


def dropped_paths(data: QMimeData) -> list[Path]:
    """Local files and folders that hang over the window."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def looks_openable(path: Path) -> bool:
    """Whether a name could be opened; reads nothing, so that dragging never stalls."""
    name = path.name.lower()
    if is_scan_name(path) or name.endswith((".npy", ENDING, *_DICOM_NAMES)):
        return True
    return "." not in name or path.is_dir()


def may_be_dicom(paths: Sequence[Path]) -> bool:
    """Whether the names are those of DICOM files, archives or folders; reads nothing."""
    others = any(is_scan_name(path) or path.suffix.lower() in (".npy", ENDING) for path in paths)
    return not others and any(map(_like_dicom, paths))


def _like_dicom(path: Path) -> bool:
    """Scanners write names without an ending too, or ones that end in a number or a UID."""
    name = path.name.lower()
    bare = "." not in name or path.suffix[1:].isdigit()
    return name.endswith(_DICOM_NAMES) or bare or path.is_dir()


def source_of(paths: Sequence[Path]) -> Source | None:
    """What to open, if the paths tell it alone; None when the person has to say more.

    One folder is a patient, and so is one archive or directory of DICOM. Four files whose names
    tell four sequences are a patient too.
    """
    if len(paths) == 1 and (paths[0].is_dir() or may_be_dicom(paths)):
        return FolderSource(paths[0])
    found = candidates(paths)
    clear = all(len(hits) == 1 for hits in found.values()) and not undecided(found)
    if len(paths) >= 4 and clear:
        return FilesSource({modality: hits[0].path for modality, hits in found.items()})
    return None
