"""pydicom, kept from speaking of what it reads, and from unfolding without bound."""

from __future__ import annotations

import io
import logging
from functools import cache
from types import ModuleType
from typing import IO, TYPE_CHECKING, Any

from core.unfolding import inflated_size

if TYPE_CHECKING:
    from pydicom import Dataset

_DEFLATED = b"1.2.840.10008.1.2.1.99"
_START_BYTES = 2**12
_MOST_INFLATED = 2**29
"""Bytes: an enhanced object of 2,000 slices of 512 × 512 in 8 bits; of 256 × 256, 4,000 in 16."""

_MARK_END = 132
_LONG = frozenset({b"OB", b"OW", b"UN", b"SQ", b"UT"})


@cache
def quiet_pydicom() -> ModuleType:
    """Import pydicom; its remarks on odd values would bring those of a patient into a log."""
    import pydicom
    import pydicom.config

    pydicom.config.settings.reading_validation_mode = pydicom.config.IGNORE
    logging.getLogger("pydicom").propagate = False
    return pydicom


def dataset_of(file: IO[bytes] | bytes, *, force: bool = True, **options: Any) -> Dataset:
    """What ``pydicom.dcmread`` makes of a file.

    A deflated one is measured before it is unfolded, since pydicom unfolds all there is.

    Args:
        file: open at its start, or its content.
        force: read it without DICOM's mark, too.
        options: further ones of ``dcmread``.

    Raises:
        ValueError: it unfolds to more than any series has.
        Exception: whatever pydicom's parts raise.
    """
    stream: IO[bytes] = io.BytesIO(file) if isinstance(file, bytes) else file
    start = stream.read(_START_BYTES)
    if _DEFLATED in start:
        content = start + stream.read()
        _require_bounded(content)
        stream = io.BytesIO(content)
    stream.seek(0)
    whole: Dataset = quiet_pydicom().dcmread(stream, force=force, **options)
    return whole


def _require_bounded(content: bytes) -> None:
    # Where the mark is lacking the first element stands at the start.
    at = _MARK_END if content[_MARK_END - 4 : _MARK_END] == b"DICM" else 0
    size = inflated_size(content[_meta_end(content, at) :], _MOST_INFLATED)
    if size > _MOST_INFLATED:
        raise ValueError(f"it unfolds to more than {_MOST_INFLATED} bytes")


def _meta_end(content: bytes, at: int) -> int:
    """Where the elements of group 2 end, which are never deflated."""
    while content[at : at + 2] == b"\x02\x00":
        long_one = content[at + 4 : at + 6] in _LONG
        length_at, size = (at + 8, 4) if long_one else (at + 6, 2)
        length = int.from_bytes(content[length_at : length_at + size], "little")
        at = length_at + size + length
    return at
