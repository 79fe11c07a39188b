"""Segment a study: prepare, run the network, bring the probabilities home, apply the rules."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product

import numpy as np
import numpy.typing as npt

from core.affine import from_ras, grid_difference_mm, ras_grid
from core.engine import Array, Tick
from core.model_package import Model
from core.postprocessing import label_map_from_probabilities
from core.preprocessing import Prepared, prepare, resample
from core.progress import Progress, no_progress
from core.segmentation import Segmentation
from core.study import Study

ONE_PASS_VOXELS = 7_000_000
"""A crop up to this size (a head is 3.5 million voxels at 1 mm) goes through in one pass."""

WINDOW = 128
OVERLAP = 0.25
"""Sliding windows of larger crops: edge in voxels (of a package that names none), and the least
share by which two overlap. A brain takes eight windows of 128 whether a quarter or half."""


class Mode(StrEnum):
    """How much time to spend."""

    FAST = "fast"
    ACCURATE = "accurate"


@dataclass
class _Clock:
    """Seconds per stage, and progress over the passes of the network."""

    progress: Progress
    passes: int
    seconds: dict[str, float] = field(default_factory=dict)
    done: int = 0
    _last: float = field(default_factory=time.perf_counter)

    def stage(self, name: str) -> None:
        """Count the time since the last stage as ``name``'s."""
        now = time.perf_counter()
        self.seconds[name] = self.seconds.get(name, 0.0) + now - self._last
        self._last = now

    def tick(self, text: str = "network") -> None:
        """Tell the progress, which may raise ``Cancelled``."""
        self.progress(self.done, self.passes + 2, text)


def segment(
    study: Study, model: Model, progress: Progress = no_progress, mode: Mode = Mode.FAST
) -> Segmentation:
    """Find the tumour of a checked study.

    The same input, model, engine and machine give the same bytes.

    Args:
        study: passed :func:`core.checks.check`.
        model: from :func:`core.model_package.load_model`.
        progress: called between stages and several times a second; may raise ``Cancelled``.
        mode: Fast runs the network over the crop once; Accurate also runs mirror images of it
            and averages.

    Raises:
        CheckError: the model needs a sequence that the study lacks, or all is background.
        Cancelled: out of ``progress``.
    """
    flips = mirrorings(model.package.flips if mode is Mode.ACCURATE else ())
    clock = _Clock(progress, len(flips))
    clock.tick("preprocess")
    prepared = prepare(study, model.package.preprocessing)
    clock.stage("preprocess")
    clock.done = 1
    crop = _probabilities(prepared.array, model, flips, clock)
    clock.stage("network")
    clock.tick("postprocess")
    probabilities = on_native_grid(crop, prepared)
    label_map = label_map_from_probabilities(
        probabilities, model.package.postprocessing, study.grid.voxel_ml
    )
    clock.stage("postprocess")
    clock.done += 1
    clock.tick("done")
    return Segmentation(
        study.name, study.grid, label_map, probabilities, model.package.name, clock.seconds
    )


def mirrorings(axes: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Every subset of the axes, the unmirrored first."""
    return [
        tuple(a for a, chosen in zip(axes, choice, strict=True) if chosen)
        for choice in product((False, True), repeat=len(axes))
    ]


def predict(array: Array, model: Model, axes: tuple[int, ...], tick: Tick) -> Array:
    """One mirrored pass over a crop of any size, mirrored back.

    Args:
        array: float32, (input channels, x, y, z).
        model: the network.
        axes: spatial axes to mirror.
        tick: called several times a second; may raise ``Cancelled``.

    Returns:
        float32, (3, x, y, z), probabilities of WT, TC, ET.
    """
    spatial = tuple(a + 1 for a in axes)
    padded = _padded(np.flip(array, spatial), model.engine.multiple)
    window = model.package.window
    if window is None and int(np.prod(padded.shape[1:])) <= ONE_PASS_VOXELS:
        out = model.engine(padded, tick)
    else:
        out = _windows(padded, model, window or WINDOW, tick)
    x, y, z = array.shape[1:]
    return np.flip(out[:, :x, :y, :z], spatial)


def _probabilities(
    array: Array, model: Model, flips: list[tuple[int, ...]], clock: _Clock
) -> npt.NDArray[np.uint8]:
    total: Array | None = None
    for axes in flips:
        clock.tick()
        one = predict(array, model, axes, clock.tick)
        total = one if total is None else total + one
        clock.done += 1
    assert total is not None
    return to_uint8(total, 1.0 / len(flips))


def to_uint8(probabilities: Array, scale: float = 1.0) -> npt.NDArray[np.uint8]:
    """255 × probability × scale, rounded."""
    return np.asarray(np.rint(probabilities * np.float32(255.0 * scale)), np.uint8)


def on_native_grid(crop: npt.NDArray[np.uint8], prepared: Prepared) -> npt.NDArray[np.uint8]:
    """Paste a crop's probabilities back, resample them if need be, and restore the axes.

    Args:
        crop: uint8, (3, x, y, z), the box of ``prepared``.
        prepared: where the crop came from.

    Returns:
        uint8, (3, i, j, k), on the study's native grid and axes.
    """
    native = prepared.native_grid
    ras = ras_grid(native)
    out = np.zeros((crop.shape[0], *native.shape), np.uint8)
    for channel, target in zip(crop, out, strict=True):
        whole = np.zeros(prepared.model_grid.shape, np.uint8)
        whole[prepared.box] = channel
        if grid_difference_mm(prepared.model_grid, ras) > 0:
            moved = resample(whole, prepared.model_grid, ras)
            whole = np.rint(moved, out=moved).astype(np.uint8)
        target[:] = from_ras(whole, native.affine)
    return out


def _padded(array: Array, multiple: int) -> Array:
    pad = [(0, 0), *((0, -n % multiple) for n in array.shape[1:])]
    return np.pad(array, pad)


def _windows(array: Array, model: Model, edge: int, tick: Tick) -> Array:
    """Sliding windows blended with weights that fall towards a window's edges."""
    size = tuple(min(edge, n) for n in array.shape[1:])
    weight = _blend(size)
    total = np.zeros((3, *array.shape[1:]), np.float32)
    weights = np.zeros(array.shape[1:], np.float32)
    for box in _window_boxes(array.shape[1:], size):
        tick()
        total[(slice(None), *box)] += model.engine(array[(slice(None), *box)], tick) * weight
        weights[box] += weight
    total /= weights
    return total


def _blend(size: tuple[int, ...]) -> Array:
    # The Gaussian of nnU-Net: sigma an eighth of the edge.
    weight = np.ones(size, np.float32)
    for axis, n in enumerate(size):
        offset = (np.arange(n) - (n - 1) / 2) / (n / 8)
        shape = [n if a == axis else 1 for a in range(3)]
        weight *= np.maximum(np.exp(-0.5 * offset**2), 1e-3).reshape(shape).astype(np.float32)
    return weight


def _window_boxes(shape: tuple[int, ...], size: tuple[int, ...]) -> Iterator[tuple[slice, ...]]:
    starts = []
    for n, s in zip(shape, size, strict=True):
        count = 1 + int(np.ceil((n - s) / (s * (1 - OVERLAP))))
        starts.append(np.unique(np.rint(np.linspace(0, n - s, count)).astype(int)).tolist())
    for corner in product(*starts):
        yield tuple(slice(c, c + s) for c, s in zip(corner, size, strict=True))
