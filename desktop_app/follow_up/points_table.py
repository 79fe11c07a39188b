"""The list of time points, one row each."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from desktop_app.follow_up.texts import trust_cell, trust_text
from desktop_app.language.follow_up_rows import short_day
from desktop_app.look.plain import as_tip
from desktop_app.state.follow_up import Entry
from desktop_app.state.session import Session
from desktop_app.work.following import Following

_MOST_ROWS = 8


class PointsTable(QTableWidget):
    """Date, name and how far the alignment can be trusted; the open study in bold."""

    chosen_changed = Signal()
    beside_requested = Signal(object)
    """An Entry that was double-clicked, or on which Return was pressed."""

    def __init__(self, session: Session, following: Following) -> None:
        super().__init__(0, 3)
        self._session, self._following = session, following
        self._name, self._count = "", 0
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.itemSelectionChanged.connect(self._select)
        self.cellDoubleClicked.connect(lambda row, _: self._request(row))
        self.refresh()

    @property
    def chosen(self) -> Entry | None:
        """The time point of the selected row."""
        listed = self._session.follow_up.entries
        return next((e for e in listed if e.name == self._name), None)

    def _select(self) -> None:
        row, listed = self.currentRow(), self._session.follow_up.entries
        if 0 <= row < len(listed) and listed[row].name != self._name:
            self._name = listed[row].name
            self.chosen_changed.emit()

    def _request(self, row: int) -> None:
        listed = self._session.follow_up.entries
        if 0 <= row < len(listed):
            self.beside_requested.emit(listed[row])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return does what a double click does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._request(self.currentRow())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Follow the session; the row that was selected stays so."""
        listed = self._session.follow_up.entries
        self.setAccessibleName(self.tr("Time points"))
        heads = [self.tr("Date"), self.tr("Time point"), self.tr("Alignment")]
        self.setHorizontalHeaderLabels(heads)
        self.blockSignals(True)
        self.setRowCount(len(listed))
        for row, entry in enumerate(listed):
            self._fill(row, entry)
        if listed and (self.chosen is None or len(listed) > self._count):
            self._name = listed[-1].name
        self._count = len(listed)
        for row, entry in enumerate(listed):
            if entry.name == self._name:
                self.setCurrentCell(row, 0)
        self.blockSignals(False)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.setVisible(bool(listed))
        height = sum(self.rowHeight(row) for row in range(min(len(listed), _MOST_ROWS)))
        self.setFixedHeight(height + header.sizeHint().height() + 2 * self.frameWidth())

    def _fill(self, row: int, entry: Entry) -> None:
        is_open = entry.study is not None and entry.study is self._session.study
        cell, tip = trust_cell(entry, self._following), trust_text(entry, self._following)
        for column, text in enumerate((short_day(entry.day), entry.name, cell)):
            item = QTableWidgetItem(text)
            item.setToolTip(as_tip(tip if column == 2 else entry.name))
            font = item.font()
            font.setBold(is_open)
            item.setFont(font)
            self.setItem(row, column, item)
