"""A PDF of the command line, made in a process of its own that has no display."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import PATIENCE_S

SCRIPT = """
import sys
from pathlib import Path
from desktop_app.reporting.without_window import write_pdf
from core.cli.paper import CURVE
from tests.desktop_app.reporting.courses import course
body = f"<h1>Follow-up</h1>{CURVE}<table><tr><td>PD</td></tr></table>"
write_pdf(body, "T", "foot", Path(sys.argv[1]), course() if sys.argv[2:] else None)
"""


def test_it_needs_no_display(tmp_path):
    root = Path(__file__).resolve().parents[3]
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {k: v for k, v in os.environ.items() if k not in hidden}
    environment["PYTHONPATH"] = str(root)
    path = tmp_path / "r.pdf"
    command = [sys.executable, "-c", SCRIPT, str(path)]
    subprocess.run(command, env=environment, check=True, timeout=PATIENCE_S)
    assert path.read_bytes().startswith(b"%PDF")
    assert b"/Subtype /Image" not in path.read_bytes()
    subprocess.run([*command, "curve"], env=environment, check=True, timeout=60)
    assert b"/Subtype /Image" in path.read_bytes()
