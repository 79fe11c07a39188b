"""Windows as MONAI and nnU-Net lay them, in float, for networks that were trained with them.

The program's own windows are :mod:`core.segmenting.windows`; these begin where the two
frameworks begin theirs and weigh as they weigh, so that an imported network answers as it did.
Sources: ``monai.inferers.sliding_window_inference`` and nnU-Net v2's
``sliding_window_prediction`` (both Apache-2.0).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
import numpy.typing as npt

from core.segmenting.recipe import Manner, Windows
from core.space.boxes import Box, Size

Array = npt.NDArray[np.float32]

_LEAST_WEIGHT = 1e-3
_SIGMAS_PER_EDGE = 8


def padding(shape: Sequence[int], size: Size) -> list[tuple[int, int]]:
    """Voxels of 0 before and after each axis, so that a window fits; half on either side."""
    short = [max(s - n, 0) for n, s in zip(shape, size, strict=True)]
    return [(n // 2, n - n // 2) for n in short]


def window_places(shape: Sequence[int], windows: Windows) -> list[Box]:
    """Where windows lie over an array that is as large as one at least."""
    starts = [
        _starts(n, s, windows.overlap, windows.manner)
        for n, s in zip(shape, windows.size, strict=True)
    ]
    a, b, c = windows.size
    return [(slice(x, x + a), slice(y, y + b), slice(z, z + c)) for x, y, z in product(*starts)]


def _starts(n: int, size: int, overlap: float, manner: Manner) -> list[int]:
    if n == size:
        return [0]
    if manner is Manner.MONAI:
        step = max(int(size * (1 - overlap)), 1)
        count = 1 + int(np.ceil((n - size) / step))
        return [min(i * step, n - size) for i in range(count)]
    count = 1 + int(np.ceil((n - size) / (size * (1 - overlap))))
    return [int(np.round((n - size) / (count - 1) * i)) for i in range(count)]


def window_weights(windows: Windows) -> Array:
    """Weight of each voxel of a window, above 0; shape of its size."""
    if not windows.gaussian:
        return np.ones(windows.size, np.float32)
    if windows.manner is Manner.MONAI:
        x, y, z = (_bell(n) for n in windows.size)
    else:
        x, y, z = (_smoothed_peak(n) for n in windows.size)
    weights = np.asarray(x[:, None, None] * y[:, None] * z, np.float32)
    if windows.manner is Manner.MONAI:
        return np.maximum(weights, np.float32(max(float(weights.min()), _LEAST_WEIGHT)))
    # nnU-Net keeps them in half precision, which is 0 or coarse towards a window's corners.
    coarse = (10 * (weights / weights.max())).astype(np.float16)
    coarse[coarse == 0] = coarse[coarse != 0].min()
    return np.asarray(coarse, np.float32)


def _bell(n: int) -> npt.NDArray[np.float64]:
    offset = (np.arange(n) - (n - 1) / 2) / (n / _SIGMAS_PER_EDGE)
    return np.asarray(np.exp(-0.5 * offset**2), np.float64)


def _smoothed_peak(n: int) -> npt.NDArray[np.float64]:
    from scipy.ndimage import gaussian_filter1d

    peak = np.zeros(n)
    peak[n // 2] = 1
    return np.asarray(gaussian_filter1d(peak, n / _SIGMAS_PER_EDGE, mode="constant"))
