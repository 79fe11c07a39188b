"""Sessions that the program keeps by itself, in a folder of its own.

A file's name is the mark of its scans, which names nobody. A new state is written beside the old
one, verified, and takes its place in two renames; the one before stays as ``.bak`` until then and
after it. Whenever the program is killed, one whole state or the other is there.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from core.errors import ReadingError
from core.files.outputs import remove_leftovers, temporary_beside, unwritable
from core.sessions.contents import SessionContents
from core.sessions.session_file import ENDING, Packing, read_session, session_bytes

_BACKUP = ".bak"
_KEPT = 30
"""Autosaves of so many studies are kept, those that changed last."""


@dataclass(frozen=True)
class Autosave:
    """One study's kept work.

    Attributes:
        path: of the newest state; its backup may be all that is there.
        changed: seconds since the epoch.
    """

    path: Path
    changed: float

    @property
    def clock(self) -> str:
        """When it changed: the time of today, with the day of any other."""
        then, today = datetime.fromtimestamp(self.changed), datetime.now()
        return then.strftime("%H:%M" if then.date() == today.date() else "%Y-%m-%d %H:%M")


def autosave_path(folder: Path, mark: str) -> Path:
    """Where the work of the scans with a mark is kept."""
    return folder / f"{mark}{ENDING}"


def write_autosave(contents: SessionContents, path: Path, packing: Packing | None = None) -> None:
    """Put a new state in the place of the last one.

    Raises:
        WritingError: the disk refused; the last state is still there.
    """
    content = session_bytes(contents, packing)
    fresh = temporary_beside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with fresh.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            _verify(fresh)
            if path.exists():
                path.replace(backup_of(path))
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except OSError as error:
        raise unwritable(path, error) from error


def read_autosave(path: Path) -> SessionContents:
    """The newest whole state: that of ``path``, else its backup.

    Raises:
        ReadingError: neither can be read.
    """
    try:
        return read_session(path)
    except ReadingError:
        if not backup_of(path).exists():
            raise
        return read_session(backup_of(path))


def autosaves(folder: Path) -> list[Autosave]:
    """Every study's kept work, that which changed last first."""
    found: dict[Path, float] = {}
    for path in folder.glob(f"*{ENDING}*"):
        main = path.with_name(path.name.removesuffix(_BACKUP))
        if main.suffix == ENDING and not main.name.startswith("."):
            try:
                changed = path.stat().st_mtime
            except FileNotFoundError:  # another window forgot or renamed it at this moment
                continue
            found[main] = max(found.get(main, 0.0), changed)
    return sorted((Autosave(*pair) for pair in found.items()), key=lambda a: -a.changed)


def remove_autosave(path: Path) -> None:
    """Forget one study's kept work."""
    path.unlink(missing_ok=True)
    backup_of(path).unlink(missing_ok=True)


def set_aside(path: Path) -> None:
    """Give the kept work of an earlier session another name, under which it is found too."""
    if not path.exists() and not backup_of(path).exists():
        return
    read = path if path.exists() else backup_of(path)
    stamp = datetime.fromtimestamp(read.stat().st_mtime, UTC).strftime("%Y%m%d%H%M%S")
    aside = path.with_name(f"{path.stem}-{stamp}{ENDING}")
    read.replace(aside)
    # Where the newest state turns out to be damaged, the one before it is all there is.
    if backup_of(path).exists():
        backup_of(path).replace(backup_of(aside))


def newest_of(folder: Path, mark: str, but: Path | None = None) -> Autosave | None:
    """The newest kept work of the scans with a mark, be it set aside; never that of ``but``."""
    found = (a for a in autosaves(folder) if a.path.name[: len(mark)] == mark)
    return next((a for a in found if a.path != but), None)


def prune(folder: Path, kept: int = _KEPT) -> None:
    """Forget the work that changed longest ago, and what a killed program left half written."""
    for old in autosaves(folder)[kept:]:
        remove_autosave(old.path)
    remove_leftovers(folder)


def backup_of(path: Path) -> Path:
    """The state before the last one."""
    return path.with_name(path.name + _BACKUP)


def _verify(path: Path) -> None:
    """Compare every member with its checksum; the disk may have lied.

    Raises:
        OSError: it does not read back.
    """
    try:
        with zipfile.ZipFile(path) as file:
            bad = file.testzip()
    except (zipfile.BadZipFile, zlib.error) as error:
        raise OSError(f"it did not read back as it was written ({error})") from error
    if bad is not None:
        raise OSError(f"{bad} did not read back as it was written")


def _sync_folder(folder: Path) -> None:
    """Let the renames themselves survive a power cut, where the system has a way to ask."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
