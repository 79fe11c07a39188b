"""Which way the axes of a file run that does not say it: seen, turned and stated by the person."""

from __future__ import annotations

from itertools import permutations, product

import nibabel as nib
import numpy as np
from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.space.affine import axes_affine, to_ras
from core.studies.study import AxesFrom
from desktop_app.dialogs.base import Dialog
from desktop_app.look.plain import PlainLabel
from desktop_app.look.scrolling import Scrolled
from desktop_app.state.display import Plane, WindowPreset
from desktop_app.state.shown import ShownVolume
from desktop_app.views.annotations import draw_letters
from desktop_app.views.geometry import PlaneGeometry

ALL_AXES = tuple(
    "".join(("RL", "AP", "SI")[axis][way[axis]] for axis in order)
    for order in permutations(range(3))
    for way in product((0, 1), repeat=3)
)

_SIDE = 232
_BLACK = QColor(0, 0, 0)


class PlanePicture(QWidget):
    """The middle slice of one plane, with letters, and buttons that turn and flip what it shows."""

    moved = Signal(object)
    """Letter that an axis grows to, and the one it would grow to, as a mapping."""

    def __init__(self, plane: Plane) -> None:
        super().__init__()
        self.plane = plane
        self.name, self.picture = PlainLabel(), _Picture()
        self.name.setProperty("role", "heading")
        self.turn, self.flip = QPushButton(), QPushButton()
        self.turn.clicked.connect(self._turn)
        self.flip.clicked.connect(self._flip)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.turn, self.flip):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.name)
        column.addWidget(self.picture)
        column.addLayout(buttons)

    def _turn(self) -> None:
        left, right, top, bottom = self.picture.letters
        self.moved.emit({top: right, right: bottom, bottom: left, left: top})

    def _flip(self) -> None:
        left, right, _, _ = self.picture.letters
        self.moved.emit({left: right, right: left})


class _Picture(QWidget):
    """One slice, fitted into a square."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(_SIDE, _SIDE)
        self.letters = ("", "", "", "")
        self._image = QImage()
        self._size_mm = (1.0, 1.0)

    def show_slice(
        self, grey: np.ndarray, size_mm: tuple[float, float], letters: tuple[str, str, str, str]
    ) -> None:
        """Replace the picture: uint8, shape (rows, columns)."""
        rows, columns = grey.shape
        data = np.ascontiguousarray(grey)
        kind = QImage.Format.Format_Grayscale8
        self._image = QImage(data.tobytes(), columns, rows, columns, kind).copy()
        self._size_mm, self.letters = size_mm, letters
        self.setAccessibleName(" ".join(letters))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw slice and letters."""
        painter = QPainter(self)
        area = QRectF(self.rect())
        painter.fillRect(area, _BLACK)
        width, height = self._size_mm
        scale = min(area.width() / width, area.height() / height)
        place = QRectF(0, 0, width * scale, height * scale)
        place.moveCenter(area.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self._image)
        draw_letters(painter, area, self.letters)
        painter.end()


class AxesDialog(Dialog):
    """Shows the head as it was taken to lie, and lets the person turn it until it is right."""

    def __init__(
        self,
        shown: ShownVolume,
        source: AxesFrom,
        *,
        radiological: bool,
        parent: QWidget | None = None,
    ) -> None:
        """Begin with the axes that were taken.

        Args:
            shown: a sequence of the open study.
            source: who said how its axes run.
            radiological: the patient's right is on the left.
            parent: the window.
        """
        super().__init__(parent, QSize(800, 520))
        self._shown, self._source, self._radiological = shown, source, radiological
        self._grid = shown.volume.grid
        self._begun = self.axes = self._grid.axis_codes
        self._middle = self._native_middle()
        self._intro, self._letters, self._taken = PlainLabel(), PlainLabel(), PlainLabel()
        for label in (self._intro, self._letters, self._taken):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._taken.setProperty("role", "heading")
        self._pictures = [PlanePicture(p) for p in (Plane.AXIAL, Plane.CORONAL, Plane.SAGITTAL)]
        row = QHBoxLayout()
        row.setSpacing(16)
        for picture in self._pictures:
            picture.moved.connect(self._move)
            row.addWidget(picture)
        self._box_name, self._box = PlainLabel(), QComboBox()
        self._box_name.setBuddy(self._box)
        self._box.addItems(ALL_AXES)
        self._box.currentTextChanged.connect(self.set_axes)
        self._back = QPushButton()
        self._back.setAutoDefault(False)
        self._back.clicked.connect(lambda: self.set_axes(self._begun))
        codes = QHBoxLayout()
        codes.setSpacing(8)
        codes.addWidget(self._box_name)
        codes.addWidget(self._box)
        codes.addWidget(self._back)
        codes.addStretch(1)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        asked = QWidget(self)
        column = QVBoxLayout(asked)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._intro)
        column.addLayout(row)
        column.addWidget(self._letters)
        column.addLayout(codes)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(12)
        whole.addWidget(Scrolled(asked, self), 1)
        # What the button will do stays in sight.
        whole.addWidget(self._taken)
        whole.addWidget(self._buttons)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        self.setWindowTitle(self.tr("Axes of the file"))
        self._intro.setText(self._introduction())
        self._letters.setText(
            self.tr(
                "The letters stay where they are; turn and flip the pictures until the head fits "
                "them: nose towards A, crown towards S, the patient's right towards R."
            )
        )
        names = {
            Plane.AXIAL: self.tr("Axial"),
            Plane.CORONAL: self.tr("Coronal"),
            Plane.SAGITTAL: self.tr("Sagittal"),
        }
        for picture in self._pictures:
            picture.name.setText(names[picture.plane])
            picture.turn.setText(self.tr("Turn"))
            picture.flip.setText(self.tr("Flip"))
            for button in (picture.turn, picture.flip):
                button.setAccessibleName(f"{button.text()}: {picture.name.text()}")
        self._box_name.setText(self.tr("Axes grow towards"))
        self._back.setText(self.tr("As it was taken"))
        buttons = QDialogButtonBox.StandardButton
        self._buttons.button(buttons.Ok).setText(self.tr("Take these axes"))
        self._buttons.button(buttons.Cancel).setText(self.tr("Leave it"))
        self._show()

    def set_axes(self, axes: str) -> None:
        """Lay the head another way; ``axes`` is one of :data:`ALL_AXES`."""
        self.axes = axes
        self._show()

    def _introduction(self) -> str:
        begun = "-".join(self._begun)
        texts = {
            AxesFrom.STATED: self.tr("You stated that the axes run {0}."),
            AxesFrom.BRATS: self.tr(
                "The file does not say which way its axes run. Its shape is that of BraTS, whose "
                "axes run {0}."
            ),
            AxesFrom.HEAD: self.tr(
                "The file does not say which way its axes run. By the shape of the head they run "
                "{0}; left and right cannot be told from it."
            ),
            AxesFrom.HEAD_UNSURE: self.tr(
                "The file does not say which way its axes run, and the shape of the head hardly "
                "tells it. {0} is a guess."
            ),
        }
        guess = self.tr("The file does not say which way its axes run. {0} is a guess.")
        return texts.get(self._source, guess).format(begun)

    def _native_middle(self) -> tuple[int, ...]:
        """The voxel in the middle of the head, on the file's axes."""
        first, last = self._shown.head
        middle = [(a + b) // 2 for a, b in zip(first, last, strict=True)]
        return self._through(self._begun, middle)

    def _through(self, axes: str, voxel: list[int]) -> tuple[int, ...]:
        """A voxel of the RAS+ view on the file's axes."""
        out = []
        for axis, (along, sign) in enumerate(nib.orientations.axcodes2ornt(axes)):
            index = voxel[int(along)]
            out.append(index if sign > 0 else self._grid.shape[axis] - 1 - index)
        return tuple(out)

    def _move(self, letters: dict[str, str]) -> None:
        self.set_axes("".join(letters.get(letter, letter) for letter in self.axes))

    def _show(self) -> None:
        self._box.blockSignals(True)
        self._box.setCurrentText(self.axes)
        self._box.blockSignals(False)
        taken = self.tr("Axes 1, 2 and 3 of the file will be taken to grow towards {0}.")
        words = {
            "R": self.tr("right"),
            "L": self.tr("left"),
            "A": self.tr("front"),
            "P": self.tr("back"),
            "S": self.tr("top"),
            "I": self.tr("bottom"),
        }
        self._taken.setText(taken.format(", ".join(words[letter] for letter in self.axes)))
        self._back.setEnabled(self.axes != self._begun)
        affine = axes_affine(self.axes, self._grid.shape, self._grid.spacing_mm)
        ras = to_ras(self._shown.volume.data, affine)
        along = [int(a) for a in nib.orientations.axcodes2ornt(self.axes)[:, 0]]
        spacing, middle = [1.0] * 3, [0] * 3
        native = self._through_back(self.axes)
        for axis, ras_axis in enumerate(along):
            spacing[ras_axis] = self._grid.spacing_mm[axis]
            middle[ras_axis] = native[axis]
        window = self._shown.windows[WindowPreset.AUTO]
        for picture in self._pictures:
            i, j, k = ras.shape
            geometry = PlaneGeometry(
                picture.plane, (i, j, k), (spacing[0], spacing[1], spacing[2]), self._radiological
            )
            part = geometry.picture(ras, middle[picture.plane.axis]).astype(np.float32)
            part = np.nan_to_num((part - window.low) / (window.high - window.low))
            grey = (255 * np.clip(part, 0.0, 1.0)).astype(np.uint8)
            picture.picture.show_slice(grey, geometry.size_mm, geometry.letters)

    def _through_back(self, axes: str) -> list[int]:
        """The head's middle, per axis of the file, as an index that grows towards R, A or S."""
        orientation = nib.orientations.axcodes2ornt(axes)
        return [
            self._middle[axis] if sign > 0 else self._grid.shape[axis] - 1 - self._middle[axis]
            for axis, (_, sign) in enumerate(orientation)
        ]
