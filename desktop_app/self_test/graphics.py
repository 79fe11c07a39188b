"""Whether Qt can draw the window here: platform, screens, fonts, icons, its own texts."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLibraryInfo
from PySide6.QtGui import QFontDatabase, QGuiApplication, QImageReader

from core.machine import is_frozen
from desktop_app.look import icons
from desktop_app.self_test.outcome import CheckFailed, Said
from desktop_app.state.marking import QT_TRANSLATE_NOOP
from desktop_app.support.diagnostics import graphics_facts

_FORMATS = {b"png", b"svg"}


def check_graphics() -> tuple[Said, dict[str, str]]:
    """Look at a running application, in its GUI thread.

    Raises:
        CheckFailed: something that every window needs is missing.
    """
    missing = []
    if not QGuiApplication.screens():
        missing.append("screen")
    if not QFontDatabase.families():
        missing.append("fonts")
    formats = {bytes(name.data()) for name in QImageReader.supportedImageFormats()}
    missing += sorted(name.decode() for name in _FORMATS - formats)
    if icons.program_icon().pixmap(32, 32).isNull():
        missing.append("icon")
    texts = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if is_frozen() and not (Path(texts) / "qtbase_es.qm").is_file():
        missing.append("qtbase_es.qm")
    if missing:
        text = QT_TRANSLATE_NOOP("SelfTest", "Qt lacks: {0}.")
        raise CheckFailed(Said(text, (", ".join(missing),)))
    found = graphics_facts()
    text = QT_TRANSLATE_NOOP("SelfTest", "Qt {0} draws on {1}; screens: {2}.")
    return Said(text, (found["Qt"], QGuiApplication.platformName(), found["Screens"])), found
