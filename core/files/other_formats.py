"""Scans in formats beside NIfTI's single file, which nibabel reads: FreeSurfer's, and pairs.

They become volumes with a NIfTI header of their own, so that results are written as NIfTI.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nibabel as nib
import numpy as np
import numpy.typing as npt
from nibabel.freesurfer.mghformat import MGHImage

from core.errors import GliovistaError, ReadingError
from core.files.nifti import (
    header_affine,
    image_shape,
    narrowed,
    read_volume,
    require_3d,
    require_bytes,
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
        values = require_size(shape, path) * image.get_data_dtype().itemsize
        require_bytes(values, shape, _values_file(path, kind))
        data = narrowed(np.asarray(image.dataobj)).reshape(shape)
        data = data.astype(data.dtype.newbyteorder("="), copy=False)
        header = _header(image, data, shape)
    except (OSError, EOFError) as error:
        raise unreadable(path, error) from error
    except (GliovistaError, MemoryError):
        raise
    # nibabel raises whatever its parts do; each means that the file cannot be understood.
    except Exception as error:
        raise ReadingError(f"{path}: its header or values are damaged ({error}).") from error
    return Volume(data, header_affine(header, path), header, path)


def _header(image: Any, data: npt.NDArray[Any], shape: tuple[int, ...]) -> nib.Nifti1Header:
    header = nib.Nifti1Header()
    header.set_data_shape(shape)
    header.set_data_dtype(data.dtype)
    header.set_xyzt_units("mm")
    for place in (header.set_qform, header.set_sform):
        place(image.affine, 1)
    return header


def _values_file(path: Path, kind: Any) -> Path:
    """Where the values stand: in the file itself, or in its other half."""
    halves = _other_halves(path) if kind is nib.Nifti1Pair else ()
    return next((half for half in halves if half.exists()), path)


def _other_halves(path: Path) -> tuple[Path, ...]:
    return tuple(path.with_suffix(ending) for ending in (".img", ".IMG", ".img.gz"))
