"""Measurements as a table of comma-separated values: for spreadsheets, not for people."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from core.labels import Region
from core.measuring.lesions import Lesion, sum_of_products_mm2

if TYPE_CHECKING:
    from core.measuring.measurements import Extent, Measurements, RegionMeasures

CSV_COLUMNS = (
    "study", "kind", "name", "ml", "share_percent", "axial_slices", "components",
    "largest_component_ml", "longest_axial_mm", "perpendicular_mm", "axial_slice_from_0",
    "centroid_x_mm", "centroid_y_mm", "centroid_z_mm", "side", "left_ml", "right_ml",
    "symmetry_plane_mm", "crosses_symmetry_plane", "across_ml", "surface_mm", "corrected",
    "product_mm2", "measurable", "reliable", "slice_mm",
    "made_by",
)  # fmt: skip


def as_csv(measured: Measurements, more: Sequence[Mapping[str, object]] = ()) -> str:
    """One row per label, region and enhancing lesion, and one for the lesions' sum.

    Units stand in the column names; what is unknown is empty. Regions that the label map does not
    tell have no row, and ``reliable`` is False for what was asked for although the study's
    sequences cannot tell it.

    Args:
        measured: what a segmentation measures.
        more: rows of something else, such as what a person drew; their columns come last.
    """
    out = io.StringIO()
    columns = [*CSV_COLUMNS, *dict.fromkeys(c for row in more for c in row if c not in CSV_COLUMNS)]
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    thickness = f"{measured.slice_mm:.2f}"
    of = {
        "study": measured.study_name,
        "corrected": measured.corrected,
        "slice_mm": thickness,
        "made_by": measured.made_by,
    }
    for label in measured.told_labels:
        row = {**of, "name": label.name, "reliable": measured.is_reliable(label)}
        writer.writerow({**row, **_sizes(measured.labels[label])})
    for region in measured.told:
        measures = measured.regions[region]
        row = {**of, "name": region.value, "reliable": measured.is_reliable(region)}
        writer.writerow({**row, **_sizes(measures.extent), **_places(measures)})
    if Region.ET in measured.told:
        of_et = {**of, "reliable": measured.is_reliable(Region.ET)}
        for number, lesion in enumerate(measured.lesions, start=1):
            writer.writerow({**of_et, "name": str(number), **_lesion_row(lesion)})
        total = _number(sum_of_products_mm2(measured.lesions))
        writer.writerow({**of_et, "kind": "lesion_sum", "name": "ET", "product_mm2": total})
    for drawn in more:
        writer.writerow({**of, **drawn})
    return out.getvalue()


def _sizes(extent: Extent) -> dict[str, object]:
    return {
        "kind": "label",
        "ml": f"{extent.ml:.3f}",
        "share_percent": f"{100.0 * extent.share:.2f}",
        "axial_slices": extent.slices,
        "components": extent.components,
        "largest_component_ml": f"{extent.largest_component_ml:.3f}",
    }


def _places(measures: RegionMeasures) -> dict[str, object]:
    row: dict[str, object] = {"kind": "region"}
    if measures.diameters is not None:
        row["longest_axial_mm"] = _number(measures.diameters.longest_mm)
        row["perpendicular_mm"] = _number(measures.diameters.perpendicular_mm)
        row["axial_slice_from_0"] = measures.diameters.slice_index
    if measures.position is not None:
        place = measures.position
        for axis, value in zip("xyz", place.centroid_mm, strict=True):
            row[f"centroid_{axis}_mm"] = _number(value)
        row["side"] = place.side or ""
        row["left_ml"] = _number(place.left_ml, 3)
        row["right_ml"] = _number(place.right_ml, 3)
        row["symmetry_plane_mm"] = _number(place.symmetry_plane_mm)
        row["crosses_symmetry_plane"] = (
            "" if place.crosses_symmetry_plane is None else place.crosses_symmetry_plane
        )
        row["across_ml"] = _number(place.across_ml, 3)
        row["surface_mm"] = _number(place.surface_mm)
    return row


def _lesion_row(lesion: Lesion) -> dict[str, object]:
    lines = lesion.diameters
    return {
        "kind": "lesion",
        "ml": _number(lesion.ml, 3),
        "axial_slices": lesion.slices,
        "longest_axial_mm": _number(lines.longest_mm),
        "perpendicular_mm": _number(lines.perpendicular_mm),
        "axial_slice_from_0": lines.slice_index,
        "product_mm2": _number(lesion.product_mm2),
        "measurable": lesion.measurable,
    }


def _number(value: float | None, digits: int = 2) -> str:
    return "" if value is None else f"{value:.{digits}f}"
