"""The pages of the side panel; each scrolls for itself."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, QSettings, Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QTabWidget, QVBoxLayout, QWidget

from desktop_app.actions.all import action

_KEY = "panels/page"


class PageName(StrEnum):
    """What a page of the side panel is for."""

    RESULT = "result"
    CORRECT = "correct"
    COMPARE = "compare"
    FOLLOW_UP = "follow_up"
    PLACE = "place"


class Page(QScrollArea):
    """One column of panels; scrolls where the window is low."""

    def __init__(self) -> None:
        super().__init__()
        contents = QWidget()
        contents.setObjectName("sideContents")
        self._column = QVBoxLayout(contents)
        self._column.setContentsMargins(16, 12, 16, 16)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(contents)

    def add(self, widget: QWidget) -> None:
        """Put a panel below those that are there."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def add_below(self, widget: QWidget, above: QWidget) -> None:
        """Put a panel right below another one of this page."""
        self._column.insertWidget(self._column.indexOf(above) + 1, widget)

    def bring_into_sight(self, widget: QWidget) -> None:
        """Scroll to a panel of this page."""
        # Only once the page has been laid out does it have a place.
        QTimer.singleShot(0, self, lambda: self._scroll_to(widget))

    def _scroll_to(self, widget: QWidget) -> None:
        """Of a panel that is taller than the page, the top."""
        if widget.height() > self.viewport().height():
            self.verticalScrollBar().setValue(widget.y())
        else:
            self.ensureWidgetVisible(widget)


class Pages(QTabWidget):
    """The pages as tabs; which one was open is remembered.

    Args:
        store: where the choice is kept.
    """

    def __init__(self, store: QSettings) -> None:
        super().__init__()
        self._store = store
        self.pages = {name: Page() for name in PageName}
        for page in self.pages.values():
            self.addTab(page, "")
        self.setDocumentMode(True)
        self.tabBar().setExpanding(True)
        self.tabBar().setDrawBase(False)
        # A click leaves the views' keys theirs; the Tab key comes here, and the arrows choose.
        self.tabBar().setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chosen = str(store.value(_KEY, PageName.RESULT.value))
        self.show_page(PageName(chosen) if chosen in set(PageName) else PageName.RESULT)
        self.currentChanged.connect(self._remember)
        self.retranslate()

    @property
    def shown(self) -> PageName:
        """The page that is open."""
        return list(PageName)[self.currentIndex()]

    def show_page(self, name: PageName) -> None:
        """Open a page."""
        self.setCurrentIndex(list(PageName).index(name))

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        titles = {
            PageName.RESULT: self.tr("Result"),
            PageName.CORRECT: self.tr("Correct"),
            PageName.COMPARE: self.tr("Compare"),
            PageName.FOLLOW_UP: self.tr("Follow-up"),
            PageName.PLACE: self.tr("Where"),
        }
        for index, name in enumerate(PageName):
            self.setTabText(index, titles[name])
            key = action(f"page_{name.value}").first_key()
            self.setTabToolTip(index, f"{titles[name]} ({key})")
        self.tabBar().setAccessibleName(self.tr("Pages of the side panel"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _remember(self) -> None:
        self._store.setValue(_KEY, self.shown.value)
