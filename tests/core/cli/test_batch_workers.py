"""``gliovista batch`` over processes of this machine and over a cluster."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest

from core.cli import batch_workers
from core.cli.app import main
from core.cli.batch import _with_workers
from core.cli.batch_studies import Row, Task
from core.cli.batch_workers import on_this_machine
from core.cli.options import NetworkOptions
from tests.conftest import PATIENCE_S, write_study
from tests.core.cli.conftest import tumour_arrays

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def root(tmp_path):
    for name in ("a", "b", "c", "d"):
        write_study(tmp_path / "in" / name, tumour_arrays())
    next((tmp_path / "in" / "b").glob("*flair*")).write_text("no image")
    return tmp_path / "in"


def rows(arguments, capsys):
    """Exit code and rows without their times.

    A network's last bits depend on how many threads share the sums, so each run has one.
    """
    code = main(["batch", *map(str, arguments), "--json", "--threads", "1"])
    found = json.loads(capsys.readouterr().out)
    return code, [{k: v for k, v in row.items() if k != "seconds"} for row in found]


@pytest.fixture
def alone(root, tmp_path, toy_package, capsys):
    """What one process makes of the studies."""
    return rows([root, tmp_path / "alone", "--model", toy_package], capsys)


def same_files(one: Path, two: Path) -> bool:
    names = [sorted(f.name for f in folder.iterdir()) for folder in (one, two)]
    assert names[0] == names[1] == [f"{n}_seg.nii.gz" for n in "acd"]
    data = [[np.asarray(nib.load(f / n).dataobj) for n in names[0]] for f in (one, two)]
    return all(np.array_equal(a, b) for a, b in zip(*data, strict=True))


@pytest.mark.slow
def test_two_processes_make_of_the_studies_what_one_does(
    root, tmp_path, toy_package, alone, capsys
):
    arguments = [root, tmp_path / "two", "--model", toy_package, "--workers", "2"]
    code, found = rows(arguments, capsys)
    assert (code, found) == alone
    assert [row["status"] for row in found] == ["done", "failed", "done", "done"]
    assert same_files(tmp_path / "alone", tmp_path / "two")
    code, found = rows(arguments, capsys)
    assert [row["status"] for row in found] == ["skipped", "failed", "skipped", "skipped"]


@pytest.mark.slow
def test_a_cluster_makes_of_them_what_one_process_does(root, tmp_path, toy_package, alone, capsys):
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        arguments = [root, tmp_path / "two", "--model", toy_package]
        code, found = rows([*arguments, "--cluster", cluster.scheduler_address], capsys)
    assert (code, found) == alone
    assert same_files(tmp_path / "alone", tmp_path / "two")


def test_a_cluster_that_does_not_answer_is_told(root, tmp_path, monkeypatch, capsys):
    pytest.importorskip("distributed")
    monkeypatch.setattr(batch_workers, "_ANSWER_SECONDS", 0.5)
    # Port 9 discards what it gets, where anything listens at all.
    address = "tcp://127.0.0.1:9"
    assert main(["batch", str(root), str(tmp_path / "out"), "--cluster", address]) == 2
    assert "no Dask scheduler" in " ".join(capsys.readouterr().err.split())


def test_without_dask_the_extra_is_named(root, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["batch", str(root), str(tmp_path / "out"), "--cluster", "tcp://x:1"]) == 2
    assert "gliovista[cluster]" in capsys.readouterr().err


def test_two_ways_at_once_are_refused(root, tmp_path, capsys):
    ways = ["--cluster", "tcp://x:1", "--workers", "2"]
    assert main(["batch", str(root), str(tmp_path / "out"), *ways]) == 2
    assert "choose one" in capsys.readouterr().err


def fatal(task: Task) -> Row:
    """Stands for a study that kills its process, as running out of memory does."""
    if task.name == "b":
        os.kill(os.getpid(), signal.SIGKILL)
    return Row(task.name, str(task.folder), "done", {}, 0.0, "")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="processes die otherwise there")
def test_a_study_that_kills_its_process_fails_alone(tmp_path, monkeypatch):
    monkeypatch.setattr("core.cli.batch.run_task", fatal)
    tasks = [Task(tmp_path / n, tmp_path / f"{n}_seg.nii.gz", NetworkOptions()) for n in "abc"]
    found = _with_workers(lambda: on_this_machine(2))(tasks)
    assert [row.status for row in found] == ["done", "failed", "done"]
    assert "memory" in found[1].text


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C is sent otherwise there")
def test_ctrl_c_ends_every_process_and_leaves_nothing_half_written(root, tmp_path, toy_package):
    # More work than two workers can do before the interrupt.
    for number in range(12):
        write_study(root / f"more_{number}", tumour_arrays())
    out = tmp_path / "out"
    command = [sys.executable, "-m", "desktop_app", "batch", str(root), str(out)]
    running = subprocess.Popen(
        [*command, "--model", str(toy_package), "--workers", "2"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # A shell starts what runs in the background deaf to Ctrl+C, which its children inherit.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    limit = time.monotonic() + PATIENCE_S
    # Before that there are files of a moment, by which it is tried whether one can write.
    while not any(out.glob("*_seg.nii.gz")) and time.monotonic() < limit:
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)
    killer = threading.Timer(60, lambda: os.killpg(running.pid, signal.SIGKILL))
    killer.start()
    _, errors = running.communicate()
    killer.cancel()
    assert running.returncode == 130, errors
    assert "Traceback" not in errors
    assert "Cancelled" in errors
    assert 0 < len(list(out.iterdir())) < 15
    for file in out.iterdir():
        assert nib.load(file).get_fdata().shape == (32, 36, 28)
    limit = time.monotonic() + PATIENCE_S
    while (left := still_running(running.pid)) and time.monotonic() < limit:
        time.sleep(0.1)
    assert not left


def still_running(group: int) -> list[str]:
    """Processes of a group; those that ended and wait for their parent's word are none."""
    psutil = pytest.importorskip("psutil")
    left = []
    for process in psutil.process_iter():
        try:
            if os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE:
                left.append(" ".join(process.cmdline()))
        except (ProcessLookupError, psutil.NoSuchProcess):
            continue
    return left
