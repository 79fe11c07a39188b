"""Autosaves: a state is never lost, whenever the program is killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from core.sessions.autosaves import (
    autosave_path,
    autosaves,
    backup_of,
    prune,
    read_autosave,
    remove_autosave,
    set_aside,
    write_autosave,
)
from core.sessions.contents import Part, SessionContents, StudyIdentity
from core.space.affine import Grid

GRID = Grid((40, 40, 40), np.eye(4))


def contents(number):
    array = np.full(GRID.shape, number % 251, np.uint8)
    array[:20] = np.random.default_rng(number).integers(0, 255, (20, 40, 40))
    study = StudyIdentity("case", "00ff", {}, GRID)
    return SessionContents(study, {"p": Part(number, {"a": array})}, "", "")


def number_of(path):
    """The state that is kept; its array must be that of its number."""
    back = read_autosave(path).parts["p"]
    assert np.array_equal(back.arrays["a"], contents(back.values).parts["p"].arrays["a"])
    return back.values


def test_the_newest_state_and_the_one_before_are_kept(tmp_path):
    path = autosave_path(tmp_path / "new", "00ff")
    for number in range(3):
        write_autosave(contents(number), path)
    assert number_of(path) == 2
    assert {p.name for p in path.parent.iterdir()} == {"00ff.gliovista", "00ff.gliovista.bak"}
    path.write_bytes(path.read_bytes()[:2000])
    assert number_of(path) == 1, "the one before, where the newest is damaged"
    path.unlink()
    assert [a.path for a in autosaves(path.parent)] == [path]
    assert number_of(path) == 1, "killed between two renames"
    remove_autosave(path)
    assert not autosaves(path.parent)


def test_only_so_many_studies_are_kept_and_leftovers_go(tmp_path):
    for number in range(5):
        path = autosave_path(tmp_path, f"{number:04x}")
        write_autosave(contents(number), path)
        os.utime(path, (number + 1, number + 1))
    for name, age in (
        (".gliovista-77-abcdef01.gliovista", 7200),
        (".gliovista-78-abcdef01.gliovista", 5),
    ):
        (tmp_path / name).write_bytes(b"half")
        os.utime(tmp_path / name, (time.time() - age, time.time() - age))
    (tmp_path / "mine.txt").write_text("mine")
    prune(tmp_path, 2)
    assert {p.name for p in tmp_path.iterdir()} == {
        "0004.gliovista",
        "0003.gliovista",
        ".gliovista-78-abcdef01.gliovista",
        "mine.txt",
    }


_WRITER = """
import sys
from pathlib import Path
from tests.core.sessions.test_autosaves import contents
from core.sessions.autosaves import write_autosave
path = Path(sys.argv[1])
for number in range(int(sys.argv[2]), 100000):
    write_autosave(contents(number), path)
    print(number, flush=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kills as POSIX does")
def test_thirty_kills_lose_no_state_that_was_told_to_be_safe(tmp_path):
    path = autosave_path(tmp_path, "00ff")
    rng, first = random.Random(4), 0
    for _ in range(30):
        process = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(path), str(first)], stdout=subprocess.PIPE
        )
        said = process.stdout.readline()
        time.sleep(rng.uniform(0, 0.15))
        process.send_signal(signal.SIGKILL)
        rest = process.communicate()[0]
        lines = (said + rest).split(b"\n")
        safe = int(lines[-2])
        assert backup_of(path).exists() or path.exists()
        kept = number_of(path)
        assert safe <= kept <= safe + 1
        first = kept + 1


def test_what_is_set_aside_keeps_the_state_before_in_case_the_newest_is_damaged(tmp_path):
    path = autosave_path(tmp_path, "00ff")
    for number in (1, 2):
        write_autosave(contents(number), path)
    path.write_bytes(path.read_bytes()[:100])
    set_aside(path)
    (aside,) = autosaves(tmp_path)
    assert aside.path != path
    assert number_of(aside.path) == 1
    remove_autosave(aside.path)
    assert not list(tmp_path.iterdir())


def test_work_that_vanishes_while_the_folder_is_listed_is_passed_over(tmp_path):
    write_autosave(contents(1), autosave_path(tmp_path, "00ff"))
    (tmp_path / "11ee.gliovista").symlink_to(tmp_path / "gone")
    assert [a.path.name for a in autosaves(tmp_path)] == ["00ff.gliovista"]
