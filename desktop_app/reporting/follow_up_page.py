"""The page of a report that tells how a patient's tumour changed over time."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from core.follow_up.rano import Assessment, Role
from core.labels import Region
from core.studies.findings import Severity
from desktop_app.language.follow_up_rows import (
    Quantity,
    baseline_place,
    category_line,
    course_table,
    short_day,
)
from desktop_app.language.follow_up_texts import question_text, reason_text, resection_text
from desktop_app.language.measurement_rows import Heading, Table, as_html, name_of
from desktop_app.language.sentences import translated
from desktop_app.reporting.follow_up_course import Course
from desktop_app.reporting.key_pictures import Picture

translate = QCoreApplication.translate

_WIDTH = 680
_TOLD: tuple[Quantity, ...] = (Region.ET, Region.WT, None)


def follow_up_html(course: Course, curve: Picture | None) -> str:
    """The body of the page, in the current language.

    Args:
        course: what is told.
        curve: of the volumes; None where there is nothing to draw.
    """
    title = html.escape(translate("Report", "Follow-up"))
    parts = [f"<h2>{title}</h2>"]
    said = translate(
        "Report",
        "Support, not a diagnosis: categories follow from the numbers and from what was said of "
        "the patient.",
    )
    parts.append(f'<p class="quiet">{html.escape(said)}</p>')
    if curve is not None:
        parts.append(curve_html(curve))
    parts += [_points(course), _sizes(course)]
    parts += [_judged(one) for one in course.assessments if one.role is Role.JUDGED]
    for taken in course.resections:
        title = translate("Report", "Extent of resection: {0}").format(taken.after)
        parts.append(f"<h3>{html.escape(title)}</h3>{_list(resection_text(taken).splitlines())}")
    warned = [f for f in course.found.findings if f.severity is Severity.WARNED]
    if warned:
        title = translate("Report", "What to know of these time points")
        parts.append(f"<h3>{html.escape(title)}</h3>{_list([translated(f.text) for f in warned])}")
    return "".join(parts)


def curve_html(curve: Picture) -> str:
    """The curve of volumes as wide as the page."""
    height = round(_WIDTH * curve.height / curve.width)
    return f'<p><img src="{curve.source}" width="{_WIDTH}" height="{height}"></p>'


def _points(course: Course) -> str:
    """When each was made, and how it lies on the first."""
    columns = (
        Heading(translate("Report", "Date"), ""),
        Heading(translate("Report", "Likeness"), ""),
        Heading(translate("Report", "RANO 2.0"), ""),
    )
    rows = []
    listed = zip(course.found.points, course.found.alignments, course.assessments, strict=True)
    for point, alignment, one in listed:
        trust = "–" if alignment is None else f"{alignment.likeness:.2f}"
        if alignment is not None and not alignment.trusted:
            trust += " ⚠"
        rows.append((Heading(point.name, ""), (short_day(point.day), trust, category_line(one))))
    return as_html([Table(columns, tuple(rows))])


def _sizes(course: Course) -> str:
    parts = []
    for quantity in _TOLD:
        title = (
            translate("Report", "Enhancing lesions, sum of products, mm²")
            if quantity is None
            else f"{name_of(quantity.value)} ({quantity.value}), ml"
        )
        table = course_table(course.found, course.assessments, quantity)
        parts.append(f"<h3>{html.escape(title)}</h3>{as_html([table])}")
    base = baseline_place(course.assessments)
    if base is not None:
        said = translate("Report", "Changes against the baseline {0}, and against the smallest.")
        parts.append(f"<p>{html.escape(said.format(course.found.points[base].name))}</p>")
    return "".join(parts)


def _judged(one: Assessment) -> str:
    told = [reason_text(reason) for reason in one.reasons]
    asked = translate("Report", "Not told: {0}")
    told += [asked.format(question_text(question)) for question in one.open]
    return f"<h3>{html.escape(f'{one.name}: {category_line(one)}')}</h3>{_list(told)}"


def _list(sentences: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{html.escape(text)}</li>" for text in sentences) + "</ul>"
