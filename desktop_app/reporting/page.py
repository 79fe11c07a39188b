"""A report as HTML that Qt lays out on paper and a browser shows alike, in the current language."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from core.labels import Label, Region
from core.studies.findings import Severity
from core.studies.study import Modality
from desktop_app.language.mark_texts import mark_name, mark_value, rano_text
from desktop_app.language.measurement_rows import (
    Heading,
    Table,
    as_html,
    has_tumour,
    name_of,
    place_table,
    symmetry_note,
    thickness_note,
    untold_note,
    volume_table,
)
from desktop_app.language.provenance_text import provenance_text
from desktop_app.language.sentences import translated
from desktop_app.language.translation import number, spoken_locale, text_path
from desktop_app.look.markdown_view import to_html
from desktop_app.planning.report import planning_html
from desktop_app.planning.text import read_planning
from desktop_app.reporting.contents import Choice, Contents, key_slices
from desktop_app.reporting.follow_up_page import follow_up_html
from desktop_app.reporting.key_pictures import PATTERNS, Picture
from desktop_app.reporting.place_page import place_html
from desktop_app.state.display import Plane

translate = QCoreApplication.translate

WIDTH = 680
"""Width of the text in CSS pixels: 18 cm of paper."""

_GAP = 8
NEW_PAGE = '<p class="page" style="page-break-before: always; margin: 0"></p>'


@dataclass(frozen=True, eq=False)
class Prepared:
    """What takes a worker to find out.

    Attributes:
        pictures: of the key slices, a row for each sequence.
        patterns: of the labels' outlines.
        corrected: millilitres by which each region grew when it was corrected.
        surfaces: the regions in three dimensions; None where they are not wanted.
        curve: of the volumes over time; None where it is not wanted.
    """

    pictures: Mapping[Modality, Mapping[Plane, Picture]]
    patterns: Mapping[Label, Picture]
    corrected: Mapping[Region, float]
    surfaces: Picture | None = None
    curve: Picture | None = None


def title_of(contents: Contents) -> str:
    """What stands at the top."""
    return translate("Report", "Report: {0}").format(contents.study.name)


def footer_of(contents: Contents) -> str:
    """What stands at the foot of every page, but for its number."""
    said = translate("Report", "Research use only. Not a medical device.")
    return f"{contents.study.name} · Gliovista {contents.version} · {said}"


def report_html(contents: Contents, prepared: Prepared, choice: Choice) -> str:
    """The body of the report: the first page, then those that were asked for."""
    parts = [*_head(contents), *_pictures(contents, prepared), *_numbers(contents)]
    parts += [*_made(contents, prepared), *_findings(contents), _disclaimer()]
    if choice.measurements and _measured(contents):
        parts += [NEW_PAGE, *_measurements(contents, prepared.surfaces)]
    if choice.follow_up and contents.course is not None:
        parts += [NEW_PAGE, follow_up_html(contents.course, prepared.curve)]
    if choice.place and (contents.whereabouts or contents.vasari):
        parts += [NEW_PAGE, *place_html(contents.whereabouts, contents.vasari)]
    if choice.planning:
        parts += [
            NEW_PAGE,
            planning_html(read_planning(), contents.record, contents.planned),
        ]
    if choice.method:
        parts += [NEW_PAGE, to_html(text_path("method").read_text(encoding="utf-8"))]
    return "".join(parts)


# -- the first page --------------------------------------------------------------------------


def _head(contents: Contents) -> list[str]:
    now = QDateTime.currentDateTime()
    date = spoken_locale().toString(now.date(), QLocale.FormatType.LongFormat)
    said = translate("Report", "Research use only. Not a medical device.")
    return [
        f"<h1>{html.escape(title_of(contents))}</h1>",
        f'<p class="first">{html.escape(date)}, {now.toString("HH:mm")} · <b>{said}</b></p>',
    ]


def _pictures(contents: Contents, prepared: Prepared) -> list[str]:
    slices, shape = key_slices(contents), contents.labels.ras.shape
    if not slices:
        return [_block("p", translate("Report", "The segmentation holds no tumour."))]
    names = {
        Plane.AXIAL: translate("Report", "Axial"),
        Plane.CORONAL: translate("Report", "Coronal"),
        Plane.SAGITTAL: translate("Report", "Sagittal"),
    }
    rows = []
    for modality, pictures in prepared.pictures.items():
        shapes = {plane: image.width / image.height for plane, image in pictures.items()}
        height = (WIDTH - _GAP * (len(shapes) - 1)) / sum(shapes.values())
        shown, captions = [], []
        for plane, image in pictures.items():
            width = round(height * shapes[plane])
            text = f"{modality.value}, {names[plane]} {slices[plane] + 1}/{shape[plane.axis]}"
            shown.append(
                f'<td class="bare" width="{width}"><img src="{image.source}" width="{width}"'
                f' height="{round(height)}" alt="{text}"></td>'
            )
            captions.append(f'<td class="bare quiet" width="{width}">{text}</td>')
        rows.append(f"<tr>{''.join(shown)}</tr><tr>{''.join(captions)}</tr>")
    table = f'<table class="pictures" cellspacing="2">{"".join(rows)}</table>'
    return [table, _legend(contents, prepared)]


def _legend(contents: Contents, prepared: Prepared) -> str:
    found = contents.segmentation
    named = {label: name_of(label.name) for label in reversed(PATTERNS) if label in found.labels}
    if not found.labels:
        named = {Label.ED: name_of(Region.WT.value)}
    parts = [
        f'<img src="{prepared.patterns[label].source}" width="44" height="12"> {name}'
        for label, name in named.items()
    ]
    return f'<p class="quiet">{" &nbsp; ".join(parts)}</p>'


def _numbers(contents: Contents) -> list[str]:
    measured = contents.measured
    if measured is None or not has_tumour(measured):
        return []
    volumes = {title.key: cells[0] for title, cells in volume_table(measured).rows}
    places = place_table(measured)
    longest, perpendicular, *others = places.rows
    across = Heading(translate("Report", "Diameters, mm"), "")
    columns = (volume_table(measured).columns[0], across, *(title for title, _ in others))
    rows = []
    for column, region in enumerate(places.columns):
        name = f"{name_of(region.key)} ({region.text})"
        lines = f"{longest[1][column]} × {perpendicular[1][column]}"
        cells = (volumes[region.key], lines, *(cells[column] for _, cells in others))
        rows.append((Heading(name, "", region.key), cells))
    parts = [as_html([Table(columns, tuple(rows))])]
    labels = [key for key in ("NCR", "ED") if key in volumes]
    said = [f"{name_of(key)} {volumes[key]} ml" for key in labels]
    said.append(rano_text(contents.lesions, contents.spacing_mm))
    notes = (untold_note(contents.segmentation), symmetry_note(measured), thickness_note(measured))
    for line in (" · ".join(filter(None, said)), " ".join(filter(None, notes))):
        parts += [f"<p>{html.escape(line)}</p>"] if line else []
    place = measured.regions[Region.WT].position
    if place is not None:
        text = translate("Report", "Centre of the whole tumour: {0} mm (right, anterior, superior)")
        centre = " ".join(number(value, 0) for value in place.centroid_mm).replace("-", "−")
        parts.append(f"<p>{html.escape(text.format(centre))}</p>")
    if not contents.study.sides_known:
        text = translate("Report", "Left and right are not known: the files do not say it.")
        parts.append(f"<p><b>{text}</b></p>")
    return parts


def _made(contents: Contents, prepared: Prepared) -> list[str]:
    """What made the result, what a person changed, how good such results are."""
    found = contents.segmentation
    made = provenance_text(found.provenance)
    rows = [(translate("Report", "Made by"), made)]
    if found.corrected:
        rows.append((translate("Report", "Corrected by hand"), _corrections(contents, prepared)))
    if contents.held_out:
        rows.append(
            (
                translate("Report", "Accuracy"),
                translate(
                    "Report",
                    "Mean Dice over patients that the model had not seen: {0}. It says nothing of "
                    "this patient.",
                ).format(_dice(contents.held_out)),
            )
        )
    if found.expected_dice:
        text = translate("Report", "{0}, told from the network's own doubt.")
        rows.append((translate("Report", "Expected Dice"), text.format(_dice(found.expected_dice))))
    cells = (
        f'<tr><th width="22%">{html.escape(name)}</th><td>{html.escape(text)}</td></tr>'
        for name, text in rows
    )
    return [f'<table width="100%" cellspacing="0">{"".join(cells)}</table>']


def _corrections(contents: Contents, prepared: Prepared) -> str:
    relabelled = number(contents.relabelled_ml, 2)
    parts = [translate("Report", "{0} ml were given another label").format(relabelled)]
    for region, ml in prepared.corrected.items():
        sign = "+" if ml >= 0 else "−"
        parts.append(f"{region.value} {sign}{number(abs(ml), 1)} ml")
    return " · ".join(parts)


def _dice(values: Mapping[Region, float]) -> str:
    return ", ".join(f"{region.value} {number(dice, 2)}" for region, dice in values.items())


def _findings(contents: Contents) -> list[str]:
    title = translate("Report", "Check of the scans")
    marks = {Severity.WARNED: translate("Report", "Warning"), Severity.REFUSED: "!"}
    if not contents.findings:
        none = translate("Report", "Nothing was found.")
        return [f"<h3>{title}</h3>", f"<p>{none}</p>"]
    rows = []
    for finding in contents.findings:
        mark = marks.get(finding.severity, translate("Report", "Note"))
        rows.append(f"<li><b>{mark}:</b> {html.escape(translated(finding.text))}</li>")
    return [f"<h3>{title}</h3>", f"<ul>{''.join(rows)}</ul>"]


def _disclaimer() -> str:
    return to_html(text_path("disclaimer").read_text(encoding="utf-8"))


def _block(tag: str, text: str) -> str:
    return f"<{tag}>{html.escape(text)}</{tag}>"


# -- further pages ---------------------------------------------------------------------------


def _measured(contents: Contents) -> bool:
    measured = contents.measured
    return bool(contents.marks) or (measured is not None and has_tumour(measured))


def _measurements(contents: Contents, surfaces: Picture | None) -> list[str]:
    parts = [_block("h2", translate("Report", "Measurements"))]
    measured = contents.measured
    if measured is not None and has_tumour(measured):
        parts.append(as_html([volume_table(measured), place_table(measured)]))
    if contents.marks:
        parts.append(_block("h3", translate("Report", "Lines and areas")))
        parts.append(_marks_table(contents))
    if surfaces is not None:
        parts.append(_block("h3", translate("Report", "Surfaces, smoothed at 2 mm")))
        width = WIDTH * 3 // 5
        height = round(width * surfaces.height / surfaces.width)
        source = surfaces.source
        parts.append(f'<p><img src="{source}" width="{width}" height="{height}"></p>')
    return parts


def _marks_table(contents: Contents) -> str:
    names = {
        Plane.AXIAL: translate("Report", "Axial"),
        Plane.CORONAL: translate("Report", "Coronal"),
        Plane.SAGITTAL: translate("Report", "Sagittal"),
    }
    known = contents.study.sides_known
    heads: Sequence[str] = (
        translate("Report", "What"),
        translate("Report", "Slice"),
        translate("Report", "Value"),
    )
    rows = [f"<tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr>"]
    for mark in contents.marks:
        value = mark_value(mark, contents.spacing_mm, sides_known=known)
        where = f"{names[mark.plane]} {mark.slice_index + 1}"
        cells = (mark_name(mark), where, value)
        rows.append("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in cells) + "</tr>")
    return f'<table width="100%" cellspacing="0">{"".join(rows)}</table>'
