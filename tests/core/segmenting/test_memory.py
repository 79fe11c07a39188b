"""Peak memory of the command line, from files to the written mask."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest

from core.studies.study import Modality
from tests.conftest import write_nifti

ROOT = Path(__file__).resolve().parents[3]

# Linux hands the peak of the process that started one on to it in getrusage, that of a test run
# that read whole studies before; VmHWM is of the program alone. macOS counts bytes and its own.
_RUN = """
import re, resource, sys
from pathlib import Path
from desktop_app.__main__ import main
code = main(sys.argv[1:])
if sys.platform == "darwin":
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
else:
    status = Path("/proc/self/status").read_text()
    peak = 1024 * int(re.search(r"VmHWM:\\s+(\\d+) kB", status).group(1))
print(code, peak / 1e9, file=sys.stderr)
"""


def peak_gb(*arguments: str | Path) -> float:
    """Largest resident size of ``gliovista segment``."""
    command = [sys.executable, "-c", _RUN, "segment", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    code, peak = done.stderr.split()[-2:]
    assert code == "0", done.stderr
    return float(peak)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the peak is asked of a Unix system")
def test_a_case_in_fast_mode_stays_under_800_mb(cases_dir, tmp_path):
    assert peak_gb(cases_dir / "BraTS2021_00006", "-o", tmp_path / "mask.nii.gz") <= 0.8


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the peak is asked of a Unix system")
def test_a_large_study_without_anything_to_crop_goes_by_windows_under_4_gb(tmp_path, toy_package):
    shape = (512, 512, 300)
    block = np.random.default_rng(5).integers(100, 1000, (64, 64, 64)).astype(np.int16)
    for number, modality in enumerate(Modality):
        data = np.tile(np.roll(block, 7 * number), (8, 8, 5))[:, :, : shape[2]]
        data[:4, :4, :4] = 0
        data[tuple(n // 2 for n in shape)] = number
        write_nifti(tmp_path / "big" / f"big_{modality.value}.nii", data)
    out = tmp_path / "mask.nii.gz"
    assert peak_gb(tmp_path / "big", "-o", out, "--model", toy_package) <= 4.0
    assert nib.load(out).shape == shape
