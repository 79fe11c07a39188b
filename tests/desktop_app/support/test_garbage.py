"""Where Python's garbage collection runs while a window is there."""

from __future__ import annotations

import gc
import threading

import pytest
from PySide6.QtWidgets import QLabel

from desktop_app.support.garbage import GarbageCollector


@pytest.fixture
def collector(qapp):
    collector = GarbageCollector(qapp, interval_ms=10)
    yield collector
    collector.stop()
    gc.disable()  # as the other tests have it


def make_rings(count: int = 200_000) -> None:
    """Garbage that counting references cannot find."""
    for _ in range(count):
        ring: list[object] = []
        ring.append(ring)


def in_a_worker(work) -> None:
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def test_a_widget_in_a_ring_dies_in_the_gui_thread(qtbot, collector):
    died_in: list[threading.Thread] = []

    class Mourned(QLabel):
        def __del__(self) -> None:
            died_in.append(threading.current_thread())

    label = Mourned("parentless")
    label.itself = label
    del label
    in_a_worker(make_rings)
    assert not died_in
    for _ in range(20):  # each wait lets the young generations age until the label's is due
        make_rings(2_000)
        qtbot.wait(20)
    assert died_in == [threading.main_thread()]


def test_python_collects_by_itself_afterwards(qapp):
    collector = GarbageCollector(qapp)
    assert not gc.isenabled()
    collector.stop()
    try:
        assert gc.isenabled()
    finally:
        gc.disable()
