"""Resampling as MONAI and nnU-Net do it, to the last voxel that is not 0.

Sources: MONAI's ``Spacing`` over PyTorch's ``affine_grid`` and ``grid_sample``, and nnU-Net v2's
``default_resampling`` over scikit-image's ``resize`` (Apache-2.0, BSD, BSD).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from core.parallel import at_once
from core.segmenting.recipe import Manner, Resample

Array = npt.NDArray[np.float32]
Function = Callable[[Array], Array]

_MONAI_SAME_MM = 1e-3
"""An axis whose voxels are this close to the wanted size stays as it is (``AFFINE_TOL``)."""

_THICK = 3
"""nnU-Net resamples slices one by one where they are more than three times as thick as wide."""


def resampling(
    shape: Sequence[int], spacing_mm: Sequence[float], step: Resample
) -> tuple[Function, Function]:
    """What resamples (channels, a, b, c) there, and what brings (outputs, …) back to the shape.

    Args:
        shape: a, b and c before.
        spacing_mm: along them.
        step: where to.
    """
    old, new = tuple(spacing_mm), tuple(step.spacing_mm)
    if step.manner is Manner.MONAI:
        new = tuple(o if abs(o - n) <= _MONAI_SAME_MM else n for o, n in zip(old, new, strict=True))
        size = [int(np.round((m - 1) * o / n + 1)) for m, o, n in zip(shape, old, new, strict=True)]
        if new == old:
            return _same, _same
        # Axes that keep their size go through it too, for MONAI rounds along them as well.
        return (
            lambda array: _each(array, lambda c: _linear(c, old, new, size)),
            lambda array: _each(array, lambda c: _linear(c, new, old, shape)),
        )
    size = [round(o / n * s) for o, n, s in zip(old, new, shape, strict=True)]
    there, back = _thick_axis(old, new), _thick_axis(new, old)
    return (
        lambda array: _each(
            array, lambda c: _splines(c, size, step.order, step.order_across, there)
        ),
        lambda array: _each(array, lambda c: _splines(c, shape, step.order_back, 0, back)),
    )


def _same(array: Array) -> Array:
    return array


def _each(array: Array, function: Function) -> Array:
    return np.stack(at_once(function, list(array)))


def _linear(data: Array, old: Sequence[float], new: Sequence[float], shape: Sequence[int]) -> Array:
    """Trilinear, the first voxels' centres together, edges held."""
    for axis, (from_mm, to_mm, count) in enumerate(zip(old, new, shape, strict=True)):
        n = data.shape[axis]
        at = _monai_places(n, count, from_mm, to_mm)
        low = np.floor(at).astype(np.intp)
        high = np.minimum(low + 1, n - 1)
        edges = [1, 1, 1]
        edges[axis] = -1
        share = (at - low).reshape(edges)
        # Each is cast by itself: 1 - 1e-15 is 1 in float32, and what is left of it counts.
        lower, upper = (1 - share).astype(np.float32), share.astype(np.float32)
        data = np.take(data, low, axis) * lower + np.take(data, high, axis) * upper
    return data


def _monai_places(n: int, count: int, from_mm: float, to_mm: float) -> npt.NDArray[np.float64]:
    """Where along n voxels each of ``count`` new ones lies, in voxels, rounded as PyTorch rounds.

    ``i · to_mm / from_mm`` misses a voxel's centre by 1e-15 here and there, in PyTorch and here. It
    then takes 1e-15 of its neighbour: a voxel beside the brain is 1e-12 and no more 0, and counts
    as brain to whoever normalises what is not 0, as MONAI does next. So the same steps are done
    here, in the same order: ``Spacing``'s affine, ``affine_grid``'s coordinates from -1 to 1 and
    ``grid_sample``'s way back to voxels.
    """
    step = 2 / max(count - 1, 1)
    i = np.arange(count)
    j = count - 1 - i
    # In two parts, whose products are exact, since torch.linspace rounds once, after the sum.
    coarse = float(np.float32(step))
    fine = step - coarse
    ends = np.where(i < count // 2, (-1 + coarse * i) + fine * i, (1 - coarse * j) - fine * j)
    base = ends * (count - 1) / count
    away = np.linalg.inv([[2 / count, 1 / count - 1], [0.0, 1.0]])
    scale = 2 / n * (to_mm * (1 / from_mm))
    slope, start = scale * away[0, 0], scale * away[0, 1] + (1 / n - 1)
    places: npt.NDArray[np.float64] = ((base * slope + start + 1) * n - 1) / 2
    return np.clip(places, 0, n - 1)


def _thick_axis(old: Sequence[float], new: Sequence[float]) -> int | None:
    """The one axis along which slices are thick, before or else after; None without one."""
    for spacing in (old, new):
        if max(spacing) / min(spacing) > _THICK:
            thick = [axis for axis, mm in enumerate(spacing) if mm == max(spacing)]
            return thick[0] if len(thick) == 1 else None
    return None


def _splines(
    data: Array, shape: Sequence[int], order: int, order_across: int, across: int | None
) -> Array:
    """Splines, the outer faces together, edges held, never beyond the values' own range."""
    if across is None:
        return _zoomed(data, shape, order)
    flat = [n for axis, n in enumerate(shape) if axis != across]
    slices = [_zoomed(plane, flat, order) for plane in np.moveaxis(data, across, 0)]
    stacked = np.stack(slices, across)
    if stacked.shape[across] == shape[across]:
        return stacked
    return _zoomed(stacked, shape, order_across, clip=False)


def _zoomed(data: Array, shape: Sequence[int], order: int, *, clip: bool = True) -> Array:
    from scipy.ndimage import zoom

    if list(data.shape) == list(shape):
        return data
    factors = [n / o for n, o in zip(shape, data.shape, strict=True)]
    out = zoom(data.astype(np.float64), factors, order=order, mode="nearest", grid_mode=True)
    if clip and order > 1:
        np.clip(out, data.min(), data.max(), out=out)
    return np.asarray(out, np.float32)
