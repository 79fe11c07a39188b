"""Names that are style sheets or pictures by address restyle nothing and open no file."""

from __future__ import annotations

import ctypes
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel

from core.opening.reading import OpenedStudy
from core.studies.study import Study, Volume
from desktop_app.opening import sources
from desktop_app.state.plan import End
from desktop_app.state.recent import remember
from desktop_app.state.settings import SETTINGS, Settings
from tests.conftest import LPS, brain_arrays

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="watches files as Linux does")

_OPENED, _NO_WAITING = 0x20, 0o4000
TAKEN = "taken over"


class Bait:
    """A picture, and whether anybody opened it since it was laid out."""

    def __init__(self, path: Path) -> None:
        self.path = path
        picture = QImage(8, 8, QImage.Format.Format_RGB32)
        picture.fill(0xFF0000)
        assert picture.save(str(path))
        libc = ctypes.CDLL(None, use_errno=True)
        self._watch = libc.inotify_init1(_NO_WAITING)
        assert libc.inotify_add_watch(self._watch, os.fsencode(path), _OPENED) >= 0

    @property
    def names(self) -> list[str]:
        """What a file, a session or settings may call something."""
        address = self.path.as_uri()
        return [
            f"* {{ background-image: url({self.path}); qproperty-windowTitle: '{TAKEN}'; }}",
            f"}} QLabel {{ image: url({address}); qproperty-text: '{TAKEN}'; }}",
            f"<style>* {{ background: url({address}); }}</style><img src='{address}'>",
        ]

    def was_taken(self) -> bool:
        """Whether the picture was opened."""
        try:
            return bool(os.read(self._watch, 4096))
        except BlockingIOError:
            return False

    def close(self) -> None:
        """Watch no more."""
        os.close(self._watch)


@pytest.fixture
def bait(tmp_path, qapp):
    made = Bait(tmp_path / "bait.png")
    yield made
    made.close()


def test_the_bait_is_one(qtbot, bait):
    """Either is taken where a name is used for what it is not."""
    styled, drawn = QLabel("plain"), QLabel(bait.names[2])
    for label in (styled, drawn):
        qtbot.addWidget(label)
    styled.setStyleSheet(bait.names[0])
    styled.show()
    qtbot.waitExposed(styled)
    styled.grab()
    assert bait.was_taken()
    assert styled.windowTitle() == TAKEN
    drawn.show()
    drawn.grab()
    assert bait.was_taken()


@pytest.mark.parametrize("which", range(3))
def test_a_name_styles_nothing_and_opens_nothing(qtbot, window, bait, monkeypatch, tmp_path, which):
    name = bait.names[which]
    sheet = QApplication.instance().styleSheet()
    volumes = {m: Volume(data, LPS) for m, data in brain_arrays().items()}
    opened = OpenedStudy(Study(name, volumes), ())
    monkeypatch.setattr(sources, "open_raw", lambda *a, **k: opened)
    # Not the bait's own folder: what lies in it is looked at, to find DICOM.
    place = tmp_path / "study"
    place.mkdir()
    window.files.open_source(sources.FolderSource(place, raw=True))
    qtbot.waitUntil(lambda: window.session.study is not None)
    plan = window.session.plan
    plan.set_end(End.TARGET, (0.0, 0.0, 0.0))
    plan.set_end(End.ENTRY, (8.0, 8.0, 8.0))
    # As a session file brings it.
    plan.reset([replace(item, way=replace(item.way, name=name)) for item in plan.items])
    assert [item.way.name for item in plan.items] == [name]
    for action in ("planning", "surfaces", "side_panel"):
        window.actions_[action].trigger()
    QApplication.processEvents()
    for top in QApplication.topLevelWidgets():
        if top.isVisible():
            top.grab()
    assert not bait.was_taken()
    assert QApplication.instance().styleSheet() == sheet
    widgets = QApplication.allWidgets()
    assert not [w for w in widgets if w.styleSheet()]
    assert TAKEN not in [w.windowTitle() for w in widgets]
    assert TAKEN not in [w.text() for w in widgets if isinstance(w, QLabel)]
    assert name in window.windowTitle(), "the window does not show the name: the test sees nothing"


def test_settings_from_elsewhere_style_nothing_and_open_nothing(qtbot, qapp, bait, tmp_path):
    from desktop_app.main_window import MainWindow
    from desktop_app.preferences import Appearance

    store = QSettings(str(tmp_path / "hostile.ini"), QSettings.Format.IniFormat)
    for setting in SETTINGS:
        store.setValue(setting.key, bait.names[0])
    for key in ("panels/page", "window/geometry", "window/splitter", "window/side_panel"):
        store.setValue(key, bait.names[1])
    for name in bait.names:
        remember(store, Path(name))
    settings = Settings(store)
    appearance = Appearance(qapp, settings)
    sheet = qapp.styleSheet()
    assert not any(name in sheet for name in bait.names)
    window = MainWindow(settings, kept=tmp_path / "kept")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.grab()
    qtbot.waitUntil(lambda: not window.jobs.running)
    window.grab()
    assert not bait.was_taken()
    assert qapp.styleSheet() == sheet
    assert not [w for w in window.findChildren(QLabel) if w.styleSheet() or w.text() == TAKEN]
    assert window.close()
    appearance.deleteLater()
