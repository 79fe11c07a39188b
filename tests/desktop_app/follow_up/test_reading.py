"""One thing at a time about time points: what waits, what fails and what is given up."""

from __future__ import annotations

import threading
from dataclasses import replace

import numpy as np
import pytest

from core.errors import ReadingError
from desktop_app.commands import time_point_reading, time_point_segmenting
from tests.conftest import write_nifti
from tests.desktop_app.follow_up.visits import entry, labels, study


@pytest.fixture
def asked(monkeypatch):
    """Names of the time points that were read again; the scans of “gone” are."""
    names = []

    def read_again(wanted, progress):
        names.append(wanted.name)
        if wanted.name == "gone":
            raise ReadingError("gone: there is no such folder.")
        return replace(wanted, study=study(wanted.name), patient="SUB-01")

    monkeypatch.setattr(time_point_reading, "read_again", read_again)
    return names


def unread(followed, *names):
    state = followed.session.follow_up
    state.set_entries([*state.entries, *(entry(n, study=None) for n in names)])
    return state


def test_scans_that_are_gone_keep_no_other_from_being_read(qtbot, followed, asked):
    state = unread(followed, "gone", "third")
    qtbot.waitUntil(lambda: state.named("third").study is not None)
    assert asked == ["gone", "third"]
    assert state.named("gone").study is None
    assert state.named("third").patient == "SUB-01"
    assert "no such folder" in followed.messages.text


def test_the_network_follows_what_was_being_read(qtbot, followed, asked, monkeypatch):
    gate = threading.Event()
    read = time_point_reading.read_again

    def slow(wanted, progress):
        assert gate.wait(10)
        return read(wanted, progress)

    monkeypatch.setattr(time_point_reading, "read_again", slow)
    monkeypatch.setattr(time_point_segmenting, "segment", lambda study, *_: labels(study, 7))
    monkeypatch.setattr(followed.follow_up.segmenting._segmenter.models, "get", lambda _: None)
    state = unread(followed, "third")
    assert followed.follow_up.work.busy
    state.put(state.named("later"), segmentation=None)
    followed.follow_up.segment(state.named("later"))
    assert state.named("later").segmentation is None
    gate.set()
    qtbot.waitUntil(lambda: state.named("later").segmentation is not None)
    assert not followed.follow_up.work.busy


def test_what_is_given_up_arrives_no_more(qtbot, followed, asked, monkeypatch):
    gate = threading.Event()
    read = time_point_reading.read_again

    def slow(wanted, progress):
        assert gate.wait(10)
        return read(wanted, progress)

    monkeypatch.setattr(time_point_reading, "read_again", slow)
    state = unread(followed, "third")
    followed.follow_up.segment(state.named("later"))
    followed.follow_up.work.cancel()
    gate.set()
    qtbot.waitUntil(lambda: asked == ["third"])
    qtbot.wait(50)
    assert state.named("third").study is None
    assert not followed.follow_up.work.busy
    assert followed.follow_up.following.segmenting is None


def test_a_label_map_that_may_be_anothers_is_told_beside_the_time_point(qtbot, followed, tmp_path):
    state = followed.session.follow_up
    later = state.named("later")
    numbers = np.zeros(later.study.grid.shape, np.uint8)
    numbers[:6, :6, :6] = 4  # BraTS's before 2023, and nobody else's
    path = write_nifti(tmp_path / "x_seg.nii.gz", numbers)
    followed.follow_up.labels.load("later", path)
    qtbot.waitUntil(lambda: "in air" in followed.messages.text)
    codes = [finding.code for finding in state.named("later").findings]
    assert codes.count("labels_in_air") == 1
    numbers[later.segmentation.label_map > 0] = 4
    numbers[:6, :6, :6] = 0
    fresh = write_nifti(tmp_path / "y_seg.nii.gz", numbers)
    followed.follow_up.labels.load("later", fresh)
    qtbot.waitUntil(lambda: state.named("later").segmentation.provenance.file == fresh.name)
    assert "labels_in_air" not in {finding.code for finding in state.named("later").findings}
