"""What a label map's file says of how it came to be: JSON in an extension of its NIfTI header.

The description of a header has room for 80 bytes; an extension of code 6 (plain text,
nifti.nimh.nih.gov) has room for all, travels with the file, and programs that do not know it pass
over it. It holds a digest of the voxels, so that a file that another program changed later does not
go on saying what it was before.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nibabel as nib
import numpy as np
import numpy.typing as npt

from core.errors import ReadingError
from core.files.nifti import read_front
from core.labels import LabelConvention
from core.studies.provenance import Provenance, dumped, provenance_from_json

_COMMENT = 6
_KEY = "gliovista"
_WARNING = b"Research use only. Gliovista is no medical device."


def note_of(
    provenance: Provenance,
    stored: npt.NDArray[Any],
    convention: LabelConvention | None = None,
    names: Mapping[int, str] | None = None,
) -> nib.nifti1.Nifti1Extension:
    """The extension for a file.

    Args:
        provenance: what it will say.
        stored: the numbers that the file holds, shape (i, j, k).
        convention: how they number labels; None where they are no labels.
        names: what each number is, where they are labels of no convention.
    """
    said: dict[str, Any] = {
        _KEY: provenance.to_json(),
        "digest": digest_of(stored),
        "labels": None if convention is None else convention.value,
        "note": _WARNING.decode("ascii"),
    }
    if names:
        said["names"] = {str(number): name for number, name in names.items()}
    return nib.nifti1.Nifti1Extension(_COMMENT, dumped(said))


def read_note(
    path: Path, stored: npt.NDArray[Any]
) -> tuple[Provenance, LabelConvention | None] | None:
    """What a file says of itself and how it numbers its labels.

    Args:
        path: a NIfTI file, whose name becomes the provenance's.
        stored: its numbers as they were read.

    Returns:
        None where it says nothing that can be understood, or its voxels were changed since.
    """
    try:
        header, front = read_front(path)
    except ReadingError:  # other formats hold no such note
        return None
    for text in _comments(front, header.sizeof_hdr, header.endianness):
        try:
            said = json.loads(text)
            if said["digest"] != digest_of(stored):
                return None
            numbering = said["labels"]
            convention = None if numbering is None else LabelConvention(numbering)
            return provenance_from_json(said[_KEY]).from_file(path.name), convention
        except (ValueError, KeyError, TypeError):
            continue  # somebody else's comment
    return None


def digest_of(stored: npt.NDArray[Any]) -> str:
    """Sixteen digits of whole numbers up to 255, whatever type holds them."""
    values = np.asarray(stored).astype(np.uint8)
    return hashlib.sha256(values.tobytes(order="F")).hexdigest()[:16]


def _comments(front: bytes, start: int, endian: str) -> Iterator[bytes]:
    """Texts of a header's extensions; ``front`` is all that lies before the values."""
    place = start + 4
    if front[start : start + 1] in (b"", b"\0"):
        return
    while place + 8 <= len(front):
        size, code = struct.unpack(f"{endian}ii", front[place : place + 8])
        if size < 16 or place + size > len(front):
            return
        if code == _COMMENT:
            yield front[place + 8 : place + size].rstrip(b"\0")
        place += size
