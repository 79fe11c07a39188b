"""What a file is, told from its first bytes, for the sentence that refuses it."""

from __future__ import annotations

import codecs
from pathlib import Path

GZIP_MAGIC = b"\x1f\x8b"
BZIP2_MAGIC = b"BZh"

_DICOM_AT = 128
_KNOWN: tuple[tuple[bytes, str], ...] = (
    (GZIP_MAGIC, "it is a compressed file within a compressed file"),
    (
        b"version https://git-lfs.github.com/spec/",
        "it is a pointer of Git LFS that stands for the file (“git lfs pull” brings it)",
    ),
    (
        b"/annex/objects/",
        "it is a pointer of git-annex that stands for the file (“git annex get” brings it)",
    ),
    (b"PK\x03\x04", "it is a zip archive"),
    (b"7z\xbc\xaf", "it is a 7z archive"),
    (b"NRRD", "it is an NRRD file"),
    (b"\x93NUMPY", "it is a numpy array"),
    (b"\x89PNG", "it is a PNG picture"),
    (b"\xff\xd8\xff", "it is a JPEG picture"),
    (b"%PDF", "it is a PDF document"),
    (b"\x89HDF", "it is an HDF5 file"),
)


def is_dicom(path: Path) -> bool:
    """Whether the file carries DICOM's mark (part 10 of the standard: DICM at byte 128).

    Raises:
        OSError: the file cannot be opened.
    """
    with path.open("rb") as file:
        return file.read(_DICOM_AT + 4)[_DICOM_AT:] == b"DICM"


def describe(start: bytes) -> str:
    """Say what a file is, in a clause such as "it is a zip archive".

    Args:
        start: its first bytes, some hundreds, decompressed.
    """
    if not start:
        return "it is empty"
    if start[_DICOM_AT : _DICOM_AT + 4] == b"DICM":
        return "it is a DICOM file"
    for magic, text in _KNOWN:
        if start.startswith(magic):
            return text
    if _is_text(start):
        beginning = " ".join(start[:60].decode(errors="replace").split())
        return f"it is a text file that begins “{beginning}”"
    return "its bytes are of an unknown kind"


def _is_text(start: bytes) -> bool:
    try:
        # An incremental decoder bears a letter that is cut at the end.
        text = codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return False
    return all(c.isprintable() or c in "\t\r\n\f" for c in text)
