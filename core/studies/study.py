"""A study: one patient's four sequences on one grid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import nibabel as nib
import numpy.typing as npt

from core.space.affine import Affine, Grid


class Modality(StrEnum):
    """The four sequences, in the order in which they are shown and listed."""

    T1 = "T1"
    T1GD = "T1Gd"
    T2 = "T2"
    FLAIR = "FLAIR"


@dataclass(frozen=True)
class Volume:
    """One scalar 3-D volume with its place in space.

    Attributes:
        data: shape (i, j, k), scaled values on the native axes; integer where the file is.
        affine: (4, 4), voxel to RAS+ millimetres.
        header: the file's NIfTI header, for codes and units of what is written back.
        path: where it was read from, or None for a volume made in memory.
    """

    data: npt.NDArray[Any]
    affine: Affine
    header: nib.Nifti1Header = field(default_factory=nib.Nifti1Header, repr=False)
    path: Path | None = None

    @property
    def grid(self) -> Grid:
        """Shape and affine."""
        i, j, k = self.data.shape
        return Grid((i, j, k), self.affine)


@dataclass(frozen=True)
class Study:
    """Volumes of one patient that passed the pre-flight check, on one common grid.

    Attributes:
        name: the patient folder's or file's name, for titles and file names.
        volumes: one volume per modality; one or two may be absent (:mod:`core.studies.sequences`).
    """

    name: str
    volumes: Mapping[Modality, Volume]

    @property
    def grid(self) -> Grid:
        """The common grid: that of the first modality present."""
        return self.reference.grid

    @property
    def reference(self) -> Volume:
        """The volume whose header is copied to what is written."""
        return next(self.volumes[m] for m in Modality if m in self.volumes)
