"""Masks as closed surfaces of triangles."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from core.space.affine import Affine

_LEVEL = 0.5


@dataclass(frozen=True, eq=False)
class Mesh:
    """A closed surface.

    Attributes:
        vertices: shape (n, 3), float32, world RAS+ millimetres.
        normals: shape (n, 3), float32, unit vectors that point outwards.
        faces: shape (m, 3), int32, vertices of each triangle.
    """

    vertices: npt.NDArray[np.float32]
    normals: npt.NDArray[np.float32]
    faces: npt.NDArray[np.int32]


def shares_of(
    mask: npt.NDArray[np.bool_ | np.float32], affine: Affine, block_mm: float
) -> tuple[npt.NDArray[np.float32], Affine]:
    """Average a mask over blocks of about ``block_mm``, with a rim of nothing around.

    Args:
        mask: shape (i, j, k); or shares of smaller blocks.
        affine: its voxels to world millimetres.
        block_mm: voxels that are longer stay as they are.

    Returns:
        Shares from 0 to 1, and the affine of the blocks.
    """
    edges = np.linalg.norm(affine[:3, :3], axis=0)
    steps = [max(round(block_mm / mm), 1) for mm in edges.tolist()]
    pads = [(step, step + -n % step) for step, n in zip(steps, mask.shape, strict=True)]
    padded = np.pad(mask, pads)
    shares = np.zeros([n // s for n, s in zip(padded.shape, steps, strict=True)], np.float32)
    # A sum of few large parts; a mean over many small axes takes ten times as long.
    for i, j, k in product(*map(range, steps)):
        shares += padded[i :: steps[0], j :: steps[1], k :: steps[2]]
    shares /= np.prod(steps)
    blocks: Affine = affine.copy()
    blocks[:3, :3] = affine[:3, :3] * steps
    # The first block lies wholly in the rim; its middle is half a block from its first voxel.
    first = (np.asarray(steps) - 1) / 2 - steps
    blocks[:3, 3] = affine[:3, 3] + affine[:3, :3] @ first
    return shares, blocks


def mesh_of(shares: npt.NDArray[np.float32], affine: Affine, smooth_mm: float) -> Mesh | None:
    """The surface on which shares are one half; None where there is none.

    Args:
        shares: from :func:`shares_of`.
        affine: of the blocks.
        smooth_mm: sigma of the Gaussian that takes the steps between slices away.
    """
    from pyqtgraph.functions import isosurface
    from scipy.ndimage import gaussian_filter

    edges = np.linalg.norm(affine[:3, :3], axis=0)
    smooth = gaussian_filter(shares, smooth_mm / edges, mode="constant", truncate=2.5)
    if smooth.max() <= _LEVEL:
        # So small that smoothing would wipe it out: better edged than not there at all.
        smooth = shares
    if smooth.max() <= _LEVEL:
        smooth = shares / max(float(shares.max()), 1e-6)
    if not np.any(smooth > _LEVEL):
        return None
    corners, faces = isosurface(np.ascontiguousarray(smooth), _LEVEL)
    vertices = corners @ affine[:3, :3].T + affine[:3, 3]
    return _outwards(vertices.astype(np.float32), faces.astype(np.int32))


def _outwards(vertices: npt.NDArray[np.float32], faces: npt.NDArray[np.int32]) -> Mesh:
    a, b, c = (vertices[faces[:, n]].astype(np.float64) for n in range(3))
    cross = np.cross(b - a, c - a)
    # The signed volume is negative where triangles turn the other way round.
    if float(np.einsum("ij,ij->", a - a.mean(axis=0), cross)) < 0:
        faces, cross = faces[:, ::-1], -cross
    normals = np.stack([_summed(cross[:, axis], faces, len(vertices)) for axis in range(3)], 1)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    return Mesh(vertices, normals.astype(np.float32), np.ascontiguousarray(faces))


def _summed(values: npt.NDArray[Any], faces: npt.NDArray[np.int32], count: int) -> Any:
    """Add each triangle's value up at its three corners."""
    return np.bincount(faces.ravel(), np.repeat(values, 3), count)
