"""Where DICOM files lie: in folders, named by a DICOMDIR, in archives, or named one by one."""

from __future__ import annotations

import io
import os
import struct
import threading
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO

from core.dicom.header import is_dicom
from core.dicom.library import dataset_of
from core.errors import ReadingError
from core.unfolding import require_member

DICOMDIR = "DICOMDIR"
_ZIP = b"PK\x03\x04"
_MAX_NESTED = 2
_MAX_INNER_BYTES = 2 << 30
"""An archive within an archive is unpacked in memory, and no further than this."""
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    EOFError,
    ValueError,  # a member that would unfold to more than is read
)
"""What ``zipfile`` raises at an archive that is none, or no more."""

_LOOK = 200
_HEAD_BYTES = 132
_NO_IMAGES = (".nii", ".nii.gz", ".json", ".txt", ".xml", ".html", ".exe", ".dll", ".pdf", ".ini")
_REFERENCED_FILE = 0x00041500


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A file on disk, or a member of an archive, or of an archive within one.

    Attributes:
        path: the file on disk.
        members: names within the archive, outermost first; empty for a plain file.
    """

    path: Path
    members: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's own name, without its folders, which may name a patient."""
        return PurePosixPath(self.members[-1]).name if self.members else self.path.name

    def __repr__(self) -> str:
        return "Place(…)"


class Opener:
    """Reads files, and keeps archives open while it is entered; threads may share it."""

    def __init__(self) -> None:
        self._archives: dict[Place, zipfile.ZipFile] = {}
        self._lock = threading.RLock()

    def __enter__(self) -> Opener:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for archive in self._archives.values():
            archive.close()

    def read(self, place: Place, count: int = -1) -> bytes:
        """The first ``count`` bytes of a file, or all.

        Raises:
            ReadingError: it cannot be opened or unpacked.
        """
        try:
            with self.open(place) as file:
                return file.read(count)
        except OSError as error:
            raise ReadingError(
                f"{place.name}: it could not be read ({error.strerror or error})."
            ) from error
        except _DAMAGE as error:
            raise ReadingError(
                f"{place.name}: the archive that holds it is damaged. Copy or download it again."
            ) from error
        except RuntimeError as error:  # zipfile says so where a password is asked for
            raise ReadingError(
                f"{place.name}: the archive that holds it is protected by a password. Unpack it "
                "and choose the folder."
            ) from error

    def open(self, place: Place) -> IO[bytes]:
        """Open for reading; what :meth:`read` catches may be raised."""
        if not place.members:
            return place.path.open("rb", buffering=0)
        outer = Place(place.path, place.members[:-1])
        archive = self.archive(outer)
        require_member(archive.getinfo(place.members[-1]), _MAX_INNER_BYTES)
        return archive.open(place.members[-1])

    def archive(self, place: Place) -> zipfile.ZipFile:
        """The archive at a place, opened once."""
        with self._lock:
            if place not in self._archives:
                self._archives[place] = zipfile.ZipFile(self._archive_file(place))
            return self._archives[place]

    def _archive_file(self, place: Place) -> Path | IO[bytes]:
        if not place.members:
            return place.path
        outer = self.archive(Place(place.path, place.members[:-1]))
        if outer.getinfo(place.members[-1]).file_size > _MAX_INNER_BYTES:
            raise ReadingError(
                f"{place.name}: an archive of over 2 GB within an archive. Unpack the outer one "
                "and choose the folder."
            )
        require_member(outer.getinfo(place.members[-1]), _MAX_INNER_BYTES)
        return io.BytesIO(outer.read(place.members[-1]))


@dataclass
class Listing:
    """What was met while listing.

    Attributes:
        places: files that may be DICOM.
        problems: sentences about what could not be looked into.
    """

    places: dict[Place, None] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def list_places(paths: Iterable[Path], opener: Opener) -> Listing:
    """Every file that folders, DICOMDIRs, archives and names lead to; each once, in order.

    Raises:
        ReadingError: a path does not exist.
    """
    found = Listing()
    for path in paths:
        if not path.exists():
            raise ReadingError(f"{path}: there is no such file or folder. Check the path.")
        if path.is_dir():
            _add_folder(path, found, opener)
        elif path.name.upper() == DICOMDIR:
            _add_directory_file(path, found, opener)
        else:
            _add(Place(path), found, opener, named=True)
    return found


def holds_dicom(path: Path) -> bool:
    """Whether to look for series here: an archive, a DICOMDIR, DICOM files, and no NIfTI.

    Some files are opened, no more than :data:`_LOOK` of a folder and those below it.
    """
    if path.is_file():
        return path.name.upper() == DICOMDIR or path.suffix.lower() == ".zip" or _begins(path)
    looked = 0
    for root, folders, names in os.walk(path):
        folders[:] = sorted(f for f in folders if not _hidden(f))
        if any(name.lower().endswith((".nii", ".nii.gz")) for name in names):
            return False
        for name in sorted(names):
            file = Path(root) / name
            if _hidden(name) or looked >= _LOOK:
                continue
            looked += 1
            if name.lower().endswith(".zip") or _begins(file):
                return True
    return False


def _begins(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return is_dicom(file.read(_HEAD_BYTES))
    except OSError:
        # A file that cannot be opened tells nothing about what lies here.
        return False


def _add_folder(folder: Path, found: Listing, opener: Opener) -> None:
    """A folder and all below it; a DICOMDIR names nothing that walking does not meet."""

    def refused(error: OSError) -> None:
        where = Path(error.filename).name if error.filename else folder.name
        found.problems.append(
            f"{where}: no permission to look into it. Ask its owner, or copy it to a folder of "
            "your own."
        )

    for root, folders, names in os.walk(folder, onerror=refused):
        folders[:] = sorted(f for f in folders if not _hidden(f))
        for name in sorted(names):
            if not _hidden(name) and name.upper() != DICOMDIR:
                _add(Place(Path(root) / name), found, opener)


def _add_directory_file(path: Path, found: Listing, opener: Opener) -> None:
    """The files that a DICOMDIR names; where one is not there, all that lie around it."""
    named = [_as_on_disk(path.parent, parts) for parts in _referenced_files(path)]
    missing = sum(1 for file in named if file is None)
    if missing:
        found.problems.append(
            f"{path.name}: {missing} of the {len(named)} files that it names are not there. "
            "Copy the whole disc."
        )
    there = [file for file in named if file is not None]
    if not there:
        _add_folder(path.parent, found, opener)
    for file in there:
        _add(Place(file), found, opener)


def _referenced_files(path: Path) -> list[list[str]]:
    try:
        with path.open("rb") as file:
            records = dataset_of(file, force=False).get("DirectoryRecordSequence", ())
        values = [record.get(_REFERENCED_FILE) for record in records]
    # pydicom raises whatever its parts do; each means that the file cannot be understood.
    except Exception as error:
        raise ReadingError(
            f"{path}: named as a DICOM directory, but it cannot be read as one. Choose the folder "
            "around it instead."
        ) from error
    parts = [value.value for value in values if value is not None and value.value]
    return [[part] if isinstance(part, str) else list(part) for part in parts]


def _as_on_disk(folder: Path, parts: list[str]) -> Path | None:
    """Discs are copied with names in capitals or small letters; none leads out of its disc."""
    if any(part in ("", ".", "..") or set(part) & set("/\\:") for part in parts):
        return None
    for change in (str, str.lower):
        file = folder.joinpath(*map(change, parts))
        if file.is_file():
            return file
    return None


def _add(place: Place, found: Listing, opener: Opener, *, named: bool = False) -> None:
    if place.name.lower().endswith(".zip"):
        _add_archive(place, found, opener)
    elif named or not place.name.lower().endswith(_NO_IMAGES):
        found.places[place] = None


def _add_archive(place: Place, found: Listing, opener: Opener) -> None:
    try:
        members = list(_members(opener.archive(place)))
    except (*_DAMAGE, OSError, RuntimeError, ReadingError) as error:
        said = str(error) if isinstance(error, ReadingError) else None
        found.problems.append(
            said or f"{place.name}: no archive that can be unpacked. Copy or download it again."
        )
        return
    for member in members:
        inner = Place(place.path, (*place.members, member))
        if not member.lower().endswith(".zip") or len(inner.members) < _MAX_NESTED:
            _add(inner, found, opener)


def _members(archive: zipfile.ZipFile) -> Iterator[str]:
    for info in sorted(archive.infolist(), key=lambda info: info.filename):
        parts = PurePosixPath(info.filename).parts
        if info.is_dir() or any(_hidden(part) for part in parts):
            continue
        if parts[-1].upper() != DICOMDIR:
            yield info.filename


def _hidden(name: str) -> bool:
    return name.startswith((".", "__MACOSX"))
