"""``python -m training``: the one way in."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from training.__main__ import COMMANDS, main

ROOT = Path(__file__).resolve().parents[2]


def test_help_lists_the_commands_in_the_order_of_use(capsys):
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    places = [said.index(f"\n  {name} ") for name in COMMANDS]
    assert places == sorted(places)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself_under_its_own_name(name, capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["training"])
    assert callable(import_module(COMMANDS[name][0]).main)
    with pytest.raises(SystemExit) as left:
        main([name, "--help"])
    assert left.value.code == 0
    assert f"python -m training {name}" in capsys.readouterr().out


def test_an_unknown_command_is_refused_before_anything_heavy_loads():
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "training", "trian"],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "trian" in done.stderr
    assert "| torch\n" not in done.stderr
