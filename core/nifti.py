"""Reading one NIfTI file into a volume."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nibabel as nib
import numpy as np
import numpy.typing as npt

from core.affine import require_usable
from core.errors import ReadingError
from core.study import Volume


def read_volume(path: Path) -> Volume:
    """Read one 3-D NIfTI file; integer data stay integer unless the header scales them.

    Raises:
        ReadingError: not a readable 3-D NIfTI file.
        GeometryError: the affine is unusable.
    """
    try:
        source = nib.load(path)
        data = _values(source)
    except (OSError, EOFError, ValueError, nib.filebasedimages.ImageFileError) as error:
        raise ReadingError(f"{path}: not a readable NIfTI file ({error}).") from error
    while data.ndim > 3 and data.shape[-1] == 1:
        data = data[..., 0]
    if data.ndim != 3:
        raise ReadingError(f"{path}: expected a 3-D volume, found shape {data.shape}.")
    affine = np.asarray(source.affine, float)
    require_usable(affine, str(path))
    return Volume(data, affine, source.header, path)


def _values(source: Any) -> npt.NDArray[Any]:
    slope, inter = source.dataobj.slope, source.dataobj.inter
    if (slope, inter) == (1.0, 0.0):
        return np.asarray(source.dataobj.get_unscaled())
    return np.asarray(source.dataobj.get_scaled(np.float32))
