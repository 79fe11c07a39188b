"""What marks are called and what they measure, in the current language."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from core.measuring.areas import Intensities, outline_area
from desktop_app.language.translation import number
from desktop_app.state.display import Point
from desktop_app.state.mark_geometry import (
    angle_degrees,
    in_millimetres,
    lengths_mm,
    products_mm2,
    shift_mm,
)
from desktop_app.state.marking import QT_TRANSLATE_NOOP
from desktop_app.state.marks import AREAS, Mark, MarkKind

translate = QCoreApplication.translate

KINDS = {
    MarkKind.RULER: QT_TRANSLATE_NOOP("Marks", "Ruler {0}"),
    MarkKind.ANGLE: QT_TRANSLATE_NOOP("Marks", "Angle {0}"),
    MarkKind.ELLIPSE: QT_TRANSLATE_NOOP("Marks", "Ellipse {0}"),
    MarkKind.FREEHAND: QT_TRANSLATE_NOOP("Marks", "Area {0}"),
    MarkKind.SHIFT: QT_TRANSLATE_NOOP("Marks", "Midline shift {0}"),
    MarkKind.LESION: QT_TRANSLATE_NOOP("Marks", "Lesion {0}"),
}

_STEPS = {
    MarkKind.SHIFT: (
        QT_TRANSLATE_NOOP("Marks", "1 of 3: falx in front"),
        QT_TRANSLATE_NOOP("Marks", "2 of 3: falx behind"),
        QT_TRANSLATE_NOOP("Marks", "3 of 3: septum"),
    ),
    MarkKind.ANGLE: (
        QT_TRANSLATE_NOOP("Marks", "1 of 3: end of an arm"),
        QT_TRANSLATE_NOOP("Marks", "2 of 3: vertex"),
        QT_TRANSLATE_NOOP("Marks", "3 of 3: end of the other arm"),
    ),
}


def mark_name(mark: Mark) -> str:
    """What the person calls it, else its kind and number."""
    return mark.name or translate("Marks", KINDS[mark.kind]).format(mark.number)


def step_text(kind: MarkKind, points: int) -> str:
    """Which point comes next of a mark that is being drawn; empty where it is plain."""
    steps = _STEPS.get(kind, ())
    return translate("Marks", steps[points - 1]) if 0 < points <= len(steps) else ""


def mark_value(mark: Mark, spacing_mm: Point, *, sides_known: bool = True) -> str:
    """What it measures."""
    if mark.kind is MarkKind.LESION:
        longest, perpendicular = lengths_mm(mark, spacing_mm)
        return f"{number(longest, 1)} × {number(perpendicular, 1)} mm"
    if mark.kind is MarkKind.RULER:
        return f"{number(lengths_mm(mark, spacing_mm)[0], 1)} mm"
    if mark.kind is MarkKind.ANGLE:
        return f"{number(angle_degrees(mark, spacing_mm), 1)}°"
    if mark.kind is MarkKind.SHIFT:
        return _shift(shift_mm(mark, spacing_mm), sides_known=sides_known)
    return area_text(outline_area(in_millimetres(mark, spacing_mm)))


def _shift(shift: float, *, sides_known: bool) -> str:
    size = f"{number(abs(shift), 1)} mm"
    if not sides_known or abs(shift) < 0.05:
        return size
    to = translate("Marks", "to the right") if shift > 0 else translate("Marks", "to the left")
    return f"{size} {to}"


def area_text(mm2: float) -> str:
    """An area, in cm² from one on."""
    return f"{number(mm2 / 100, 2)} cm²" if mm2 >= 100 else f"{number(mm2, 1)} mm²"


def intensities_text(found: Intensities) -> str:
    """Mean, spread and range of an area in one sequence, in as few letters as can be."""
    digits = 0 if found.maximum - found.minimum >= 20 else 2
    mean, sd, low, high = (
        number(value, digits) for value in (found.mean, found.sd, found.minimum, found.maximum)
    )
    return f"{mean} ± {sd} ({low}–{high})"


def label_text(mark: Mark, spacing_mm: Point, *, sides_known: bool = True) -> str:
    """What is written beside a mark in a view."""
    value = mark_value(mark, spacing_mm, sides_known=sides_known)
    if mark.kind is MarkKind.LESION:
        by_hand = " " + translate("Marks", "(by hand)") if mark.by_hand else ""
        return f"{mark_name(mark)}: {value}{by_hand}"
    named = mark.name or mark.kind in AREAS or mark.kind is MarkKind.SHIFT
    return f"{mark_name(mark)}: {value}" if named else value


def rano_text(lesions: Sequence[Mark], spacing_mm: Point) -> str:
    """The sum of products in one sentence; empty without a lesion."""
    if not lesions:
        return ""
    products = products_mm2(lesions, spacing_mm)
    if not products:
        return translate("Marks", "RANO: no measurable lesion (10 mm both ways, on two slices)")
    text = translate("Marks", "RANO: sum of products {0} mm² ({1} of {2} lesions measurable)")
    said = text.format(number(sum(products), 0), len(products), len(lesions))
    if any(mark.by_hand for mark in lesions):
        said += " · " + translate("Marks", "lines moved by hand")
    return said
