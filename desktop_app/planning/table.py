"""The table that compares trajectories."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDoubleSpinBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from core.trajectories.trajectory import MOST_SAFETY_MM
from desktop_app.language.plan_texts import UNKNOWN, cells, headings, mm
from desktop_app.language.translation import number, spoken_locale
from desktop_app.look.plain import as_tip
from desktop_app.state.plan import Planned
from desktop_app.state.plan_colours import plan_rgb
from desktop_app.state.session import Session
from desktop_app.work.plan_measuring import PlanMeasuring

_ID = Qt.ItemDataRole.UserRole
_NAME, _SAFETY, _FIRST, _CROSSES = 0, 1, 2, 5
_ROWS_SEEN = 3
"""Rows that stand there without scrolling."""

_PADDING, _MOST_LEAST = 8, 160
"""Pixels."""

Index = QModelIndex | QPersistentModelIndex


class TrajectoryTable(QTableWidget):
    """One row per trajectory; name and safety radius are edited in place, the box hides it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._measuring = session, PlanMeasuring.of(session)
        self._filling = False
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.verticalHeader().setVisible(False)
        self.setItemDelegateForColumn(_SAFETY, _SafetyDelegate(self))
        self.itemChanged.connect(self._edited)
        self.itemSelectionChanged.connect(self._choose)
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(lambda: session.plan.delete(session.plan.selected))
        session.plan.changed.connect(self.refresh)
        self._measuring.changed.connect(self.refresh)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the current language."""
        self.setAccessibleName(self.tr("Trajectories"))
        titles = [(self.tr("Name"), self.tr("Double click: rename. The box shows or hides it."))]
        titles.append(
            (
                self.tr("Safety, mm"),
                self.tr("Radius around it that should hold nothing eloquent. Double click: change"),
            )
        )
        titles += [(heading.text, heading.tip) for heading in headings()]
        self.setColumnCount(len(titles))
        for column, (text, tip) in enumerate(titles):
            item = QTableWidgetItem(text)
            item.setToolTip(tip)
            item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            self.setHorizontalHeaderItem(column, item)
        header = self.horizontalHeader()
        for column in range(len(titles)):
            wide = column in (_CROSSES, len(titles) - 1)
            mode = QHeaderView.ResizeMode
            header.setSectionResizeMode(column, mode.Stretch if wide else mode.ResizeToContents)
        self.refresh()

    def refresh(self) -> None:
        """Show the plan as it is now."""
        plan = self._session.plan
        self._filling = True
        self.setRowCount(len(plan.items))
        for row, planned in enumerate(plan.items):
            self._fill(row, planned)
        chosen = [row for row, one in enumerate(plan.items) if one.id == plan.selected]
        if chosen:
            self.selectRow(chosen[0])
        else:
            self.clearSelection()
        self._filling = False
        self._fit_rows()

    def sizeHint(self) -> QSize:
        """As high as its first rows, so that trajectories are compared at a glance."""
        rows = sum(self.rowHeight(row) for row in range(min(self.rowCount(), _ROWS_SEEN)))
        least = 2 * self.verticalHeader().defaultSectionSize()
        high = self.horizontalHeader().sizeHint().height() + max(rows, least)
        return QSize(super().sizeHint().width(), high + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        """Its first rows, but not more than a low screen has room for."""
        return QSize(super().minimumSizeHint().width(), min(self.sizeHint().height(), _MOST_LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Text wraps elsewhere."""
        super().resizeEvent(event)
        self._fit_rows()

    def _fit_rows(self) -> None:
        """As high as their text, up to two lines: the rest stands in the cell's tip."""
        self.resizeRowsToContents()
        most = 2 * self.fontMetrics().lineSpacing() + _PADDING
        for row in range(self.rowCount()):
            self.setRowHeight(row, min(self.rowHeight(row) + _PADDING // 2, most))
        self.updateGeometry()

    def _fill(self, row: int, planned: Planned) -> None:
        found = self._measuring.measured(planned)
        told = cells(found) if found else (mm(planned.way.length_mm), *["…"] * 5)
        near = found is not None and bool(found.too_near)
        texts = (planned.way.name, number(planned.way.safety_mm, 1), *told)
        for column, text in enumerate(texts):
            item = self._cell(row, column)
            item.setText(text)
            item.setToolTip("" if text in (UNKNOWN, "…") else as_tip(text))
            editable = Qt.ItemFlag.ItemIsEditable
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            item.setFlags(flags | editable if column < _FIRST else flags)
            font = item.font()
            font.setBold(near and column == len(texts) - 1)
            item.setFont(font)
        if near:
            self._cell(row, len(texts) - 1).setToolTip(self.tr("Within the safety radius"))
        name = self._cell(row, _NAME)
        name.setData(_ID, planned.id)
        name.setFlags(name.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        name.setCheckState(Qt.CheckState.Checked if planned.shown else Qt.CheckState.Unchecked)
        name.setIcon(_swatch(planned.id))

    def _cell(self, row: int, column: int) -> QTableWidgetItem:
        found = self.item(row, column)
        if found is None:
            found = QTableWidgetItem()
            self.setItem(row, column, found)
        return found

    def _choose(self) -> None:
        rows = {index.row() for index in self.selectedIndexes()}
        if not self._filling and rows:
            self._session.plan.select(self._cell(rows.pop(), _NAME).data(_ID))

    def _edited(self, item: QTableWidgetItem) -> None:
        planned = self._session.plan.get(self._cell(item.row(), _NAME).data(_ID))
        if self._filling or planned is None:
            return
        if item.column() == _NAME:
            name = item.text().strip() or planned.way.name
            shown = item.checkState() is Qt.CheckState.Checked
            changed = replace(planned, way=replace(planned.way, name=name), shown=shown)
        else:
            value, understood = spoken_locale().toDouble(item.text())
            safety = min(max(value, 0.0), MOST_SAFETY_MM) if understood else planned.way.safety_mm
            changed = replace(planned, way=replace(planned.way, safety_mm=safety))
        self._session.plan.edit(changed)
        self.refresh()


class _SafetyDelegate(QStyledItemDelegate):
    """Edits a radius by a spin box, in the language's own decimals."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A spin box within what makes sense."""
        box = QDoubleSpinBox(parent)
        box.setLocale(spoken_locale())
        box.setRange(0.0, MOST_SAFETY_MM)
        box.setDecimals(1)
        box.setSingleStep(0.5)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with what the cell says."""
        if isinstance(editor, QDoubleSpinBox):
            editor.setValue(spoken_locale().toDouble(str(index.data()))[0])


def _swatch(planned_id: int) -> QIcon:
    picture = QPixmap(12, 12)
    picture.fill(QColor(*plan_rgb(planned_id)))
    return QIcon(picture)
