"""Small series on disk, as scanners write them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from core.dicom.finding import find_series
from core.dicom.series import Series
from core.phantom.scanner import PROTOCOLS, Protocol, Way, write_series
from core.studies.study import Modality

SHAPE = (36, 34, 10)  # JPEG 2000 wants 32 voxels at least
SPACING = (5.0, 6.0, 9.0)
PLAIN = replace(PROTOCOLS[Modality.T2], number=4)
ALIKE = np.random.default_rng(3).integers(-500, 900, SHAPE).astype(np.int16)


def affine_of(
    spacing: tuple[float, float, float] = SPACING,
    axes: npt.NDArray | None = None,
    origin: tuple[float, float, float] = (61.5, -40.25, 12.125),
) -> npt.NDArray:
    """RAS+ affine of axes (columns of a rotation; LPS by default)."""
    made = np.eye(4)
    made[:3, :3] = (np.diag([-1.0, -1.0, 1.0]) if axes is None else axes) * spacing
    made[:3, 3] = origin
    return made


def same_voxels_at_same_places(first, second) -> None:
    """Compare two (data, affine) after turning both towards RAS+."""
    from core.space.affine import Grid, ras_grid, to_ras

    (a, a_affine), (b, b_affine) = first, second
    np.testing.assert_array_equal(to_ras(a, a_affine), to_ras(b, b_affine))
    grids = [ras_grid(Grid(x.shape, y)).affine for x, y in ((a, a_affine), (b, b_affine))]
    np.testing.assert_allclose(grids[0], grids[1], atol=2e-3)


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., list[Path]]:
    """Write a series of noise below the test's folder."""

    def make(
        name: str = "a",
        protocol: Protocol = PLAIN,
        affine: npt.NDArray | None = None,
        data: npt.NDArray = ALIKE,
        **way,
    ) -> list[Path]:
        place = affine_of() if affine is None else affine
        return write_series(tmp_path / name, data, place, protocol, Way(**way))

    return make


@pytest.fixture
def only(tmp_path: Path) -> Callable[[], Series]:
    """The one series below the test's folder."""

    def find() -> Series:
        (one,) = find_series([tmp_path]).series
        return one

    return find


def change(path: Path, **elements) -> Path:
    """Rewrite elements of a file; None deletes one."""
    import pydicom

    whole = pydicom.dcmread(path)
    for keyword, value in elements.items():
        if value is None:
            delattr(whole, keyword)
        else:
            setattr(whole, keyword, value)
    if "SOPInstanceUID" in elements:
        whole.file_meta.MediaStorageSOPInstanceUID = elements["SOPInstanceUID"]
    whole.save_as(path, enforce_file_format=True)
    return path
