"""Settings at work: language, theme and what the views begin with."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

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
