"""Running a network leaves the process's arithmetic as it was."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_subnormal_numbers_survive_both_engines(toy_package):
    code = f"""
from pathlib import Path
import numpy as np
from core.segmenting.model_package import load_model
for engine in ("openvino", "pytorch"):
    model = load_model(Path({str(toy_package)!r}), engine)
    model.engine(np.zeros((9, 16, 16, 16), np.float32), lambda: None)
    assert float.fromhex("0x1p-1074") + 0.0 > 0, engine
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[3])
