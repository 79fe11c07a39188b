"""What trajectories meet, in the current language: tissues, structures, angles, distances."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QCoreApplication

from core.anatomy.placing import Placement
from core.labels import LISTED_LABELS, Label
from core.trajectories.crossing import OUTSIDE
from core.trajectories.ground import BRAIN, COVERINGS, TISSUE
from core.trajectories.margins import Shells
from core.trajectories.measured import Measured
from core.trajectories.surface import SurfaceKind
from desktop_app.language.measurement_rows import NAMES, Heading, Table, name_of
from desktop_app.language.placement_texts import limits_text, trust_text
from desktop_app.language.structure_names import name_of_structure
from desktop_app.language.translation import number
from desktop_app.state.marking import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate

_TISSUES = {
    OUTSIDE: QT_TRANSLATE_NOOP("Plan", "outside"),
    COVERINGS: QT_TRANSLATE_NOOP("Plan", "scalp and skull"),
    BRAIN: QT_TRANSLATE_NOOP("Plan", "brain"),
}
UNKNOWN = "–"


def key_name(key: str) -> str:
    """What a tissue, a label or a structure is called."""
    if key in _TISSUES:
        return translate("Plan", _TISSUES[key])
    if key in NAMES:
        return name_of(key)
    return name_of_structure(key) or key


def band_name(layer: str) -> str:
    """What a layer is called, beside its band of the strip."""
    names = {
        TISSUE: translate("Plan", "Tissue"),
        "places": translate("Plan", "Structures"),
        "eloquent": translate("Plan", "Eloquent"),
    }
    return names.get(layer, layer)


def surface_name(kind: SurfaceKind) -> str:
    """Whose surface an angle is told to."""
    if kind is SurfaceKind.SCALP:
        return translate("Plan", "scalp")
    return translate("Plan", "brain")


def mm(value: float) -> str:
    """A length."""
    return f"{number(value, 1)} mm"


def degrees(value: float) -> str:
    """An angle."""
    return f"{number(value, 0)}°"


def crossed_text(measured: Measured) -> str:
    """Tumour and structures on the way, with millimetres; a dash where there is nothing."""
    found = {
        key: measured.tissue.length_mm(key)
        for key in ("ET", "NCR", "ED", "WT")
        if measured.tissue.length_mm(key) > 0
    }
    found |= measured.crossed()
    parts = [
        f"{key if key in NAMES else key_name(key)} {number(length, 0 if length >= 1 else 1)}"
        for key, length in found.items()
    ]
    return " · ".join(parts) or UNKNOWN


def ventricles_text(measured: Measured) -> str:
    """A warning where ventricles are opened, and how much of the way lies in them."""
    if not measured.structures:
        return UNKNOWN
    opened = measured.ventricles
    return f"⚠ {mm(sum(opened.values()))}" if opened else translate("Plan", "none")


def nearest_text(measured: Measured) -> str:
    """The eloquent structure that comes nearest, and how deep on the way; ⚠ within the radius."""
    if not measured.nearest:
        return UNKNOWN
    one = measured.nearest[0]
    text = translate("Plan", "{0}, {1} at {2}")
    told = text.format(key_name(one.key), mm(one.mm), mm(one.depth_mm))
    return f"⚠ {told}" if measured.too_near else told


def midline_text(measured: Measured) -> str:
    """The angle to the plane of symmetry, and whether it is crossed."""
    found = measured.midline
    if found is None:
        return UNKNOWN
    if found.crossed_mm is None:
        return degrees(found.degrees)
    return translate("Plan", "{0}, crossed").format(degrees(found.degrees))


def surface_text(measured: Measured) -> str:
    """The angle to the surface's normal, and to whose surface."""
    found = measured.entrance
    if found is None:
        return UNKNOWN
    text = translate("Plan", "{0} ({1})")
    return text.format(degrees(found.degrees), surface_name(found.kind))


def atlas_text(placement: Placement | None) -> str:
    """How far structures are trusted and what no atlas knows, or that none are told, and why."""
    if placement is None:
        return translate("Plan", "Structures are not told: the study was not placed in the atlas.")
    if not placement.enough:
        return translate("Plan", "Structures are not told.") + " " + trust_text(placement)
    return f"{trust_text(placement)} {limits_text(placement)}"


def headings() -> tuple[Heading, ...]:
    """Columns of the table of trajectories, its name apart."""
    return (
        Heading(translate("Plan", "Length"), translate("Plan", "From entry to target")),
        Heading(
            translate("Plan", "To the midline"),
            translate(
                "Plan",
                "Angle to the plane of best symmetry: 0° runs along it, 90° square to it",
            ),
        ),
        Heading(
            translate("Plan", "To the surface"),
            translate(
                "Plan",
                "Angle to the normal of the scalp, or of the brain's surface where the scans hold"
                " no scalp: 0° is straight in",
            ),
        ),
        Heading(
            translate("Plan", "Crosses, mm"),
            translate("Plan", "Labels of the tumour and structures of the atlas on the way"),
        ),
        Heading(
            translate("Plan", "Ventricles"),
            translate("Plan", "Ventricles of the atlas that lie on the way"),
        ),
        Heading(
            translate("Plan", "Nearest eloquent"),
            translate("Plan", "Smallest distance to an eloquent structure of the atlas, and where"),
        ),
    )


def cells(measured: Measured) -> tuple[str, ...]:
    """One row of that table."""
    return (
        mm(measured.trajectory.length_mm),
        midline_text(measured),
        surface_text(measured),
        crossed_text(measured),
        ventricles_text(measured),
        nearest_text(measured),
    )


def plan_tables(measured: tuple[Measured, ...]) -> tuple[Table, ...]:
    """All of it for paper, where names of structures have a table of their own; none without."""
    if not measured:
        return ()
    length, midline, surface, crosses, ventricles, near = headings()
    safety = Heading(translate("Plan", "Safety, mm"), "")
    first, second = [], []
    for one in measured:
        name = Heading(one.trajectory.name, "")
        told = cells(one)
        first.append((name, (number(one.trajectory.safety_mm, 1), *told[:3], told[4])))
        second.append((name, (told[3], told[5])))
    return (
        Table((safety, length, midline, surface, ventricles), tuple(first)),
        Table((crosses, near), tuple(second)),
    )


def shell_name(low_mm: float, high_mm: float) -> str:
    """Which millimetres around a region a shell reaches over."""
    low, high = (number(mm, 0 if float(mm).is_integer() else 1) for mm in (low_mm, high_mm))
    return translate("Plan", "{0}–{1} mm").format(low, high)


def shells_table(shells: Shells | None) -> Table | None:
    """Margins for reports: millilitres of the region and each shell, and of what is in them."""
    if shells is None:
        return None
    held = [label for label in LISTED_LABELS if any(ml[label] for ml in shells.holds_ml)]
    columns = (
        Heading(translate("Plan", "ml"), ""),
        *(Heading(name_of(label.name), "") for label in held),
        Heading(translate("Plan", "Brain without label"), ""),
        Heading(translate("Plan", "With all within"), ""),
        Heading(translate("Plan", "Cut off at the brain's edge"), ""),
    )
    names = [name_of(shells.region.value)]
    names += [shell_name(low, high) for low, high in pairwise((0.0, *shells.mm))]
    rows = []
    for place, name in enumerate(names):
        parts = [shells.holds_ml[place][label] for label in (*held, Label.BACKGROUND)]
        values = (shells.ml[place], *parts, sum(shells.ml[: place + 1]), shells.lost_ml[place])
        rows.append((Heading(name, ""), tuple(number(ml, 1) for ml in values)))
    return Table(columns, tuple(rows))
