"""What a session file holds: the study it belongs to, and named parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import nibabel as nib
import numpy as np
import numpy.typing as npt

from core.errors import GeometryError, ReadingError
from core.space.affine import Grid, require_usable
from core.studies.study import Modality

Array = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]

_MOST_VOXELS = 2**31

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
"""What a part and an array may be called."""


@dataclass(frozen=True, eq=False)
class Part:
    """One kind of work, such as the results or the marks.

    Attributes:
        values: what JSON can hold.
        arrays: uint8 or uint16, by a name of lower-case letters, digits and underscores.
    """

    values: Any
    arrays: Mapping[str, Array] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class StudyIdentity:
    """The scans that a session belongs to.

    Attributes:
        name: of the study, for titles.
        mark: of the scans (:mod:`core.files.marks`).
        files: where each sequence lay; none of a study that was read from DICOM or made up.
        grid: the study's native grid.
        raw: whether the scans are as they left the scanner, to be prepared again.
    """

    name: str
    mark: str
    files: Mapping[Modality, str]
    grid: Grid
    raw: bool = False


@dataclass(frozen=True, eq=False)
class SessionContents:
    """Everything about one study.

    Attributes:
        study: the scans.
        parts: by name.
        saved: UTC time in ISO 8601.
        program: version that wrote it.
    """

    study: StudyIdentity
    parts: Mapping[str, Part]
    saved: str
    program: str


def other_scans(name: str, study: str) -> ReadingError:
    """What is said where a session is not the study's.

    Args:
        name: of the session's study.
        study: the name of the one that is open or to be opened.
    """
    return ReadingError(
        f"{name}: this session was made from other scans than those of the study {study}. Open "
        "the study that it belongs to."
    )


def read_grid(values: Mapping[str, Any]) -> Grid:
    """A grid from its plain values.

    Raises:
        ValueError: no volume lies on it.
    """
    shape = tuple(int(n) for n in values["shape"])
    affine = np.asarray(values["affine"], np.float64)
    if len(shape) != 3 or min(shape) < 1 or np.prod(shape, dtype=np.float64) > _MOST_VOXELS:
        raise ValueError(f"no study has the shape {shape}")
    if affine.shape != (4, 4):
        raise ValueError("its affine is none")
    try:
        require_usable(affine, "session")
    except GeometryError as error:
        raise ValueError("its affine is none") from error
    if np.isnan(nib.orientations.io_orientation(affine)).any():
        raise ValueError("its affine is none")
    return Grid((shape[0], shape[1], shape[2]), affine)
