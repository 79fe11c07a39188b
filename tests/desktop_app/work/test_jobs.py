"""Jobs: everything arrives in the GUI thread, cancelling answers at once, nothing leaks."""

from __future__ import annotations

import threading
import time

import pytest
from PySide6.QtCore import QObject, QTimer

from core.progress import Cancelled
from desktop_app.work.jobs import Job, Jobs
from tests.conftest import PATIENCE_S


@pytest.fixture
def jobs(qtbot):
    jobs = Jobs()
    yield jobs
    jobs.shut_down()


def test_results_and_progress_arrive_in_the_gui_thread(qtbot, jobs):
    gui, seen = threading.current_thread(), []
    job = jobs.new("work")
    job.progress.connect(lambda *a: seen.append((threading.current_thread(), a)))
    job.item.connect(lambda v: seen.append((threading.current_thread(), v)))

    def work(progress):
        assert threading.current_thread() is not gui
        progress(1, 2, "half")
        job.hand("first")
        return 42

    with qtbot.waitSignal(job.finished) as got:
        job.start(work)
    assert got.args == [42]
    assert ((gui, (1, 2, "half"))) in seen
    assert (gui, "first") in seen
    assert all(thread is gui for thread, _ in seen)


def test_an_exception_arrives_as_a_value(qtbot, jobs):
    def work(progress):
        raise ValueError("what went wrong")

    job = jobs.new("fails")
    with qtbot.waitSignal(job.failed) as got:
        job.start(work)
    assert isinstance(got.args[0], ValueError)


def test_cancel_answers_at_once_and_what_comes_later_is_dropped(qtbot, jobs):
    release, heard = threading.Event(), []

    def work(progress):
        release.wait(PATIENCE_S)  # a network pass that nobody can interrupt
        return "too late"

    job = jobs.new("slow")
    job.finished.connect(heard.append)
    job.start(work)
    with qtbot.waitSignal(job.cancelled):
        job.cancel()
    assert job.running
    release.set()
    assert job.wait(PATIENCE_S)
    qtbot.wait(50)
    assert heard == []


def test_the_next_progress_call_after_a_cancel_ends_the_work(qtbot, jobs):
    calls, ended = [], threading.Event()

    def work(progress):
        try:
            while True:
                progress(len(calls), 0, "")
                calls.append(1)
                time.sleep(0.005)
        except Cancelled:
            ended.set()
            raise

    job = jobs.new("loop").start(work)
    qtbot.waitUntil(lambda: len(calls) > 2)
    job.cancel()
    assert ended.wait(PATIENCE_S)


def test_a_job_waiting_for_the_network_does_not_run_beside_another(qtbot, jobs):
    running, most = [], []

    def work(progress):
        running.append(1)
        most.append(len(running))
        time.sleep(0.05)
        running.pop()

    started = [jobs.new(f"network {n}").start(work, network=True) for n in range(3)]
    for job in started:
        assert job.wait(PATIENCE_S)
    assert max(most) == 1


def test_what_waits_for_the_painting_runs_after_it_unless_cancelled(qtbot, jobs):
    painted, ran = [], []
    job = jobs.new("later")
    given_up = jobs.new("given up").start_after_paint(lambda progress: ran.append("given up"))
    with qtbot.waitSignal(job.finished):
        job.start_after_paint(lambda progress: ran.append(list(painted)))
        given_up.cancel()
        QTimer.singleShot(0, lambda: painted.append(1))
    qtbot.wait(50)
    assert ran == [[1]]
    assert not jobs.running


def test_shutting_down_leaves_no_thread(qtbot):
    owner = QObject()
    jobs = Jobs(owner)

    def work(progress):
        while True:
            progress(0, 0, "")
            time.sleep(0.01)

    job: Job = jobs.new("endless").start(work)
    jobs.shut_down()
    assert not job.running
    assert not jobs.running
