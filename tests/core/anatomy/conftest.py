"""Heads whose place in the atlas is known: its own template, moved, with a tumour in it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pytest

from core.anatomy.atlas import load_template
from core.space.affine import Affine, Grid
from core.space.resampling import sampled
from core.studies.study import Modality, Study, Volume


@dataclass(frozen=True)
class KnownHead:
    """A study, where it lies in the atlas, and its tumour."""

    study: Study
    to_atlas: Affine
    tumour: npt.NDArray[np.bool_]


def known_head(seed: int, centre_mm=(-35.0, 10.0, 25.0), spacing_mm: float = 2.5) -> KnownHead:
    """The template stretched, turned, shifted, in another contrast, with noise and a tumour."""
    rng = np.random.default_rng(seed)
    template = load_template()
    to_atlas = np.eye(4)
    to_atlas[:3, :3] = np.diag(rng.uniform(0.9, 1.12, 3)) @ _turn(rng)
    to_atlas[:3, 3] = np.add(rng.uniform(-12, 12, 3), (0, -18, 5))
    n = int(200 / spacing_mm)
    affine = np.diag([-spacing_mm, -spacing_mm, spacing_mm, 1.0])
    affine[:3, 3] = -affine[:3, :3] @ np.full(3, (n - 1) / 2)
    grid = Grid((n, n, n), affine)
    brain = sampled(template.data, np.linalg.inv(to_atlas) @ template.affine, grid)
    ijk = np.moveaxis(np.indices(grid.shape), 0, -1)
    xyz = (ijk @ affine[:3, :3].T + affine[:3, 3]) @ to_atlas[:3, :3].T + to_atlas[:3, 3]
    tumour = (np.linalg.norm(xyz - centre_mm, axis=-1) < 20) & (brain > 60)
    values = np.where(tumour, 90 + rng.normal(0, 30, brain.shape), brain**1.3 / 5)
    values += rng.normal(0, 6, brain.shape)
    values[brain < 20] = 0
    volume = Volume(np.maximum(values, 0).astype(np.float32), affine)
    return KnownHead(Study("known", {Modality.T1: volume}), to_atlas, tumour)


def _turn(rng: np.random.Generator) -> npt.NDArray[np.float64]:
    a, b, c = rng.uniform(-0.17, 0.17, 3)
    x = [[1, 0, 0], [0, np.cos(a), -np.sin(a)], [0, np.sin(a), np.cos(a)]]
    y = [[np.cos(b), 0, np.sin(b)], [0, 1, 0], [-np.sin(b), 0, np.cos(b)]]
    z = [[np.cos(c), -np.sin(c), 0], [np.sin(c), np.cos(c), 0], [0, 0, 1]]
    return np.array(x) @ np.array(y) @ np.array(z)


@pytest.fixture(scope="session")
def head() -> KnownHead:
    """One of them."""
    return known_head(1)
