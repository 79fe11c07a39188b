"""A slider for each region: from which probability on a voxel belongs to it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPixmap, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from core.labels import Region
from core.segmenting.live_cut import HIGHEST, LOWEST
from desktop_app.language.measurement_rows import name_of
from desktop_app.language.translation import number
from desktop_app.look.plain import PlainLabel
from desktop_app.look.swatches import swatch
from desktop_app.state.session import Session
from desktop_app.work.thresholding import Thresholding

_STEPS = 100
"""A slider moves by hundredths."""


class ThresholdsPanel(QWidget):
    """Sliders, the way back to the model's thresholds, and what is shown meanwhile."""

    def __init__(self, session: Session, thresholding: Thresholding) -> None:
        super().__init__()
        self.session, self.thresholding = session, thresholding
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 0)
        column.setSpacing(8)
        column.addLayout(self._make_sliders())
        self.reset, self.untold, self.note = QPushButton(), QCheckBox(), PlainLabel()
        self.reset.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.untold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.note.setWordWrap(True)
        self.note.setProperty("role", "quiet")
        self.reset.clicked.connect(thresholding.reset)
        self.untold.clicked.connect(thresholding.show_untold)
        for widget in (self.reset, self.untold, self.note):
            column.addWidget(widget)
        thresholding.changed.connect(self.refresh)
        session.segmentation_changed.connect(self._follow)
        session.state_changed.connect(self.refresh)
        session.correcting_changed.connect(self.refresh)
        self.retranslate()

    def _make_sliders(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        self._swatches = {region: PlainLabel() for region in Region}
        self._names = {region: PlainLabel(region.value) for region in Region}
        self.sliders = {region: QSlider(Qt.Orientation.Horizontal) for region in Region}
        self._values = {region: PlainLabel() for region in Region}
        for row, (region, slider) in enumerate(self.sliders.items()):
            slider.setRange(round(LOWEST * _STEPS), round(HIGHEST * _STEPS))
            slider.setPageStep(5)
            slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the views' keys theirs
            slider.valueChanged.connect(
                lambda value, r=region: self.thresholding.move(r, value / _STEPS)
            )
            self._names[region].setBuddy(slider)
            self._values[region].setProperty("role", "quiet")
            self._values[region].setMinimumWidth(36)
            self._values[region].setAlignment(Qt.AlignmentFlag.AlignRight)
            for place, widget in enumerate(
                (self._swatches[region], self._names[region], slider, self._values[region])
            ):
                grid.addWidget(widget, row, place)
        return grid

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        for region, slider in self.sliders.items():
            picture = QPixmap.fromImage(swatch(region.value, self.devicePixelRatioF()))
            self._swatches[region].setPixmap(picture)
            name = name_of(region.value)
            slider.setAccessibleName(self.tr("Threshold of {0}").format(name))
            tip = self.tr(
                "{0}: the probability from which a voxel belongs to it. Lower finds more."
            ).format(name)
            for widget in (slider, self._names[region], self._values[region]):
                widget.setToolTip(tip)
        self.reset.setText(self.tr("Back to the model's thresholds"))
        self.untold.setText(self.tr("Show the rest all the same"))
        self.untold.setToolTip(
            self.tr("Without T1Gd they cannot be told: they are marked, and not to be trusted.")
        )
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Get ready only for whoever looks at it: that costs some memory."""
        super().showEvent(event)
        self.thresholding.prepare()

    def _follow(self) -> None:
        if self.isVisible():
            self.thresholding.prepare()
        self.refresh()

    def refresh(self) -> None:
        """Follow the session and its thresholds."""
        cutting, found = self.thresholding, self.session.segmentation
        values = dict(zip(Region, cutting.thresholds or (), strict=False))
        told = tuple(Region) if found is None else found.regions
        for region, slider in self.sliders.items():
            slider.blockSignals(True)
            slider.setValue(round(values.get(region, 0.5) * _STEPS))
            slider.blockSignals(False)
            slider.setEnabled(cutting.possible and region in told)
            self._values[region].setText(number(values[region], 2) if region in values else "–")
        self.reset.setEnabled(cutting.possible and cutting.thresholds != cutting.own)
        self.untold.setVisible(found is not None and bool(found.untold))
        self.untold.setEnabled(cutting.possible)
        self.untold.setChecked(found is not None and found.untold_shown)
        text = self._text()
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _text(self) -> str:
        found, cutting = self.session.segmentation, self.thresholding
        if found is None:
            return ""
        if found.probabilities is None:
            return self.tr("A label map from a file has no probabilities to cut.")
        if self.session.correcting:
            return self.tr("End correcting by hand to move a threshold.")
        notes = []
        if cutting.pending:
            notes.append(
                self.tr("Specks are still shown: the model's rules follow once you let go.")
            )
        elif found.thresholds is not None:
            notes.append(
                self.tr(
                    "Not the model's own thresholds; its rules about specks were applied. No "
                    "estimate of the Dice holds."
                )
            )
        if found.corrected:
            notes.append(
                self.tr("What was painted by hand stays; undoing it step by step ends with a move.")
            )
        return " ".join(notes)
