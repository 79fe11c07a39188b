"""Passes of the network over one crop: as it lies, mirrored, moved by a voxel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product

import numpy as np

from core.networks.engine import Array, Engine
from core.segmenting.model_package import ModelPackage
from core.segmenting.preprocessing import Crop
from core.space.boxes import Box, Size

OnPass = Callable[[int, int], None]
"""Called with the passes done and all passes, several times a second; may raise ``Cancelled``."""


class Mode(StrEnum):
    """How much time to spend."""

    FAST = "fast"
    ACCURATE = "accurate"


@dataclass(frozen=True)
class Pass:
    """How a pass lays the crop before the network.

    Attributes:
        flip: axes to mirror.
        shift: voxels by which the crop is moved along every axis. The network works in blocks
            of 2×2×2 voxels and more, whose places within the head a moved pass changes.
    """

    flip: tuple[int, ...] = ()
    shift: int = 0


def mode_passes(package: ModelPackage, mode: Mode) -> list[Pass]:
    """Fast runs the network once; Accurate runs every mirror image, unmoved and moved."""
    if mode is Mode.FAST:
        return [Pass()]
    return [
        Pass(flip, shift)
        for shift, flip in product((0, *package.shifts), mirrorings(package.flips))
    ]


def mirrorings(axes: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Every subset of the axes, the unmirrored first."""
    return [
        tuple(a for a, chosen in zip(axes, choice, strict=True) if chosen)
        for choice in product((False, True), repeat=len(axes))
    ]


def unmoved(passes: Sequence[Pass]) -> list[Pass]:
    """Those that do not move the crop."""
    return [one for one in passes if not one.shift]


def padded_size(shape: Size, multiple: int, shift: int = 0) -> Size:
    """The least size that holds a crop, moved, and that the network takes."""
    x, y, z = (n + shift + -(n + shift) % multiple for n in shape)
    return (x, y, z)


@dataclass
class PassRun:
    """The passes over one crop, and how many of them are done.

    Attributes:
        prepared: the crop.
        engine: the network.
        passes: what :meth:`summed` adds up.
        on_pass: see :data:`OnPass`.
        count: passes in all, for ``on_pass``.
        done: passes done.
    """

    prepared: Crop
    engine: Engine
    passes: Sequence[Pass]
    on_pass: OnPass
    count: int
    done: int = 0
    _input: Array = field(init=False)
    _place: object = field(default=None, init=False)

    def summed(self, box: Box) -> Array:
        """The network's answers to one window's passes, laid back and added.

        Args:
            box: the window; it may reach beyond the crop, whose outside is 0 as in training.

        Returns:
            float32, (3, x, y, z) of the part of the window within the crop; perhaps the
            engine's own memory.
        """
        part = _within(box, self.prepared.shape)
        total: Array | None = None
        for one in self.passes:
            answer = self._answer(box, part, one)
            self.done += 1
            if len(self.passes) == 1:
                return answer
            total = np.array(answer) if total is None else np.add(total, answer, out=total)
        assert total is not None
        return total

    def _answer(self, box: Box, part: Box, one: Pass) -> Array:
        self._tick()
        a, b, c = (s.stop - s.start for s in box)
        size = padded_size((a, b, c), self.engine.multiple)
        if one.shift:
            size = padded_size(self.prepared.shape, self.engine.multiple, one.shift)
        extent = (
            slice(None),
            *(slice(one.shift, one.shift + s.stop - s.start) for s in part),
        )
        padded = self._zeros(size, part, one.shift)
        spatial = tuple(axis + 1 for axis in one.flip)
        self.prepared.fill(np.flip(padded[extent], spatial), part)
        return np.flip(self.engine(padded, self._tick)[extent], spatial)

    def _zeros(self, size: Size, part: Box, shift: int) -> Array:
        """An input that is 0 outside of the part; one for all passes that fill the same place."""
        place = (size, part, shift)
        if self._place != place:
            self._input = np.zeros((self.prepared.input_channels, *size), np.float32)
            self._place = place
        return self._input

    def _tick(self) -> None:
        self.on_pass(self.done, self.count)


def _within(box: Box, shape: Size) -> Box:
    """The part of a window that lies within the crop."""
    x, y, z = (slice(s.start, min(s.stop, n)) for s, n in zip(box, shape, strict=True))
    return (x, y, z)
