"""Studies that were opened before, newest first."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

_KEY = "recent/folders"
_COUNT = 8


def recent_folders(store: QSettings) -> list[Path]:
    """Folders of earlier studies, newest first; whether they still exist is not looked up.

    A folder on a network that is away would hold up the window for seconds.
    """
    stored = store.value(_KEY)
    if isinstance(stored, str):
        stored = [stored]
    return [Path(p) for p in stored or [] if p]


def remember(store: QSettings, folder: Path) -> None:
    """Put a folder first."""
    folder = folder.absolute()
    rest = [p for p in recent_folders(store) if p != folder]
    _write(store, [folder, *rest][:_COUNT])


def forget(store: QSettings, folder: Path) -> None:
    """Take a folder away that is no longer there."""
    _write(store, [p for p in recent_folders(store) if p != folder])


def clear(store: QSettings) -> None:
    """Take every folder away."""
    store.remove(_KEY)


def _write(store: QSettings, folders: list[Path]) -> None:
    store.setValue(_KEY, [str(p) for p in folders])
