"""Fixtures of the window's tests: a window of its own settings, and nothing left behind."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QMimeData, QPointF, QSettings, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from core.labels import Label
from desktop_app.main_window import MainWindow
from desktop_app.preferences import Appearance
from desktop_app.state.settings import LANGUAGE, Language, Settings
from desktop_app.support.garbage import GarbageCollector
from desktop_app.work.models import Models
from tests.conftest import PATIENCE_S
from tests.desktop_app.strokes import drag


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Every thread that a test starts has ended when it is over."""
    before = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t not in before and not t.daemon]
    for thread in left:
        thread.join(PATIENCE_S)
    assert not [t.name for t in left if t.is_alive()]


@pytest.fixture(autouse=True, scope="package")
def garbage_in_the_gui_thread(qapp) -> Iterator[None]:
    """No widget dies in a worker thread, as in the program itself."""
    collector = GarbageCollector(qapp)
    yield
    collector.stop()
    collector.deleteLater()


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test keeps work in the folder of whoever runs it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def settings(tmp_path: Path, qapp) -> Settings:
    """Settings in a file of their own, in English."""
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    settings = Settings(store)
    settings.set(LANGUAGE, Language.ENGLISH)
    return settings


@pytest.fixture
def window(qtbot, qapp, settings: Settings, tmp_path: Path) -> Iterator[MainWindow]:
    """The real window, shown; closed afterwards with no timer running."""
    appearance = Appearance(qapp, settings)
    window = MainWindow(settings, kept=tmp_path / "kept")
    # Opening a study loads the model: a test that needs one says which.
    window.segmenter.models = Models(tmp_path / "no_model")
    window.resize(1200, 800)
    window.show()
    qtbot.waitExposed(window)
    yield window
    settings.set(LANGUAGE, Language.ENGLISH)
    for result in window.session.results.unsaved:
        result.mark_saved()
    # Until what a person asked to be written is written, the window does not close.
    qtbot.waitUntil(lambda: not window.jobs.writing)
    assert window.close()
    # What was asked to be drawn once more ends by itself; nothing goes on after that.
    qtbot.waitUntil(lambda: not [t for t in window.findChildren(QTimer) if t.isActive()])
    assert not window.jobs.running
    window.deleteLater()
    appearance.deleteLater()
    qapp.processEvents()
    # No event loop runs between tests, and without one nothing that is to be deleted is: the
    # next window would be styled together with all those before it.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def drop(window: MainWindow) -> Callable[..., None]:
    """Drop files or folders on the window as a file browser does."""

    def drop(*paths: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
        event = QDropEvent(
            QPointF(50, 50),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        window.dropEvent(event)

    return drop


@pytest.fixture
def opened(qtbot, window: MainWindow, drop, study_folder: Path) -> MainWindow:
    """The window with a small study open."""
    drop(study_folder)
    qtbot.waitUntil(lambda: window.session.study is not None)
    qtbot.waitUntil(lambda: all(v.viewport().width() > 80 for v in window.view_area.views))
    return window


@pytest.fixture
def labelled(qtbot, opened: MainWindow, study_folder: Path) -> MainWindow:
    """The small study with a label map loaded from a file beside it."""
    import numpy as np

    from tests.conftest import write_nifti

    labels = np.zeros(opened.session.study.grid.shape, np.uint8)
    labels[10:20, 10:22, 8:16] = 2
    labels[12:18, 12:20, 10:14] = 4
    labels[14:16, 14:18, 11:13] = 1
    path = write_nifti(study_folder / "truth_seg.nii.gz", labels)
    opened.label_commands.load(path)
    qtbot.waitUntil(lambda: opened.session.labels is not None)
    return opened


@pytest.fixture
def correcting(labelled):
    """A labelled window, with a disc of 2.2 mm that paints ET, also outside of the head."""
    labelled.actions_["correct"].trigger()
    labelled.session.set_brush(label=Label.ET, radius_mm=2.2, beyond_head=True)
    labelled.session.set_cursor((4, 4, 4))
    QApplication.processEvents()
    return labelled


@pytest.fixture
def corrected(correcting, monkeypatch):
    """A stroke that was not exported, and the answers that the person will give."""
    drag(correcting.view_area.views[0], (4, 6, 4), (20, 6, 4))
    asked = []

    def answers(*given):
        left = iter(given)
        asked.clear()

        def ask():
            asked.append(1)
            return next(left)

        monkeypatch.setattr(correcting.files, "ask_about_unsaved", ask)
        return asked

    return correcting, answers


@pytest.fixture
def judged(qtbot, opened: MainWindow, toy_package: Path) -> MainWindow:
    """The small study with a result of falling probabilities, ready to be cut."""
    from desktop_app.state.shown import show_labels
    from tests.desktop_app.results import result

    opened.segmenter.models = Models(toy_package)
    opened.segmenter.warm_up()
    qtbot.waitUntil(lambda: opened.segmenter._model is not None)
    opened.session.set_labels(show_labels(result(opened, toy_package)), unsaved=True)
    opened.judging.thresholding.prepare()
    qtbot.waitUntil(lambda: opened.judging.thresholding.possible)
    return opened
