"""Triangles to pixels with numpy: which one is seen, how near it is, and what it hides."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from desktop_app.surfaces.meshes import Mesh

Floats = npt.NDArray[np.float32]

_MOST_AT_ONCE = 2_000_000
"""Pixels tried in one go: 100 MB of working memory at most."""


@dataclass(frozen=True)
class Lens:
    """A parallel projection onto the screen.

    Attributes:
        right, up, towards: orthonormal world directions of the screen; ``towards`` points at
            whoever looks.
        centre: world millimetres in the middle of the screen.
        scale: pixels per millimetre.
        width, height: of the screen in pixels.
    """

    right: npt.NDArray[np.float64]
    up: npt.NDArray[np.float64]
    towards: npt.NDArray[np.float64]
    centre: npt.NDArray[np.float64]
    scale: float
    width: int
    height: int

    def project(self, points: npt.NDArray[Any]) -> tuple[Floats, Floats, Floats]:
        """Columns, rows and depths in mm, the nearer the larger; each shape (n,)."""
        away = points - self.centre
        x = away @ self.right * self.scale + self.width / 2
        y = self.height / 2 - away @ self.up * self.scale
        return x.astype(np.float32), y.astype(np.float32), (away @ self.towards).astype(np.float32)

    def project_one(self, xyz_mm: tuple[float, float, float]) -> tuple[float, float]:
        """Column and row of one world place."""
        x, y, _ = self.project(np.asarray(xyz_mm)[None])
        return float(x[0]), float(y[0])

    def ground(self, x: npt.NDArray[Any], y: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
        """World points of pixels at depth 0, shape (..., 3)."""
        across = (np.asarray(x)[..., None] - self.width / 2) / self.scale * self.right
        down = (self.height / 2 - np.asarray(y)[..., None]) / self.scale * self.up
        return np.asarray(self.centre + across + down)


@dataclass(frozen=True, eq=False)
class Seen:
    """What of a surface is seen, by the pixels that show it.

    Attributes:
        pixels: shape (n,), places in the flat picture.
        depth: millimetres towards whoever looks.
        facing: 1 where the surface faces whoever looks, 0 where it is seen edge on.
        light: brightness, 0 to about 1.
    """

    pixels: npt.NDArray[np.int64]
    depth: Floats
    facing: Floats
    light: Floats


_LIGHT = np.array([-0.35, 0.45, 0.82])
"""Where the light comes from: right, up, towards whoever looks."""


def see(mesh: Mesh, lens: Lens) -> Seen:
    """Find the front of a surface."""
    x, y, depth = lens.project(mesh.vertices)
    facing = np.clip(mesh.normals @ lens.towards, 0.0, 1.0).astype(np.float32)
    lamp = _LIGHT @ np.stack([lens.right, lens.up, lens.towards]) / np.linalg.norm(_LIGHT)
    light = (0.28 + 0.72 * np.clip(mesh.normals @ lamp, 0.0, 1.0)).astype(np.float32)
    faces = _front(mesh.faces, x, y, depth, lens)
    winner = np.full(lens.width * lens.height, -1, np.int32)
    share = np.zeros((2, lens.width * lens.height), np.float32)
    for part in _batches(faces, x, y):
        _fill(part, x[part.faces], y[part.faces], lens, winner, share)
    pixels = np.flatnonzero(winner >= 0)
    corners = faces[winner[pixels]]
    first, second = share[:, pixels]
    weights = (first, second, 1 - first - second)

    def mixed(values: Floats) -> Floats:
        parts = [w * values[corners[:, n]] for n, w in enumerate(weights)]
        return np.asarray(parts[0] + parts[1] + parts[2], np.float32)

    return Seen(pixels, mixed(depth), mixed(facing), mixed(light))


def _front(
    faces: npt.NDArray[np.int32], x: Floats, y: Floats, depth: Floats, lens: Lens
) -> npt.NDArray[np.int32]:
    """Triangles that face whoever looks and lie on the screen, the farthest first."""
    a, b, c = faces.T
    # Rows grow downwards, so what turns left in the world turns right on the screen.
    turn = (x[b] - x[a]) * (y[c] - y[a]) - (x[c] - x[a]) * (y[b] - y[a])
    low_x, high_x = np.minimum.reduce((x[a], x[b], x[c])), np.maximum.reduce((x[a], x[b], x[c]))
    low_y, high_y = np.minimum.reduce((y[a], y[b], y[c])), np.maximum.reduce((y[a], y[b], y[c]))
    on_screen = (high_x >= 0) & (low_x < lens.width) & (high_y >= 0) & (low_y < lens.height)
    kept = faces[(turn < 0) & on_screen]
    order = np.argsort(depth[kept].sum(axis=1), kind="stable")
    return np.asarray(kept[order])


@dataclass(frozen=True, eq=False)
class _Batch:
    """Triangles that are filled in one go.

    Attributes:
        first: index of the first of them.
        faces: shape (n, 3).
        left, top, columns, rows: the box of pixels around each.
    """

    first: int
    faces: npt.NDArray[np.int32]
    left: npt.NDArray[np.int32]
    top: npt.NDArray[np.int32]
    columns: npt.NDArray[np.int32]
    rows: npt.NDArray[np.int32]


def _batches(faces: npt.NDArray[np.int32], x: Floats, y: Floats) -> list[_Batch]:
    if len(faces) == 0:
        return []
    xs, ys = x[faces], y[faces]
    left, top = (np.floor(v.min(axis=1)).astype(np.int32) for v in (xs, ys))
    columns = np.ceil(xs.max(axis=1)).astype(np.int32) - left + 1
    rows = np.ceil(ys.max(axis=1)).astype(np.int32) - top + 1
    ends = np.cumsum(columns.astype(np.int64) * rows)
    cuts = np.searchsorted(ends, np.arange(_MOST_AT_ONCE, int(ends[-1]), _MOST_AT_ONCE)) + 1
    bounds = [0, *np.unique(cuts).tolist(), len(faces)]
    return [
        _Batch(a, faces[a:b], left[a:b], top[a:b], columns[a:b], rows[a:b])
        for a, b in pairwise(bounds)
        if b > a
    ]


def _fill(
    batch: _Batch, xs: Floats, ys: Floats, lens: Lens, winner: npt.NDArray[np.int32], share: Floats
) -> None:
    """Write each triangle's number into its pixels; the later ones lie nearer and stay."""
    counts = batch.columns * batch.rows
    of = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    at = np.arange(len(of), dtype=np.int32) - np.repeat(np.cumsum(counts) - counts, counts).astype(
        np.int32
    )
    row = at // batch.columns[of]
    px = batch.left[of] + at - row * batch.columns[of]
    py = batch.top[of] + row
    ok = (px >= 0) & (px < lens.width) & (py >= 0) & (py < lens.height)
    of, px, py = of[ok], px[ok], py[ok]
    # Barycentric coordinates are linear in the pixel: three numbers per triangle and corner.
    area = (ys[:, 1] - ys[:, 2]) * (xs[:, 0] - xs[:, 2])
    area += (xs[:, 2] - xs[:, 1]) * (ys[:, 0] - ys[:, 2])
    area = np.where(np.abs(area) < 1e-9, np.float32(1e-9), area)
    dx, dy = px - xs[of, 2], py - ys[of, 2]
    a = ((ys[:, 1] - ys[:, 2]) / area)[of] * dx + ((xs[:, 2] - xs[:, 1]) / area)[of] * dy
    b = ((ys[:, 2] - ys[:, 0]) / area)[of] * dx + ((xs[:, 0] - xs[:, 2]) / area)[of] * dy
    edge = np.float32(-1e-4)
    inside = (a >= edge) & (b >= edge) & (a + b <= 1 - edge)
    where = py[inside].astype(np.int64) * lens.width + px[inside]
    winner[where] = of[inside] + batch.first
    share[0, where], share[1, where] = a[inside], b[inside]
