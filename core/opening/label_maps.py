"""Reading a label map that was made elsewhere for a study: its place, its numbers, whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from core.checks.label_maps import check_label_map
from core.errors import GeometryError
from core.files.label_files import label_numbers
from core.files.nifti import file_affine, read_volume, states_place
from core.files.notes import read_note
from core.labels import Label, LabelConvention, from_convention, readings
from core.space.affine import GRID_TOLERANCE_MM, Affine, Grid, grid_difference_mm, turned_onto
from core.space.resampling import nearest
from core.studies.findings import Finding, Severity
from core.studies.provenance import Provenance
from core.studies.segmentation import Segmentation
from core.studies.study import Study, Volume

_LEAST_WITHIN = 0.99
"""Share of the labels that must have a place in the study's grid."""


@dataclass(frozen=True)
class LabelFile:
    """A file's labels, still with its own numbers.

    Attributes:
        path: where it was read from.
        data: whole numbers on the study's native grid.
        findings: what speaks against its being the study's.
        provenance: how it came to be, as far as the file says.
        readings: every way to read its numbers that differs from the others, by convention.
    """

    path: Path
    data: npt.NDArray[Any]
    readings: Mapping[LabelConvention, Mapping[int, Label]]
    provenance: Provenance = field(default_factory=Provenance)
    findings: tuple[Finding, ...] = ()


def read_labels(path: Path, study: Study) -> LabelFile:
    """Read a label map and see which conventions could have numbered it.

    Raises:
        ReadingError: not a readable NIfTI file.
        GeometryError: it lies on another grid than the study.
        LabelConventionError: no convention knows its numbers.
    """
    volume = read_volume(path)
    data, moved = _on_grid_of(study, volume, path)
    numbers = [int(v) for v in np.unique(data) if v]
    ways = readings(numbers)
    if not ways:
        # Says which numbers are unknown.
        from_convention(data, LabelConvention.BRATS2021)
    findings = (*moved, *check_label_map(data, study, path))
    note = read_note(path, volume.data)
    if note is None:
        return LabelFile(path, data, ways, Provenance(file=path.name), findings)
    made, numbering = note
    if numbering in ways:  # the file says which it is
        ways = {numbering: ways[numbering]}
    return LabelFile(path, data, ways, made, findings)


def segmentation_of(file: LabelFile, convention: LabelConvention, study: Study) -> Segmentation:
    """Translate a file's numbers."""
    label_map = from_convention(file.data, convention)
    return Segmentation(study.name, study.grid, label_map, provenance=file.provenance)


def _on_grid_of(
    study: Study, volume: Volume, path: Path
) -> tuple[npt.NDArray[Any], tuple[Finding, ...]]:
    """The numbers on the study's axes; files may hold the same lattice in another order of axes.

    What lies on another grid, but in the same place, is brought over by nearest voxels.
    """
    data = label_numbers(volume.data, path)
    placed = turned_onto(data, volume.affine, study.grid)
    if placed is not None:
        return placed, ()
    # A result of files that state no place lies where other programs put them.
    own = Grid(study.grid.shape, file_affine(study.reference))
    if grid_difference_mm(Grid(study.grid.shape, volume.affine), own) <= GRID_TOLERANCE_MM and (
        data.shape == own.shape
    ):
        return data, ()
    found, expected = (" × ".join(map(str, shape)) for shape in (data.shape, study.grid.shape))
    stated = states_place(volume.header) and study.sides_known
    if not (stated and _lies_within(data, volume.affine, study.grid)):
        raise GeometryError(
            f"{path}: this label map lies on another grid than the study ({found} voxels; the "
            f"study has {expected}, or lies elsewhere). Choose the label map that belongs to these "
            "scans."
        )
    moved = nearest(data, volume.affine, study.grid)
    return moved, (_moved(path, volume, data, study, moved),)


def _lies_within(data: npt.NDArray[Any], affine: Affine, grid: Grid) -> bool:
    """Whether all but a few labels have a place in the study."""
    where = np.argwhere(data)
    if not where.size:
        return False
    step = np.linalg.inv(grid.affine) @ affine
    places = where @ step[:3, :3].T + step[:3, 3]
    inside = ((places > -0.5) & (places < np.asarray(grid.shape) - 0.5)).all(axis=1)
    return bool(inside.mean() >= _LEAST_WITHIN)


def _moved(
    path: Path, volume: Volume, data: npt.NDArray[Any], study: Study, moved: npt.NDArray[Any]
) -> Finding:
    before = np.count_nonzero(data) * volume.grid.voxel_ml
    after = np.count_nonzero(moved) * study.grid.voxel_ml
    text = (
        f"{path.name}: it lies on another grid than the study and was brought over by nearest "
        f"voxels: {before:.1f} ml became {after:.1f} ml. Look at its outline before you measure."
    )
    values: dict[str, str | float] = {"file": path.name, "before": before, "after": after}
    return Finding("labels_on_other_grid", Severity.WARNED, text, None, values)
