"""Weights out of PyTorch's files, of which nothing is executed.

A ``.pt`` or ``.pth`` file is a pickle, which may call any function when it is read. PyTorch's
``weights_only`` reader makes tensors and plain values alone; beside those only numpy's numbers are
let in, which nnU-Net keeps its training log in. All else is refused by name.
"""

from __future__ import annotations

import pickle
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from core.foreign_models.original import refused

_NUMBERS = (np.float16, np.float32, np.float64, np.int32, np.int64, np.uint8, np.bool_)
_FOREIGN = re.compile(r"(?:GLOBAL|global|class|function)\s+`?([A-Za-z_][\w.]+\.[\w.]+)")

_WHY = (
    "Reading it would run code. Only tensors, plain values and numpy's numbers are read. Save the "
    "weights as a state dict: torch.save(network.state_dict(), path)."
)


def read_weights(path: Path) -> dict[str, Any]:
    """What a PyTorch file holds, a mapping of plain values and tensors.

    Raises:
        ModelPackageError: absent, damaged, no mapping, or it would run code.
    """
    import torch

    if not path.is_file():
        raise refused(path, "this file of weights is missing. Copy the whole folder again.")
    try:
        with torch.serialization.safe_globals(_allowed()):
            values = torch.load(path, map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        named = sorted(set(_unsafe(path)) | set(_FOREIGN.findall(str(error))))
        told = f" It asks for {', '.join(named[:3])}." if named else ""
        raise refused(path, f"this file is refused.{told} {_WHY}") from error
    except Exception as error:
        # A damaged file makes the reader fail in any way: on an empty stack, an odd length.
        raise refused(
            path, f"this is no readable file of PyTorch weights ({type(error).__name__})."
        ) from error
    if not isinstance(values, Mapping):
        raise refused(path, f"expected named weights, found {type(values).__name__}. {_WHY}")
    return dict(values)


def load_into(network: Any, weights: Mapping[str, Any], path: Path) -> Any:
    """Put weights into a network and make it ready to run.

    Raises:
        ModelPackageError: names or shapes differ from the network's.
    """
    own = network.state_dict()
    absent = [name for name in own if name not in weights]
    strange = [name for name in weights if name not in own]
    if absent or strange:
        raise refused(
            path,
            f"its weights do not fit the network that its configuration describes: {len(absent)} "
            f"are absent and {len(strange)} unknown, such as {(absent + strange)[0]}.",
        )
    try:
        network.load_state_dict(dict(weights))
    except RuntimeError as error:
        first = str(error).strip().splitlines()[-1].strip()
        raise refused(
            path, f"its weights do not fit the network that its configuration describes: {first}"
        ) from error
    return network.float().eval()


def is_torchscript(path: Path) -> bool:
    """Whether a file is a TorchScript program and not weights alone."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return any("/code/" in name for name in archive.namelist())


def _allowed() -> list[Any]:
    make = np.float64(0).__reduce__()[0]  # numpy's function that makes a number of bytes
    names = ("numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar")
    kinds = [type(np.dtype(kind)) for kind in _NUMBERS]
    return [np.dtype, *kinds, *((make, name) for name in names)]


def _unsafe(path: Path) -> list[str]:
    """What a file asks for beyond plain values; empty where PyTorch cannot tell."""
    from torch.serialization import get_unsafe_globals_in_checkpoint

    try:
        return list(get_unsafe_globals_in_checkpoint(path))
    except (ValueError, RuntimeError, OSError, pickle.UnpicklingError, EOFError):
        return []
