"""Where the tumour lies: shares of each region in the atlas's structures, and the way to them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.anatomy.shares import Distance
from core.anatomy.whereabouts import RegionPlace
from core.labels import Region
from desktop_app.language.measurement_rows import name_of
from desktop_app.language.placement_texts import limits_text, trust_text
from desktop_app.language.sentences import translated
from desktop_app.language.structure_names import structure_name
from desktop_app.language.translation import number
from desktop_app.look.plain import PlainLabel
from desktop_app.look.swatches import square
from desktop_app.state.session import Session
from desktop_app.state.whereabouts import Way
from desktop_app.views.structures import colour_of
from desktop_app.work.placing import Placing

_ROWS = 11
"""Rows of the table in sight; the others scroll."""

_LEAST_SHARE = 0.0005


class PlacePanel(QWidget):
    """Trust first, then the structures: those that hold most, then the nearest."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session, self.placing = session, Placing.of(session)
        self.trust, self.limits, self.note = PlainLabel(), PlainLabel(), PlainLabel()
        self.trust.setWordWrap(True)
        for text in (self.limits, self.note):
            text.setWordWrap(True)
            text.setProperty("role", "quiet")
        self.progress, self.stop = QProgressBar(), QPushButton()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.begin = QPushButton()
        self.region = Region.WT
        self.regions = {region: QPushButton(region.value) for region in Region}
        self.table = WayTable()
        self._ways: list[tuple[Distance, float]] = []
        self._lay_out()
        self.begin.clicked.connect(self.placing.ask)
        self.stop.clicked.connect(self.placing.cancel)
        self.table.row_chosen.connect(self._show)
        for signal in (self.placing.changed, session.study_changed, session.segmentation_changed):
            signal.connect(self.refresh)
        self.retranslate()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 0)
        column.setSpacing(8)
        waiting = QHBoxLayout()
        waiting.addWidget(self.progress, 1)
        waiting.addWidget(self.stop)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        group = QButtonGroup(self)
        for region, button in self.regions.items():
            button.setCheckable(True)
            group.addButton(button)
            button.clicked.connect(lambda _=False, r=region: self._choose(r))
            buttons.addWidget(button, 1)
        for button in (self.begin, self.stop, *self.regions.values()):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column.addWidget(self.begin)
        column.addLayout(waiting)
        column.addWidget(self.trust)
        column.addLayout(buttons)
        for widget in (self.table, self.note, self.limits):
            column.addWidget(widget)

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        self.begin.setText(self.tr("Place in the atlas"))
        self.begin.setToolTip(
            self.tr("Find where this study lies in an atlas of the brain. It takes some seconds.")
        )
        self.stop.setText(self.tr("Cancel"))
        self.progress.setAccessibleName(self.tr("Placing in the atlas"))
        for region, button in self.regions.items():
            button.setToolTip(name_of(region.value))
        self.table.setHorizontalHeaderLabels([self.tr("Structure"), "%", "mm"])
        self.table.setToolTip(self.tr("Click on a structure: see where it comes nearest."))
        self.table.setAccessibleName(self.tr("Shares and distances"))
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Follow what is placed and found."""
        placing, placement = self.placing, self.placing.placement
        there = self.session.study is not None
        self.progress.setVisible(placing.busy)
        self.stop.setVisible(placing.busy)
        self.begin.setVisible(placement is None and not placing.busy)
        self.begin.setEnabled(there)
        self.trust.setVisible(placement is not None)
        self.limits.setVisible(placement is not None)
        if placement is not None:
            self.trust.setText(trust_text(placement))
            self.limits.setText(limits_text(placement))
        found = {} if placing.found is None else dict(placing.found.regions)
        if found and self.region not in found:
            self.region = next(iter(found))
        self.regions[self.region].setChecked(True)
        for region, button in self.regions.items():
            button.setVisible(bool(found))
            button.setEnabled(region in found)
        self.table.setVisible(bool(found))
        self._fill(found.get(self.region))
        text = self._note(shown=bool(found))
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _note(self, *, shown: bool) -> str:
        placing = self.placing
        if placing.error:
            return translated(placing.error)
        if shown:
            return self.tr("%: share of the region in the structure. mm: the shortest way to it.")
        waits = placing.placement is not None and placing.placement.enough and not placing.busy
        if waits and self.session.segmentation is None:
            return self.tr("Shares and distances appear here once there is a segmentation.")
        return ""

    def _choose(self, region: Region) -> None:
        self.region = region
        self.refresh()

    def _fill(self, place: RegionPlace | None) -> None:
        self._ways = [] if place is None else ordered(place)
        placement = self.placing.placement
        sided = placement is None or placement.sides_known
        rows = [
            (
                structure_name(way.structure, sided=sided),
                number(100 * share, 1) if share >= _LEAST_SHARE else "–",
                number(way.mm, 1),
                square(colour_of(way.structure), self.devicePixelRatioF()),
            )
            for way, share in self._ways
        ]
        self.table.show_rows(rows)

    def _show(self, row: int) -> None:
        """Go to where the region comes nearest, with the way drawn."""
        way, share = self._ways[row]
        placement = self.placing.placement
        sided = placement is None or placement.sides_known
        name = structure_name(way.structure, sided=sided)
        told = f"{number(way.mm, 1)} mm"
        if way.mm <= 0:
            told = f"{number(100 * share, 1)} %" if share >= _LEAST_SHARE else self.tr("touches")
        text = f"{self.region.value} – {name}: {told}"
        self.session.marks.point_at()
        self.session.show_point(way.from_mm)
        self.session.whereabouts.point_at(Way(way.from_mm, way.to_mm, text))


def ordered(place: RegionPlace) -> list[tuple[Distance, float]]:
    """Every structure with the region's share in it: the largest shares, then the nearest."""
    held = {share.structure.key: share.share for share in place.shares}
    ways = [(way, held.get(way.structure.key, 0.0)) for way in place.distances]
    return sorted(ways, key=lambda pair: (-round(pair[1], 4), pair[0].mm))


class WayTable(QTableWidget):
    """Structures, shares and distances; a click or Return chooses a row."""

    row_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(0, 3)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setIconSize(QSize(12, 12))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.cellClicked.connect(lambda row, _column: self.row_chosen.emit(row))

    def show_rows(self, rows: list[tuple[str, str, str, QImage]]) -> None:
        """Replace what is shown."""
        self.setRowCount(len(rows))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for row, (name, share, mm, swatch) in enumerate(rows):
            title = QTableWidgetItem(QPixmap.fromImage(swatch), name)
            title.setToolTip(name)
            self.setItem(row, 0, title)
            for column, text in ((1, share), (2, mm)):
                cell = QTableWidgetItem(text)
                cell.setTextAlignment(right)
                self.setItem(row, column, cell)
        self.resizeRowsToContents()
        height = sum(self.rowHeight(row) for row in range(min(len(rows), _ROWS)))
        self.setFixedHeight(height + self.horizontalHeader().sizeHint().height() + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return does what a click does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.row_chosen.emit(self.currentRow())
        else:
            super().keyPressEvent(event)
