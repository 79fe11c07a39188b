"""The program as it is started: splash, window, log."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFileOpenEvent

from desktop_app import app as starting
from desktop_app.app import FileOpener
from tests.conftest import PATIENCE_S

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(sys.platform != "linux", reason="the log's place is set by an XDG variable")
def test_the_window_starts_paints_and_logs_it(tmp_path):
    environment = os.environ | {
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    log = tmp_path / "state" / "Gliovista" / "log" / "gliovista.log"
    program = subprocess.Popen([sys.executable, "-m", "desktop_app"], env=environment, cwd=ROOT)
    try:
        end = time.monotonic() + 60
        # The library that takes longest to load comes once the window is there.
        for line in ("the window is usable", "bring in OpenVINO: done"):
            while not (log.is_file() and line in log.read_text(encoding="utf-8")):
                assert program.poll() is None, "the program ended by itself"
                assert time.monotonic() < end, f"never came: {line}"
                time.sleep(0.05)
    finally:
        program.terminate()
        program.wait(10)
    text = log.read_text(encoding="utf-8")
    assert "Traceback" not in text
    assert text.index("the window is usable") < text.index("bring in OpenVINO")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("weston") is None, reason="no compositor to open a window in")
def test_the_window_opens_in_wayland_without_x11(tmp_path):
    place = tmp_path / "run"
    place.mkdir(mode=0o700)
    ours = ("QT_", "WAYLAND", "DISPLAY", "XDG_")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(ours)} | {
        "XDG_RUNTIME_DIR": str(place),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
    }
    desktop = ["weston", "--backend=headless-backend.so", "--socket=tested", "--idle-time=0"]
    with subprocess.Popen(desktop, env=environment, stderr=subprocess.DEVNULL) as compositor:
        try:
            wait_for((place / "tested").exists, compositor)
            environment["WAYLAND_DISPLAY"] = "tested"
            window = [sys.executable, "-m", "desktop_app"]
            with subprocess.Popen(window, env=environment, cwd=ROOT) as program:
                log = tmp_path / "state" / "Gliovista" / "log" / "gliovista.log"
                try:
                    wait_for(
                        lambda: log.is_file() and "is usable" in log.read_text("utf-8"), program
                    )
                finally:
                    program.terminate()
        finally:
            compositor.terminate()


def wait_for(true, program):
    end = time.monotonic() + PATIENCE_S
    while not true():
        assert program.poll() is None, "it ended by itself"
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_file_that_the_system_hands_over_is_opened(qapp, tmp_path):
    asked = []
    opener = FileOpener(asked.append, qapp)
    event = QFileOpenEvent(str(tmp_path / "x.nii.gz"))
    assert opener.eventFilter(qapp, event)
    assert asked == [[tmp_path / "x.nii.gz"]]
    assert not opener.eventFilter(qapp, QEvent(QEvent.Type.Show))
    opener.deleteLater()


@pytest.mark.parametrize("families", [[], ["DejaVu Sans"]])
def test_a_system_without_a_font_is_told_of_in_the_terminal(families, monkeypatch, capsys):
    monkeypatch.setattr(starting.QFontDatabase, "families", lambda: families)
    starting.say_where_no_font_is()
    assert ("has no font" in capsys.readouterr().err) == (not families)
