"""Something that turns a network's input into region probabilities."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]


class Engine(Protocol):
    """One loaded network.

    Attributes:
        name: engine, device and precision, for the report ("OpenVINO CPU bf16").
        multiple: input edges must be a multiple of this many voxels.
    """

    name: str
    multiple: int

    def __call__(self, array: Array) -> Array:
        """Probabilities of WT, TC, ET.

        Args:
            array: float32, (channels + 1, x, y, z), edges multiples of ``multiple``.

        Returns:
            float32, (3, x, y, z), 0 to 1.
        """
        ...
