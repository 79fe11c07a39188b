"""Scans in formats beside NIfTI's single file, which nibabel reads: FreeSurfer's, and pairs.

They become volumes with a NIfTI header of their own, so that results are written as NIfTI.
"""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

import nibabel as nib
import numpy as np
from nibabel.filebasedimages import ImageFileError
from nibabel.freesurfer.mghformat import MGHImage
from nibabel.spatialimages import HeaderDataError

from core.errors import ReadingError
from core.files.nifti import (
    header_affine,
    image_shape,
    narrowed,
    read_volume,
    require_3d,
    require_scalar,
    require_size,
    unreadable,
)
from core.studies.study import Volume

_PAIR_MARKS = (b"ni1", b"ni2")
_MAGIC_AT = 344


def read_scan(path: Path) -> Volume:
    """Read one scan: NIfTI, a pair of ``.hdr`` and ``.img``, or FreeSurfer's ``.mgz``, ``.mgh``.

    Raises:
        ReadingError: not a readable 3-D scan.
        GeometryError: the affine is unusable.
    """
    ending = path.suffix.lower()
    if ending in (".mgz", ".mgh"):
        return _read(path, MGHImage)
    if ending == ".hdr" and _is_pair(path):
        return _read(path, nib.Nifti1Pair)
    return read_volume(path)


def _is_pair(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            start = file.read(_MAGIC_AT + 4)
    except OSError as error:
        raise unreadable(path, error) from error
    return start[_MAGIC_AT:].startswith(_PAIR_MARKS)


def _read(path: Path, kind: Any) -> Volume:
    image_file = path.with_suffix(".img")
    if kind is nib.Nifti1Pair and not any(p.exists() for p in _other_halves(path)):
        raise ReadingError(f"{path}: its other half, {image_file.name}, is not there. Copy both.")
    try:
        image: Any = kind.from_filename(path)
        shape = image_shape(image.header)
        require_3d(path, shape)
        require_scalar(image.get_data_dtype(), path)
        require_size(shape, path)
        data = narrowed(np.asarray(image.dataobj)).reshape(shape)
    except (OSError, EOFError) as error:
        raise unreadable(path, error) from error
    except (ImageFileError, HeaderDataError, ValueError, TypeError, KeyError, zlib.error) as error:
        raise ReadingError(f"{path}: its header or values are damaged ({error}).") from error
    data = data.astype(data.dtype.newbyteorder("="), copy=False)
    header = nib.Nifti1Header()
    header.set_data_shape(shape)
    header.set_data_dtype(data.dtype)
    header.set_xyzt_units("mm")
    for place in (header.set_qform, header.set_sform):
        place(image.affine, 1)
    return Volume(data, header_affine(header, path), header, path)


def _other_halves(path: Path) -> tuple[Path, ...]:
    return tuple(path.with_suffix(ending) for ending in (".img", ".IMG", ".img.gz"))
