"""A sequence on another's grid, which costs nothing until somebody looks at its values."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy.typing as npt

from core.space.affine import Grid
from core.space.resampling import sampled
from core.studies.study import Volume


class Interpolated(Volume):
    """A volume on another's grid, its darkest value where it does not reach.

    The values are interpolated once, where they are first asked for, in the thread that asks: a
    command that writes a label map needs none of them, and of a large series they take a hundred
    megabytes. What else a volume tells is known from the start.

    Whoever replaces a field of it gets a plain volume's behaviour, the values made.
    """

    _own: Volume
    _target: Grid

    @classmethod
    def on_grid_of(cls, reference: Volume, volume: Volume) -> Interpolated:
        """A volume on the grid of another, with that one's header.

        Args:
            reference: gives grid and header.
            volume: gives the values; whole numbers stay whole.
        """
        made = cls.__new__(cls)
        known = {
            "affine": reference.affine,
            "header": reference.header,
            "path": volume.path,
            "source": None,
            "resampled_from": volume.source,
            "_own": volume,
            "_target": reference.grid,
        }
        made.__dict__.update(known)
        return made

    @cached_property
    def data(self) -> npt.NDArray[Any]:
        """Shape (i, j, k) of the grid; integer where the volume's own is, else float32."""
        own = self._own
        kind = own.data.dtype if own.data.dtype.kind in "iu" else "float32"
        return sampled(own.data, own.affine, self._target, float(own.data.min()), kind)

    @property
    def grid(self) -> Grid:
        """Shape and affine, known before the values."""
        return super().grid if "data" in self.__dict__ else self._target
