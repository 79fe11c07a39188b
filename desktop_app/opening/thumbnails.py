"""Small pictures of scans, to recognise them by. Runs in a worker thread; knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from core.dicom.places import Opener
from core.dicom.preview import middle_slice
from core.dicom.series import Series
from core.errors import GliovistaError
from core.files.other_formats import read_scan
from core.progress import Progress
from core.space.affine import Grid, ras_grid, to_ras
from desktop_app.opening.offers import Offer
from desktop_app.state.display import Plane
from desktop_app.views.geometry import PlaneGeometry

_QUANTILES = (0.02, 0.995)
_MOST = 256
"""Pixels along an edge; finer ones are passed over."""


@dataclass(frozen=True, eq=False)
class Thumbnail:
    """The middle slice of a scan.

    Attributes:
        grey: uint8, shape (rows, columns); None where it cannot be read.
        size_mm: width and height.
        grid: of a file, which is read whole; a series' header tells the same.
        problem: why it cannot be read, a sentence.
    """

    grey: npt.NDArray[np.uint8] | None
    size_mm: tuple[float, float] = (1.0, 1.0)
    grid: Grid | None = None
    problem: str = ""


def make_thumbnails(
    offers: Sequence[Offer], ready: Callable[[tuple[Offer, Thumbnail]], None], progress: Progress
) -> None:
    """Read the middle slice of each scan.

    Args:
        offers: in the order in which they are wanted.
        ready: called with each as it comes.
        progress: may raise ``Cancelled``.
    """
    with Opener() as opener:
        for number, offer in enumerate(offers):
            progress(number, len(offers), "")
            try:
                made = _thumbnail(offer.scan, opener)
            except GliovistaError as error:
                made = Thumbnail(None, problem=str(error))
            ready((offer, made))


def _thumbnail(scan: Series | Path, opener: Opener) -> Thumbnail:
    if isinstance(scan, Path):
        return _of_file(scan)
    seen = middle_slice(scan, opener)
    rows, columns = seen.pixels.shape
    size_mm = (columns * seen.spacing_mm[1], rows * seen.spacing_mm[0])
    return Thumbnail(greyed(seen.pixels), size_mm)


def _of_file(path: Path) -> Thumbnail:
    """Cut as the slices lie, radiologically."""
    volume = read_scan(path)
    ras = to_ras(volume.data, volume.affine)
    grid = volume.grid
    steps = ras_grid(grid).spacing_mm
    axis = max(range(3), key=lambda a: (round(steps[a], 1), a))  # axial where all are alike
    plane = next(p for p in Plane if p.axis == axis)
    i, j, k = ras.shape
    geometry = PlaneGeometry(plane, (i, j, k), steps, radiological=True)
    picture = geometry.picture(ras, ras.shape[axis] // 2)
    return Thumbnail(greyed(picture), geometry.size_mm, grid)


def greyed(pixels: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """Windowed between two quantiles of what is brighter than the background.

    Args:
        pixels: shape (rows, columns).
    """
    rows, columns = (max(1, n // _MOST) for n in pixels.shape)
    values = np.nan_to_num(pixels[::rows, ::columns].astype(np.float32))
    shown = values[values > values.min()]
    if not shown.size:
        return np.zeros(values.shape, np.uint8)
    low, high = np.quantile(shown, _QUANTILES)
    scaled = (values - low) / max(float(high - low), 1e-6)
    return np.asarray(255 * np.clip(scaled, 0.0, 1.0), np.uint8)
