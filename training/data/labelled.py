"""A study with its truth on the native grid, as the trials change it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from core.labels import LabelMap
from core.segmenting.preprocessing import foreground_mask
from core.space.affine import Affine
from core.studies.study import Modality, Study, Volume
from training.data.cases import read_case_study, read_truth


@dataclass(frozen=True)
class Labelled:
    """A study and the experts' label map on its grid."""

    study: Study
    truth: LabelMap

    @property
    def brain(self) -> npt.NDArray[np.bool_]:
        """Foreground of any sequence, as preprocessing finds it; native axes."""
        return foreground_mask([v.data for v in self.study.volumes.values()])

    def with_data(self, data: Mapping[Modality, npt.NDArray[Any]]) -> Labelled:
        """The same with other values, on the same grid, in some sequences."""
        old = self.study.volumes
        volumes = {m: replace(v, data=data.get(m, v.data), path=None) for m, v in old.items()}
        return replace(self, study=Study(self.study.name, volumes))

    def moved(
        self, data: Mapping[Modality, npt.NDArray[Any]], affine: Affine, truth: LabelMap
    ) -> Labelled:
        """The same on another grid, which ``affine`` and the shape of ``truth`` tell."""
        volumes = {m: Volume(data[m], affine) for m in self.study.volumes}
        return Labelled(Study(self.study.name, volumes), truth)


Change = Callable[[Labelled, np.random.Generator], Labelled]
"""A change of a labelled study; the generator is its only source of chance."""


def read_labelled(folder: Path) -> Labelled:
    """A case folder, as the program opens it, with its truth.

    Raises:
        ReadingError, CheckError: as :func:`training.data.cases.read_case_study`.
    """
    study = read_case_study(folder)
    return Labelled(study, read_truth(folder, study.grid))


def unchanged(labelled: Labelled, rng: np.random.Generator) -> Labelled:
    """The study as it is, to compare with."""
    del rng
    return labelled


def stored(values: npt.NDArray[Any], dtype: np.dtype[Any]) -> npt.NDArray[Any]:
    """Values as a file of this type holds them: integers are rounded and kept in range."""
    if dtype.kind in "iu":
        limits = np.iinfo(dtype)
        values = np.clip(np.rint(values), limits.min, limits.max)
    return values.astype(dtype)
