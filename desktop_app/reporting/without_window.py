"""A PDF out of the command line, where there is no window and may be no display."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from desktop_app.reporting import paper


def write_pdf(body: str, title: str, footer: str, path: Path) -> Path:
    """Write A4 pages and give their path.

    Raises:
        WritingError: the folder or the disk refused.
    """
    # Text is laid out by an application, which needs no display for that. On Windows and macOS
    # there always is one.
    if sys.platform not in ("win32", "darwin"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication([])
    try:
        return paper.write_pdf(body, title, footer, path)
    finally:
        del application
