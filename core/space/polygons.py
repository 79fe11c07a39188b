"""Which points of a lattice a polygon encloses."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Outline = npt.NDArray[np.float64]
"""Corners of a closed polygon, shape (n, 2), along the two axes of a slice; the last is joined to
the first."""


def enclosed(outline: Outline, shape: tuple[int, ...]) -> npt.NDArray[np.bool_]:
    """Voxels whose centres lie inside, by the even-odd rule: each edge turns all beyond it over.

    Args:
        outline: in voxels, whole numbers at their centres.
        shape: of the slice, two numbers.
    """
    rows, columns = shape
    (r0, c0), (r1, c1) = outline.T, np.roll(outline, -1, axis=0).T
    row = np.arange(rows)[:, None]
    crossed = (np.minimum(r0, r1) <= row) & (row < np.maximum(r0, r1))
    at, edge = np.nonzero(crossed)
    slope = (c1[edge] - c0[edge]) / (r1[edge] - r0[edge])
    column = np.ceil(c0[edge] + (at - r0[edge]) * slope).clip(0, columns).astype(int)
    # The column past the last is a bin.
    turns = np.zeros((rows, columns + 1), int)
    np.add.at(turns, (at, column), 1)
    return np.asarray(turns[:, :columns].cumsum(axis=1) % 2 == 1)
