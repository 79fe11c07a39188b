"""A PDF out of the command line, where there is no window and may be no display."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from core.cli.paper import CURVE
from core.follow_up.following import FollowUp
from desktop_app.language.follow_up_series import series_of
from desktop_app.reporting import paper
from desktop_app.reporting.course_picture import course_picture
from desktop_app.reporting.follow_up_page import curve_html
from desktop_app.reporting.key_pictures import embedded


def write_pdf(
    body: str, title: str, footer: str, path: Path, course: FollowUp | None = None
) -> Path:
    """Write A4 pages and give their path.

    Args:
        body: the pages.
        title: of the document.
        footer: of each page.
        path: ends in ``.pdf``.
        course: whose volumes are drawn where the body holds :data:`core.cli.paper.CURVE`.

    Raises:
        WritingError: the folder or the disk refused.
    """
    # Text is laid out by an application, which needs no display for that. On Windows and macOS
    # there always is one.
    if sys.platform not in ("win32", "darwin"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication([])
    try:
        if course is not None:
            curve = embedded(course_picture(series_of(course)))
            body = body.replace(CURVE, curve_html(curve))
        return paper.write_pdf(body, title, footer, path)
    finally:
        del application
