"""Reading a label map out of a file, whatever numbers it uses for the labels."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from core.errors import LabelConventionError
from core.files.nifti import read_volume
from core.labels import (
    LabelConvention,
    LabelMap,
    from_convention,
    possible_conventions,
    whole_numbers,
)
from core.studies.study import Volume

_MOST_VALUES = 64
"""An image or a probability map holds more; a parcellation of the brain may too, and none of its
labels is a tumour's."""


@dataclass(frozen=True)
class LabelFile:
    """A label map as it was read.

    Attributes:
        label_map: uint8, native axes, values of :class:`core.labels.Label`.
        volume: the file's own values, affine and header.
        convention: how the file's numbers were understood.
        ambiguous: whether other conventions give these numbers another meaning.
    """

    label_map: LabelMap
    volume: Volume
    convention: LabelConvention
    ambiguous: bool


def read_label_file(path: Path, convention: LabelConvention | None = None) -> LabelFile:
    """Read a NIfTI label map.

    Args:
        path: ``.nii`` or ``.nii.gz``.
        convention: how the file numbers its labels. Without it a 4 means BraTS 2021, a 3 means
            BraTS 2023, and 1 and 2 mean the same in both; Decathlon files must be named.

    Raises:
        ReadingError, GeometryError: the file cannot be read.
        LabelConventionError: it holds values that the convention does not name; or probabilities.
    """
    volume = read_volume(path)
    numbers = label_numbers(volume.data, path)
    fitting = possible_conventions(int(v) for v in np.unique(numbers).tolist())
    chosen = convention or _brats(fitting)
    try:
        label_map = from_convention(numbers, chosen)
    except LabelConventionError as error:
        raise LabelConventionError(f"{path}: {error}") from error
    return LabelFile(label_map, volume, chosen, convention is None and _meanings(fitting) > 1)


def label_numbers(data: npt.NDArray[Any], path: Path) -> npt.NDArray[Any]:
    """The whole numbers of what should be a label map.

    Args:
        data: as stored, or within rounding of it (:func:`core.labels.whole_numbers`).
        path: the file, for the sentence.

    Raises:
        LabelConventionError: the values are not whole, or too many for labels.
    """
    numbers = whole_numbers(data)
    different = np.unique(data if numbers is None else numbers).size
    if different > _MOST_VALUES:
        raise LabelConventionError(
            f"{path}: expected a label map, found {different} different values, as an image or "
            "a probability map has. Choose the segmentation file."
        )
    if numbers is None:
        raise LabelConventionError(
            f"{path}: a label map holds whole numbers; this file holds others. It may be a "
            "scan, or a probability map."
        )
    return numbers


def _brats(fitting: tuple[LabelConvention, ...]) -> LabelConvention:
    old = LabelConvention.BRATS2021
    return old if old in fitting or not fitting else LabelConvention.BRATS2023


def _meanings(fitting: tuple[LabelConvention, ...]) -> int:
    # The two BraTS conventions differ in ET's number alone, which cannot fit both.
    decathlon = LabelConvention.DECATHLON in fitting
    return int(decathlon) + int(any(c is not LabelConvention.DECATHLON for c in fitting))
