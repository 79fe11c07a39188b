"""Each sequence's alignment with its figures of trust, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.preparing.preparing import LEAST_INFORMATION, doubtful
from core.registration.rigid import Alignment, SaidBy
from core.studies.study import Modality
from desktop_app.language.translation import number
from desktop_app.look import theme
from desktop_app.look.plain import PlainLabel

_WIDTH = 232


class AlignmentList(QWidget):
    """The sequences; below them the figures and the buttons of the one that is chosen."""

    chosen = Signal()
    """Another sequence is to be shown."""

    def __init__(
        self, modalities: Sequence[Modality], now: Callable[[Modality], Alignment]
    ) -> None:
        """List sequences.

        Args:
            modalities: those that were aligned.
            now: gives the alignment of each as it would be.
        """
        super().__init__()
        self.setFixedWidth(_WIDTH)
        self._now = now
        self.sequences = QListWidget()
        self.sequences.setWordWrap(True)
        self.sequences.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        self.sequences.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for modality in modalities:
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, modality)
            self.sequences.addItem(item)
        self.sequences.currentItemChanged.connect(self.chosen)
        self._figures, self.working = PlainLabel(), PlainLabel()
        for label in (self._figures, self.working):
            label.setWordWrap(True)
        self.working.setProperty("role", "quiet")
        self.accept, self.again, self.headers = QPushButton(), QPushButton(), QPushButton()
        self.back = QPushButton()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.sequences)
        column.addWidget(self._figures)
        for button in (self.accept, self.again, self.headers, self.back):
            button.setAutoDefault(False)
            column.addWidget(button)
        column.addWidget(self.working)
        column.addStretch(1)

    @property
    def modality(self) -> Modality | None:
        """The sequence that is chosen."""
        item = self.sequences.currentItem()
        return None if item is None else Modality(item.data(Qt.ItemDataRole.UserRole))

    def choose(self, modality: Modality) -> None:
        """Choose a sequence, as a click does."""
        for row in range(self.sequences.count()):
            if self.sequences.item(row).data(Qt.ItemDataRole.UserRole) == modality:
                self.sequences.setCurrentRow(row)

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        self.accept.setText(self.tr("It lies right"))
        self.again.setText(self.tr("Align it again"))
        self.headers.setText(self.tr("Use its header as it is"))
        self.back.setText(self.tr("As it was found"))
        self.sequences.setAccessibleName(self.tr("Sequences"))

    def refresh(self, *, changed: bool) -> None:
        """Say what is known of each; ``changed`` tells whether the chosen one was changed."""
        for row in range(self.sequences.count()):
            item = self.sequences.item(row)
            modality = Modality(item.data(Qt.ItemDataRole.UserRole))
            found = self._now(modality)
            item.setText(f"{modality.value}: {self._verdict(found)}")
            colours = theme.current()
            item.setForeground(colours.warning if doubtful(found) else colours.text)
        if self.modality is not None:
            found = self._now(self.modality)
            self._figures.setText(self._told(found))
            self.back.setEnabled(changed)
            self.accept.setEnabled(found.said_by is not SaidBy.PERSON)
            self.headers.setEnabled(found.said_by is not SaidBy.HEADERS)

    @property
    def figures(self) -> str:
        """What is said of the alignment that is shown."""
        return self._figures.text()

    def _verdict(self, found: Alignment) -> str:
        if doubtful(found):
            return self.tr("in doubt")
        return {
            SaidBy.SEARCH: self.tr("sure"),
            SaidBy.PERSON: self.tr("accepted by you"),
            SaidBy.HEADERS: self.tr("as its header says"),
        }[found.said_by]

    def _told(self, found: Alignment) -> str:
        lines = [
            self.tr("Turned by {0}°, moved by {1} mm.").format(
                number(found.turn_degrees, 1), number(found.shift_mm, 1)
            ),
            self.tr("Shared information {0} (doubtful under {1}).").format(
                number(found.information, 2), number(LEAST_INFORMATION, 2)
            ),
        ]
        if found.runner_up is not None:
            text = self.tr("Another place comes within {0}.")
            lines.append(text.format(number(found.runner_up, 3)))
        elif found.said_by is not SaidBy.HEADERS:
            lines.append(self.tr("No other place comes close."))
        return "\n".join(lines)
