"""The edge of a set of voxels as lines between voxels."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtGui import QPainterPath


def mask_outline(mask: npt.NDArray[np.bool_]) -> QPainterPath:
    """The voxel edges that separate true from false, in voxels (columns right, rows down)."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if rows.size == 0:
        return QPainterPath()
    top, left = int(rows[0]), int(columns[0])
    part = np.pad(mask[top : rows[-1] + 1, left : columns[-1] + 1], 1)
    across = _runs(part[1:] != part[:-1])
    down = _runs((part[:, 1:] != part[:, :-1]).T)
    # across: (row edge, first column, last column); down: (column edge, first row, last row)
    x = np.concatenate([across[:, 1:].ravel() - 1, np.repeat(down[:, 0], 2)]) + left
    y = np.concatenate([np.repeat(across[:, 0], 2), down[:, 1:].ravel() - 1]) + top
    path: QPainterPath = pg.functions.arrayToQPath(
        x.astype(float), y.astype(float), connect="pairs"
    )
    return path


def _runs(edges: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Runs of true along each row, shape (n, 3): row, first, one past the last."""
    padded = np.pad(edges, ((0, 0), (1, 1))).astype(np.int8)
    step = np.diff(padded, axis=1)
    row, first = np.nonzero(step == 1)
    last = np.nonzero(step == -1)[1]
    return np.column_stack([row, first, last])


def label_box(labels: npt.NDArray[np.uint8]) -> tuple[slice, slice]:
    """Rows and columns that hold every label; one empty voxel where there is none."""
    rows, columns = np.flatnonzero(labels.any(axis=1)), np.flatnonzero(labels.any(axis=0))
    if rows.size == 0:
        return slice(0, 1), slice(0, 1)
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)
