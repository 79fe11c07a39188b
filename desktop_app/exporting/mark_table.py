"""What was measured on slices as a table, for reports."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.studies.study import Modality
from desktop_app.language.mark_texts import intensities_text, mark_name, mark_value
from desktop_app.language.measurement_rows import Heading, Table
from desktop_app.state.marks import AREAS, Mark, MarkKind
from desktop_app.state.session import Session
from desktop_app.work.area_intensities import AreaIntensities

translate = QCoreApplication.translate


def marks_table(session: Session) -> Table | None:
    """Name, value and how it came about of every mark that is shown; None without one."""
    rows: list[tuple[Heading, tuple[str, ...]]] = []
    for mark in session.marks.items:
        if mark.shown:
            rows += _rows(session, mark)
    if not rows:
        return None
    columns = (
        Heading(translate("Marks", "Value"), ""),
        Heading(translate("Marks", "Slice"), ""),
        Heading(translate("Marks", "Measured"), ""),
    )
    return Table(columns, tuple(rows))


def _rows(session: Session, mark: Mark) -> list[tuple[Heading, tuple[str, ...]]]:
    study = session.study
    known = study is None or study.sides_known
    value = mark_value(mark, session.spacing_mm, sides_known=known)
    rows: list[tuple[Heading, tuple[str, ...]]] = []
    rows.append((Heading(mark_name(mark), ""), (value, str(mark.slice_index + 1), _how(mark))))
    if mark.kind in AREAS:
        for modality in Modality:
            found = AreaIntensities.of(session).get(mark, modality)
            if found is not None:
                name = f"{mark_name(mark)}, {modality.value}"
                rows.append((Heading(name, ""), (intensities_text(found), "", "")))
    return rows


def _how(mark: Mark) -> str:
    if not mark.by_hand:
        return translate("Marks", "by the program")
    if mark.kind is MarkKind.LESION:
        return translate("Marks", "lines moved by hand")
    return translate("Marks", "by hand")
