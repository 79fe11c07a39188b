"""Faults are shown once with what to do; diagnostics hold what helps and nobody's name."""

from __future__ import annotations

import logging
import sys
import threading

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from core.errors import ReadingError
from core.space.affine import Grid
from core.studies.segmentation import Segmentation
from desktop_app.state.shown import show_labels
from desktop_app.support import faults, logs


@pytest.fixture
def log(tmp_path):
    file = logs.start_logging(tmp_path / "log")
    yield file
    logging.getLogger().removeHandler(file)
    file.close()


@pytest.fixture
def watched(window, log, monkeypatch):
    """The window with its faults caught as in the program; Python's own reports are kept off."""
    monkeypatch.setattr(sys, "excepthook", lambda *a: None)
    monkeypatch.setattr(threading, "excepthook", lambda *a: None)
    faults.listen(window.support.reporter.report)
    with faults.caught():
        yield window
    faults.stop_listening(window.support.reporter.report)


def boxes(window):
    return [b for b in window.findChildren(QMessageBox) if b.isVisible()]


def button(box, text):
    return next(b for b in box.buttons() if text in b.text())


def fail():
    raise ValueError("a fault in a slot")


def fail_elsewhere():
    raise KeyError("another")


def test_a_fault_in_a_slot_is_shown_once_and_logged_each_time(qtbot, watched):
    for _ in range(3):
        QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: len(boxes(watched)) == 1)
    qtbot.wait(50)
    (box,) = boxes(watched)
    assert "Scans and exported files are as they were" in box.informativeText()
    assert "Nothing else was waiting" in box.informativeText()
    assert "gliovista.log" in box.informativeText()
    assert "fail" in box.detailedText()
    assert "\n".join(logs.last_lines(500)).count("ValueError: a fault in a slot") == 3
    box.close()
    QTimer.singleShot(0, fail)
    qtbot.wait(50)
    assert boxes(watched) == []
    QTimer.singleShot(0, fail_elsewhere)
    qtbot.waitUntil(lambda: len(boxes(watched)) == 1)
    boxes(watched)[0].close()


def test_a_fault_in_a_thread_is_shown_in_the_window(qtbot, watched):
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(boxes(watched)) == 1)
    boxes(watched)[0].close()


def test_an_unsaved_segmentation_is_named_and_can_be_exported(qtbot, watched, monkeypatch):
    asked = []
    monkeypatch.setattr(watched.exports, "ask", lambda *a: asked.append(a) or (None, ""))
    watched.support.reporter.export_requested.connect(lambda: asked.append("export"))
    watched.session.study_name = "case_001"
    grid = Grid((4, 4, 4), np.eye(4))
    found = Segmentation("case_001", grid, np.zeros(grid.shape, np.uint8))
    watched.session.add_result(show_labels(found), unsaved=True)
    watched.support.reporter.report(RuntimeError("here"))
    qtbot.waitUntil(lambda: len(boxes(watched)) == 1)
    (box,) = boxes(watched)
    assert "case_001 was not exported yet" in box.informativeText()
    button(box, "Export label map").click()
    assert "export" in asked


def test_a_worker_that_fails_is_logged_with_its_traceback(qtbot, watched):
    job = watched.jobs.new("arithmetic")
    with qtbot.waitSignal(job.failed):
        job.start(lambda progress: fail())
    text = "\n".join(logs.last_lines(500))
    assert "arithmetic: failed" in text
    assert "in fail" in text


def test_an_input_that_is_refused_leaves_no_name_in_the_log(qtbot, watched):
    def refuse(progress):
        raise ReadingError("Quispe_Huaman: no file's name tells T1.")

    job = watched.jobs.new("open")
    with qtbot.waitSignal(job.failed):
        job.start(refuse)
    text = "\n".join(logs.last_lines(500))
    assert "open: ended by ReadingError" in text
    assert "Quispe" not in text


def test_diagnostics_name_versions_and_settings_but_no_study(qtbot, opened, log, study_folder):
    logging.getLogger("desktop_app.x").info("something with %s in it", study_folder.name)
    logging.getLogger("desktop_app.x").info("read %s", next(study_folder.iterdir()))
    QGuiApplication.clipboard().clear()
    opened.actions_["copy_diagnostics"].trigger()
    qtbot.waitUntil(lambda: bool(QGuiApplication.clipboard().text()))
    text = QGuiApplication.clipboard().text()
    for expected in (
        "Gliovista: ",
        "numpy ",
        "openvino ",
        "Processor: ",
        "Graphics: offscreen",
        "window/theme = dark",
        "work/threads = 0",
        "something with <hidden>",
    ):
        assert expected in text
    assert study_folder.name not in text
    assert str(study_folder.parent) not in text
    assert "recent/" not in text
    qtbot.waitUntil(lambda: "clipboard" in opened.messages.text)


def test_a_crash_of_native_code_is_in_the_next_starts_log(log, tmp_path):
    import subprocess

    script = (
        "import faulthandler, pathlib, sys\n"
        "from desktop_app.support import logs\n"
        "logs.start_logging(pathlib.Path(sys.argv[1]))\n"
        "logs.watch_for_crashes()\n"
        "faulthandler._sigabrt()\n"
    )
    run = subprocess.run([sys.executable, "-c", script, str(tmp_path / "log")], check=False)
    assert run.returncode != 0
    import faulthandler

    logs.watch_for_crashes()
    faulthandler.disable()
    text = "\n".join(logs.last_lines(500))
    assert "the program crashed before" in text
    assert "Aborted" in text
    assert (tmp_path / "log" / logs.CRASHES).read_text() == ""
