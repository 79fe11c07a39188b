"""Settings at work: language, theme, what the views begin with and where the window lies."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QSplitter

from desktop_app.language.translation import Translation
from desktop_app.look import theme
from desktop_app.state.session import Session
from desktop_app.state.settings import (
    LANGUAGE,
    LAYOUT,
    OVERLAY_OPACITY,
    OVERLAY_STYLE,
    RADIOLOGICAL,
    THEME,
    Settings,
    Theme,
)

_FIRST_SIZE = QSize(1440, 900)
_FRAME = QSize(16, 48)
"""Room for a window's frame and title, which nobody knows before it is shown."""


class Appearance(QObject):
    """Keeps the application's language and colours as the settings say."""

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__(app)
        self._app, self._settings = app, settings
        self._translation = Translation(self)
        self._use_language()
        self._use_theme()
        settings.changed.connect(self._changed)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    def _changed(self, key: str) -> None:
        if key == LANGUAGE.key:
            self._use_language()
        elif key == THEME.key:
            self._use_theme()

    def _system_changed(self) -> None:
        if self._settings.get(THEME) is Theme.SYSTEM:
            self._use_theme()

    def _use_language(self) -> None:
        self._translation.use(self._settings.get(LANGUAGE))

    def _use_theme(self) -> None:
        theme.apply(self._app, self._settings.get(THEME))


class DisplayDefaults(QObject):
    """Carries the settings about views into the session, at start and whenever they change."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session)
        self._session, self._settings = session, settings
        for setting in (RADIOLOGICAL, OVERLAY_STYLE, OVERLAY_OPACITY, LAYOUT):
            self._changed(setting.key)
        settings.changed.connect(self._changed)

    def _changed(self, key: str) -> None:
        get, session = self._settings.get, self._session
        if key == RADIOLOGICAL.key:
            session.set_display(radiological=get(RADIOLOGICAL))
        elif key == OVERLAY_STYLE.key:
            session.set_display(style=get(OVERLAY_STYLE))
        elif key == OVERLAY_OPACITY.key:
            session.set_display(opacity=get(OVERLAY_OPACITY) / 100)
        elif key == LAYOUT.key:
            session.set_layout(kind=get(LAYOUT))


class WindowPlace:
    """Where the window lies, how large it is and how it is divided, from one time to the next."""

    def __init__(self, window: QMainWindow, splitter: QSplitter, settings: Settings) -> None:
        self._window, self._splitter, self._store = window, splitter, settings.store

    def restore(self) -> None:
        """As it was the last time; the first time as large as looks well, or as there is room."""
        window = self._window
        if not window.restoreGeometry(self._bytes("window/geometry")):
            room = window.screen().availableSize()
            window.resize(_FIRST_SIZE.boundedTo(room))
            if _FIRST_SIZE.boundedTo(room - _FRAME) != _FIRST_SIZE:
                # The frame comes on top: on a small screen only a maximised window shows the
                # status bar, for a window manager may not shrink what it is given.
                window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
        self._splitter.restoreState(self._bytes("window/splitter"))

    def remember(self) -> None:
        """Keep it for the next time."""
        self._store.setValue("window/geometry", self._window.saveGeometry())
        self._store.setValue("window/splitter", self._splitter.saveState())

    def _bytes(self, key: str) -> QByteArray:
        # What is no bytes came from a file that somebody else wrote.
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()
