"""Pixels of one DICOM file, as stored: integers, before any rescaling."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from core.dicom.library import quiet_pydicom
from core.errors import ReadingError

_JPEG = frozenset(
    {"1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.57",
     "1.2.840.10008.1.2.4.70"}
)  # fmt: skip
"""JPEG of 1992, the lossless kind above all. Its codec for pydicom is GPL-3; GDCM, which lies
within SimpleITK, decodes it as well."""

_JPEG_2000 = frozenset({f"1.2.840.10008.1.2.4.{n}" for n in (90, 91, 201, 202, 203)})
"""JPEG 2000, and its faster kind. Decoded by pylibjpeg-openjpeg itself: through pydicom it would
need pylibjpeg too."""

_PIXEL_ELEMENTS = (
    "Rows", "Columns", "SamplesPerPixel", "PhotometricInterpretation", "BitsAllocated",
    "BitsStored", "HighBit", "PixelRepresentation", "NumberOfFrames", "PixelData",
)  # fmt: skip


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
    pydicom = quiet_pydicom()

    try:
        whole = pydicom.dcmread(io.BytesIO(data), force=True)
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
        decoded = _decoded(whole, syntax, frames)
        return [_as_stored(decoded[n], whole) for n in frames]
    # The codecs raise errors of their own; each means that the pixels cannot be decoded.
    except Exception as error:
        kind = pydicom.uid.UID(syntax).name
        raise ReadingError(
            f"{name}: its pixels cannot be decoded ({kind}). The file is damaged or cut off, or "
            "compressed in an unusual way. Export it again, without compression."
        ) from error


def _decoded(whole: Any, syntax: str, frames: Sequence[int]) -> Mapping[int, npt.NDArray[Any]]:
    if syntax in _JPEG:
        return dict(enumerate(_by_gdcm(whole)))
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


def _by_pydicom(whole: Any, frames: Sequence[int]) -> dict[int, npt.NDArray[Any]]:
    from pydicom.pixels.utils import iter_pixels

    found = iter_pixels(whole, raw=True, indices=list(frames))
    return dict(zip(frames, found, strict=True))


def _by_gdcm(whole: Any) -> npt.NDArray[Any]:
    """All frames, shape (frames, rows, columns).

    Only what describes the pixels goes into the file that is handed over: no rescaling, which
    GDCM would apply, and nothing of the patient.
    """
    pydicom = quiet_pydicom()
    import SimpleITK as sitk  # noqa: N813  # as its manual has it

    bare = pydicom.Dataset()
    for keyword in _PIXEL_ELEMENTS:
        if keyword in whole:
            bare[keyword] = whole[keyword]
    bare.SOPClassUID = pydicom.uid.MultiFrameGrayscaleWordSecondaryCaptureImageStorage
    if int(whole.get("NumberOfFrames", 1)) == 1:
        bare.SOPClassUID = pydicom.uid.SecondaryCaptureImageStorage
    bare.SOPInstanceUID = pydicom.uid.generate_uid()
    bare.file_meta = pydicom.dataset.FileMetaDataset()
    bare.file_meta.TransferSyntaxUID = whole.file_meta.TransferSyntaxUID
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pixels.dcm"
        bare.save_as(path, enforce_file_format=True)
        reader = sitk.ImageFileReader()
        reader.SetImageIO("GDCMImageIO")
        reader.SetFileName(str(path))
        image = sitk.GetArrayFromImage(reader.Execute())
    return np.asarray(image).reshape(-1, int(whole.Rows), int(whole.Columns))


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
