"""A moved head as DICOM series, in a folder named after its patient."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from core.phantom.phantom import raw_demo_study
from core.phantom.scanner import Person, Way, write_dicom_study
from core.phantom.scans import Scan, motion, scanned
from core.studies.study import Modality, Study, Volume

PERSON = Person("Quispe^Rosaura", "HN-7741903", "19530417")


def write_two_series(parent: Path) -> Path:
    """Write T1Gd, and FLAIR of the head after a motion, in slices across each other."""
    volumes = raw_demo_study(shape=(68, 86, 94), spacing_mm=3.0).study.volumes
    rng = np.random.default_rng(2)
    scans = {}
    for modality, axis in ((Modality.T1GD, 2), (Modality.FLAIR, 1)):
        moved = np.eye(4) if modality is Modality.T1GD else motion(rng, 8, 10)
        made = scanned(volumes[modality], Scan(moved, axis, 6.0, 3.0), rng)
        scans[modality] = Volume(made.data.astype(np.int16), made.affine)
    folder = parent / "QUISPE_ROSAURA"
    write_dicom_study(folder, Study("p", scans), Way(person=PERSON), tuple(scans))
    return folder
