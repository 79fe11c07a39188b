"""What compressed content would unfold to, told before it is unfolded."""

from __future__ import annotations

import zipfile
import zlib

MOST_DEFLATE_RATIO = 1032
"""No deflate stream grows by more than this (zlib.net/zlib_tech.html)."""

_PIECE = 2**16
_SMALLEST_GZIP = 18
"""Bytes of a gzip file's header and trailer (RFC 1952)."""


def require_member(info: zipfile.ZipInfo, most: int) -> None:
    """Refuse a member of an archive by what its directory says of it.

    bzip2 and LZMA shrink without bound, and ``zipfile`` unfolds a whole piece of them at once,
    whatever it was asked for: four kilobytes can become four gigabytes.

    Args:
        info: of the member.
        most: bytes that it may unfold to.

    Raises:
        ValueError: it is larger, packed in another way than deflate, or claims more than deflate
            can have packed into it.
    """
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ValueError(f"{info.filename} is packed in a way that is not read here")
    ratio = 1 if info.compress_type == zipfile.ZIP_STORED else MOST_DEFLATE_RATIO
    bound = info.compress_size * ratio
    if info.file_size > most or info.file_size > bound:
        raise ValueError(f"{info.filename} is larger than {min(most, bound)} bytes")


def gzip_size(content: bytes) -> int:
    """What a gzip file of one member says that it unfolds to, modulo 2³² (RFC 1952); 0 for none."""
    return int.from_bytes(content[-4:], "little") if len(content) >= _SMALLEST_GZIP else 0


def inflated_size(content: bytes, most: int) -> int:
    """Count what a bare deflate stream unfolds to, keeping none of it.

    Args:
        content: the stream.
        most: bytes after which counting ends.

    Returns:
        The size, or a number over ``most``.

    Raises:
        zlib.error: it is damaged.
    """
    engine, size = zlib.decompressobj(-zlib.MAX_WBITS), 0
    rest = content
    while rest and not engine.eof and size <= most:
        size += len(engine.decompress(rest, _PIECE))
        rest = engine.unconsumed_tail
    return size
