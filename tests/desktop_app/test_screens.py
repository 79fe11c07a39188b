"""The window and every dialog of its actions fit the screens that clinics have, at any scale."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

TITLE_BAR, BORDER = 37, 2
"""What a desktop puts around a dialog, in pixels of the program."""

SCREENS = [
    pytest.param((1280, 720), 1.5, "en", id="720p at 150 %"),
    pytest.param((1920, 1080), 2.0, "es", id="Full HD at 200 %"),
    pytest.param((1280, 720), 1.25, "es", id="720p at 125 %", marks=pytest.mark.slow),
    pytest.param((1920, 1080), 1.5, "es", id="Full HD at 150 %", marks=pytest.mark.slow),
    pytest.param((1920, 1080), 1.25, "en", id="Full HD at 125 %", marks=pytest.mark.slow),
]

DIALOGS = {"open_files", "axes", "export_view", "report", "settings", "surfaces", "planning"} | {
    "legend",
    "manual",
    "models",
    "self_test",
    "about",
}
"""Actions that open a dialog whatever is open."""


def shown_on(size: tuple[int, int], scale: float, language: str, folder: Path) -> dict:
    """What :mod:`tests.desktop_app.screens` tells of one screen."""
    screen = {"name": "s", "x": 0, "y": 0, "width": size[0], "height": size[1]}
    about = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    screens = folder / "screens.json"
    screens.write_text(json.dumps({"screens": [screen | about]}), encoding="utf-8")
    environment = os.environ | {
        "QT_QPA_PLATFORM": f"offscreen:configfile={screens}",
        "QT_SCALE_FACTOR": str(scale),
        "XDG_DATA_HOME": str(folder / "data"),
    }
    program = [sys.executable, "-m", "tests.desktop_app.screens", str(folder), language]
    run = subprocess.run(
        program, check=False, capture_output=True, text=True, cwd=ROOT, env=environment
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])


@pytest.mark.skipif(sys.platform != "linux", reason="the screen is described to a plugin of Linux")
@pytest.mark.parametrize(("size", "scale", "language"), SCREENS)
def test_everything_fits_and_buttons_are_in_sight(size, scale, language, tmp_path):
    told = shown_on(size, scale, language, tmp_path)
    width, height = told["screen"]
    assert (width, height) == (int(size[0] / scale), int(size[1] / scale)), "another screen"
    assert {name.partition(":")[0] for name in told["dialogs"]} >= DIALOGS
    least = told["window"]
    assert least[0] <= width
    assert least[1] <= height - TITLE_BAR
    for name, dialog in told["dialogs"].items():
        for asked in ("size", "least"):
            assert dialog[asked][0] <= width - 2 * BORDER, (name, dialog)
            assert dialog[asked][1] <= height - TITLE_BAR, (name, dialog)
        assert dialog["buttons"], name
