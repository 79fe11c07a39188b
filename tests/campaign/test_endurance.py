"""Used all day in one process, the window holds no more than after its first studies."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

WARM = 20
"""Rounds after which nothing may grow."""

MOST_MB = 50


def used(rounds: int, scrolls: int, folder: Path) -> dict:
    """What the process held after each round."""
    arguments = ["-m", "tests.campaign.endurance", str(rounds), str(scrolls), str(folder)]
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_DATA_HOME": str(folder / "data"),
    }
    run = subprocess.run(
        [sys.executable, *arguments],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])


def test_a_few_studies_leave_no_file_thread_or_widget_behind(tmp_path):
    held = used(4, 300, tmp_path)
    second, last = held["rounds"][1], held["rounds"][-1]
    for what in ("files", "threads"):
        assert last[what] <= second[what], held["rounds"]
    assert last["objects"] <= second["objects"] + 10, held["rounds"]
    assert held["left"] == []


@pytest.mark.campaign
def test_five_hundred_studies_and_eight_hours_of_scrolling(tmp_path):
    # One step a second for eight hours.
    held = used(500, 28800, tmp_path)
    warm, later = held["rounds"][WARM], held["rounds"][WARM:]
    print(f"after {WARM}: {warm}; at the end: {later[-1]}; scrolled: {held['scrolled'][-1]}")
    assert max(h["mb"] for h in later) <= warm["mb"] + MOST_MB
    for what in ("files", "threads", "objects"):
        assert later[-1][what] <= warm[what] + 5, what
    first, last = held["scrolled"][0], held["scrolled"][-1]
    assert last["mb"] <= first["mb"] + MOST_MB
    assert (last["files"], last["threads"]) == (first["files"], first["threads"])
    assert held["left"] == []
