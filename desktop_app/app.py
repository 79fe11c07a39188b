"""Starting the window."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from core import __version__
from desktop_app.main_window import MainWindow
from desktop_app.preferences import Appearance
from desktop_app.settings import Settings


def run(arguments: list[str]) -> int:
    """Show the window until it is closed.

    Args:
        arguments: folders or files to open, as named on the command line.

    Returns:
        The process's exit code.
    """
    app = make_application()
    settings = Settings()
    Appearance(app, settings)
    window = MainWindow(settings)
    window.show()
    paths = [Path(a) for a in arguments if not a.startswith("-")]
    if paths:
        QTimer.singleShot(0, window, lambda: window.files.open_paths(paths))
    return app.exec()


def make_application() -> QApplication:
    """The application object, named so that its settings have a place."""
    QCoreApplication.setOrganizationName("Gliovista")
    QCoreApplication.setApplicationName("Gliovista")
    QCoreApplication.setApplicationVersion(__version__)
    return QApplication(sys.argv[:1])
