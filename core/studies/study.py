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
from core.studies.source import DicomSource


class Modality(StrEnum):
    """The four sequences, in the order in which they are shown and listed."""

    T1 = "T1"
    T1GD = "T1Gd"
    T2 = "T2"
    FLAIR = "FLAIR"


class AxesFrom(StrEnum):
    """Who says which way a study's axes run."""

    FILE = "file"
    """The files' headers."""
    STATED = "stated"
    """The person, of files that do not."""
    BRATS = "brats"
    """The shape, which is that of all BraTS files."""
    HEAD = "head"
    """The shape of the head, which does not tell left from right."""
    HEAD_UNSURE = "head_unsure"
    """The same, where another reading is almost as likely."""
    NOBODY = "nobody"
    """Nothing: the axes were taken as if they ran like most."""


@dataclass(frozen=True)
class Volume:
    """One scalar 3-D volume with its place in space.

    Attributes:
        data: shape (i, j, k), scaled values on the native axes; integer where the file is.
        affine: (4, 4), voxel to RAS+ millimetres.
        header: the file's NIfTI header, for codes and units of what is written back.
        path: where it was read from, or None for a volume made in memory.
        source: the DICOM pictures that it is made of, voxel for voxel; None for any other.
        resampled_from: those that it was interpolated from; None where it was not.
    """

    data: npt.NDArray[Any]
    affine: Affine
    header: nib.Nifti1Header = field(default_factory=nib.Nifti1Header, repr=False)
    path: Path | None = None
    source: DicomSource | None = None
    resampled_from: DicomSource | None = None

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
        axes_from: who says which way the axes run.
        prepared: the same head as a network sees it, aligned, brain alone, upright at 1 mm; None
            where the volumes are that themselves. Both lie in one world: ``xyz_mm`` is the same.
    """

    name: str
    volumes: Mapping[Modality, Volume]
    axes_from: AxesFrom = AxesFrom.FILE
    prepared: Study | None = None

    @property
    def sides_known(self) -> bool:
        """Whether left and right are more than a guess."""
        return self.axes_from in (AxesFrom.FILE, AxesFrom.STATED, AxesFrom.BRATS)

    @property
    def brain_alone(self) -> Study:
        """The study without skull: what a network sees, and where midline and surface are found."""
        return self.prepared or self

    @property
    def grid(self) -> Grid:
        """The common grid: that of the first modality present."""
        return self.reference.grid

    @property
    def reference(self) -> Volume:
        """The volume whose header is copied to what is written."""
        return next(self.volumes[m] for m in Modality if m in self.volumes)
