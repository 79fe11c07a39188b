"""A brain extractor that needs no weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from core.brain_extraction.package import BrainModel, BrainPackage


class InTheMiddle:
    """Takes a ball in the middle of what it is shown for brain."""

    name, multiple = "stand-in", 16

    def __call__(self, array, tick):
        tick()
        shape = array.shape[1:]
        ijk = np.indices(shape) - (np.array(shape).reshape(3, 1, 1, 1) - 1) / 2
        return (np.linalg.norm(ijk, axis=0) < 32).astype(np.float32)[None]


def ball_extractor() -> BrainModel:
    """A model that finds a ball of 64 mm in the middle of a head."""
    package = BrainPackage(Path(), "ball", {"widths": [4, 4, 4, 4]}, 2.0, 0.5, 0.0, {}, {})
    return BrainModel(package, InTheMiddle())
