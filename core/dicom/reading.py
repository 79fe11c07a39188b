"""Read the pixels of a series into a volume with its affine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import nibabel as nib
import numpy as np
import numpy.typing as npt

from core.dicom.geometry import Stack, doubled, has_place, ordered, stack
from core.dicom.pixels import stored_pixels
from core.dicom.places import Opener, Place
from core.dicom.series import Series, Slice
from core.dicom.usability import why_no_place
from core.errors import GeometryError, ReadingError
from core.progress import Progress, no_progress
from core.space.affine import Affine
from core.studies.source import DicomSource, SourceImage
from core.studies.study import Volume

_THREADS = 4
Pixels = dict[Slice, npt.NDArray[Any]]


def read_series(series: Series, progress: Progress = no_progress) -> Volume:
    """Read a series.

    Voxels are rescaled slice by slice as the header says; they stay integers where no rescaling
    changes them. Axes are columns, rows, slices, as stored: nothing is flipped or resampled.

    Args:
        series: as :func:`core.dicom.finding.find_series` gives it.
        progress: called after each file; may raise ``Cancelled``.

    Returns:
        The volume, data of shape (columns, rows, slices), affine to RAS+ millimetres.

    Raises:
        GeometryError: slices are missing, doubled, unevenly spaced, or tell no place.
        ReadingError: a file cannot be read or decoded.
    """
    if not series.slices:
        raise ReadingError(f"{series.title}: it holds no pictures. Choose another series.")
    lost = [one for one in series.slices if not has_place(one)]
    if lost:
        raise GeometryError(f"{series.title}: its slices cannot be placed: {why_no_place(lost)}")
    slices = ordered(series.slices)
    pixels: Pixels = {}
    if len(slices) > 1 and len(doubled(slices)):
        pixels = _pixels(slices, progress)
        slices = _without_equal(slices, pixels)
    try:
        made = stack(slices, series.facts.step_mm or 1.0)
    except GeometryError as error:
        raise GeometryError(f"{series.title}: its slices make no grid: {error}") from error
    return _volume(made, pixels or _pixels(slices, progress))


def _volume(made: Stack, pixels: Pixels) -> Volume:
    planes = [pixels[one] for one in made.slices]
    scales = {one.scale for one in made.slices}
    if scales == {(1.0, 0.0)}:
        data = np.stack(planes, axis=-1)
    else:
        data = np.stack(
            [_rescaled(plane, one) for plane, one in zip(planes, made.slices, strict=True)], axis=-1
        )
    data = np.ascontiguousarray(data.swapaxes(0, 1))
    images = [SourceImage(s.place.path, s.place.members, s.frame, s.sop_uid) for s in made.slices]
    source = DicomSource(tuple(images))
    return Volume(data, made.affine, _header(data, made.affine), source=source)


def _rescaled(plane: npt.NDArray[Any], one: Slice) -> npt.NDArray[np.float32]:
    slope, intercept = one.scale
    return np.asarray(plane.astype(np.float64) * slope + intercept, np.float32)


def _header(data: npt.NDArray[Any], affine: Affine) -> nib.Nifti1Header:
    image = nib.Nifti1Image(data, affine)
    image.header.set_xyzt_units("mm")
    # A qform holds rotations only; the sform is exact for a tilted gantry too.
    image.set_qform(affine, 1, strip_shears=True)
    image.set_sform(affine, 1)
    return image.header


def _pixels(slices: Sequence[Slice], progress: Progress) -> Pixels:
    """Stored pixels of each slice; files are read and decoded in threads."""
    files: dict[Place, list[Slice]] = defaultdict(list)
    for one in slices:
        files[one.place].append(one)
    found: Pixels = {}
    with Opener() as opener:
        pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="dicom")
        try:
            work = pool.map(partial(_of_file, opener), files.items())
            for done, (frames, planes) in enumerate(work, start=1):
                found.update(zip(frames, planes, strict=True))
                progress(done, len(files), "Reading slices")
        finally:
            pool.shutdown(cancel_futures=True)
    return found


def _of_file(
    opener: Opener, file: tuple[Place, list[Slice]]
) -> tuple[list[Slice], list[npt.NDArray[Any]]]:
    place, slices = file
    data = opener.read(place)
    return slices, stored_pixels(data, [one.frame for one in slices], place.name)


def _without_equal(slices: tuple[Slice, ...], pixels: Pixels) -> tuple[Slice, ...]:
    """Of slices at one place that are equal in every voxel, the first."""
    dropped = {
        int(index) + 1
        for index in doubled(slices)
        if slices[index].scale == slices[index + 1].scale
        and np.array_equal(pixels[slices[index]], pixels[slices[index + 1]])
    }
    return tuple(one for number, one in enumerate(slices) if number not in dropped)
