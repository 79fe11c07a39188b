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
    Label,
    LabelConvention,
    LabelMap,
    from_convention,
    possible_conventions,
    readings,
    whole_numbers,
)
from core.space.boxes import box_of
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
        ambiguous: whether another convention gives these numbers another meaning.
        certain: whether no other convention has these numbers, or this one was named.
    """

    label_map: LabelMap
    volume: Volume
    convention: LabelConvention
    ambiguous: bool
    certain: bool


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
    values = [int(v) for v in np.unique(numbers).tolist()]
    # The Decathlon's comes last and is never guessed.
    chosen = convention or next(iter(readings(values)), LabelConvention.BRATS2023)
    try:
        label_map = from_convention(numbers, chosen)
    except LabelConventionError as error:
        raise LabelConventionError(f"{path}: {error}") from error
    named = convention is not None
    return LabelFile(
        label_map,
        volume,
        chosen,
        ambiguous=not named and len(readings(values)) > 1,
        certain=named or len(possible_conventions(values)) == 1,
    )


def oedema_outermost(label_map: LabelMap) -> bool | None:
    """Whether oedema lies around the core, as it should; None where one of both is absent.

    Of the faces of oedema's voxels 55 to 95 % touch healthy brain, of necrosis's at most 48 %, and
    always fewer than of the same case's oedema (22 cases). Where necrosis has more of them, the
    file's numbers were probably understood the wrong way round.
    """
    box = box_of(label_map)
    if box is None:
        return None
    rimmed = np.pad(label_map[box], 1)
    necrosis, oedema = _share_outside(rimmed, Label.NCR), _share_outside(rimmed, Label.ED)
    if necrosis is None or oedema is None or necrosis == oedema:
        return None
    return oedema > necrosis


def _share_outside(label_map: LabelMap, label: Label) -> float | None:
    """How many of the outer faces of a label's voxels touch background; None without voxels."""
    outer = outside = 0
    for axis in range(3):
        along = np.moveaxis(label_map, axis, 0)
        for here, beyond in ((along[1:], along[:-1]), (along[:-1], along[1:])):
            faces = (here == label) & (beyond != label)
            outer += int(np.count_nonzero(faces))
            outside += int(np.count_nonzero(faces & (beyond == Label.BACKGROUND)))
    return outside / outer if outer else None


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
