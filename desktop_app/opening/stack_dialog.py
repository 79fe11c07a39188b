"""Which channel of a stacked file is which sequence: no standard says, so the person must."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFormLayout,
    QVBoxLayout,
    QWidget,
)

from core.files.stacked import DECATHLON_ORDER, stack_channels
from core.studies.sequences import NEEDED, enough
from core.studies.study import Modality
from desktop_app.dialogs.base import Dialog
from desktop_app.language.sentences import translated
from desktop_app.look.plain import PlainLabel
from desktop_app.opening.sources import StackSource


@dataclass(frozen=True)
class StackedFile:
    """What a file's header says.

    Attributes:
        path: the file.
        channels: 1 for a plain volume.
    """

    path: Path
    channels: int


def look_at(path: Path) -> StackedFile:
    """Read a file's header; runs in a worker thread.

    Raises:
        ReadingError: not a volume, nor a stack of volumes.
    """
    plain = path.name.lower().endswith((".mgz", ".mgh", ".hdr"))  # formats of one scan a file
    return StackedFile(path, 1 if plain else stack_channels(path))


class StackDialog(Dialog):
    """Map each channel to a sequence."""

    def __init__(self, file: StackedFile, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(480, 380))
        self._file = file
        self._intro, self._problem = PlainLabel(), PlainLabel()
        for label in (self._intro, self._problem):
            label.setWordWrap(True)
        self._problem.setProperty("role", "warning")
        self._boxes = [QComboBox() for _ in range(file.channels)]
        self._names = [PlainLabel() for _ in self._boxes]
        form = QFormLayout()
        form.setVerticalSpacing(8)
        for name, box in zip(self._names, self._boxes, strict=True):
            box.addItem("–", None)
            for modality in Modality:
                box.addItem(modality.value, modality)
            box.currentIndexChanged.connect(self._check)
            form.addRow(name, box)
        self._order_name, self._orders = PlainLabel(), QComboBox()
        self._orders.activated.connect(self._use_order)
        form.insertRow(0, self._order_name, self._orders)
        form.setRowVisible(0, file.channels == len(Modality))
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Open | QDialogButtonBox.StandardButton.Cancel
        )
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addWidget(self._intro)
        column.addLayout(form)
        column.addStretch(1)
        column.addWidget(self._problem)
        column.addWidget(self._buttons)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        self.setWindowTitle(self.tr("Sequences of a stacked file"))
        intro = self.tr(
            "{0} holds {1} channels. Stacked files have no agreed order: say which "
            "channel is which sequence."
        )
        self._intro.setText(intro.format(self._file.path.name, self._file.channels))
        self._order_name.setText(self.tr("Known orders"))
        self._orders.clear()
        self._orders.addItem(self.tr("Choose…"), None)
        self._orders.addItem(self.tr("Medical Decathlon: FLAIR, T1, T1Gd, T2"), DECATHLON_ORDER)
        self._orders.addItem("T1, T1Gd, T2, FLAIR", tuple(Modality))
        for number, name in enumerate(self._names, 1):
            name.setText(self.tr("Channel {0}").format(number))
        self._check()

    def _use_order(self) -> None:
        for box, modality in zip(self._boxes, self._orders.currentData() or (), strict=False):
            box.setCurrentIndex(box.findData(modality))

    def set_order(self, order: tuple[Modality, ...]) -> None:
        """Say which channel is which sequence."""
        for box, modality in zip(self._boxes, order, strict=True):
            box.setCurrentIndex(box.findData(modality))

    def source(self) -> StackSource:
        """What to open once the dialog was accepted."""
        return StackSource(self._file.path, tuple(Modality(b.currentData()) for b in self._boxes))

    def _check(self) -> None:
        chosen = [box.currentData() for box in self._boxes if box.currentData() is not None]
        each = len(chosen) == len(self._boxes) == len(set(chosen))
        if len(self._boxes) > len(Modality):
            text = self.tr("Four channels at most can be sequences; this file holds {0}.")
            self._problem.setText(text.format(len(self._boxes)))
        elif not each:
            self._problem.setText(self.tr("Each channel needs a sequence of its own."))
        else:
            self._problem.setText("" if enough(chosen) else translated(NEEDED))
        open_button = self._buttons.button(QDialogButtonBox.StandardButton.Open)
        open_button.setEnabled(each and enough(chosen))
