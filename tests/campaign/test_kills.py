"""Killed at any moment, no writer leaves a torn file nor takes an older good one with it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills as POSIX does")

FULL = {"export": 90, "autosave": 80, "settings": 60, "batch": 70}
"""300 together."""


def killed(kind: str, kills: int, folder: Path, seed: int = 23) -> None:
    arguments = ["-m", "tests.campaign.arena", kind, str(kills), str(seed), str(folder)]
    run = subprocess.run(
        [sys.executable, *arguments], check=False, capture_output=True, text=True, cwd=ROOT
    )
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout.splitlines()[-1])
    print(f"{kind}: {told}")
    assert told["found"] == [], run.stderr
    assert told["killed"] == kills
    assert told["told"] > 0, "nothing was ever written between two kills"


@pytest.mark.parametrize("kind", FULL)
def test_a_few_kills(kind, tmp_path):
    killed(kind, 6, tmp_path)


@pytest.mark.campaign
@pytest.mark.parametrize("kind", FULL)
def test_three_hundred_kills(kind, tmp_path):
    killed(kind, FULL[kind], tmp_path, seed=300)
