"""The panel with volumes, diameters and distances."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPixmap, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QProgressBar,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.labels import Region
from core.measuring.measurements import Measurements
from desktop_app.exporting.mark_table import marks_table
from desktop_app.language.measurement_rows import (
    Heading,
    Table,
    as_html,
    as_text,
    has_tumour,
    place_table,
    symmetry_note,
    thickness_note,
    untold_note,
    volume_table,
)
from desktop_app.language.provenance_text import provenance_text
from desktop_app.language.sentences import translated
from desktop_app.look.plain import PlainLabel
from desktop_app.look.swatches import swatch
from desktop_app.state.session import Session
from desktop_app.work.measured_places import MeasuredPlace, Quantity, place_of
from desktop_app.work.measuring import Measuring


class MeasurementsPanel(QWidget):
    """Shows what the session's segmentation measures and follows it."""

    place_requested = Signal(object)
    """A MeasuredPlace that is to be shown in the views."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._measuring = session, Measuring.of(session)
        self.message = PlainLabel(self)
        self.message.setWordWrap(True)
        self.message.setProperty("role", "quiet")
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.volumes, self.places = TableView(self), TableView(self)
        self.volumes.cellClicked.connect(self._request_most)
        self.places.cellClicked.connect(self._request_place)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self.progress, self.volumes, self.places, self.message):
            layout.addWidget(widget)
        layout.addStretch(1)
        self._measuring.changed.connect(self.show_measurements)
        self.retranslate()

    @property
    def measurements(self) -> Measurements | None:
        """What is shown; None while there is nothing."""
        return self._measuring.measurements

    def text(self) -> str:
        """Both tables as tab-separated text, and where they come from; empty without any."""
        return as_text(self._copied()) + self._origin()

    def _origin(self) -> str:
        found = self._session.segmentation
        if found is None or self.measurements is None:
            return ""
        return f"\n{self._session.study_name}\t{provenance_text(found.provenance)}\n"

    def copy(self) -> None:
        """Put both tables on the clipboard, as text and as a formatted table."""
        data = _empty_data()
        data.setText(self.text())
        data.setHtml(as_html(self._copied()) + f"<p>{html.escape(self._origin().strip())}</p>")
        QGuiApplication.clipboard().setMimeData(data)

    def retranslate(self) -> None:
        """Set every text in the current language."""
        self.volumes.setAccessibleName(self.tr("Volumes"))
        self.places.setAccessibleName(self.tr("Diameters and distances"))
        self.progress.setAccessibleName(self.tr("Measuring"))
        for view in (self.volumes, self.places):
            view.setToolTip(self.tr("Click on a value: see where it was measured."))
        self.show_measurements()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def show_measurements(self) -> None:
        """Show what is known now."""
        measured = self.measurements
        shown = measured is not None and has_tumour(measured)
        again = self._measures_again()
        for view in (self.volumes, self.places):
            view.setVisible(shown or again)
            view.setEnabled(not again)
        self.progress.setVisible(self._measuring.busy and not again)
        for view, table in zip((self.volumes, self.places), self._tables(), strict=False):
            view.show_table(table)
        text = self._message()
        self.message.setText(text)
        self.message.setVisible(bool(text))

    def _measures_again(self) -> bool:
        """Whether a stroke or a moved threshold is being measured: the numbers before stay, dimmed.

        Without them the panel would jump at every stroke.
        """
        found = self._session.segmentation
        changed = found is not None and (found.corrected or found.cut_from is not None)
        return changed and self._measuring.busy and not self.volumes.isHidden()

    def _message(self) -> str:
        if self._measuring.error:
            return translated(self._measuring.error)
        if self._measuring.busy:
            return self.tr("Measuring…")
        if self.measurements is None:
            return self.tr("Volumes and diameters appear here once there is a segmentation.")
        if not has_tumour(self.measurements):
            return self.tr("The segmentation holds no tumour.")
        notes = (
            untold_note(self._session.segmentation),
            thickness_note(self.measurements),
            symmetry_note(self.measurements),
        )
        return " ".join(filter(None, notes))

    def _tables(self) -> list[Table]:
        measured = self.measurements
        return [] if measured is None else [volume_table(measured), place_table(measured)]

    def _copied(self) -> list[Table]:
        """The tables that are shown, and lines and areas."""
        drawn = marks_table(self._session)
        return [*self._tables(), *([drawn] if drawn is not None else [])]

    def _request_most(self, row: int, _column: int) -> None:
        if self.measurements is not None:
            self.place_requested.emit(MeasuredPlace(self.volumes.row_key(row)))

    def _request_place(self, row: int, column: int) -> None:
        if self.measurements is None:
            return
        region = Region(self.places.column_key(column) or Region.WT)
        self.place_requested.emit(place_of(self.measurements, list(Quantity)[row], region))


def _empty_data() -> QMimeData:
    """Data for the clipboard, made by Qt itself.

    The clipboard lives longer than Python: what Python made would end the program with a crash.
    """
    model = QStandardItemModel(1, 1)
    data = model.mimeData([model.index(0, 0)])
    for name in data.formats():
        data.removeFormat(name)
    return data


class TableView(QTableWidget):
    """A small read-only table that is as tall as its rows, with a swatch per row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setIconSize(QSize(12, 12))
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(24)
        self._table = Table((), ())

    def row_key(self, row: int) -> str:
        """Label or region of a row; empty for a quantity."""
        return self._table.rows[row][0].key

    def column_key(self, column: int) -> str:
        """Label or region of a column; empty for a quantity and for the names."""
        return self._table.columns[column - 1].key if column else ""

    def show_table(self, table: Table) -> None:
        """Replace what is shown."""
        self._table = table
        self.setRowCount(len(table.rows))
        self.setColumnCount(len(table.columns) + 1)
        self.setHorizontalHeaderItem(0, QTableWidgetItem())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column, heading in enumerate(table.columns, start=1):
            head = QTableWidgetItem(heading.text)
            head.setToolTip(heading.tip)
            head.setTextAlignment(right)
            self.setHorizontalHeaderItem(column, head)
        for row, (title, cells) in enumerate(table.rows):
            self.setItem(row, 0, self._titled(title))
            for column, text in enumerate(cells, start=1):
                cell = QTableWidgetItem(text)
                cell.setTextAlignment(right)
                cell.setToolTip(f"{table.columns[column - 1].tip}: {title.tip}")
                self.setItem(row, column, cell)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.resizeRowsToContents()
        height = sum(self.rowHeight(row) for row in range(self.rowCount()))
        self.setFixedHeight(height + header.sizeHint().height() + 2 * self.frameWidth())

    def _titled(self, heading: Heading) -> QTableWidgetItem:
        item = QTableWidgetItem(heading.text)
        item.setToolTip(heading.tip)
        if heading.key:
            item.setIcon(QPixmap.fromImage(swatch(heading.key, self.devicePixelRatioF())))
        return item

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the selected rows; Return does what a click does."""
        if event.matches(QKeySequence.StandardKey.Copy):
            rows = sorted({index.row() for index in self.selectedIndexes()})
            model = self.model()
            lines = [
                "\t".join(
                    str(model.index(row, column).data()) for column in range(self.columnCount())
                )
                for row in rows
            ]
            QGuiApplication.clipboard().setText("\n".join(lines))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.cellClicked.emit(self.currentRow(), self.currentColumn())
        else:
            super().keyPressEvent(event)
