"""What only scans from a scanner need is loaded for them alone: an ordinary start stays quick."""

from __future__ import annotations

import os
import subprocess
import sys

LATE = ("pydicom", "highdicom", "contourpy", "gdcm", "PIL")

_TELL = "print('loaded:', [m for m in {late!r} if sys.modules.get(m) is not None])"


def run(*lines: str) -> str:
    """Run a program of some lines in a process of its own; its last line says what is loaded."""
    program = "\n".join(["import sys", *lines, _TELL.format(late=LATE)])
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    return done.stdout.splitlines()[-1]


def test_segmenting_nifti_loads_none_of_it(study_folder, tmp_path):
    arguments = ["segment", str(study_folder), "-o", str(tmp_path / "seg.nii.gz")]
    said = run("from core.cli.app import main", f"assert main({arguments!r}) == 0")
    assert (tmp_path / "seg.nii.gz").exists()
    assert said == "loaded: []"


def test_the_window_starts_without_it(tmp_path):
    said = run(
        "from PySide6.QtCore import QSettings",
        "from PySide6.QtWidgets import QApplication",
        "application = QApplication([])",
        "from desktop_app.main_window import MainWindow",
        "from desktop_app.state.settings import Settings",
        f"store = QSettings({str(tmp_path / 's.ini')!r}, QSettings.Format.IniFormat)",
        "window = MainWindow(Settings(store))",
        "window.show()",
        "application.processEvents()",
    )
    assert said == "loaded: []"


def test_a_dicom_object_loads_it():
    said = run(
        "from core.dicom.library import quiet_pydicom",
        "quiet_pydicom()",
        "import core.dicom_results.segmentation_object",
    )
    assert "pydicom" in said
    assert "highdicom" not in said
