"""The regions' volumes, always in sight; they follow a stroke while it is painted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPixmap
from PySide6.QtWidgets import QGridLayout, QWidget

from core.labels import REGION_LABELS, Region
from desktop_app.language.measurement_rows import name_of
from desktop_app.language.translation import number
from desktop_app.look.plain import PlainLabel
from desktop_app.look.swatches import swatch
from desktop_app.state.display import Plane
from desktop_app.state.session import Session
from desktop_app.state.shown import ShownLabels
from desktop_app.views.frame import Coalescer
from desktop_app.work.measured_places import MeasuredPlace


def region_ml(labels: ShownLabels) -> dict[Region, float]:
    """Millilitres of each region that is told, from the areas counted along with every stroke."""
    voxels = labels.areas[Plane.AXIAL].sum(axis=0)
    voxel_ml = labels.segmentation.grid.voxel_ml
    return {
        region: float(sum(voxels[label] for label in REGION_LABELS[region]) * voxel_ml)
        for region in labels.segmentation.regions
    }


class VolumesBlock(QWidget):
    """Three columns: a region's name, and its millilitres below; a click shows where they are."""

    place_requested = Signal(object)
    """A MeasuredPlace that is to be shown in the views."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._swatches = {region: PlainLabel() for region in Region}
        self._names = {region: PlainLabel(region.value) for region in Region}
        self.values = {region: PlainLabel() for region in Region}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(0)
        for place, region in enumerate(Region):
            self._names[region].setProperty("role", "quiet")
            self.values[region].setProperty("role", "value")
            grid.addWidget(self._swatches[region], 0, 3 * place)
            grid.addWidget(self._names[region], 0, 3 * place + 1, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(self.values[region], 1, 3 * place, 1, 3)
            grid.setColumnStretch(3 * place + 2, 1)
        self._frame = Coalescer(self.refresh, self)
        for signal in (session.segmentation_changed, session.labels_painted):
            signal.connect(self._frame.request)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        for region in Region:
            picture = QPixmap.fromImage(swatch(region.value, self.devicePixelRatioF()))
            self._swatches[region].setPixmap(picture)
            for label in (self._swatches[region], self._names[region], self.values[region]):
                label.setToolTip(name_of(region.value))
        self.refresh()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask for the slice that holds most of the region below the mouse."""
        for region, label in self.values.items():
            across = label.geometry().united(self._swatches[region].geometry())
            if label.isEnabled() and across.contains(event.position().toPoint()):
                self.place_requested.emit(MeasuredPlace(region.value))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Follow the session."""
        labels = self.session.own_labels
        found = {} if labels is None else region_ml(labels)
        unsure = () if labels is None else labels.segmentation.untold
        for region, label in self.values.items():
            text = f"{number(found[region], 1)} ml" if region in found else "–"
            text += " ?" if region in unsure and region in found else ""
            label.setText(text)
            label.setAccessibleName(f"{name_of(region.value)}: {text}")
            label.setEnabled(region in found)
