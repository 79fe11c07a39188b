"""Every exporter of the program, tried on the demo study in a temporary folder."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from core.files.writing import write_label_map, write_probabilities, write_regions
from core.labels import LabelConvention, LabelMap
from desktop_app.self_test import scanner_exporters
from desktop_app.self_test.scanner_exporters import Material

if TYPE_CHECKING:
    from PySide6.QtGui import QImage


def _label_map(material: Material, folder: Path) -> None:
    for convention in (LabelConvention.BRATS2021, LabelConvention.BRATS2023):
        for ending in (".nii.gz", ".nii"):
            path = folder / f"labels_{convention.value}{ending}"
            write_label_map(material.segmentation, material.study.reference, path, convention)


def _regions(material: Material, folder: Path) -> None:
    write_regions(material.segmentation, material.study.reference, folder / "regions.nii.gz")


def _probabilities(material: Material, folder: Path) -> None:
    reference = material.study.reference
    write_probabilities(material.segmentation, reference, folder / "maps.nii.gz")


def _measurements(material: Material, folder: Path) -> None:
    from core.measuring.measurements import measure

    told = measure(material.segmentation, material.study).to_csv()
    _table(told, folder / "measurements.csv")


def _table(text: str, path: Path) -> None:
    from desktop_app.exporting.pictures import write_table

    write_table(text, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    _require(len(rows) > 1 and len({len(row) for row in rows}) == 1, path)


def _picture(material: Material, folder: Path) -> None:
    from PySide6.QtGui import QImage

    from desktop_app.exporting.pictures import write_picture

    path = folder / "view.png"
    image = _slice_image(material.segmentation.label_map)
    write_picture(image, path)
    back = QImage(str(path)).convertToFormat(image.format())
    _require(back == image, path)


def _planning_pdf(material: Material, folder: Path) -> None:
    from desktop_app.planning.report import write_pdf

    path = write_pdf(f"<h1>{material.study.name}</h1>", folder / "planning.pdf")
    _require(path.read_bytes().startswith(b"%PDF-"), path)


def _planning_html(material: Material, folder: Path) -> None:
    from desktop_app.planning.report import write_html

    path = write_html(f"<h1>{material.study.name}</h1>", folder / "planning.html")
    _require(material.study.name in path.read_text(encoding="utf-8"), path)


def _vasari(material: Material, folder: Path) -> None:
    from core.measuring.measurements import measure
    from core.vasari.scoring import score
    from core.vasari.table import as_csv

    measured = measure(material.segmentation, material.study)
    _table(as_csv(score(material.segmentation, material.study, measured)), folder / "vasari.csv")


def _places(material: Material, folder: Path) -> None:
    from core.anatomy.placing import place
    from core.anatomy.whereabouts import find_whereabouts

    placement = place(material.study, material.segmentation.label_map > 0)
    _table(find_whereabouts(material.segmentation, placement).to_csv(), folder / "places.csv")


def _follow_up(material: Material, folder: Path) -> None:
    from core.follow_up.following import follow_up
    from core.follow_up.plain_values import as_csv
    from core.follow_up.time_point import TimePoint

    points = [TimePoint(name, material.study, material.segmentation) for name in ("1", "2")]
    found = follow_up(points, alignments=[None, None])
    _table(as_csv(found, found.assess(), [None, None]), folder / "follow_up.csv")


EXPORTERS: Mapping[str, Callable[[Material, Path], None]] = MappingProxyType(
    {
        "export_label_map": _label_map,
        "export_regions": _regions,
        "export_probabilities": _probabilities,
        "export_measurements": _measurements,
        "export_vasari": _vasari,
        "export_places": _places,
        "export_follow_up": _follow_up,
        "export_segmentation_object": scanner_exporters.segmentation_object,
        "export_structure_set": scanner_exporters.structure_set,
        "export_aligned": scanner_exporters.aligned,
        "export_view": _picture,
        "export_all_views": _picture,
        "planning_pdf": _planning_pdf,
        "planning_html": _planning_html,
    }
)
"""The action that exports to what is tried; a test compares the keys with the table of actions.
Volumes are read back and compared as they are written."""


def _slice_image(labels: LabelMap) -> QImage:
    from PySide6.QtGui import QImage

    plane = np.ascontiguousarray(labels[:, :, labels.shape[2] // 2] * np.uint8(80))
    height, width = plane.shape
    image = QImage(plane.tobytes(), width, height, width, QImage.Format.Format_Grayscale8)
    return image.copy()


def _require(well: bool, path: Path) -> None:
    if not well:
        raise ValueError(f"{path.name} does not read back as it was written")
