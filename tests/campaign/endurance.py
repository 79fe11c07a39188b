"""One window used all day: ``python -m tests.campaign.endurance ROUNDS SCROLLS FOLDER``.

Opens, segments, corrects, exports and closes a small study so many times, then scrolls through one
that stays open. Prints, as JSON, what the process held after each round: resident memory in MB,
open files, threads.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, QSettings
from PySide6.QtWidgets import QApplication

from core.files.label_files import read_label_file
from core.labels import Label
from desktop_app.app import make_application
from desktop_app.main_window import MainWindow
from desktop_app.state.settings import LANGUAGE, Language, Settings
from desktop_app.work.models import Models
from tests.campaign.models import tumour_study
from tests.core.cli.conftest import BrightSpots, toy_model
from tests.desktop_app.strokes import drag

_MOST_SECONDS = 120.0


def main(rounds: int, scrolls: int, folder: Path) -> None:
    """Go through all of it."""
    app = make_application()
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat))
    settings.set(LANGUAGE, Language.ENGLISH)
    window = MainWindow(settings, kept=folder / "kept")
    window.segmenter.models = Models(folder / "no_model")
    model = toy_model(BrightSpots())
    window.segmenter.models.get = lambda threads: model  # type: ignore[method-assign]
    window.resize(1280, 720)
    window.show()
    for number in range(3):
        tumour_study(folder / f"case_{number}", moved=number)
    held = []
    for number in range(rounds):
        use_once(window, folder / f"case_{number % 3}", folder / "out" / f"seg_{number % 5}.nii.gz")
        held.append(holding(app))
    scrolled = scroll(window, app, folder / "case_0", scrolls) if scrolls else []
    for result in window.session.results.unsaved:
        result.mark_saved()
    window.close()
    left = [t.name for t in threading.enumerate() if t is not threading.main_thread()]
    print(json.dumps({"rounds": held, "scrolled": scrolled, "left": left}))


def use_once(window: MainWindow, study: Path, out: Path) -> None:
    """One study from opening to closing."""
    window.files.open_folder_path(study)
    wait_for(lambda: window.session.study is not None and not window.session.opening)
    window.segment()
    wait_for(lambda: not window.session.segmenting and window.session.labels is not None)
    found = window.session.segmentation
    assert found is not None
    assert found.label_map.any(), "the model found nothing"
    window.actions_["correct"].trigger()
    window.session.set_brush(label=Label.ET, radius_mm=2.2, beyond_head=True)
    wait_for(lambda: window.session.correcting)
    drag(window.view_area.views[0], (8, 14, 10), (20, 14, 10))
    wait_for(lambda: window.session.segmentation is not found)
    out.parent.mkdir(exist_ok=True)
    window.session.settle()
    done: list[int] = []
    window.exports.ask = lambda *_, **__: (out, "")  # type: ignore[method-assign]
    window.exports.export_label_map(lambda: done.append(1))
    wait_for(lambda: bool(done))
    assert read_label_file(out).label_map.any()
    for result in window.session.results.unsaved:
        result.mark_saved()
    window.actions_["close_study"].trigger()
    wait_for(lambda: window.session.study is None)
    wait_for(lambda: not window.jobs.running and not window.sessions.autosaver.pending)


def scroll(
    window: MainWindow, app: QApplication, study: Path, count: int
) -> list[dict[str, float]]:
    """Wheel through the slices of an open study; what is held after each thousandth step."""
    window.files.open_folder_path(study)
    wait_for(lambda: window.session.study is not None and not window.session.opening)
    held = []
    depth = window.session.study.grid.shape[2] if window.session.study else 1
    for step in range(count):
        i, j, _ = window.session.cursor
        window.session.set_cursor((i, j, step % depth))
        app.processEvents()
        if step % 1000 == 999:
            held.append(holding(app))
    return held


def wait_for(true: Callable[[], bool]) -> None:
    """Let the window work until something holds.

    Raises:
        TimeoutError: it does not come to hold.
    """
    end = time.monotonic() + _MOST_SECONDS
    while not true():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if time.monotonic() > end:
            raise TimeoutError("the window did not get there")


def holding(app: QApplication) -> dict[str, float]:
    """What the process holds now, once deleted widgets are gone."""
    # Without an event loop of its own nothing that is due for deletion goes by itself.
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    app.processEvents()
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return {
        "mb": round(pages * os.sysconf("SC_PAGE_SIZE") / 2**20, 1),
        "files": len(list(Path("/proc/self/fd").iterdir())),
        "threads": len(list(Path("/proc/self/task").iterdir())),
        "objects": sum(len(top.findChildren(QObject)) for top in app.topLevelWidgets()),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
