"""How large a compressed picture says that it is, told before a codec takes memory for it."""

from __future__ import annotations

import struct

_JPEG, _JPEG_2000 = b"\xff\xd8", b"\xff\x4f\xff\x51"
_BOXES = b"\0\0\0\x0cjP  "
_ALONE = frozenset({0x01, *range(0xD0, 0xDA)})
"""Markers of JPEG without a length (ITU-T T.81, table B.1)."""
_TABLES = frozenset({0xC4, 0xC8, 0xCC})
"""Among the codes of frames, what is none: Huffman tables, a reserved one, arithmetic coding."""
_LOSSLESS_FRAME = 0xF7
"""JPEG-LS (ITU-T T.87)."""


def claimed_size(frame: bytes) -> tuple[int, int] | None:
    """Rows and columns of a JPEG, JPEG-LS or JPEG 2000 picture; None where it does not say."""
    if frame.startswith(_BOXES):
        start = frame.find(_JPEG_2000)
        return None if start < 0 else _of_jpeg_2000(frame[start:])
    if frame.startswith(_JPEG_2000):
        return _of_jpeg_2000(frame)
    return _of_jpeg(frame) if frame.startswith(_JPEG) else None


def _of_jpeg_2000(frame: bytes) -> tuple[int, int] | None:
    """From the SIZ marker (ITU-T T.800, A.5.1): the grid's size without its offset."""
    if len(frame) < 24:
        return None
    width, height, left, top = struct.unpack_from(">4I", frame, 8)
    return height - top, width - left


def _of_jpeg(frame: bytes) -> tuple[int, int] | None:
    """From the first frame header (ITU-T T.81, B.2.2), which stands before the scan."""
    at = 2
    while at + 9 <= len(frame) and frame[at] == 0xFF:
        code = frame[at + 1]
        if code in _ALONE or code == 0xFF:
            at += 1 if code == 0xFF else 2
            continue
        if (0xC0 <= code <= 0xCF and code not in _TABLES) or code == _LOSSLESS_FRAME:
            rows, columns = struct.unpack_from(">2H", frame, at + 5)
            return rows, columns
        at += 2 + int.from_bytes(frame[at + 2 : at + 4], "big")
    return None
