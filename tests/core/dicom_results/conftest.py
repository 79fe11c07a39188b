"""Series of every orientation, whose labels are told by their own stored pixels."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from core.dicom.finding import find_series
from core.dicom.reading import read_series
from core.phantom.scanner import PROTOCOLS, Way, write_series
from core.studies.provenance import Provenance
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Volume

SHAPE = (36, 30, 8)
SPACING = (1.25, 0.75, 4.0)
PLAIN = PROTOCOLS[Modality.T1GD]


def turned(order, signs, degrees: float = 0.0) -> np.ndarray:
    """An affine whose voxel axes run along world axes in some order and direction, then turned."""
    from scipy.spatial.transform import Rotation

    axes = np.eye(3)[:, list(order)] * signs
    made = np.eye(4)
    turn = Rotation.from_euler("xyz", [degrees, -degrees / 2, degrees / 3], degrees=True)
    made[:3, :3] = turn.as_matrix() @ axes * SPACING
    made[:3, 3] = (-31.5, 42.25, 17.125)
    return made


ORDERS = {"axial": (0, 1, 2), "coronal": (0, 2, 1), "sagittal": (1, 2, 0)}
SIGNS = list(product((1, -1), repeat=3))


@dataclass(frozen=True)
class Series:
    """A series on disk, as it was read, with a label map made of its pixels."""

    paths: list[Path]
    volume: Volume
    segmentation: Segmentation


def labels_in(pixels: np.ndarray) -> np.ndarray:
    """What the tests take for the labels of some stored pixels."""
    return (np.asarray(pixels).astype(int) % 7 % 4).astype(np.uint8)


@pytest.fixture
def series(tmp_path):
    """Write a series and read it as the program does."""

    def make(affine, model="stub-1", protocol=PLAIN, **way) -> Series:
        data = np.zeros(SHAPE, np.int16)
        # Noise, a whole block with a hole, both off the middle; empty slices at both ends.
        data[3:14, 2:10, 1:7] = np.random.default_rng(4).integers(0, 900, (11, 8, 6))
        data[18:30, 6:20, 2:6] = 1
        data[22:25, 10:13, 2:6] = 0
        more = {"SliceThickness": SPACING[2], **protocol.more}
        paths = write_series(
            tmp_path / "series", data, affine, replace(protocol, more=more), Way(**way)
        )
        (found,) = find_series([tmp_path / "series"]).series
        volume = read_series(found)
        labels = labels_in(volume.data)
        segmentation = Segmentation(
            "s", volume.grid, labels, provenance=Provenance(model=model or "", mode="fast")
        )
        return Series(paths, volume, segmentation)

    return make


def problems(path: Path) -> list[str]:
    """What dciodvfy finds wrong with an object."""
    tool = shutil.which("dciodvfy")
    if tool is None:
        pytest.skip("dciodvfy is not installed (package dicom3tools)")
    told = subprocess.run([tool, str(path)], capture_output=True, text=True, check=False)
    lines = (told.stdout + told.stderr).splitlines()
    assert lines  # it names at least the kind of object
    return [line for line in lines if line.startswith(("Error", "Fatal"))]
