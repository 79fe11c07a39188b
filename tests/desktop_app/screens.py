"""Every dialog that an action opens, on one screen: ``python -m tests.desktop_app.screens FOLDER``.

The screen is that of the platform plugin, and ``QT_SCALE_FACTOR`` its scale. Prints, as JSON, how
large the screen is, what the window needs at least, and of each dialog how large it came up, what
it needs at least, and whether its buttons lie within it. All in pixels of the program, of which a
screen at 200 % has half as many along each edge. Pictures of them all are written where a second
folder is named.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QElapsedTimer, QEventLoop, QPoint, QRect, QSettings
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QMessageBox,
    QWidget,
)

from desktop_app.actions.all import ACTIONS
from desktop_app.app import make_application
from desktop_app.main_window import MainWindow
from desktop_app.preferences import Appearance
from desktop_app.state.settings import LANGUAGE, Language, Settings
from desktop_app.work.measuring import Measuring
from desktop_app.work.models import Models
from desktop_app.work.plan_measuring import PlanMeasuring
from tests.conftest import PATIENCE_S, write_nifti, write_study


class Seen:
    """What was measured of each dialog, by the action that opened it."""

    def __init__(self, pictures: Path | None) -> None:
        self.dialogs: dict[str, dict[str, object]] = {}
        self.action = ""
        self._pictures = pictures

    def look(self, dialog: QWidget) -> None:
        """Measure a dialog that is shown."""
        settle()
        name = f"{self.action}: {type(dialog).__name__}"
        least = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
        size, in_sight = dialog.size(), buttons_in_sight(dialog)
        if self._pictures is not None:
            dialog.grab().save(str(self._pictures / f"{name.replace(': ', '_')}.png"))
        dialog.resize(least)
        settle()
        self.dialogs[name] = {
            "size": [size.width(), size.height()],
            "least": [least.width(), least.height()],
            "buttons": in_sight and buttons_in_sight(dialog),
        }


def buttons_in_sight(dialog: QWidget) -> bool:
    """Whether every button of the dialog's own row lies within it."""
    for box in dialog.findChildren(QDialogButtonBox):
        for button in box.buttons():
            if button.isVisibleTo(dialog):
                place = QRect(button.mapTo(dialog, QPoint(0, 0)), button.size())
                if not dialog.rect().contains(place):
                    return False
    return True


def dialogs_of(app: QApplication) -> list[QDialog]:
    """Those that are on the screen."""
    return [top for top in app.topLevelWidgets() if isinstance(top, QDialog) and top.isVisible()]


def settle(milliseconds: int = 60) -> None:
    """Let the window's work, and its layouts, come to rest."""
    timer = QElapsedTimer()
    timer.start()
    while timer.elapsed() < milliseconds:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def answer_all(seen: Seen) -> None:
    """Measure whatever waits for an answer, and give it one."""

    def executed(dialog: QDialog) -> int:
        dialog.show()
        seen.look(dialog)
        dialog.close()
        return 0

    def boxed(box: QMessageBox) -> int:
        executed(box)
        return QMessageBox.StandardButton.Discard

    QDialog.exec = executed
    QMessageBox.exec = boxed
    QFileDialog.getSaveFileName = staticmethod(lambda *_: ("", ""))
    QFileDialog.getOpenFileName = staticmethod(lambda *_: ("", ""))
    QFileDialog.getExistingDirectory = staticmethod(lambda *_: "")


def opened(folder: Path, language: Language) -> MainWindow:
    """The window with a small study and its labels."""
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    settings.set(LANGUAGE, language)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    Appearance(app, settings)
    window = MainWindow(settings, kept=folder / "kept")
    window.segmenter.models = Models(folder / "no_model")
    window.show()
    write_study(folder / "case")
    window.files.open_folder_path(folder / "case")
    wait_for(lambda: window.session.study is not None)
    study = window.session.study
    assert study is not None
    labels = np.zeros(study.grid.shape, np.uint8)
    labels[10:20, 10:22, 8:16] = 2
    labels[12:18, 12:20, 10:14] = 4
    window.label_commands.load(write_nifti(folder / "truth_seg.nii.gz", labels))
    wait_for(lambda: window.session.labels is not None)
    return window


def wait_for(true: Callable[[], bool]) -> None:
    """Let the window work until something holds.

    Raises:
        TimeoutError: it does not come to hold.
    """
    timer = QElapsedTimer()
    timer.start()
    while not true():
        settle(10)
        if timer.elapsed() > 1000 * PATIENCE_S:
            raise TimeoutError("the window did not get there")


def at_rest(window: MainWindow) -> bool:
    """Whether nothing runs and nothing is about to be measured, which the report waits for."""
    session = window.session
    measuring = Measuring.of(session).busy or PlanMeasuring.of(session).busy
    return not (window.jobs.running or measuring)


def main(folder: Path, language: Language, pictures: Path | None) -> None:
    """Open them all."""
    app = make_application()
    seen = Seen(pictures)
    answer_all(seen)
    window = opened(folder, language)
    wait_for(lambda: at_rest(window))
    # Dots at the end say that something will be asked, or shown beside the window.
    for spec in (spec for spec in ACTIONS if spec.text.endswith("…")):
        seen.action = spec.id
        action = window.actions_[spec.id]
        if action.isEnabled():
            action.trigger()
        else:
            window.commands()[spec.id]()
        settle(30)
        # About reads a file before it comes up; the self-test works on for a minute.
        wait_for(lambda: bool(dialogs_of(app)) or not window.jobs.running)
        for dialog in dialogs_of(app):
            seen.look(dialog)
            dialog.close()
        wait_for(lambda: at_rest(window))
    least = window.minimumSizeHint()
    available = window.screen().availableSize()
    print(
        json.dumps(
            {
                "screen": [available.width(), available.height()],
                "window": [least.width(), least.height()],
                "dialogs": seen.dialogs,
            }
        ),
        flush=True,
    )
    for result in window.session.results.unsaved:
        result.mark_saved()
    window.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Language(sys.argv[2]), Path(sys.argv[3]) if sys.argv[3:] else None)
