"""Nothing speaks to the network, whatever the libraries would like."""

from __future__ import annotations

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
