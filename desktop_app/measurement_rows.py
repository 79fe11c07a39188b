"""Measurements as rows of text in the current language, for the panel, planning and copying."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from core.labels import TUMOUR_LABELS, Label, Region
from core.measurements import Measurements, Position, RegionMeasures, Side
from core.midline import FoundBy
from desktop_app.marking import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate

NAMES = {
    "NCR": QT_TRANSLATE_NOOP("Measurements", "Necrotic core"),
    "ED": QT_TRANSLATE_NOOP("Measurements", "Oedema"),
    "ET": QT_TRANSLATE_NOOP("Measurements", "Enhancing"),
    "WT": QT_TRANSLATE_NOOP("Measurements", "Whole tumour"),
    "TC": QT_TRANSLATE_NOOP("Measurements", "Tumour core"),
}
"""Label or region to its short English name."""

_SIDES = {
    Side.LEFT: QT_TRANSLATE_NOOP("Measurements", "left"),
    Side.RIGHT: QT_TRANSLATE_NOOP("Measurements", "right"),
    Side.MIDLINE: QT_TRANSLATE_NOOP("Measurements", "midline"),
}
_UNKNOWN = "–"


@dataclass(frozen=True)
class Row:
    """One label or region: its key in :data:`NAMES`, what it is called, a text per column."""

    key: str
    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Column titles, a sentence that explains each, and rows."""

    columns: tuple[str, ...]
    tips: tuple[str, ...]
    rows: tuple[Row, ...]


def name_of(key: str) -> str:
    """What a label or region is called in the current language."""
    return translate("Measurements", NAMES[key])


def volume_table(measured: Measurements) -> Table:
    """Size of the three labels and of the two regions that are no label."""
    columns = (
        translate("Measurements", "ml"),
        translate("Measurements", "%"),
        translate("Measurements", "Slices"),
        translate("Measurements", "Spots"),
    )
    tips = (
        translate("Measurements", "Volume in millilitres"),
        translate("Measurements", "Share of the whole tumour"),
        translate("Measurements", "Axial slices that hold some of it"),
        translate("Measurements", "Parts that do not touch each other"),
    )
    extents = {label.name: measured.labels[label] for label in (Label.ET, Label.NCR, Label.ED)}
    extents["TC"] = measured.regions[Region.TC].extent
    extents["WT"] = measured.regions[Region.WT].extent
    rows = tuple(
        Row(
            key,
            name_of(key),
            (
                _ml(extent.ml),
                f"{100 * extent.share:.0f}" if extent.ml else _UNKNOWN,
                str(extent.slices),
                str(extent.components),
            ),
        )
        for key, extent in extents.items()
    )
    return Table(columns, tips, rows)


def place_table(measured: Measurements) -> Table:
    """Diameters, side and distances of the three regions."""
    columns = (
        translate("Measurements", "Axial mm"),
        translate("Measurements", "Side"),
        translate("Measurements", "Midline"),
        translate("Measurements", "Surface"),
    )
    tips = (
        translate(
            "Measurements",
            "Longest diameter within one axial slice × the longest at a right angle to it (RANO)",
        ),
        translate("Measurements", "Side of the midline on which its centre lies"),
        translate(
            "Measurements", "Nearest distance to the midline in mm, or the volume that crosses it"
        ),
        translate("Measurements", "Nearest distance to the brain's surface in mm"),
    )
    regions = (Region.ET, Region.TC, Region.WT)
    return Table(columns, tips, tuple(_place_row(r, measured.regions[r]) for r in regions))


def _place_row(region: Region, measures: RegionMeasures) -> Row:
    if measures.position is None or measures.diameters is None:
        return Row(region.value, region.value, (_UNKNOWN,) * 4)
    lines, place = measures.diameters, measures.position
    side = _UNKNOWN if place.side is None else translate("Measurements", _SIDES[place.side])
    return Row(
        region.value,
        region.value,  # four columns leave no room for more than the letters
        (
            f"{lines.longest_mm:.0f} × {lines.perpendicular_mm:.0f}",
            side,
            midline_text(place),
            _UNKNOWN if place.surface_mm is None else f"{place.surface_mm:.0f}",
        ),
    )


def midline_text(place: Position) -> str:
    """Distance to the midline, or how much lies across it."""
    if place.crosses_midline and place.across_ml is not None:
        return translate("Measurements", "crosses, {0} ml").format(_ml(place.across_ml))
    return _UNKNOWN if place.midline_mm is None else f"{place.midline_mm:.0f}"


def midline_note(measured: Measurements) -> str:
    """How far the midline can be believed; empty where nothing need be said."""
    if measured.midline is None or measured.midline.found_by is FoundBy.SYMMETRY:
        return ""
    return translate(
        "Measurements",
        "This head has no clear plane of symmetry: sides and distances to the midline are "
        "counted from its centre.",
    )


def has_tumour(measured: Measurements) -> bool:
    """Whether there is anything to measure."""
    return measured.regions[Region.WT].extent.ml > 0


def as_text(tables: Sequence[Table]) -> str:
    """Tables as tab-separated text that a spreadsheet takes."""
    blocks = []
    for table in tables:
        lines = ["\t".join(("", *table.columns))]
        lines += ["\t".join((row.name, *row.cells)) for row in table.rows]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def as_html(tables: Sequence[Table]) -> str:
    """Tables as HTML, for documents and paper."""
    parts = []
    for table in tables:
        head = "".join(f"<th>{html.escape(title)}</th>" for title in ("", *table.columns))
        parts.append(f'<table width="100%" cellspacing="0"><tr>{head}</tr>')
        for row in table.rows:
            cells = (row.name, *row.cells)
            parts.append("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in cells) + "</tr>")
        parts.append("</table>")
    return "".join(parts)


def _ml(ml: float) -> str:
    # Tenths of a millilitre are what two raters differ by; small spots need one digit more.
    return f"{ml:.1f}" if ml >= 1 or ml == 0 else f"{ml:.2f}"


assert set(NAMES) == {label.name for label in TUMOUR_LABELS} | {r.value for r in Region}
