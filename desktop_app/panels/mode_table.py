"""How well each mode did on patients that the model had not seen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from core.labels import Region
from core.segmenting.passes import Mode
from desktop_app.language.translation import number
from desktop_app.look.plain import PlainLabel
from desktop_app.work.estimates import ModeFacts

_COLUMNS = 1 + len(Region)


class ModeTable(QWidget):
    """One row for each mode; hidden while nothing is known."""

    def __init__(self) -> None:
        super().__init__()
        self._facts: Sequence[ModeFacts] = ()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        self._cells = [[PlainLabel() for _ in range(_COLUMNS)] for _ in range(1 + len(Mode))]
        for row, cells in enumerate(self._cells):
            for column, cell in enumerate(cells):
                cell.setProperty("role", "quiet")
                side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                grid.addWidget(cell, row, column, side)
        self.show_facts(())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.show_facts(self._facts)
        super().changeEvent(event)

    def show_facts(self, facts: Sequence[ModeFacts]) -> None:
        """Write the table in the current language."""
        self._facts = facts
        self.setVisible(bool(facts))
        tip, title = (
            self.tr(
                "Mean Dice over patients that the model had not seen: how well it does on average, "
                "and nothing about this patient."
            ),
            self.tr("Dice on held-out patients"),
        )
        if any(fact.claimed for fact in facts):
            tip = self.tr("As the model's own files tell it; nobody measured it here.")
            title = self.tr("Dice, as its files tell")
        self.setToolTip(tip)
        heads = [title, *(region.value for region in Region)]
        for cell, head in zip(self._cells[0], heads, strict=True):
            cell.setText(head)
        names = {Mode.FAST: self.tr("Fast"), Mode.ACCURATE: self.tr("Accurate")}
        for cells, fact in zip(self._cells[1:], facts, strict=False):
            name, *scores = cells
            name.setText(names[fact.mode])
            for cell, region in zip(scores, Region, strict=True):
                dice = fact.dice.get(region)
                cell.setText("–" if dice is None else number(dice, 2))
                spoken = self.tr("not measured") if dice is None else cell.text()
                cell.setAccessibleName(f"{name.text()}, Dice {region.value}: {spoken}")
