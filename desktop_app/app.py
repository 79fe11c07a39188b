"""Starting the window."""

from __future__ import annotations

import gc
import logging
import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMessageLogContext,
    QObject,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QFileOpenEvent, QFontDatabase
from PySide6.QtWidgets import QApplication

from core import __version__
from desktop_app.look.splash import show_splash
from desktop_app.support import faults
from desktop_app.support.garbage import GarbageCollector
from desktop_app.support.logs import watch_for_crashes
from desktop_app.support.no_window import NO_FONT, advice

if TYPE_CHECKING:
    from desktop_app.main_window import MainWindow

_LOG = logging.getLogger(__name__)

_SWITCH_SECONDS = 0.0005
"""How long a worker's Python code may keep the window waiting for Python's lock, each time that
the window asks for it. A few times Python's own 5 ms are a stall that is seen."""

_SETTLED_MS = 300
"""From the first paint to what waits for an idle window: sooner than anybody chooses a study."""

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def run(arguments: list[str]) -> int:
    """Show the window until it is closed.

    Args:
        arguments: folders or files to open, as named on the command line.

    Returns:
        The process's exit code.
    """
    qInstallMessageHandler(_log_qt_message)
    watch_for_crashes()
    _LOG.info("Gliovista %s on %s starts", __version__, platform.platform())
    app = make_application()
    say_where_no_font_is()
    splash = show_splash(app.devicePixelRatio())
    app.processEvents()
    # The splash is on the screen while these load numpy, pyqtgraph and the rest.
    from desktop_app.main_window import MainWindow
    from desktop_app.preferences import Appearance
    from desktop_app.state.settings import Settings

    settings = Settings()
    Appearance(app, settings)
    window = MainWindow(settings)
    faults.listen(window.support.reporter.report)
    painted = _FirstPaint(window, lambda: settle(window))
    window.installEventFilter(painted)
    window.show()
    splash.close()
    opener = FileOpener(window.files.open_paths, app)
    app.installEventFilter(opener)
    paths = [Path(a) for a in arguments if not a.startswith("-")]
    if paths:
        QTimer.singleShot(0, window, lambda: window.files.open_paths(paths))
    try:
        return app.exec()
    finally:
        faults.stop_listening(window.support.reporter.report)
        qInstallMessageHandler(None)


def settle(window: MainWindow) -> None:
    """Do what a window that is painted and idle has time for."""
    # What is there now stays to the end. Looking through it all is the longest part of a garbage
    # collection, which holds up the window wherever it happens.
    gc.freeze()
    sys.setswitchinterval(_SWITCH_SECONDS)
    window.segmenter.bring_in_library()
    window.sessions.offer_after_crash()


def say_where_no_font_is() -> None:
    """Tell it on the standard error, for no window could."""
    if not QFontDatabase.families():
        _LOG.warning(NO_FONT)
        print(NO_FONT, file=sys.stderr)


def make_application() -> QApplication:
    """The application object, named so that its settings have a place, its garbage looked after."""
    QCoreApplication.setOrganizationName("Gliovista")
    QCoreApplication.setApplicationName("Gliovista")
    QCoreApplication.setApplicationVersion(__version__)
    app = QApplication(sys.argv[:1])
    GarbageCollector(app)
    return app


class FileOpener(QObject):
    """Opens what macOS hands to a running program: a file that was double-clicked or dropped."""

    def __init__(self, open_paths: Callable[[list[Path]], object], parent: QObject) -> None:
        super().__init__(parent)
        self._open_paths = open_paths

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the event that names a file; let every other pass."""
        del watched
        if isinstance(event, QFileOpenEvent) and event.file():
            self._open_paths([Path(event.file())])
            return True
        return False


class _FirstPaint(QObject):
    """Logs when the window is painted and answers, by which starts are timed.

    Args:
        window: that is waited for.
        settle: called a little later.
    """

    def __init__(self, window: QObject, settle: Callable[[], object]) -> None:
        super().__init__(window)
        self._settle = settle

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, lambda: _LOG.info("the window is usable"))
            QTimer.singleShot(_SETTLED_MS, self, self._settle)
        return False


def _log_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    logging.getLogger("desktop_app.qt").log(_LEVELS[kind], "%s: %s", context.category, text)
    if _LEVELS[kind] >= logging.WARNING and sys.stderr is not None:
        print(text, file=sys.stderr)
    if kind is QtMsgType.QtFatalMsg and "platform plugin" in text:
        # Qt would abort next, which leaves a memory dump and explains nothing.
        if sys.stderr is not None:
            print(advice(), file=sys.stderr, flush=True)
        logging.shutdown()
        os._exit(1)
