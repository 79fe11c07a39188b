"""Which way an array's axes run, told from the head in it.

The outline of the tissue is laid over the outline of the phantom's head, turned in every way, at
every place and in three sizes; the turn that fits best is taken. A head is almost the same on both
sides, so that left and right cannot be told: of the 48 ways 24 are left, each standing for a head
and its mirror image. ``python -m benchmarks.head_axes`` prints how often this is right
(``docs/CHECKS.md``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import permutations, product
from typing import Any

import numpy as np
import numpy.typing as npt

from core.checks.contents import sample
from core.phantom.phantom import brain_outline

Outline = npt.NDArray[np.float32]
"""Share of each block that is tissue, 0 to 1."""

BLOCK_MM = 8.0
SURE_MARGIN = 0.03
"""The best turn's correlation above the second best's. Whole heads measure 0.05 and more; where
the best was wrong, in slabs without crown and base, it was 0.02 at most."""

_SIZES = (0.94, 0.88, 1.0)
"""Real heads in atlas space are as large as the phantom's or smaller. The first size is tried in
every turn, the others in the best :data:`_CLOSER`."""

_CLOSER = 8

_SPACING_MM = (0.2, 10.0)
_BRAIN_ML = 1450.0
_MOST_BLOCKS = 64
_EMPTY_SHARE = 0.15
"""Where this many voxels have one value, it is the background of a stripped brain."""

_FOREGROUND = {True: 0.03, False: 0.15}
"""Share of the bright tissue's level that counts as head, in stripped and unstripped scans."""

_IN_VIEW = 0.5
"""A place of the template is judged where this share of it lies within the array."""

_LETTERS = (("R", "L"), ("A", "P"), ("S", "I"))


@dataclass(frozen=True)
class HeadAxes:
    """What the head says.

    Attributes:
        axes: axis codes such as ``"LPS"``. Between a head and its mirror image the one is taken in
            which axes in the order left-right, front-back, top-bottom are right-handed, as in
            LPS and RAS and in the same arrays turned round (SPL).
        fit: correlation of the head with the template, -1 to 1.
        margin: by how much less the next best turn fits.
    """

    axes: str
    fit: float
    margin: float

    @property
    def sure(self) -> bool:
        """Whether no other turn comes close."""
        return self.margin >= SURE_MARGIN


def head_axes(
    arrays: Iterable[npt.NDArray[Any]], spacing_mm: Sequence[float] | None = None
) -> HeadAxes | None:
    """Tell which way the axes of some sequences of one head run.

    Args:
        arrays: of one shape, (i, j, k).
        spacing_mm: voxel edge lengths along i, j, k. Where nobody knows them, cubes of 1 mm are
            tried, then such cubes as make a brain's volume of the tissue.

    Returns:
        The best turn; None where nothing in it has the size of a head.
    """
    tissue = _tissue(arrays)
    if spacing_mm is not None:
        return _told(tissue, spacing_mm)
    told = _told(tissue, (1.0, 1.0, 1.0))
    voxels = int(np.count_nonzero(tissue))
    if voxels == 0 or (told is not None and told.sure):
        return told
    edge = (_BRAIN_ML * 1000.0 / voxels) ** (1 / 3)
    again = _told(tissue, (edge, edge, edge))
    return again if again is not None and (told is None or again.sure) else told


def _told(tissue: npt.NDArray[np.bool_], spacing_mm: Sequence[float]) -> HeadAxes | None:
    if not all(_SPACING_MM[0] <= mm <= _SPACING_MM[1] for mm in spacing_mm):
        return None
    blocks = _blocks(tissue, spacing_mm)
    if blocks is None:
        return None
    middle, *others = _templates()
    fits = _fits(blocks, middle, tuple(_turns()))
    closer = tuple(sorted(fits, key=lambda axes: -fits[axes])[:_CLOSER])
    for template in others:
        others_fit = _fits(blocks, template, closer)
        fits |= {axes: max(fit, fits[axes]) for axes, fit in others_fit.items()}
    (axes, best), (_, second), *_ = sorted(fits.items(), key=lambda item: -item[1])
    return HeadAxes(axes, best, best - second) if best > 0.0 else None


def _tissue(arrays: Iterable[npt.NDArray[Any]]) -> npt.NDArray[np.bool_]:
    """What is above the background in any sequence."""
    tissue: npt.NDArray[np.bool_] | None = None
    for data in arrays:
        some = sample(data)
        some = some[np.isfinite(some)]
        if some.size == 0:
            continue
        values, counts = np.unique(some, return_counts=True)
        stripped = bool(counts.max() >= _EMPTY_SHARE * some.size)
        # The faces of a tight crop are tissue; the commonest value is the background all the same.
        level = values[counts.argmax()] if stripped else np.quantile(some, 0.05)
        bright = np.quantile(np.abs(some - np.float32(level)), 0.995)
        with np.errstate(invalid="ignore"):
            # A NaN is above nothing.
            found = np.abs(data - np.float32(level)) > _FOREGROUND[stripped] * bright
        tissue = found if tissue is None else tissue | found
    return np.zeros((1, 1, 1), bool) if tissue is None else tissue


def _blocks(tissue: npt.NDArray[np.bool_], spacing_mm: Sequence[float]) -> Outline | None:
    """Means over blocks of about 8 mm, cut to the head and a margin of two blocks."""
    from scipy.ndimage import zoom

    counts = [max(1, round(BLOCK_MM / mm)) for mm in spacing_mm]
    blocks = [n // count for n, count in zip(tissue.shape, counts, strict=True)]
    if min(blocks) < 2:
        return None
    inner = []
    for n, count, whole in zip(tissue.shape, counts, blocks, strict=True):
        first = (n - count * whole) // 2
        inner.append(slice(first, first + count * whole))
    parts = [part for pair in zip(blocks, counts, strict=True) for part in pair]
    means = tissue[tuple(inner)].reshape(parts).mean(axis=(1, 3, 5), dtype=np.float32)
    box = []
    for axis in range(3):
        hit = np.flatnonzero(means.max(axis=tuple(a for a in range(3) if a != axis)) > 0.05)
        if hit.size == 0:
            return None
        box.append(slice(max(int(hit[0]) - 2, 0), int(hit[-1]) + 3))
    means = means[tuple(box)]
    factors = [n * mm / BLOCK_MM for n, mm in zip(counts, spacing_mm, strict=True)]
    if max(n * f for n, f in zip(means.shape, factors, strict=True)) > _MOST_BLOCKS:
        return None
    if not np.allclose(factors, 1.0, atol=0.02):
        means = np.clip(zoom(means, factors, order=1), 0.0, 1.0)
    return means if min(means.shape) > 1 and np.ptp(means) > 0 else None


@cache
def _templates() -> tuple[Outline, ...]:
    """The phantom's head in blocks, in each size, in a cube of zeros, RAS+."""
    from scipy.ndimage import zoom

    head = np.pad(brain_outline(BLOCK_MM / 2).astype(np.float32), 4)
    made = []
    for size in _SIZES:
        scaled = np.clip(zoom(head, size, order=1), 0.0, 1.0)
        even = scaled[tuple(slice(n // 2 * 2) for n in scaled.shape)]
        x, y, z = (n // 2 for n in even.shape)
        means = even.reshape(x, 2, y, 2, z, 2).mean(axis=(1, 3, 5))
        side = max(means.shape)
        ends = [((side - n) // 2, side - n - (side - n) // 2) for n in means.shape]
        made.append(np.asarray(np.pad(means, ends), np.float32))
    return tuple(made)


@cache
def _turns() -> Mapping[str, tuple[tuple[int, ...], tuple[int, ...]]]:
    """Per axis codes, the template axis that each array axis runs along, and its direction."""
    turns = {}
    for along in permutations(range(3)):
        for front, top in product((1, -1), repeat=2):
            signs = (front * top, front, top)
            letters = "".join(_LETTERS[a][signs[a] < 0] for a in along)
            turns[letters] = (along, tuple(signs[a] for a in along))
    return turns


def _turned(template: Outline, along: tuple[int, ...], signs: tuple[int, ...]) -> Outline:
    return np.transpose(template, along)[tuple(slice(None, None, sign) for sign in signs)]


def _fits(blocks: Outline, template: Outline, turns: Sequence[str]) -> dict[str, float]:
    """Best correlation of each turn, over all places, within the array's field of view."""
    from scipy.fft import irfftn, next_fast_len, rfftn

    turned = np.stack([_turned(template, *_turns()[axes]) for axes in turns])
    turned = turned[:, ::-1, ::-1, ::-1]  # a convolution with the mirror image correlates
    pairs = zip(blocks.shape, template.shape, strict=True)
    shape = [next_fast_len(n + m - 1, real=True) for n, m in pairs]
    axes = (1, 2, 3)
    of_blocks = rfftn(blocks[None], shape, axes)
    of_view = rfftn(np.ones_like(blocks)[None], shape, axes)
    of_turned = rfftn(turned, shape, axes)
    both = irfftn(of_blocks * of_turned, shape, axes)
    inside = irfftn(of_view * of_turned, shape, axes)
    squares = irfftn(of_view * rfftn(turned**2, shape, axes), shape, axes)
    count = blocks.size
    spread = squares - inside**2 / count
    fit = (both - blocks.sum() * inside / count) / np.sqrt(
        np.maximum(spread, 1e-3) * blocks.var() * count
    )
    seen = (inside >= _IN_VIEW * template.sum()) & (spread > 1e-2)
    best = np.where(seen, fit, -1.0).max(axis=axes)
    return dict(zip(turns, best.tolist(), strict=True))
