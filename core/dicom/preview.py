"""One picture of a series, to recognise it by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from core.dicom.pixels import stored_pixels
from core.dicom.places import Opener
from core.dicom.series import Series
from core.errors import ReadingError


@dataclass(frozen=True, eq=False)
class Preview:
    """A slice as the scanner shows it.

    Attributes:
        pixels: shape (rows, columns), as stored.
        spacing_mm: between rows, then between columns; equal where the header is silent.
    """

    pixels: npt.NDArray[Any]
    spacing_mm: tuple[float, float]


def middle_slice(series: Series, opener: Opener) -> Preview:
    """Read the slice in the middle of a series, and no other.

    Raises:
        ReadingError: the series holds no pictures, or this one cannot be read or decoded.
    """
    if not series.slices:
        raise ReadingError(f"{series.title}: it holds no pictures. Choose another series.")
    one = series.slices[len(series.slices) // 2]
    (pixels,) = stored_pixels(opener.read(one.place), [one.frame], one.place.name)
    return Preview(pixels, one.spacing or (1.0, 1.0))
