"""Nothing speaks to the network, whatever the libraries would like."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("module", ["core.networks.openvino_engine", "training.shipping.export"])
def test_openvino_is_imported_without_its_telemetry(module):
    """It would start a process that sends each import to an analytics service."""
    script = (
        "import subprocess, sys\n"
        "def refuse(*a, **k): raise AssertionError('a process was started')\n"
        f"import {module}\n"
        "subprocess.Popen = refuse\n"
        "import openvino.tools.ovc\n"
        "from openvino.tools.ovc import telemetry_utils\n"
        "assert sys.modules['openvino_telemetry'] is None\n"
        "assert telemetry_utils.tm.__name__.endswith('telemetry_stub'), telemetry_utils.tm\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True, cwd=ROOT
    )
    assert run.returncode == 0, run.stderr


WATCHED = (
    "tests/core/cli/test_follow_up.py::test_by_the_label_maps_beside_the_scans",
    "tests/core/cli/test_info_dicom.py",
    "tests/core/cli/test_where.py",
    "tests/core/dicom/test_reading.py",
    "tests/desktop_app/reporting/test_report.py::test_the_action_writes_a_file_that_needs_no_other",
)
"""Tests that read DICOM, write reports, and tell of places and courses."""


@pytest.mark.slow
def test_scans_reports_and_courses_open_no_socket(tmp_path):
    """Seen by strace from outside, with all that the libraries do; the window has no screen."""
    if shutil.which("strace") is None:
        pytest.skip("absent here: strace")
    trace = tmp_path / "trace.txt"
    watch = ["strace", "-f", "--seccomp-bpf", "-e", "trace=socket,execve", "-o", str(trace)]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *WATCHED]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"
    run = subprocess.run(
        [*watch, *command, f"--basetemp={tmp_path / 'base'}"],
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]
    calls = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    assert any("execve(" in call for call in calls), "the trace is empty"
    assert [call for call in calls if re.search(r"socket\((?!AF_UNIX)", call)] == []
