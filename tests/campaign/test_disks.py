"""A full, read-only, stalled or removed disk, and files that change: said, and nothing lost."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time

import pytest
from PySide6.QtWidgets import QFileDialog

from core.files.label_files import read_label_file
from core.files.marks import mark_in, mark_of_study
from core.sessions.autosaves import read_autosave
from desktop_app.work.autosaving import Autosaver
from desktop_app.work.jobs import Jobs
from tests.conftest import PATIENCE_S
from tests.desktop_app.conftest import (  # noqa: F401  # fixtures
    drop,
    labelled,
    opened,
    own_data_folder,
    settings,
    window,
)

root_only = pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="mounts as root")


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 64 KB on which little is left."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=False, capture_output=True)


@pytest.fixture
def export(labelled, monkeypatch):  # noqa: F811
    """Export the label map to a path."""

    def export(path):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
        labelled.actions_["export_label_map"].trigger()

    return export


def told(qtbot, shown, words):
    qtbot.waitUntil(lambda: words in shown.messages.text)


@root_only
def test_a_full_disk_keeps_the_older_file_and_is_said(qtbot, labelled, export, small_disk):  # noqa: F811
    path = small_disk / "seg.nii"
    path.write_bytes(b"older and good")
    (small_disk / "filler").write_bytes(bytes(40000))
    export(path)
    told(qtbot, labelled, "No space left")
    assert path.read_bytes() == b"older and good"
    assert {p.name for p in small_disk.iterdir()} == {"seg.nii", "filler"}


@root_only
def test_a_read_only_disk_is_said(qtbot, labelled, export, small_disk):  # noqa: F811
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    export(small_disk / "seg.nii.gz")
    told(qtbot, labelled, "Read-only")


@root_only
def test_a_stick_that_is_pulled_out_is_said_and_the_work_goes_elsewhere(
    qtbot,
    labelled,  # noqa: F811
    export,
    small_disk,
    tmp_path,
):
    subprocess.run(["umount", "-l", str(small_disk)], check=True)
    small_disk.rmdir()
    export(small_disk / "seg.nii.gz")
    told(qtbot, labelled, "could not be written")
    export(tmp_path / "seg.nii.gz")
    told(qtbot, labelled, "Written: seg.nii.gz")
    small_disk.mkdir()


def test_scans_that_are_gone_do_not_take_the_result_along(qtbot, labelled, export, tmp_path):  # noqa: F811
    study = labelled.session.study
    qtbot.waitUntil(lambda: labelled.sessions.autosaver.mark != "")
    mark = mark_of_study(study)
    shutil.rmtree(study.reference.path.parent)
    export(tmp_path / "seg.nii.gz")
    told(qtbot, labelled, "as they were then")
    assert mark_in(tmp_path / "seg.nii.gz") == mark


def test_a_scan_that_changed_while_it_was_open_is_said(qtbot, labelled, export, tmp_path):  # noqa: F811
    study = labelled.session.study
    qtbot.waitUntil(lambda: labelled.sessions.autosaver.mark != "")
    mark = mark_of_study(study)
    with study.reference.path.open("ab") as file:
        file.write(b"more")
    export(tmp_path / "seg.nii.gz")
    told(qtbot, labelled, "as they were then")
    assert mark_in(tmp_path / "seg.nii.gz") == mark != mark_of_study(study)


@root_only
def test_a_share_that_stalls_holds_up_nobody(qtbot, labelled, export, tmp_path, monkeypatch):  # noqa: F811
    if shutil.which("bindfs") is None:
        pytest.skip("bindfs is absent")
    real, share = tmp_path / "real", tmp_path / "share"
    real.mkdir()
    share.mkdir()
    server = subprocess.Popen(["bindfs", "-f", str(real), str(share)])
    try:
        qtbot.waitUntil(lambda: os.path.ismount(share))
        server.send_signal(signal.SIGSTOP)
        begun = time.monotonic()
        export(share / "seg.nii.gz")
        assert time.monotonic() - begun < PATIENCE_S / 2
        assert "does not answer" in labelled.messages.text
        server.send_signal(signal.SIGCONT)
        export(share / "seg.nii.gz")
        told(qtbot, labelled, "Written: seg.nii.gz")
        assert read_label_file(real / "seg.nii.gz").label_map.any()
    finally:
        server.send_signal(signal.SIGCONT)
        server.terminate()
        server.wait(10)
        subprocess.run(["umount", "-l", str(share)], check=False, capture_output=True)


def test_the_second_window_on_a_study_says_that_it_keeps_no_work(qtbot, labelled):  # noqa: F811
    first = labelled.sessions.autosaver
    qtbot.waitUntil(lambda: first.own_path is not None and not first.pending)
    jobs = Jobs()
    second, said = Autosaver(labelled.session, jobs, first.folder), []
    second.failed.connect(said.append)
    labelled.session.study_changed.emit()
    qtbot.waitUntil(lambda: bool(said))
    assert "another window" in str(said[0])
    assert second.own_path is None
    assert read_autosave(first.own_path).study.mark == first.mark
    second.shut_down()
    jobs.shut_down()
    second.deleteLater()
