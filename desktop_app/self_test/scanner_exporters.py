"""Exporters that refer to a scanner's images, tried on the demo study written as DICOM."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from core.errors import GeometryError
from core.space.affine import turned_onto
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Study, Volume


@dataclass(frozen=True)
class Material:
    """What there is to export."""

    study: Study
    segmentation: Segmentation


def segmentation_object(material: Material, folder: Path) -> None:
    """Write a DICOM segmentation and an anonymous one."""
    from core.dicom_results.deidentifying import deidentified
    from core.dicom_results.segmentation_object import write_segmentation_object

    segmentation, series = _on_a_series(material, folder / "of_segmentation")
    write_segmentation_object(segmentation, series, folder / "seg.dcm")
    path = folder / "anonymous.dcm"
    write_segmentation_object(segmentation, series, path, finish=deidentified)


def structure_set(material: Material, folder: Path) -> None:
    """Write an RT structure set."""
    from core.dicom_results.structure_set import write_structure_set

    segmentation, series = _on_a_series(material, folder / "of_structures")
    write_structure_set(segmentation, series, folder / "rtstruct.dcm")


def aligned(material: Material, folder: Path) -> None:
    """Write the sequences as if they had been aligned, and the transforms."""
    from core.preparing.aligned_files import write_aligned, write_transforms
    from core.preparing.preparing import Preparation
    from core.registration.rigid import Alignment

    reference = next(iter(material.study.volumes))
    lies_still = Alignment(np.eye(4), 1.0, None, 0.0, np.zeros(3))
    others = {m: lies_still for m in material.study.volumes if m != reference}
    volumes = material.study.volumes
    made = Preparation(material.study, reference, (), others, volumes, None)
    (folder / "aligned").mkdir()
    write_aligned(made, folder / "aligned")
    write_transforms(made, folder / "aligned")


def _on_a_series(material: Material, folder: Path) -> tuple[Segmentation, Volume]:
    """The reference as a DICOM series that was written and read, and the labels on its slices."""
    from core.dicom.finding import find_series
    from core.dicom.reading import read_series
    from core.phantom.scanner import PROTOCOLS, write_series

    volume = material.study.reference
    stored = np.clip(np.rint(volume.data), 0, np.iinfo(np.int16).max).astype(np.int16)
    folder.mkdir()
    write_series(folder, stored, volume.affine, PROTOCOLS[Modality.T1GD])
    series = read_series(find_series([folder]).series[0])
    labels = turned_onto(material.segmentation.label_map, volume.affine, series.grid)
    if labels is None:
        raise GeometryError(f"{folder}: the series does not read back where it was written.")
    return replace(material.segmentation, label_map=labels, grid=series.grid), series
