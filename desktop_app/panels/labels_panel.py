"""Which labels are drawn, and how."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from core.labels import LABEL_RGB, LISTED_LABELS, Label
from desktop_app.language.translation import number
from desktop_app.look.plain import PlainLabel
from desktop_app.state.display import OverlayStyle
from desktop_app.state.session import Session
from desktop_app.work.intensities import Intensities


class LabelsPanel(QWidget):
    """A switch per label, the overlay's style and its opacity."""

    action_requested = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 0)
        column.setSpacing(8)
        self._intensities: Intensities = {}
        self._boxes = {label: QCheckBox() for label in LISTED_LABELS}
        for label, box in self._boxes.items():
            box.setIcon(_swatch(label))
            box.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the views' keys theirs
            box.clicked.connect(lambda _=False, n=label: self._request(n))
            column.addWidget(box)
        column.addLayout(self._make_style())
        column.addLayout(self._make_opacity())
        for signal in (session.display_changed, session.segmentation_changed):
            signal.connect(self.refresh)
        self.retranslate()
        self.refresh()

    def _make_style(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self._styles = {style: QPushButton() for style in OverlayStyle}
        group = QButtonGroup(self)
        for style, button in self._styles.items():
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            group.addButton(button)
            button.clicked.connect(lambda _=False, s=style: self.session.set_display(style=s))
            row.addWidget(button, 1)
        return row

    def _make_opacity(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        self._opacity_name, self._opacity = PlainLabel(), QSlider(Qt.Orientation.Horizontal)
        self._opacity_value = PlainLabel()
        self._opacity_name.setProperty("role", "quiet")
        self._opacity_value.setProperty("role", "quiet")
        self._opacity_value.setMinimumWidth(36)
        self._opacity_value.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._opacity.setRange(0, 100)
        self._opacity.setPageStep(10)
        self._opacity.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._opacity.valueChanged.connect(
            lambda value: self.session.set_display(opacity=value / 100)
        )
        self._opacity_name.setBuddy(self._opacity)
        grid.addWidget(self._opacity_name, 0, 0)
        grid.addWidget(self._opacity, 0, 1)
        grid.addWidget(self._opacity_value, 0, 2)
        return grid

    def _request(self, label: Label) -> None:
        self.action_requested.emit(f"label_{label.name.lower()}")

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        names = {
            Label.NCR: self.tr("Necrotic core"),
            Label.ED: self.tr("Oedema"),
            Label.ET: self.tr("Enhancing tumour"),
        }
        for label, box in self._boxes.items():
            box.setText(names[label])
        self._show_intensities()
        styles = {
            OverlayStyle.FILL: self.tr("Fill"),
            OverlayStyle.OUTLINE: self.tr("Outline"),
            OverlayStyle.BOTH: self.tr("Both"),
        }
        for style, button in self._styles.items():
            button.setText(styles[style])
        self._opacity_name.setText(self.tr("Opacity"))
        self._opacity.setAccessibleName(self.tr("Opacity of the labels"))

    def set_intensities(self, values: Intensities) -> None:
        """Show in the labels' tooltips how bright each sequence is within them."""
        self._intensities = values
        self._show_intensities()

    def _show_intensities(self) -> None:
        for label, box in self._boxes.items():
            lines = [self.tr("Show or hide this label (F{0})").format(int(label) + 1)]
            if label in self._intensities:
                lines.append(self.tr("Intensity within it, mean ± standard deviation:"))
            for modality, value in self._intensities.get(label, {}).items():
                mean, spread = number(value.mean, 0), number(value.deviation, 0)
                lines.append(f"{modality.value}: {mean} ± {spread}")
            box.setToolTip("\n".join(lines))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Follow the session."""
        display = self.session.display
        found = self.session.segmentation
        alone = found is not None and not found.labels
        for label, box in self._boxes.items():
            box.setChecked(label in display.visible)
            box.setVisible(label is Label.ED or not alone)
        self._boxes[Label.ED].setText(self.tr("Whole tumour") if alone else self.tr("Oedema"))
        self._styles[display.style].setChecked(True)
        percent = round(display.opacity * 100)
        self._opacity.blockSignals(True)
        self._opacity.setValue(percent)
        self._opacity.blockSignals(False)
        self._opacity_value.setText(f"{percent} %")
        self.setEnabled(self.session.labels is not None)


def _swatch(label: Label) -> QIcon:
    """The label's colour as a small rounded square."""
    pixmap = QPixmap(24, 24)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(*LABEL_RGB[label]))
    painter.drawRoundedRect(2, 2, 20, 20, 6, 6)
    painter.end()
    return QIcon(pixmap)
