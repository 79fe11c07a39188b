"""The list of steps to tick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app.look import theme
from desktop_app.planning.text import Section, Step

_ID = Qt.ItemDataRole.UserRole
_SOURCES = Qt.ItemDataRole.UserRole + 1
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft

_BOX = 18
_GAP = 8
_INDENT = _GAP + _BOX + _GAP

Index = QModelIndex | QPersistentModelIndex


class StepList(QListWidget):
    """Sections of steps; a click anywhere on a step, or Space, ticks it."""

    ticks_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_StepDelegate(self))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.itemChanged.connect(self._count)
        self._titles: list[tuple[QListWidgetItem, str, list[QListWidgetItem]]] = []

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Replace the steps; those that were ticked stay ticked."""
        ticked, row = self.ticked(), self.currentRow()
        blocked = self.blockSignals(True)
        self.clear()
        self._titles = []
        for section in sections:
            title = QListWidgetItem(section.title, self)
            title.setFlags(Qt.ItemFlag.NoItemFlags)  # the arrow keys step over it
            items = [self._add(step) for step in section.steps]
            self._titles.append((title, section.title, items))
        self.setCurrentRow(max(row, 1))
        self.blockSignals(blocked)
        self.set_ticked(ticked)

    def ticked(self) -> frozenset[str]:
        """Names of the steps that are ticked."""
        items = [self.item(row) for row in range(self.count())]
        return frozenset(
            item.data(_ID)
            for item in items
            if item.data(_ID) and item.checkState() is Qt.CheckState.Checked
        )

    def set_ticked(self, names: frozenset[str]) -> None:
        """Tick these steps and no others; does not emit."""
        blocked = self.blockSignals(True)
        for _, _, items in self._titles:
            for item in items:
                on = item.data(_ID) in names
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self._show_counts()
        self.blockSignals(blocked)

    def _add(self, step: Step) -> QListWidgetItem:
        item = QListWidgetItem(step.text, self)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
        )
        item.setCheckState(Qt.CheckState.Unchecked)
        item.setData(_ID, step.id)
        item.setData(_SOURCES, " · ".join(source.short for source in step.sources))
        citations = "\n\n".join(source.citation for source in step.sources)
        item.setToolTip(citations)
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, citations)
        return item

    def _count(self) -> None:
        blocked = self.blockSignals(True)
        self._show_counts()
        self.blockSignals(blocked)
        self.ticks_changed.emit()

    def _show_counts(self) -> None:
        for title, text, items in self._titles:
            done = sum(item.checkState() is Qt.CheckState.Checked for item in items)
            title.setText(f"{text}   {done}/{len(items)}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break lines anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _StepDelegate(QStyledItemDelegate):
    """A title, or a box with wrapped text and its sources under it."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As tall as the text at the list's width."""
        width = self._view.viewport().width()
        if not index.data(_ID):
            return QSize(width, QFontMetrics(_title_font(option.font)).height() + 3 * _GAP)
        text = self._text_rect(QRect(0, 0, width, 0), option.font, index)
        sources = QFontMetrics(_small_font(option.font)).height()
        return QSize(width, text.height() + sources + 2 * _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw in the theme's colours; the current step has a bar at its left."""
        painter.save()
        if index.data(_ID):
            self._paint_step(painter, option, index)
        else:
            painter.setFont(_title_font(option.font))
            painter.setPen(theme.current().text)
            place = option.rect.adjusted(_GAP, 2 * _GAP, -_GAP, 0)
            painter.drawText(place, _WRAP, index.data())
        painter.restore()

    def _paint_step(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours, rect = theme.current(), option.rect
        if index.row() == self._view.currentRow() and self._view.hasFocus():
            painter.fillRect(rect, colours.raised)
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colours.accent)
        checked = index.data(Qt.ItemDataRole.CheckStateRole) in (2, Qt.CheckState.Checked)
        _paint_box(painter, QRectF(rect.left() + _GAP, rect.top() + _GAP, _BOX, _BOX), checked)
        text = self._text_rect(rect, option.font, index)
        painter.setPen(colours.quiet if checked else colours.text)
        painter.setFont(option.font)
        painter.drawText(text, _WRAP, index.data())
        painter.setPen(colours.quiet)
        painter.setFont(_small_font(option.font))
        below = QRect(text.left(), text.bottom() + 1, rect.right() - text.left(), 40)
        painter.drawText(below, _WRAP, index.data(_SOURCES))

    def _text_rect(self, rect: QRect, font: QFont, index: Index) -> QRect:
        room = QRect(rect.left() + _INDENT, rect.top() + _GAP, rect.width() - _INDENT - _GAP, 9999)
        wrapped = QFontMetrics(font).boundingRect(room, _WRAP, index.data())
        return QRect(room.left(), room.top(), room.width(), wrapped.height())

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Tick on a click anywhere on the step; keys do what they do in every list."""
        if event.type() is not QEvent.Type.MouseButtonRelease:
            return super().editorEvent(event, model, option, index)
        inside = isinstance(event, QMouseEvent) and option.rect.contains(event.position().toPoint())
        if not (inside and index.data(_ID)):
            return False
        checked = index.data(Qt.ItemDataRole.CheckStateRole) in (2, Qt.CheckState.Checked)
        new = Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked
        return bool(model.setData(index, new, Qt.ItemDataRole.CheckStateRole))


def _paint_box(painter: QPainter, place: QRectF, checked: bool) -> None:
    # The style's own box is a dark frame on a dark ground.
    colours, box = theme.current(), place.adjusted(1, 0, -1, -2)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colours.accent if checked else colours.quiet, 1.5))
    painter.setBrush(colours.accent if checked else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3, 3)
    if checked:
        painter.setPen(QPen(colours.on_accent, 2))
        marks = ((0.22, 0.52), (0.42, 0.72), (0.78, 0.30))
        points = [box.topLeft() + QPointF(x * box.width(), y * box.height()) for x, y in marks]
        painter.drawPolyline(points)


def _title_font(font: QFont) -> QFont:
    larger = QFont(font)
    larger.setPointSizeF(font.pointSizeF() * 1.15)
    larger.setWeight(QFont.Weight.DemiBold)
    return larger


def _small_font(font: QFont) -> QFont:
    smaller = QFont(font)
    smaller.setPointSizeF(font.pointSizeF() * 0.88)
    return smaller
