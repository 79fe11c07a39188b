"""What was measured by hand as rows of the table of measurements."""

from __future__ import annotations

from collections.abc import Iterator

from core.measuring.areas import outline_area
from core.studies.study import Modality
from desktop_app.language.mark_texts import mark_name
from desktop_app.state.mark_geometry import (
    angle_degrees,
    in_millimetres,
    is_measurable,
    lengths_mm,
    products_mm2,
    shift_mm,
)
from desktop_app.state.marks import AREAS, Mark, MarkKind
from desktop_app.state.session import Session
from desktop_app.work.area_intensities import AreaIntensities

Row = dict[str, object]


def mark_rows(session: Session) -> list[Row]:
    """A row per ruler, angle and shift, one per area and sequence, and lesions moved by hand.

    Units stand in the column names. Ends are in world RAS+ millimetres. Lesions' lines that
    nobody moved are not among them, for the table tells them already.
    """
    rows = [row for mark in session.marks.items if mark.by_hand for row in _rows(session, mark)]
    lesions = session.marks.lesions
    if any(mark.by_hand for mark in lesions):
        total = sum(products_mm2(lesions, session.spacing_mm))
        by_hand = {"kind": "lesion_sum_by_hand", "name": "ET", "measured_by": "hand"}
        rows.append({**by_hand, "product_mm2": f"{total:.2f}"})
    return rows


def _rows(session: Session, mark: Mark) -> Iterator[Row]:
    row = {**_values(session, mark), "measured_by": "hand", "points_mm": _world(session, mark)}
    if mark.kind not in AREAS:
        yield row
        return
    for modality in Modality:
        found = AreaIntensities.of(session).get(mark, modality)
        if found is not None:
            yield {
                **row,
                "sequence": modality.value,
                "voxels": found.voxels,
                "mean": f"{found.mean:.4g}",
                "sd": f"{found.sd:.4g}",
                "minimum": f"{found.minimum:.6g}",
                "maximum": f"{found.maximum:.6g}",
            }


def _values(session: Session, mark: Mark) -> Row:
    spacing = session.spacing_mm
    row: Row = {"kind": mark.kind.value, "name": mark_name(mark), "plane": mark.plane.value}
    if mark.kind is MarkKind.RULER:
        row["length_mm"] = f"{lengths_mm(mark, spacing)[0]:.2f}"
    elif mark.kind is MarkKind.ANGLE:
        row["angle_degrees"] = f"{angle_degrees(mark, spacing):.2f}"
    elif mark.kind is MarkKind.SHIFT:
        known = session.study is None or session.study.sides_known
        shift = shift_mm(mark, spacing)
        row["length_mm"] = f"{abs(shift):.2f}"
        row["side"] = ("right" if shift > 0 else "left") if known and shift else ""
    elif mark.kind is MarkKind.LESION:
        longest, perpendicular = lengths_mm(mark, spacing)
        row["kind"] = "lesion_by_hand"
        row["longest_axial_mm"], row["perpendicular_mm"] = f"{longest:.2f}", f"{perpendicular:.2f}"
        row["product_mm2"] = f"{longest * perpendicular:.2f}"
        row["measurable"] = is_measurable(mark, spacing)
    else:
        row["area_mm2"] = f"{outline_area(in_millimetres(mark, spacing)):.2f}"
    return row


def _world(session: Session, mark: Mark) -> str:
    if session.grid is None:
        return ""
    affine = session.grid.affine
    ends = [affine[:3, :3] @ point + affine[:3, 3] for point in mark.points]
    return "; ".join(" ".join(f"{value:.2f}" for value in end) for end in ends)
