"""A screen for Qt where there is none, as large as a radiologist's."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

SIZE = (1920, 1080)


def use_screen() -> None:
    """Let Qt draw on no screen of 1920 × 1080; to be called before there is an application.

    Qt's own offscreen screen has 800 × 800, and a window shrinks to it. Another platform that
    was asked for stays.
    """
    if os.environ.get("QT_QPA_PLATFORM", "offscreen") != "offscreen":
        return
    width, height = SIZE
    screen = {"name": "full", "x": 0, "y": 0, "width": width, "height": height}
    path = Path(tempfile.mkdtemp()) / "screen.json"
    path.write_text(json.dumps({"screens": [{**screen, "logicalDpi": 96, "dpr": 1}]}))
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={path}"
