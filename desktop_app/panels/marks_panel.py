"""The list of what is measured on slices: lesions' lines, rulers, angles, areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.studies.study import Modality
from desktop_app.language.mark_texts import (
    intensities_text,
    mark_name,
    mark_value,
    rano_text,
)
from desktop_app.look.plain import PlainLabel
from desktop_app.state.mark_geometry import is_measurable
from desktop_app.state.marks import AREAS, Mark, MarkKind
from desktop_app.state.session import Session
from desktop_app.views.frame import Coalescer
from desktop_app.work.area_intensities import AreaIntensities

_ID = Qt.ItemDataRole.UserRole


class MarksPanel(QWidget):
    """One row per mark: a click goes to its slice, a double click renames it."""

    action_requested = Signal(str)
    mark_requested = Signal(object)
    """A Mark that is to be shown in the views."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._filling = session, False
        self.list = QTreeWidget(self)
        self.sum, self.hint = PlainLabel(self), PlainLabel(self)
        self.delete, self.undo = QPushButton(self), QPushButton(self)
        self._prepare()
        self._frame = Coalescer(self.refresh, self)
        session.marks.changed.connect(self._frame.request)
        session.volume_arrived.connect(self._frame.request)
        session.study_changed.connect(self._frame.request)
        self.retranslate()

    def _prepare(self) -> None:
        tree = self.list
        tree.setColumnCount(2)
        tree.setHeaderHidden(True)
        tree.setIndentation(14)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        tree.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        tree.itemClicked.connect(self._request)
        tree.itemActivated.connect(self._request)
        tree.itemChanged.connect(self._edited)
        tree.itemExpanded.connect(self._fit)
        # The views' own key does not reach a list that has the focus.
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), tree)
        key.setContext(Qt.ShortcutContext.WidgetShortcut)
        key.activated.connect(self._delete_current)
        tree.itemCollapsed.connect(self._fit)
        for label in (self.sum, self.hint):
            label.setWordWrap(True)
        self.hint.setProperty("role", "quiet")
        self.delete.clicked.connect(lambda: self.action_requested.emit("delete_mark"))
        self.undo.clicked.connect(lambda: self.action_requested.emit("undo_mark"))
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.delete, self.undo):
            # A click leaves the views' keys theirs.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.sum, self.list, self.hint):
            column.addWidget(widget)
        column.addLayout(row)

    def retranslate(self) -> None:
        """Set every text in the current language."""
        self.list.setAccessibleName(self.tr("Lines and areas"))
        self.list.setToolTip(
            self.tr("Click: go to its slice. Double click: rename. The box shows or hides it.")
        )
        self.hint.setText(
            self.tr("Lesions' lines, rulers, angles and areas are listed here once there are any.")
        )
        self.undo.setText(self.tr("Undo"))
        self.undo.setAccessibleName(self.tr("Undo measuring"))
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    # -- showing -------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the marks as they are now."""
        marks = self._session.marks
        self._filling = True
        if [item.data(0, _ID) for item in self._rows()] != [mark.id for mark in marks.items]:
            self.list.clear()
            self.list.addTopLevelItems([QTreeWidgetItem() for _ in marks.items])
        for item, mark in zip(self._rows(), marks.items, strict=True):
            self._show(item, mark)
            if mark.id == marks.selected:
                self.list.setCurrentItem(item)
        if marks.selected is None:
            self.list.setCurrentIndex(QModelIndex())
        self._filling = False
        text = rano_text(marks.lesions, self._session.spacing_mm)
        self.sum.setText(text)
        self.sum.setVisible(bool(text))
        self.list.setVisible(bool(marks.items))
        self.hint.setVisible(not marks.items)
        self._show_buttons(marks.get(marks.selected))
        self._fit()

    def _rows(self) -> list[QTreeWidgetItem]:
        found = (self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _show(self, item: QTreeWidgetItem, mark: Mark) -> None:
        session = self._session
        known = session.study is None or session.study.sides_known
        editable = Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable
        item.setFlags(item.flags() | editable)
        item.setData(0, _ID, mark.id)
        item.setSizeHint(0, QSize(0, self._row_height()))
        item.setText(0, mark_name(mark))
        item.setCheckState(0, Qt.CheckState.Checked if mark.shown else Qt.CheckState.Unchecked)
        item.setText(1, mark_value(mark, session.spacing_mm, sides_known=known))
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        tip = self._tip(mark)
        item.setToolTip(0, tip)
        item.setToolTip(1, tip)
        if mark.kind in AREAS:
            self._show_intensities(item, mark)

    def _tip(self, mark: Mark) -> str:
        parts = [self.tr("Slice {0}").format(mark.slice_index + 1)]
        if mark.kind is MarkKind.SHIFT:
            parts.append(self.tr("Measured by hand, in three clicks"))
        elif mark.kind is MarkKind.LESION:
            if mark.by_hand:
                parts.append(self.tr("Moved by hand; Reset goes back to the measured lines"))
            if not is_measurable(mark, self._session.spacing_mm):
                parts.append(self.tr("Not measurable by RANO: below 10 mm, or on one slice"))
        return " · ".join(parts)

    def _show_intensities(self, item: QTreeWidgetItem, mark: Mark) -> None:
        values = AreaIntensities.of(self._session)
        present: Sequence[Modality] = [m for m in Modality if m in self._session.volumes]
        if item.childCount() != len(present):
            item.takeChildren()
            item.addChildren([QTreeWidgetItem() for _ in present])
            item.setExpanded(True)
        tip = self.tr("Mean ± standard deviation (lowest–highest)")
        children = [item.child(row) for row in range(item.childCount())]
        for child, modality in zip(children, present, strict=True):
            found = values.get(mark, modality)
            if child is None:
                continue
            child.setText(0, modality.value)
            child.setSizeHint(0, QSize(0, self._row_height()))
            child.setText(1, intensities_text(found) if found else "–")
            child.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            child.setToolTip(1, tip)

    def _show_buttons(self, mark: Mark | None) -> None:
        marks = self._session.marks
        lesion = mark is not None and mark.kind is MarkKind.LESION
        self.delete.setText(self.tr("Reset") if lesion else self.tr("Delete"))
        self.delete.setEnabled(mark is not None and mark.by_hand)
        self.undo.setEnabled(marks.can_undo)
        for button in (self.delete, self.undo):
            button.setVisible(bool(marks.items) or marks.can_undo)

    def _fit(self) -> None:
        """As tall as its rows: the page scrolls, not the list."""
        unfolded = sum(item.childCount() for item in self._rows() if item.isExpanded())
        rows = self.list.topLevelItemCount() + unfolded
        self.list.setFixedHeight(rows * self._row_height() + 2 * self.list.frameWidth() + 2)

    def _row_height(self) -> int:
        return self.fontMetrics().height() + 8

    # -- asking --------------------------------------------------------------------------

    def _request(self, item: QTreeWidgetItem) -> None:
        mark = self._session.marks.get((item.parent() or item).data(0, _ID))
        if mark is not None:
            self.mark_requested.emit(mark)

    def _delete_current(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._session.marks.delete({(item.parent() or item).data(0, _ID)})

    def _edited(self, item: QTreeWidgetItem, column: int) -> None:
        mark = self._session.marks.get(item.data(0, _ID)) if column == 0 else None
        if self._filling or mark is None:
            return
        name = item.text(0).strip()
        if name == mark_name(replace(mark, name="")):
            name = ""
        shown = item.checkState(0) is Qt.CheckState.Checked
        self._session.marks.edit(replace(mark, name=name, shown=shown))
        self._frame.request()  # an empty name becomes the usual one again
