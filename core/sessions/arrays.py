"""Arrays of a session as gzipped NIfTI, read with a bound on what they may unfold to."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import nibabel as nib
import numpy as np

from core.sessions.contents import Array
from core.space.affine import Affine
from core.unfolding import gzip_size

_LEVEL = 1
"""Label maps shrink to tens of kilobytes at any level."""

_HEADER_BYTES = 4096
"""More than any NIfTI header without extensions takes."""

_ALLOWED = (np.dtype(np.uint8), np.dtype(np.uint16))


def packed(array: Array, affine: Affine) -> bytes:
    """An array as the content of a ``.nii.gz``: NIfTI-2, since a dimension may exceed 32,767."""
    from isal import igzip

    # NumPy's own order of axes is the file's: without a copy where it is so in memory.
    image = nib.Nifti2Image(array, affine)
    return bytes(igzip.compress(image.to_bytes(), _LEVEL))


def unpacked(content: bytes, limit: int) -> Array:
    """The array of a ``.nii.gz``.

    Args:
        content: of the file.
        limit: bytes that the array may take.

    Raises:
        ValueError: no such file, of another type, or larger.
    """
    plain = _inflated(content, limit + _HEADER_BYTES)
    if len(plain) < 4 or struct.unpack("<i", plain[:4])[0] not in (540, 348):
        raise ValueError("it is no NIfTI file")
    kind: Any = nib.Nifti2Image if struct.unpack("<i", plain[:4])[0] == 540 else nib.Nifti1Image
    try:
        proxy = kind.from_bytes(plain).dataobj
        dtype, shape, offset = proxy.dtype, proxy.shape, int(proxy.offset)
    except Exception as error:  # nibabel raises of every kind at a damaged header
        raise ValueError(f"its header cannot be read ({error})") from error
    size = int(np.prod(shape, dtype=np.float64)) * dtype.itemsize
    if dtype not in _ALLOWED or min(shape, default=0) < 0:
        raise ValueError(f"it holds {dtype}, not whole numbers of one or two bytes")
    if size > limit or not 0 <= offset <= len(plain) - size:
        raise ValueError(f"it should hold {size} bytes and does not")
    flat = np.frombuffer(plain, dtype, int(np.prod(shape)), offset)
    return np.asarray(flat.reshape(shape, order="F"))


def _inflated(content: bytes, most: int) -> bytes:
    """The content of a gzip stream of one member, no more than so many bytes."""
    if gzip_size(content) > most:
        raise ValueError(f"it unfolds to more than {most} bytes")
    engine = zlib.decompressobj(wbits=31)
    try:
        plain = engine.decompress(content, most + 1)
    except zlib.error as error:
        raise ValueError(f"it cannot be unpacked ({error})") from error
    if len(plain) > most:
        raise ValueError(f"it unfolds to more than {most} bytes")
    if not engine.eof:
        raise ValueError("it is cut short")
    return plain
