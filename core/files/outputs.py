"""The one door to every file that a person names for writing.

Whether a path may be written is told before the long work, not after it: nothing that exists is
replaced unless that was asked for, and what the command itself reads is never replaced.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from core.errors import WritingError
from core.studies.folders import name_key
from core.studies.naming import stem

_TEMPORARY = re.compile(r"\.gliovista-\d+-[0-9a-f]{8}(\..{1,15})?")

_LEFT_SECONDS = 3600.0
"""A temporary file that is older belongs to nobody."""

_LONGEST_ENDING = 16
"""Characters; what comes after a dot and is longer is no ending that a format goes by."""


def require_output(path: Path, *, overwrite: bool, inputs: Iterable[Path] = ()) -> None:
    """Refuse a path that cannot or may not be written; see :func:`require_outputs`."""
    require_outputs([path], overwrite=overwrite, inputs=inputs)


def require_outputs(paths: Sequence[Path], *, overwrite: bool, inputs: Iterable[Path] = ()) -> None:
    """Refuse paths that cannot or may not be written.

    Args:
        paths: all that one command will write.
        overwrite: whether the person asked for files that exist to be replaced.
        inputs: the scans that the command reads. None of them is replaced, not even when that
            was asked for, nor under another of their names: a link, or other letter case.

    Raises:
        WritingError: no such folder, no permission, a name that is too long or a folder's, a
            file that may not be replaced, or two of ``paths`` are one file.
    """
    own = own_input(paths, inputs)
    if own is not None:
        raise WritingError(f"{own}: this is one of the study's own scans. Choose another name.")
    seen: set[tuple[Path, str]] = set()
    for path in paths:
        place = _place(path)
        if place in seen:
            raise WritingError(
                f"{path}: two results would be written to this name. Choose another for one."
            )
        seen.add(place)
        _require_possible(path, overwrite=overwrite)


def own_input(paths: Iterable[Path], inputs: Iterable[Path]) -> Path | None:
    """The first path that is one of ``inputs``, or a link or other spelling of one."""
    read = list(inputs)
    places = set(map(_place, read))
    files = set(filter(None, map(_identity, read)))
    return next((p for p in paths if _place(p) in places or _identity(p) in files), None)


def exists(path: Path) -> bool:
    """Whether the name is taken, be it by a link that leads nowhere.

    A name that the system cannot look up, such as one that is too long, is not taken.
    """
    return os.path.lexists(path)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it.

    Raises:
        WritingError: it cannot be made, or is a file.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error


def temporary_beside(path: Path) -> Path:
    """A hidden name in the same folder, with the same ending and never longer than allowed."""
    ending = path.name[len(stem(path)) :]
    ending = ending if len(ending) <= _LONGEST_ENDING else ""
    return path.with_name(f".gliovista-{os.getpid()}-{secrets.token_hex(4)}{ending}")


def take_name(fresh: Path, path: Path) -> None:
    """Give a finished file its name, unless another program took that meanwhile.

    Args:
        fresh: in the same folder; it may still be there afterwards.
        path: the name.

    Raises:
        WritingError: the name is taken; what bears it stays as it is.
        OSError: the disk refused.
    """
    try:
        # Unlike a renaming, this never replaces; and unlike a look before it, it is one step.
        os.link(fresh, path)
    except FileExistsError as error:
        raise _taken(path) from error
    except OSError:  # a disk that knows no links, such as a stick's
        try:
            path.touch(exist_ok=False)
        except FileExistsError as error:
            raise _taken(path) from error
        try:
            fresh.replace(path)
        except OSError:
            path.unlink(missing_ok=True)
            raise


def remove_leftovers(folder: Path) -> None:
    """Remove what killed programs left half written in a folder, under temporary names.

    What is younger than an hour may be what another program writes at this moment. What cannot be
    looked at or removed stays: it is in nobody's way.
    """
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _TEMPORARY.fullmatch(entry.name):
                with suppress(OSError):
                    if entry.stat(follow_symlinks=False).st_mtime < time.time() - _LEFT_SECONDS:
                        Path(entry.path).unlink()


def _require_possible(path: Path, *, overwrite: bool) -> None:
    try:
        _require_replaceable(path, overwrite=overwrite)
        fresh = temporary_beside(path)
        # Only trying tells: permission bits know nothing of read-only disks, or of Windows.
        fresh.touch(exist_ok=False)
        fresh.unlink()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise WritingError(
                f"{path.parent}: the name “{path.name}” is too long for this disk. Choose a "
                "shorter one."
            ) from error
        raise unwritable(path, error) from error


def unwritable(path: Path, error: OSError) -> WritingError:
    """What the system refused, as a sentence."""
    reason = error.strerror or str(error)
    return WritingError(
        f"{path}: could not be written ({reason}). Choose a folder that exists, "
        "that you may write to, and that has space left."
    )


def _require_replaceable(path: Path, *, overwrite: bool) -> None:
    try:
        found = path.lstat()
    except FileNotFoundError:
        return
    if path.is_dir():
        raise WritingError(f"{path}: this is a folder. Choose a name for a file.")
    if not stat.S_ISREG(found.st_mode) and not stat.S_ISLNK(found.st_mode):
        raise WritingError(f"{path}: this is no ordinary file. Choose another name.")
    if not overwrite:
        raise _taken(path)
    if path.exists() and not os.access(path, os.W_OK):
        raise WritingError(
            f"{path}: this file is write-protected. Choose another name, or allow it to be written."
        )


def _taken(path: Path) -> WritingError:
    return WritingError(
        f"{path}: this file exists. Choose another name, or add --overwrite to replace it."
    )


def _identity(path: Path) -> tuple[int, int] | None:
    """Device and inode, alike for all names of one file; None where there is none."""
    try:
        found = path.stat()
    except OSError:  # what cannot be looked at cannot be told to be the same file
        return None
    return found.st_dev, found.st_ino


def _place(path: Path) -> tuple[Path, str]:
    """Folder and name, alike for spellings that some disks take for one name."""
    # Unlike Path.resolve, this bears a link that leads to itself.
    return Path(os.path.realpath(path.parent)), name_key(path.name)
