"""Which margin shells are drawn around which region, and what they hold."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from core.labels import Region
from core.trajectories.margins import MOST_MM, MOST_SHELLS
from desktop_app.language.measurement_rows import name_of
from desktop_app.language.plan_texts import shell_name
from desktop_app.language.sentences import translated
from desktop_app.language.translation import number
from desktop_app.look.plain import PlainLabel
from desktop_app.state.plan import Margins
from desktop_app.state.session import Session
from desktop_app.work.plan_measuring import PlanMeasuring

_USUAL = (5.0, 10.0)


class MarginsRow(QWidget):
    """A switch, a region, distances, and the shells' volumes."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._measuring = session, PlanMeasuring.of(session)
        self.on, self.region, self.mm = QCheckBox(self), QComboBox(self), QLineEdit(self)
        self._unit, self.result = PlainLabel("mm", self), PlainLabel(self)
        for region in Region:
            self.region.addItem("", region)
        self.region.setCurrentIndex(list(Region).index(Region.TC))
        self.mm.setText(_written(_USUAL))
        self.mm.setMaximumWidth(110)
        self.result.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget in (self.on, self.region, self.mm, self._unit):
            row.addWidget(widget)
        row.addWidget(self.result, 1)
        self.on.toggled.connect(self._want)
        self.region.activated.connect(self._want)
        self.mm.editingFinished.connect(self._want)
        session.plan.margins_changed.connect(self.refresh)
        self._measuring.shells_changed.connect(self.refresh)
        session.segmentation_changed.connect(self.refresh)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the current language."""
        self.on.setText(self.tr("&Margins around"))
        for place, region in enumerate(Region):
            self.region.setItemText(place, name_of(region.value))
        self.region.setAccessibleName(self.tr("Region that margins lie around"))
        self.mm.setAccessibleName(self.tr("Margins in millimetres, with spaces between"))
        self.mm.setToolTip(
            self.tr("Up to {0} distances up to {1} mm, with spaces between: 5 10").format(
                MOST_SHELLS, number(MOST_MM, 0)
            )
        )
        self.refresh()

    def refresh(self) -> None:
        """Show what is wanted and what came of it."""
        margins, found = self._session.plan.margins, self._session.segmentation
        self.setEnabled(found is not None)
        blocked = self.on.blockSignals(True)
        self.on.setChecked(margins is not None)
        self.on.blockSignals(blocked)
        if margins is not None:
            self.region.setCurrentIndex(list(Region).index(margins.region))
            self.mm.setText(_written(margins.mm))
        self.result.setText(self._told())

    def _told(self) -> str:
        if self._session.segmentation is None:
            return self.tr("Margins need a segmentation.")
        if self._session.plan.margins is None:
            return ""
        shown = self._measuring.shells
        if shown is None:
            error = self._measuring.error
            return translated(error) if error else self.tr("Computing…")
        edges = (0.0, *shown.shells.mm)
        parts = [
            f"{shell_name(low, high)}: {number(ml, 1)} ml"
            for low, high, ml in zip(edges, shown.shells.mm, shown.shells.ml[1:], strict=False)
        ]
        return " · ".join(parts) + " · " + self.tr("clipped at the brain's edge")

    def _want(self) -> None:
        if not self.on.isChecked():
            self._session.plan.set_margins(None)
            return
        read = [
            float(text.replace(",", ".")) for text in re.findall(r"\d+(?:[.,]\d+)?", self.mm.text())
        ]
        mm = tuple(sorted({value for value in read if 0 < value <= MOST_MM}))[:MOST_SHELLS]
        region = self.region.currentData()
        self._session.plan.set_margins(Margins(Region(region), mm or _USUAL))


def _digits(value: float) -> int:
    return 0 if float(value).is_integer() else 1


def _written(mm: tuple[float, ...]) -> str:
    return "  ".join(number(value, _digits(value)) for value in mm)
