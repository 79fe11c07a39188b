"""Something that turns a network's input into region probabilities."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]

Precision = Literal["auto", "f32", "bf16"]
"""Arithmetic of a CPU engine; ``auto`` takes bf16 where that is faster."""

IR_CONSTANTS = "ir.constants"
"""What an IR asks of the weights' file beside the weights: a tensor that is none of them."""

Tick = Callable[[], None]
"""Called several times a second while a network runs; may raise ``Cancelled``."""


def bring_in_openvino() -> None:
    """Import OpenVINO and its part for processors, so that a model loads sooner afterwards.

    Both hold Python's lock for long, as loading the model and running it do not.

    Raises:
        ImportError, RuntimeError: it is not part of this installation, or does not run here.
    """
    import openvino

    openvino.Core().get_property("CPU", "FULL_DEVICE_NAME")


class Engine(Protocol):
    """One loaded network.

    Attributes:
        name: engine, device and precision, for the report ("OpenVINO CPU f32").
        multiple: input edges must be a multiple of this many voxels.
    """

    name: str
    multiple: int

    def __call__(self, array: Array, tick: Tick) -> Array:
        """Probabilities of what the network was taught: WT, TC, ET; or brain.

        Args:
            array: float32, (input channels, x, y, z), edges multiples of ``multiple``.
            tick: see :data:`Tick`.

        Returns:
            float32, (outputs, x, y, z), 0 to 1; perhaps the engine's own memory, which holds until
            the next call.
        """
        ...
