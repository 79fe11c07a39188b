"""Reading a label map that lies on the open study's grid. Runs in a worker thread; knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from core.errors import GeometryError
from core.files.label_files import label_numbers
from core.files.nifti import file_affine, read_volume
from core.files.notes import read_note
from core.labels import Label, LabelConvention, from_convention, readings
from core.space.affine import GRID_TOLERANCE_MM, Grid, grid_difference_mm, turned_onto
from core.studies.provenance import Provenance
from core.studies.segmentation import Segmentation
from core.studies.study import Study
from desktop_app.state.shown import ShownLabels, show_labels


@dataclass(frozen=True)
class LabelFile:
    """A file's labels, still with its own numbers.

    Attributes:
        path: where it was read from.
        data: whole numbers on the study's native grid.
        provenance: how it came to be, as far as the file says.
        readings: every way to read its numbers that differs from the others, by convention.
    """

    path: Path
    data: npt.NDArray[Any]
    readings: Mapping[LabelConvention, Mapping[int, Label]]
    provenance: Provenance = field(default_factory=Provenance)


def read_labels(path: Path, study: Study) -> LabelFile:
    """Read a label map and see which conventions could have numbered it.

    Raises:
        ReadingError: not a readable NIfTI file.
        GeometryError: it lies on another grid than the study.
        LabelConventionError: no convention knows its numbers.
    """
    volume = read_volume(path)
    placed = _on_grid_of(study, volume.data, volume.affine, path)
    data = label_numbers(placed, path)
    numbers = [int(v) for v in np.unique(data) if v]
    ways = readings(numbers)
    if not ways:
        # Says which numbers are unknown.
        from_convention(data, LabelConvention.BRATS2021)
    note = read_note(path, volume.data)
    if note is None:
        return LabelFile(path, data, ways, Provenance(file=path.name))
    made, numbering = note
    if numbering in ways:  # the file says which it is
        ways = {numbering: ways[numbering]}
    return LabelFile(path, data, ways, made)


def labels_of(file: LabelFile, convention: LabelConvention, study: Study) -> ShownLabels:
    """Translate a file's numbers and prepare them for the views."""
    label_map = from_convention(file.data, convention)
    found = Segmentation(study.name, study.grid, label_map, provenance=file.provenance)
    return show_labels(found)


def _on_grid_of(
    study: Study, data: npt.NDArray[Any], affine: npt.NDArray[np.float64], path: Path
) -> npt.NDArray[Any]:
    """The data on the study's axes; files may hold the same lattice in another order of axes."""
    placed = turned_onto(data, affine, study.grid)
    if placed is not None:
        return placed
    # A result of files that state no place lies where other programs put them.
    own = Grid(study.grid.shape, file_affine(study.reference))
    if grid_difference_mm(Grid(study.grid.shape, affine), own) <= GRID_TOLERANCE_MM and (
        data.shape == own.shape
    ):
        return data
    found, expected = (" × ".join(map(str, shape)) for shape in (data.shape, study.grid.shape))
    raise GeometryError(
        f"{path}: this label map lies on another grid than the study ({found} voxels; the study "
        f"has {expected}, or lies elsewhere). Choose the label map that belongs to these scans."
    )
