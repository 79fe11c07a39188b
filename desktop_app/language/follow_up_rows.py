"""A follow-up's numbers as rows of text in the current language, for panel and report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from core.follow_up.clinical import Disease
from core.follow_up.following import FollowUp
from core.follow_up.rano import Assessment, Role
from core.labels import Region
from desktop_app.language.follow_up_texts import category_name, standing_name
from desktop_app.language.measurement_rows import Heading, Table, name_of
from desktop_app.language.translation import number, spoken_locale

translate = QCoreApplication.translate

UNKNOWN = "–"

Quantity = Region | None
"""A region's volume; None for the enhancing lesions' sum of products of diameters."""

QUANTITIES: tuple[Quantity, ...] = (Region.ET, Region.TC, Region.WT, None)


def short_day(day: date | None) -> str:
    """A date as the system writes it; a dash where none is known."""
    if day is None:
        return UNKNOWN
    return spoken_locale().toString(qt_date(day), date_format())


def date_format() -> str:
    """The system's short format, with all four digits of the year."""
    short = spoken_locale().dateFormat(QLocale.FormatType.ShortFormat)
    return short if "yyyy" in short else short.replace("yy", "yyyy")


def qt_date(day: date) -> QDate:
    """A date as Qt knows it."""
    return QDate(day.year, day.month, day.day)


def values_of(found: FollowUp, quantity: Quantity) -> list[float | None]:
    """One quantity of each time point, in ml or mm²; None where it is not told."""
    values: list[float | None] = []
    for sizes in found.sizes:
        if sizes is None:
            values.append(None)
        elif quantity is not None:
            values.append(sizes.region_ml.get(quantity))
        else:
            size = sizes.by_disease.get(Disease.ENHANCING)
            values.append(None if size is None else size.products_mm2)
    return values


def baseline_place(assessments: Sequence[Assessment]) -> int | None:
    """The place of the baseline; None where there is none."""
    return next((n for n, a in enumerate(assessments) if a.role is Role.BASELINE), None)


def percent_text(value: float | None, reference: float | None) -> str:
    """A change such as “+12 %”; a dash where there was nothing to compare with."""
    if value is None or not reference:
        return UNKNOWN
    percent = round(100 * (value / reference - 1))
    sign = "−" if percent < 0 else "+" if percent > 0 else "±"
    return f"{sign}{number(abs(percent), 0)} %"


def course_table(found: FollowUp, assessments: Sequence[Assessment], quantity: Quantity) -> Table:
    """Size at each time point, its change, and the category; time points are rows."""
    unit = "ml" if quantity is not None else "mm²"
    tip = (
        name_of(quantity.value)
        if quantity is not None
        else translate("FollowUp", "Enhancing lesions: sum of the products of two diameters")
    )
    columns = (
        Heading(unit, tip),
        Heading(
            translate("FollowUp", "Base"), translate("FollowUp", "Change against the baseline")
        ),
        Heading(
            translate("FollowUp", "Nadir"),
            translate("FollowUp", "Change against the smallest from the baseline to before it"),
        ),
        Heading("RANO", translate("FollowUp", "Category by RANO 2.0")),
    )
    values, base = values_of(found, quantity), baseline_place(assessments)
    decimals = 1 if quantity is not None else 0
    rows = []
    for place, (point, value) in enumerate(zip(found.points, values, strict=True)):
        reference = least = None
        if base is not None and place > base:
            reference = values[base]
            least = min((v for v in values[base:place] if v is not None), default=None)
        title = short_day(point.day) if point.day is not None else point.name
        cells = (
            UNKNOWN if value is None else number(value, decimals),
            percent_text(value, reference),
            percent_text(value, least),
            category_cell(assessments, place),
        )
        rows.append((Heading(title, point.name), cells))
    return Table(columns, tuple(rows))


def category_cell(assessments: Sequence[Assessment], place: int) -> str:
    """The category in few letters."""
    if place >= len(assessments):
        return UNKNOWN
    one = assessments[place]
    if one.role is Role.BASELINE:
        return translate("FollowUp", "base")
    return UNKNOWN if one.category is None else one.category.value


def category_line(one: Assessment) -> str:
    """The category in full, such as “Partial response (PR), preliminary”."""
    if one.role is Role.BASELINE:
        return translate("FollowUp", "Baseline")
    if one.role is Role.BEFORE:
        return translate("FollowUp", "Not judged")
    if one.category is None:
        return translate("FollowUp", "No category")
    said = standing_name(one.standing)
    name = f"{category_name(one.category)} ({one.category.value})"
    return f"{name}, {said}" if said else name
