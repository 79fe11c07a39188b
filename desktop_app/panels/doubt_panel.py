"""Where the result is in doubt: whose doubt is painted, what the colours mean, the next place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.labels import Region
from desktop_app.language.measurement_rows import name_of
from desktop_app.language.translation import number
from desktop_app.look import icons
from desktop_app.look.plain import PlainLabel
from desktop_app.state.session import Session
from desktop_app.views.doubt import doubt_colour
from desktop_app.work.doubting import Doubting


class DoubtPanel(QWidget):
    """Switches of the doubt's colours and lines, their legend, and the way to the next place."""

    action_requested = Signal(str)

    def __init__(self, session: Session, doubting: Doubting) -> None:
        super().__init__()
        self.session, self.doubting = session, doubting
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 0)
        column.setSpacing(8)
        self.shown, self.borders = QCheckBox(), QCheckBox()
        self.legend, self.note = _Legend(), PlainLabel()
        self.next = QPushButton()
        self.note.setWordWrap(True)
        self.note.setProperty("role", "quiet")
        for box, name in ((self.shown, "doubt"), (self.borders, "doubt_borders")):
            box.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the views' keys theirs
            box.clicked.connect(lambda _=False, n=name: self.action_requested.emit(n))
        self.next.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.next.clicked.connect(lambda: self.action_requested.emit("next_doubtful"))
        column.addWidget(self.shown)
        column.addLayout(self._make_regions())
        for widget in (self.legend, self.borders, self.next, self.note):
            column.addWidget(widget)
        for signal in (session.segmentation_changed, session.display_changed, doubting.changed):
            signal.connect(self.refresh)
        self.retranslate()

    def _make_regions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self.regions = {region: QPushButton(region.value) for region in Region}
        group = QButtonGroup(self)
        for region, button in self.regions.items():
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            group.addButton(button)
            button.clicked.connect(
                lambda _=False, r=region: self.session.set_display(doubt_region=r)
            )
            row.addWidget(button, 1)
        return row

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        self.shown.setText(self.tr("Paint the doubt"))
        self.shown.setToolTip(
            self.tr(
                "The entropy of the network's probability, in the place of the labels' fill; "
                "outlines stay."
            )
        )
        low, high = number(0.3, 1), number(0.7, 1)
        self.borders.setText(self.tr("Borders at {0} (white) and {1} (blue)").format(low, high))
        self.borders.setToolTip(
            self.tr("Where the border would lie if less, or more, were asked of a voxel.")
        )
        for region, button in self.regions.items():
            button.setToolTip(name_of(region.value))
        self.next.setText(self.tr("Next doubtful place"))
        self.next.setIcon(icons.icon("target"))
        self.legend.set_texts(self.tr("sure"), self.tr("undecided"))
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the theme."""
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Follow the session."""
        found, display = self.session.segmentation, self.session.display
        possible = found is not None and found.probabilities is not None
        told = found.regions if found is not None else tuple(Region)
        self.shown.setChecked(display.doubt)
        self.borders.setChecked(display.doubt_borders)
        self.regions[display.doubt_region].setChecked(True)
        self.shown.setEnabled(possible)
        self.next.setEnabled(possible and not self.doubting.busy)
        for region, button in self.regions.items():
            button.setEnabled(possible and region in told)
        self.borders.setEnabled(possible and display.doubt)
        self.legend.setVisible(possible and display.doubt)
        text = self._text(possible=possible)
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _text(self, *, possible: bool) -> str:
        doubting = self.doubting
        if not possible:
            found = self.session.segmentation
            if found is None:
                return ""
            return self.tr("A label map from a file has no probabilities to doubt.")
        if doubting.busy:
            return self.tr("Looking for doubtful places…")
        if doubting.places is None or doubting.current is None:
            return "" if doubting.places is None else self.tr("No place is in doubt.")
        place = doubting.places[doubting.current]
        return self.tr("Place {0} of {1}: {2} ml").format(
            doubting.current + 1, len(doubting.places), number(place.ml, 2)
        )


class _Legend(QWidget):
    """The colours of doubt, and what their ends mean."""

    _HEIGHT = 10

    def __init__(self) -> None:
        super().__init__()
        self._texts = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self._HEIGHT + self.fontMetrics().height() + 4)

    def set_texts(self, sure: str, undecided: str) -> None:
        """What stands below the ends."""
        self._texts = (sure, undecided)
        self.setAccessibleName(f"{sure} – {undecided}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the strip and its texts."""
        painter = QPainter(self)
        gradient = QLinearGradient(0, 0, self.width(), 0)
        for step in range(11):
            gradient.setColorAt(step / 10, doubt_colour(step / 10))
        painter.fillRect(QRectF(0, 0, self.width(), self._HEIGHT), gradient)
        below = QRectF(self.rect()).adjusted(0, self._HEIGHT + 2, 0, 0)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, self._texts[0])
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, self._texts[1])
