"""Windows that slide over a crop too large for one pass, and how their answers are joined."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
import numpy.typing as npt

from core.space.boxes import Box, Size

Array = npt.NDArray[np.float32]
Probabilities = npt.NDArray[np.uint8]

OVERLAP = 0.25
"""The least share by which two windows overlap. A brain takes eight windows of 128 whether a
quarter or half."""


def window_starts(shape: Size, size: Size) -> list[list[int]]:
    """Where windows begin along each axis, so that they cover the shape evenly."""
    starts = []
    for n, s in zip(shape, size, strict=True):
        count = 1 + int(np.ceil((n - s) / (s * (1 - OVERLAP))))
        starts.append(np.unique(np.rint(np.linspace(0, n - s, count)).astype(int)).tolist())
    return starts


def window_boxes(starts: Sequence[Sequence[int]], size: Size) -> list[Box]:
    """The windows of all combinations of starts, those of the first start along x first."""
    boxes = []
    for x, y, z in product(*starts):
        boxes.append((slice(x, x + size[0]), slice(y, y + size[1]), slice(z, z + size[2])))
    return boxes


def to_uint8(probabilities: Array, scale: float = 1.0) -> Probabilities:
    """255 × probability × scale, rounded."""
    out = np.empty(probabilities.shape, np.uint8)
    # A plane at a time: no second float volume, and all steps within the processor's cache.
    for channel, target in zip(probabilities, out, strict=True):
        for plane, rounded in zip(channel, target, strict=True):
            scaled = plane * np.float32(255.0 * scale)
            np.copyto(rounded, np.rint(scaled, out=scaled), casting="unsafe")
    return out


class Blend:
    """The weighted mean of windows, whose weights fall towards their edges.

    Windows come in order along x, so that float values are kept for one window's thickness
    only: planes that no later window reaches are rounded at once.

    Args:
        shape: of the crop; windows may reach beyond it.
        size: of a window.
        starts: of all windows, see :func:`window_starts`.
    """

    def __init__(self, shape: Size, size: Size, starts: Sequence[Sequence[int]]) -> None:
        self._out = np.empty((3, *shape), np.uint8)
        self._slab = np.zeros((3, size[0], *shape[1:]), np.float32)
        self._first = 0
        self._profiles = [_profile(n) for n in size]
        # Every combination of starts occurs, so that the sum of the weights is a product too.
        self._sums = [
            _summed(profile, begins, n)
            for profile, begins, n in zip(self._profiles, starts, shape, strict=True)
        ]

    def add(self, box: Box, values: Array, scale: float = 1.0) -> None:
        """Take a window's values in.

        Args:
            box: the window; none before it may begin further along x.
            values: float32, (3, x, y, z) of the part of the box within the shape.
            scale: factor of the values.
        """
        self._round_until(box[0].start)
        x, y, z = (p[:n] for p, n in zip(self._profiles, values.shape[1:], strict=True))
        weight = (np.float32(scale) * x[:, None, None]) * y[:, None] * z
        rows = slice(box[1].start, box[1].start + len(y))
        columns = slice(box[2].start, box[2].start + len(z))
        for total, value in zip(self._slab[:, : len(x), rows, columns], values, strict=True):
            np.add(total, value * weight, out=total)

    def finish(self) -> Probabilities:
        """uint8, (3, x, y, z), once every window was added."""
        self._round_until(self._out.shape[1])
        return self._out

    def _round_until(self, end: int) -> None:
        done = end - self._first
        if done <= 0:
            return
        x, y, z = self._sums
        ready = self._slab[:, :done]
        ready /= x[self._first : end, None, None]
        ready /= y[:, None]
        ready /= z
        self._out[:, self._first : end] = to_uint8(ready)
        kept = self._slab.shape[1] - done
        for plane in range(kept):
            self._slab[:, plane] = self._slab[:, plane + done]
        self._slab[:, max(kept, 0) :] = 0
        self._first = end


def _profile(n: int) -> Array:
    # The Gaussian of nnU-Net: sigma an eighth of the edge.
    offset = (np.arange(n) - (n - 1) / 2) / (n / 8)
    return np.asarray(np.maximum(np.exp(-0.5 * offset**2), 1e-3), np.float32)


def _summed(profile: Array, starts: Sequence[int], n: int) -> Array:
    total = np.zeros(n, np.float32)
    for start in starts:
        part = total[start : start + profile.size]
        part += profile[: part.size]
    return total
