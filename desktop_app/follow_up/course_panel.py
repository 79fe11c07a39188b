"""Sizes over time as a table and a curve."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.labels import Region
from desktop_app.follow_up.curve import Curve
from desktop_app.language.follow_up_rows import QUANTITIES, course_table
from desktop_app.language.follow_up_series import COURSE_RGB
from desktop_app.language.measurement_rows import name_of
from desktop_app.look.plain import PlainLabel
from desktop_app.look.swatches import square
from desktop_app.panels.measurements import TableView
from desktop_app.work.following import Following


class CoursePanel(QWidget):
    """Follows what is known of the time points."""

    def __init__(self, following: Following) -> None:
        super().__init__()
        self.following = following
        self.progress, self.cancel, self._hint = QProgressBar(), QPushButton(), PlainLabel()
        self.table, self.curve = TableView(self), Curve()
        self.quantity: Region | None = Region.ET
        self._hint.setProperty("role", "quiet")
        self._hint.setWordWrap(True)
        self.progress.setTextVisible(False)
        self.cancel.setProperty("compact", True)
        self.cancel.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.cancel.clicked.connect(self._cancel_or_begin)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        waiting = QHBoxLayout()
        waiting.addWidget(self.progress, 1)
        waiting.addWidget(self.cancel)
        column.addLayout(waiting)
        column.addWidget(self._hint)
        column.addLayout(self._make_choices())
        column.addWidget(self.table)
        column.addWidget(self.curve)
        column.addLayout(self._make_legend())
        following.changed.connect(self.refresh)
        following.progressed.connect(self._show_progress)
        self.retranslate()

    def _make_choices(self) -> QHBoxLayout:
        row, group = QHBoxLayout(), QButtonGroup(self)
        row.setSpacing(4)
        self._choices: list[QPushButton] = []
        for quantity in QUANTITIES:
            button = QPushButton("mm²" if quantity is None else quantity.value)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, q=quantity: self.choose(q))
            button.setChecked(quantity is self.quantity)
            group.addButton(button)
            row.addWidget(button, 1)
            self._choices.append(button)
        return row

    def _make_legend(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self._legend: list[QLabel] = []
        for region in (Region.ET, Region.TC, Region.WT):
            sign, text = PlainLabel(), PlainLabel(region.value)
            sign.setPixmap(
                QPixmap.fromImage(square(QColor(*COURSE_RGB[region]), self.devicePixelRatioF()))
            )
            text.setProperty("role", "quiet")
            self._legend += [sign, text]
            row.addWidget(sign)
            row.addWidget(text)
            row.addSpacing(8)
        row.addStretch(1)
        return row

    def choose(self, quantity: Region | None) -> None:
        """Show another quantity in the table: a region's volume, or products of diameters."""
        self.quantity = quantity
        self.refresh()

    def _cancel_or_begin(self) -> None:
        if self.following.busy:
            self.following.cancel()
        else:
            self.following.again()

    def _show_progress(self, done: int, total: int, _text: str) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        self.progress.setAccessibleName(self.tr("Aligning and measuring"))
        self.table.setAccessibleName(self.tr("Sizes over time"))
        tips = [
            self.tr("Enhancing lesions: sum of the products of two diameters")
            if quantity is None
            else name_of(quantity.value)
            for quantity in QUANTITIES
        ]
        for button, tip in zip(self._choices, tips, strict=True):
            button.setToolTip(tip)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Follow what is known."""
        following = self.following
        found, count = following.found, len(following.points())
        waits = count > 1 and (following.busy or found is None)
        self.progress.setVisible(following.busy)
        if not following.busy:
            self.progress.setRange(0, 0)
        self.cancel.setVisible(waits)
        self.cancel.setText(self.tr("Cancel") if following.busy else self.tr("Align and measure"))
        sized = found is not None and any(sizes is not None for sizes in found.sizes)
        for widget in (self.table, *self._choices, *self._legend):
            widget.setVisible(sized)
        self._hint.setText(self._said(count, sized=sized))
        self._hint.setVisible(bool(self._hint.text()))
        if found is not None and sized:
            self.table.show_table(course_table(found, following.assessments, self.quantity))
        self.curve.show_found(found)

    def _said(self, count: int, *, sized: bool) -> str:
        if count < 2:
            return self.tr("Add another time point of this patient to compare it with.")
        if self.following.busy:
            return self.tr("Aligning and measuring…")
        if not sized and self.following.found is not None:
            return self.tr("Segment the time points, or take their label maps from files.")
        return ""
