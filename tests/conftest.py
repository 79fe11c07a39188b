"""Fixtures that several test files share: real cases where they are, and tiny studies."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import nibabel as nib
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import settings
from pytestqt.qtbot import QtBot

from core.studies.study import Modality

# Two workers that each use all cores wait for one another's threads most of the time, and a toy
# network is no faster by many. Said before anything imports a library that asks.
os.environ.setdefault("OMP_NUM_THREADS", "1")

# Examples that read files take long on a busy machine, which is no fault of theirs.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

PATIENCE_S = 120.0
"""How long a test waits for what must come. Whoever waits goes on at once when it came, so this is
no speed that is asked for: only a hang lasts that long, on however busy a machine."""

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"

LPS = np.diag([-1.0, -1.0, 1.0, 1.0])

BRATS_NAMES = {
    Modality.T1: "t1",
    Modality.T1GD: "t1ce",
    Modality.T2: "t2",
    Modality.FLAIR: "flair",
}


class PatientBot(QtBot):
    """Waits for :data:`PATIENCE_S` at least: a test says ``timeout`` only to wait longer."""

    def waitUntil(self, callback, *, timeout=0):
        super().waitUntil(callback, timeout=_patient(timeout))

    def waitSignal(self, signal, *, timeout=0, **more):
        return super().waitSignal(signal, timeout=_patient(timeout, more), **more)

    def waitSignals(self, signals, *, timeout=0, **more):
        return super().waitSignals(signals, timeout=_patient(timeout, more), **more)

    def waitCallback(self, *, timeout=0, **more):
        return super().waitCallback(timeout=_patient(timeout, more), **more)

    def waitActive(self, widget, *, timeout=0):
        return super().waitActive(widget, timeout=_patient(timeout))

    def waitExposed(self, widget, *, timeout=0):
        return super().waitExposed(widget, timeout=_patient(timeout))


def _patient(timeout: int, more: Mapping[str, Any] = MappingProxyType({})) -> int:
    """Milliseconds to wait; what may not come without a failure is waited for as long as asked."""
    return timeout if more.get("raising") is False else max(timeout, round(1000 * PATIENCE_S))


@pytest.fixture
def qtbot(qapp, request) -> QtBot:
    """pytest-qt's, for slow machines."""
    return PatientBot(request)


@pytest.fixture(scope="session")
def cases_dir() -> Path:
    """The folder of real cases; the test is skipped where there is none."""
    folder = Path(os.environ.get("GLIOVISTA_CASES", SHARED / "cases"))
    if not folder.is_dir():
        pytest.skip(f"real cases are absent: {folder} (set GLIOVISTA_CASES)")
    return folder.resolve()


@pytest.fixture(scope="session")
def raw_dir(cases_dir: Path) -> Path:
    """The folder of studies as they left the scanner, beside the cases."""
    folder = cases_dir.parent / "raw"
    if not folder.is_dir():
        pytest.skip(f"raw studies are absent: {folder}")
    return folder


def brain_arrays(shape: tuple[int, int, int] = (32, 36, 28)) -> dict[Modality, npt.NDArray]:
    """Four int16 arrays of a skull-stripped toy brain whose sequences look as they should.

    An ellipsoid of grey around white matter around ventricles, in the contrasts of each
    sequence; 0 outside.
    """
    rng = np.random.default_rng(7)
    axes = [np.linspace(-1.2, 1.2, n) for n in shape]
    radius = np.sqrt(sum(g**2 for g in np.meshgrid(*axes, indexing="ij")))
    tissue = np.digitize(radius, [0.3, 0.75, 1.0])  # fluid, white, grey, outside
    contrasts = {
        Modality.T1: (180, 620, 450, 0),
        Modality.T1GD: (200, 680, 520, 0),
        Modality.T2: (950, 330, 480, 0),
        Modality.FLAIR: (150, 420, 560, 0),
    }
    arrays = {}
    for modality, levels in contrasts.items():
        noisy = np.asarray(levels)[tissue] + rng.normal(0, 12, shape)
        arrays[modality] = np.where(tissue < 3, np.maximum(noisy, 1), 0).astype(np.int16)
    return arrays


def write_nifti(path: Path, data: npt.NDArray, affine: npt.NDArray = LPS) -> Path:
    """Write one NIfTI file with both affine codes set."""
    image = nib.Nifti1Image(data, affine)
    image.set_qform(affine, 1)
    image.set_sform(affine, 1)
    path.parent.mkdir(parents=True, exist_ok=True)
    nib.save(image, path)
    return path


def write_study(
    folder: Path,
    arrays: Mapping[Modality, npt.NDArray] | None = None,
    names: Mapping[Modality, str] = BRATS_NAMES,
    affine: npt.NDArray = LPS,
) -> dict[Modality, Path]:
    """Write a study as ``<folder>/<folder>_<name>.nii.gz``; gives the path per sequence."""
    arrays = brain_arrays() if arrays is None else arrays
    return {
        m: write_nifti(folder / f"{folder.name}_{names[m]}.nii.gz", data, affine)
        for m, data in arrays.items()
    }


@pytest.fixture
def study_files(tmp_path: Path) -> dict[Modality, Path]:
    """A small valid study on disk, one path per sequence."""
    return write_study(tmp_path / "case_001")


@pytest.fixture
def study_folder(study_files: dict[Modality, Path]) -> Path:
    """The folder of :func:`study_files`."""
    return next(iter(study_files.values())).parent


def make_toy_package(parent: Path) -> Path:
    """Write a model package of a tiny untrained network with the project's own exporter."""
    from dataclasses import replace

    import torch

    from core.networks.network import Architecture
    from training.data.recipes import BEST
    from training.learning.train import Place, Run
    from training.shipping.export import export

    recipe = replace(BEST, architecture=Architecture(widths=(4, 8, 8), supervised=1))
    Run(recipe, Place(torch.device("cpu"))).save(parent / "checkpoint.pt")
    export(parent / "checkpoint.pt", parent / "toy", "toy")
    return parent / "toy"


@pytest.fixture(scope="session")
def toy_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of :func:`make_toy_package`."""
    return make_toy_package(tmp_path_factory.mktemp("models"))
