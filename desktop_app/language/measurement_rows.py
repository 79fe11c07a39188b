"""Measurements as rows of text in the current language, for the panel, planning and copying."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from core.labels import LISTED_LABELS, TUMOUR_LABELS, Region
from core.measuring.measurements import Measurements, Position, RegionMeasures, Side
from core.measuring.symmetry_plane import FoundBy
from core.studies.segmentation import Segmentation
from desktop_app.language.translation import number
from desktop_app.state.marking import QT_TRANSLATE_NOOP

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
    Side.MEDIAN: QT_TRANSLATE_NOOP("Measurements", "median"),
}
_UNKNOWN = "–"


@dataclass(frozen=True)
class Heading:
    """Title of a row or column: a sentence that explains it, and what it is the colour of.

    Attributes:
        text: what is written.
        tip: full name or explanation.
        key: label or region in :data:`NAMES`; empty for a quantity.
    """

    text: str
    tip: str
    key: str = ""


@dataclass(frozen=True)
class Table:
    """Columns, and rows of a heading with a text per column."""

    columns: tuple[Heading, ...]
    rows: tuple[tuple[Heading, tuple[str, ...]], ...]


def name_of(key: str) -> str:
    """What a label or region is called in the current language."""
    return translate("Measurements", NAMES[key])


def volume_table(measured: Measurements) -> Table:
    """Size of the three labels and of the two regions that are no label; they are rows."""
    columns = (
        Heading(
            translate("Measurements", "ml"), translate("Measurements", "Volume in millilitres")
        ),
        Heading(
            translate("Measurements", "%"), translate("Measurements", "Share of the whole tumour")
        ),
        Heading(
            translate("Measurements", "Slices"),
            translate("Measurements", "Axial slices that hold some of it"),
        ),
    )
    extents = {
        label.name: measured.labels[label]
        for label in LISTED_LABELS
        if label in measured.told_labels
    }
    for region in (Region.TC, Region.WT):
        if region in measured.told:
            extents[region.value] = measured.regions[region].extent
    rows = []
    for key, extent in extents.items():
        share = number(100 * extent.share, 0) if extent.ml else _UNKNOWN
        name = _heading(key, f"{name_of(key)} ({key})", measured, name_of(key))
        rows.append((name, (_ml(extent.ml), share, str(extent.slices))))
    return Table(columns, tuple(rows))


def place_table(measured: Measurements) -> Table:
    """Diameters, side and distances of the three regions; they are columns."""
    regions = tuple(r for r in (Region.ET, Region.TC, Region.WT) if r in measured.told)
    columns = tuple(_heading(r.value, name_of(r.value), measured, r.value) for r in regions)
    cells = [_place_cells(measured.regions[region]) for region in regions]
    titles = (
        Heading(
            translate("Measurements", "Longest, mm"),
            translate("Measurements", "Longest diameter within one axial slice (RANO)"),
        ),
        Heading(
            translate("Measurements", "Perpendicular, mm"),
            translate("Measurements", "Longest diameter at a right angle to it, in the same slice"),
        ),
        Heading(
            translate("Measurements", "Side"),
            translate("Measurements", "Side of the symmetry plane on which its centre lies"),
        ),
        Heading(
            translate("Measurements", "Symmetry plane, mm"),
            translate(
                "Measurements",
                "Nearest distance to the plane in which the head mirrors best, which is not the"
                " falx; 0 when it reaches it",
            ),
        ),
        Heading(
            translate("Measurements", "Beyond it, ml"),
            translate(
                "Measurements",
                "Volume on the other side of the symmetry plane, if it reaches past it; a falx"
                " that was pushed aside need not be crossed",
            ),
        ),
        Heading(
            translate("Measurements", "Surface, mm"),
            translate(
                "Measurements", "Nearest distance to the brain's surface; 0 when it reaches it"
            ),
        ),
        Heading(
            translate("Measurements", "Foci"),
            translate("Measurements", "Parts that do not touch each other"),
        ),
    )
    rows = zip(titles, zip(*cells, strict=True), strict=True)
    return Table(columns, tuple(rows))


def _heading(key: str, tip: str, measured: Measurements, text: str) -> Heading:
    """A label or region, with a question mark where the sequences cannot tell it."""
    if key == Region.WT or not measured.untold:
        return Heading(text, tip, key)
    doubt = translate("Measurements", "without T1Gd it cannot be told: do not trust it")
    return Heading(f"{text} ?", f"{tip}: {doubt}", key)


def _place_cells(measures: RegionMeasures) -> tuple[str, ...]:
    place, lines = measures.position, measures.diameters
    if place is None or lines is None:
        return (_UNKNOWN,) * 6 + ("0",)
    return (
        number(lines.longest_mm, 0),
        number(lines.perpendicular_mm, 0),
        _UNKNOWN if place.side is None else translate("Measurements", _SIDES[place.side]),
        _mm(place.symmetry_plane_mm),
        _across(place),
        _mm(place.surface_mm),
        str(measures.extent.components),
    )


def _across(place: Position) -> str:
    if place.crosses_symmetry_plane is None or place.across_ml is None:
        return _UNKNOWN
    # What lies within the plane's own uncertainty is not called crossing.
    return _ml(place.across_ml) if place.crosses_symmetry_plane else "0"


def _mm(distance: float | None) -> str:
    return _UNKNOWN if distance is None else number(distance, 0)


def symmetry_note(measured: Measurements) -> str:
    """How far the symmetry plane can be believed; empty where nothing need be said."""
    if measured.symmetry_plane is None or measured.symmetry_plane.found_by is FoundBy.SYMMETRY:
        return ""
    return translate(
        "Measurements",
        "This head has no clear plane of symmetry: sides and distances to the plane are "
        "counted from its centre.",
    )


def thickness_note(measured: Measurements) -> str:
    """How thick the slices are that volumes were counted on; empty where they are thin."""
    if not measured.thick:
        return ""
    return translate(
        "Measurements",
        "Measured on slices of {0} mm: volumes and lengths are no finer than that.",
    ).format(number(measured.slice_mm, 1))


def corrected_note(segmentation: Segmentation | None) -> str:
    """That a person changed what was measured; empty where nobody did."""
    if segmentation is None or not segmentation.corrected:
        return ""
    return translate("Measurements", "The labels were corrected by hand.")


def untold_note(segmentation: Segmentation | None) -> str:
    """What the sequences cannot tell, and what is shown of it; empty where they tell all."""
    if segmentation is None or not segmentation.untold:
        return ""
    if segmentation.untold_shown:
        return translate(
            "Measurements",
            "Without T1Gd, tumour core and enhancing tumour cannot be told: do not trust what "
            "bears a question mark.",
        )
    return translate("Measurements", "Without T1Gd only the whole tumour can be told.")


def brain_note(segmentation: Segmentation | None) -> str:
    """What a person corrected of the brain that was segmented; empty where nobody did."""
    if segmentation is None or segmentation.provenance.brain_ml is None:
        return ""
    added, removed = (number(ml, 1) for ml in segmentation.provenance.brain_ml)
    return translate(
        "Measurements",
        "The brain's outline was corrected by hand before: {0} ml added, {1} ml taken away.",
    ).format(added, removed)


def has_tumour(measured: Measurements) -> bool:
    """Whether there is anything to measure."""
    return measured.regions[Region.WT].extent.ml > 0


def as_text(tables: Sequence[Table]) -> str:
    """Tables as tab-separated text that a spreadsheet takes."""
    blocks = []
    for table in tables:
        lines = ["\t".join(("", *(column.text for column in table.columns)))]
        lines += ["\t".join((title.text, *cells)) for title, cells in table.rows]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def as_html(tables: Sequence[Table]) -> str:
    """Tables as HTML, for documents and paper."""
    parts = []
    for table in tables:
        head = ("", *(column.text for column in table.columns))
        parts.append('<table width="100%" cellspacing="0">')
        parts.append("<tr>" + "".join(f"<th>{html.escape(t)}</th>" for t in head) + "</tr>")
        for title, cells in table.rows:
            row = "".join(f"<td>{html.escape(cell)}</td>" for cell in (title.text, *cells))
            parts.append(f"<tr>{row}</tr>")
        parts.append("</table><p></p>")
    return "".join(parts)


def _ml(ml: float) -> str:
    # Tenths of a millilitre are what two raters differ by; small spots need one digit more.
    if ml >= 1 or ml == 0:
        return number(ml, 1) if ml else "0"
    return number(ml, 2) if ml >= 0.005 else "<" + number(0.01, 2)


assert set(NAMES) == {label.name for label in TUMOUR_LABELS} | {r.value for r in Region}
