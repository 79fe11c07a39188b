"""What a person may paste into a report of a fault: facts of the machine, settings, the log.

Written in English for whoever reads the report. Names of files, folders, studies and people are
scrubbed; nothing of an image is in it.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QLibraryInfo, QSysInfo
from PySide6.QtGui import QGuiApplication

from core.machine import facts
from core.studies.naming import stem
from core.studies.study import Study
from desktop_app.state.recent import recent_folders
from desktop_app.state.settings import SETTINGS, Settings
from desktop_app.support.logs import current_log, last_lines
from desktop_app.support.scrubbing import scrub

LOG_LINES = 200


def graphics_facts() -> dict[str, str]:
    """Qt, the platform it draws on and the screens; called in the GUI thread."""
    screens = [
        f"{s.geometry().width()} × {s.geometry().height()} at {s.devicePixelRatio():g}"
        for s in QGuiApplication.screens()
    ]
    return {
        "Graphics": f"{QGuiApplication.platformName()}, {QSysInfo.prettyProductName()}",
        "Qt": QLibraryInfo.version().toString(),
        "Screens": "; ".join(screens) or "none",
    }


def settings_facts(settings: Settings) -> dict[str, str]:
    """Every setting of the table; what is only remembered (folders, studies) is left out."""
    return {s.key: str(getattr(v := settings.get(s), "value", v)) for s in SETTINGS}


def private_words(study_name: str, study: Study | None, settings: Settings) -> list[str]:
    """Names that no report may hold: of the open study, its files, and studies before it."""
    paths = [v.path for v in study.volumes.values() if v.path is not None] if study else []
    words = [study_name, *(stem(p) for p in paths), *(p.parent.name for p in paths)]
    return [*words, *(folder.name for folder in recent_folders(settings.store))]


def diagnostics(graphics: Mapping[str, str], settings: Mapping[str, str]) -> str:
    """The whole text; reads files and loads OpenVINO, so it runs in a worker thread.

    Args:
        graphics: of :func:`graphics_facts`.
        settings: of :func:`settings_facts`.
    """
    lines = [f"{name}: {value}" for name, value in {**facts(), **graphics}.items()]
    lines += ["", "Settings"] + [f"  {key} = {value}" for key, value in settings.items()]
    file = current_log()
    lines += ["", f"Log, last {LOG_LINES} lines" if file else "There is no log file."]
    lines += [f"  {line}" for line in last_lines(LOG_LINES)]
    return scrub("\n".join(lines)) + "\n"
