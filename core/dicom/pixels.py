"""Pixels of one DICOM file, as stored: integers, before any rescaling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from core.dicom.codestreams import claimed_size
from core.dicom.library import dataset_of, quiet_pydicom
from core.errors import ReadingError

_MOST_PIXELS = 2**26
"""Of one picture: 8192 × 8192. Slices of a head have a hundredth of it."""

_JPEG = frozenset(
    {"1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.57",
     "1.2.840.10008.1.2.4.70"}
)  # fmt: skip
"""JPEG of 1992, the lossless kind above all. Decoded by GDCM alone: pydicom would try another first
for the kind with loss."""

_JPEG_2000 = frozenset({f"1.2.840.10008.1.2.4.{n}" for n in (90, 91, 201, 202, 203)})
"""JPEG 2000, and its faster kind. Decoded by pylibjpeg-openjpeg itself: through pydicom it would
need pylibjpeg too."""


def stored_pixels(data: bytes, frames: Sequence[int], name: str) -> list[npt.NDArray[Any]]:
    """Some frames of a file, each of shape (rows, columns), signed or not as the file says.

    Args:
        data: the whole file.
        frames: numbers from 0.
        name: for the sentence of an error.

    Raises:
        ReadingError: the pixels are absent, cut off, in colour, or compressed in a way that
            cannot be undone here.
    """
    try:
        whole = dataset_of(data)
        syntax = str(whole.file_meta.TransferSyntaxUID)
    # pydicom raises whatever its parts do; each means that the file cannot be understood.
    except Exception as error:
        raise ReadingError(
            f"{name}: it cannot be read as DICOM. Copy or export the file again."
        ) from error
    if "PixelData" not in whole:
        raise ReadingError(f"{name}: it holds no pixels. Copy or export the file again.")
    if whole.get("SamplesPerPixel", 1) != 1:
        raise ReadingError(f"{name}: its picture is in colour. Choose the series it came from.")
    try:
        _require_claims(whole, syntax, frames)
        decoded = _decoded(whole, syntax, frames)
        return [_as_stored(decoded[n], whole) for n in frames]
    # The codecs raise errors of their own; each means that the pixels cannot be decoded.
    except Exception as error:
        kind = quiet_pydicom().uid.UID(syntax).name
        raise ReadingError(
            f"{name}: its pixels cannot be decoded ({kind}). The file is damaged or cut off, or "
            "compressed in an unusual way. Export it again, without compression."
        ) from error


def _require_claims(whole: Any, syntax: str, frames: Sequence[int]) -> None:
    """Refuse pictures that claim more than a slice has, or another size than their header.

    Raises:
        ValueError: before any codec takes memory for them.
    """
    from pydicom.encaps import get_frame

    size = (int(whole.Rows), int(whole.Columns))
    if not 0 < size[0] * size[1] <= _MOST_PIXELS:
        raise ValueError(size)
    if not quiet_pydicom().uid.UID(syntax).is_encapsulated:
        return
    count = int(whole.get("NumberOfFrames", 1) or 1)
    for n in frames:
        claimed = claimed_size(get_frame(whole.PixelData, n, number_of_frames=count))
        if claimed is not None and claimed != size:
            raise ValueError(claimed)


def _decoded(whole: Any, syntax: str, frames: Sequence[int]) -> Mapping[int, npt.NDArray[Any]]:
    if syntax in _JPEG:
        return _by_pydicom(whole, frames, "gdcm")
    if syntax in _JPEG_2000:
        return _by_openjpeg(whole, frames)
    return _by_pydicom(whole, frames)


def _by_openjpeg(whole: Any, frames: Sequence[int]) -> dict[int, npt.NDArray[Any]]:
    from openjpeg.utils import decode
    from pydicom.encaps import get_frame

    count = int(whole.get("NumberOfFrames", 1))
    signed = "i" if int(whole.PixelRepresentation) else "u"
    kind = f"{signed}{int(whole.BitsAllocated) // 8}"
    return {
        n: decode(get_frame(whole.PixelData, n, number_of_frames=count)).astype(kind)
        for n in frames
    }


def _by_pydicom(whole: Any, frames: Sequence[int], codec: str = "") -> dict[int, npt.NDArray[Any]]:
    from pydicom.pixels.utils import iter_pixels

    found = iter_pixels(whole, raw=True, indices=list(frames), decoding_plugin=codec)
    return dict(zip(frames, found, strict=True))


def _as_stored(pixels: npt.NDArray[Any], whole: Any) -> npt.NDArray[Any]:
    """Drop what old files keep in unused bits (overlays), and extend the sign."""
    allocated, stored = int(whole.BitsAllocated), int(whole.get("BitsStored", whole.BitsAllocated))
    if pixels.shape != (whole.Rows, whole.Columns):
        raise ValueError(pixels.shape)
    if stored >= allocated or pixels.dtype.kind == "f":
        return pixels
    signed = int(whole.get("PixelRepresentation", 0)) == 1
    low = int(whole.get("HighBit", stored - 1)) + 1 - stored
    unsigned = pixels.astype(f"u{pixels.dtype.itemsize}") >> low
    unsigned &= (1 << stored) - 1
    if not signed:
        return unsigned
    shift = 8 * pixels.dtype.itemsize - stored
    return np.asarray((unsigned << shift).astype(f"i{pixels.dtype.itemsize}") >> shift)
