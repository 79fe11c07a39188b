"""One scan in the series dialog: picture, facts, what it was taken for, and what to take it for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QSizePolicy,
    QWidget,
)

from core.dicom.series import Facts
from core.space.affine import Grid
from core.studies.study import Modality
from desktop_app.language.sentences import translated
from desktop_app.language.translation import number, spoken_locale
from desktop_app.look import theme
from desktop_app.look.plain import PlainLabel
from desktop_app.opening.offers import CERTAIN, Offer, clock
from desktop_app.opening.thumbnails import Thumbnail

_SIDE = 84
_PALE = 0.45
_BLACK = QColor(0, 0, 0)


class OfferRow(QWidget):
    """Shows an offer; the combo box says which sequence it is to be."""

    chosen = Signal(object)
    """The person chose a sequence, or none, in this row."""

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self.offer = offer
        self._grid: Grid | None = None
        self._problem = ""
        self.picture = ThumbnailPicture(pale=offer.set_aside)
        self._title, self._facts, self._why = PlainLabel(), PlainLabel(), PlainLabel()
        for label in (self._title, self._facts, self._why):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._facts.setProperty("role", "quiet")
        self.box = _ChoiceBox()
        self.box.setEnabled(offer.may_be_chosen)
        self._fill()
        self.select(offer.looks_like if offer.proposed else None)
        self.box.activated.connect(lambda: self.chosen.emit(self))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 6, 0, 6)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(3, 1)
        grid.addWidget(self.picture, 0, 0, 4, 1, Qt.AlignmentFlag.AlignTop)
        for line, label in enumerate((self._title, self._facts, self._why)):
            grid.addWidget(label, line, 1)
        grid.addWidget(self.box, 0, 2, 4, 1, Qt.AlignmentFlag.AlignTop)
        self.retranslate()

    def _fill(self) -> None:
        self.box.addItem("", None)
        for modality in Modality:
            self.box.addItem(modality.value, modality)

    # -- what is chosen ------------------------------------------------------------------

    @property
    def modality(self) -> Modality | None:
        """The sequence that is chosen; None for none."""
        value = self.box.currentData()
        return None if value is None else Modality(value)

    @property
    def by_hand(self) -> bool:
        """Whether it was chosen against the program's proposal."""
        return self.modality is not (self.offer.looks_like if self.offer.proposed else None)

    def select(self, modality: Modality | None) -> None:
        """Choose a sequence, or none."""
        self.box.setCurrentIndex(0 if modality is None else 1 + list(Modality).index(modality))
        self.retranslate()

    def show_thumbnail(self, made: Thumbnail) -> None:
        """Show what was read."""
        self._grid, self._problem = made.grid, made.problem
        self.picture.show_picture(made)
        self.retranslate()

    @property
    def facts(self) -> str:
        """What is known of the scan."""
        return self._facts.text()

    @property
    def why(self) -> str:
        """What it was taken for, and why."""
        return self._why.text()

    # -- texts ---------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Write the texts in the current language and the theme's colours."""
        scan, colours = self.offer.scan, theme.current()
        title = scan.name if isinstance(scan, Path) else translated(scan.title)
        self._title.setText(title)
        facts = self._facts_of_file() if isinstance(scan, Path) else self._facts_of(scan.facts)
        self._facts.setText(facts)
        self._why.setText(self._reason())
        used = self.modality is not None
        unsure = self.offer.looks_like is not None and self.offer.confidence < CERTAIN
        doubtful = unsure and not self.by_hand
        doubtful |= bool(self._problem) or (used and self.offer.set_aside)
        grey = self.offer.set_aside and not used
        bold = self._title.font()
        bold.setBold(used)
        self._title.setFont(bold)
        for label, colour in (
            (self._title, colours.quiet if grey else colours.text),
            (self._why, colours.warning if doubtful else colours.quiet),
        ):
            palette = label.palette()
            palette.setColor(label.foregroundRole(), colour)
            label.setPalette(palette)
        self.box.setItemText(0, self.tr("Not used"))
        self.box.setAccessibleName(self.tr("Sequence of {0}").format(title))
        self.picture.set_lit(used)

    def _reason(self) -> str:
        if self._problem:
            return translated(self._problem)
        offer, used = self.offer, self.modality
        said = translated(offer.reason)
        if isinstance(offer.scan, Path):
            told = re.search(r"“(.+)”", offer.reason)
            said = self.tr("The name holds “{0}”.").format(told.group(1)) if told else ""
        if used is not None and self.by_hand:
            text = self.tr("Chosen by you.")
            return f"{text} {said}" if offer.set_aside else text
        if offer.looks_like is None:
            return said
        name, percent = offer.looks_like.value, f"{100 * offer.confidence:.0f} %"
        if isinstance(offer.scan, Path):
            return said if said else self.tr("Chosen by you.")
        if offer.certain:
            text = self.tr("Surely {0} ({1}).")
        elif offer.proposed:
            text = self.tr("Likely {0} ({1}): look at it.")
        elif offer.confidence >= CERTAIN:
            text = self.tr("Also {0} ({1}), but another is better.")
        else:
            text = self.tr("Perhaps {0} ({1}): choose it if it is.")
        return f"{text.format(name, percent)} {said}"

    def _facts_of(self, facts: Facts) -> str:
        """Time, pulse sequence, plane, slices and contrast agent."""
        said = []
        if facts.acquired_s is not None:
            said.append(clock(facts.acquired_s))
        times = (("TR", facts.tr_ms), ("TE", facts.te_ms), ("TI", facts.ti_ms))
        told = [f"{name}\u00a0{_short(value)}" for name, value in times if value is not None]
        if told:
            said.append(" · ".join(told) + "\u00a0ms")
        if facts.plane is not None:
            said.append(self._planes()[facts.plane.value])
        said.append(self._slices(facts.slices, facts.thickness_mm or facts.step_mm))
        if facts.spacing_mm is not None:
            said.append(_edges(facts.spacing_mm))
        if facts.contrast_agent:
            said.append(facts.contrast_agent)
        return " · ".join(said)

    def _facts_of_file(self) -> str:
        if self._grid is None:
            return "" if self._problem else self.tr("reading…")
        spacing, shape = self._grid.spacing_mm, self._grid.shape
        through = int(np.argmax(np.round(spacing, 1)))
        inside = [mm for axis, mm in enumerate(spacing) if axis != through]
        said = [self._slices(shape[through], spacing[through]), _edges(inside)]
        return " · ".join([*said, self._grid.axis_codes])

    def _slices(self, count: int, thickness_mm: float | None) -> str:
        if thickness_mm is None:
            return self.tr("slices: {0}").format(count)
        text = self.tr("slices: {0} × {1} mm").replace(" ×", "\u00a0×").replace("× ", "×\u00a0")
        return text.format(count, _short(thickness_mm))

    def _planes(self) -> dict[str, str]:
        return {
            "axial": self.tr("axial"),
            "coronal": self.tr("coronal"),
            "sagittal": self.tr("sagittal"),
        }


class ThumbnailPicture(QWidget):
    """The slice, in its true proportions, on black."""

    def __init__(self, *, pale: bool) -> None:
        super().__init__()
        self.setFixedSize(QSize(_SIDE, _SIDE))
        self._pale, self._lit = pale, False
        self._image = QImage()
        self._size_mm = (1.0, 1.0)

    def show_picture(self, made: Thumbnail) -> None:
        """Replace the picture."""
        if made.grey is not None:
            rows, columns = made.grey.shape
            data = np.ascontiguousarray(made.grey).tobytes()
            kind = QImage.Format.Format_Grayscale8
            self._image = QImage(data, columns, rows, columns, kind).copy()
            self._size_mm = made.size_mm
        self.update()

    @property
    def shown(self) -> bool:
        """Whether a picture is there."""
        return not self._image.isNull()

    def set_lit(self, lit: bool) -> None:
        """Whether the scan is used."""
        if lit != self._lit:
            self._lit = lit
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the slice, and a frame round it where it is used."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect())
        painter.fillRect(area, _BLACK)
        if self.shown:
            width, height = self._size_mm
            scale = min(area.width() / width, area.height() / height)
            place = QRectF(0, 0, width * scale, height * scale)
            place.moveCenter(area.center())
            painter.setOpacity(_PALE if self._pale and not self._lit else 1.0)
            painter.drawImage(place, self._image)
            painter.setOpacity(1.0)
        if self._lit:
            painter.setPen(QPen(theme.current().accent, 2))
            painter.drawRect(area.adjusted(1, 1, -1, -1))
        painter.end()


class _ChoiceBox(QComboBox):
    """Turning the wheel scrolls the list: it changes nothing by accident."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumWidth(128)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the list."""
        event.ignore()


def _edges(spacing_mm: Iterable[float]) -> str:
    return "\u00a0×\u00a0".join(map(_short, spacing_mm)) + "\u00a0mm"


def _short(value: float) -> str:
    text = number(value, 2 if value < 10 else 0)
    point = spoken_locale().decimalPoint()
    return text.rstrip("0").rstrip(point) if point in text else text
