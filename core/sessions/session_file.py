"""Reading and writing ``.gliovista``: a zip of NIfTI and JSON (docs/SESSION.md).

Nothing is ever unpacked to the disk, no code is opened, and sizes are looked at before anything is
unfolded: a session may come from anywhere.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import ReadingError, WritingError
from core.files.nifti import unreadable
from core.files.outputs import require_output
from core.files.writing import replacing
from core.machine import memory_gb
from core.sessions.arrays import packed, unpacked
from core.sessions.contents import NAME, Array, Part, SessionContents, StudyIdentity, read_grid
from core.space.affine import Affine, Grid
from core.studies.study import Modality
from core.unfolding import require_member

ENDING = ".gliovista"
VERSION = 1
_FORMAT = "gliovista-session"
_INDEX = "session.json"
_MEMBER = re.compile(rf"({NAME.pattern})/({NAME.pattern})\.nii\.gz")

_MOST_MEMBERS = 2000
_MOST_INDEX_BYTES = 32 * 2**20
_MOST_OF_MEMORY, _MEMORY_GB = 0.5, 8.0
"""What all arrays may take together: a share of this computer's memory, or of so many gigabytes
where the system does not say."""

_BYTES_PER_VOXEL = 12
_LEAST_VOXELS = 2**24
"""An array may take so many bytes for each voxel of the study: probabilities take 3, the largest
correction, which changes every voxel, 10. A network may have seen a raw study on a finer grid."""


class Packing:
    """Arrays that were packed for the last file, so that those that are the same are not again."""

    def __init__(self) -> None:
        self._before: dict[int, tuple[Array, bytes]] = {}
        self._now: dict[int, tuple[Array, bytes]] = {}

    def begin(self) -> None:
        """A new file begins: what the last one did not hold is forgotten."""
        self._before, self._now = self._now, {}

    def get(self, array: Array, affine: Affine) -> bytes:
        """The array as ``.nii.gz``; nobody writes to an array that a session holds."""
        known = self._now.get(id(array)) or self._before.get(id(array))
        found = known if known is not None else (array, packed(array, affine))
        self._now[id(array)] = found
        return found[1]


def session_bytes(contents: SessionContents, packing: Packing | None = None) -> bytes:
    """The file's content.

    Raises:
        ValueError: a part or an array has a name that no file may hold.
    """
    packing = packing or Packing()
    packing.begin()
    study, affine = contents.study, contents.study.grid.affine
    index = {
        "format": _FORMAT,
        "version": VERSION,
        "program": contents.program,
        "saved": contents.saved,
        "study": {
            "name": study.name,
            "mark": study.mark,
            "raw": study.raw,
            "files": {m.value: path for m, path in study.files.items()},
            "shape": list(study.grid.shape),
            "affine": affine.tolist(),
        },
        "parts": {
            name: {"values": part.values, "arrays": sorted(part.arrays)}
            for name, part in contents.parts.items()
        },
    }
    out = io.BytesIO()
    # What is packed already is stored.
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as file:
        file.writestr(_INDEX, json.dumps(index, ensure_ascii=False), zipfile.ZIP_DEFLATED)
        for part_name, part in contents.parts.items():
            for name, array in part.arrays.items():
                member = f"{part_name}/{name}.nii.gz"
                if not _MEMBER.fullmatch(member):
                    raise ValueError(f"{member}: no name for a member of a session")
                file.writestr(member, packing.get(array, affine))
    return out.getvalue()


def write_session(
    contents: SessionContents, path: Path, *, overwrite: bool, inputs: tuple[Path, ...] = ()
) -> None:
    """Write a session where a person asked for it: whole or not at all, and read back.

    Raises:
        WritingError: it could not be written or did not read back; ``path`` is as it was before.
    """
    require_output(path, overwrite=overwrite, inputs=inputs)
    content = session_bytes(contents)
    with replacing(path) as fresh:
        fresh.write_bytes(content)
        try:
            read_session(fresh)
        except ReadingError as error:
            raise WritingError(
                f"{path}: what was written does not read back. Save it on another disk."
            ) from error


def read_session(path: Path) -> SessionContents:
    """Read a session.

    Raises:
        ReadingError: it is none, is damaged, too large, or of a version that this program does not
            know.
    """
    try:
        with zipfile.ZipFile(path) as file:
            index = _index(file, path)
            _check_members(file, index)
            study = _study(index["study"])
            parts = _parts(file, index["parts"], study.grid)
            return SessionContents(study, parts, str(index["saved"]), str(index["program"]))
    except (OSError, EOFError) as error:
        raise unreadable(path, error) from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        ValueError,
        KeyError,
        TypeError,
        NotImplementedError,
        AttributeError,  # values of other kinds than they should be
        ArithmeticError,  # infinite where a whole number belongs
        RuntimeError,  # a member that is encrypted; values within values without end
    ) as error:
        raise ReadingError(
            f"{path}: this is no session of Gliovista, or it is damaged ({error}). Open another "
            "one, or the study itself."
        ) from error


def _index(file: zipfile.ZipFile, path: Path) -> dict[str, Any]:
    require_member(file.getinfo(_INDEX), _MOST_INDEX_BYTES)
    index = json.loads(file.read(_INDEX))
    if not isinstance(index, dict) or index.get("format") != _FORMAT:
        raise ValueError("it does not say that it is one")
    if index.get("version") != VERSION:
        raise ReadingError(
            f"{path}: this session has version {index.get('version')}, and this program knows "
            f"version {VERSION}. Open it with the program that saved it, or a newer one."
        )
    return index


def _check_members(file: zipfile.ZipFile, index: Mapping[str, Any]) -> None:
    """Nothing but what the index lists, once each, under names that lead nowhere."""
    names = [info.filename for info in file.infolist()]
    if len(names) > _MOST_MEMBERS:
        raise ValueError(f"it holds {len(names)} members")
    listed = {
        f"{part}/{name}.nii.gz"
        for part, value in index["parts"].items()
        for name in value["arrays"]
    }
    if sorted(names) != sorted({_INDEX, *listed}):
        raise ValueError("its members are not those that it lists")
    for name in listed:
        if not _MEMBER.fullmatch(name):
            raise ValueError(f"“{name}” is no name for a member")


def _study(values: Mapping[str, Any]) -> StudyIdentity:
    files = {Modality(name): str(path) for name, path in values["files"].items()}
    grid = read_grid(values)
    name, mark, raw = str(values["name"]), str(values["mark"]), values["raw"] is True
    return StudyIdentity(name, mark, files, grid, raw)


def _parts(file: zipfile.ZipFile, values: Mapping[str, Any], grid: Grid) -> dict[str, Part]:
    limit = _BYTES_PER_VOXEL * max(int(np.prod(grid.shape)), _LEAST_VOXELS)
    room = int(_MOST_OF_MEMORY * (memory_gb() or _MEMORY_GB) * 1e9)
    parts = {}
    for part_name, value in values.items():
        if not NAME.fullmatch(part_name):
            raise ValueError(f"“{part_name}” is no name for a part")
        arrays = {}
        for name in value["arrays"]:
            member = f"{part_name}/{name}.nii.gz"
            arrays[name] = _array(file, member, min(limit, room))
            room -= arrays[name].nbytes
        parts[part_name] = Part(value["values"], arrays)
    return parts


def _array(file: zipfile.ZipFile, member: str, limit: int) -> Array:
    """One array of at most so many bytes; its size is looked at before it is unfolded."""
    require_member(file.getinfo(member), limit + _MOST_INDEX_BYTES)
    try:
        return unpacked(file.read(member), limit)
    except ValueError as error:
        raise ValueError(f"{member}: {error}") from error
