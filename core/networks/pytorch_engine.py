"""The reference engine: PyTorch in float32, on a CPU or a GPU."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import torch

from core.networks.engine import IR_CONSTANTS, Array, Tick
from core.networks.network import Architecture, HalfResolutionUNet


class PyTorchEngine:
    """See :class:`core.networks.engine.Engine`. A pass cannot be stopped in its middle."""

    def __init__(self, network: HalfResolutionUNet, multiple: int, device: str) -> None:
        self.name = f"PyTorch {device} f32"
        self.multiple = multiple
        self._device = torch.device(device)
        self._network = network.to(self._device).eval()

    def __call__(self, array: Array, tick: Tick) -> Array:
        """See :class:`core.networks.engine.Engine`."""
        tick()
        # Denormals slow a pass down manyfold; outside it Python's arithmetic stays IEEE.
        torch.set_flush_denormal(True)
        try:
            return self._probabilities(array)
        finally:
            torch.set_flush_denormal(False)
            tick()

    def _probabilities(self, array: Array) -> Array:
        with torch.inference_mode():
            logits = self._network(torch.from_numpy(array)[None].to(self._device))
            probabilities: Array = logits[0].float().sigmoid_().cpu().numpy()
        return probabilities


def best_device() -> str:
    """``cuda``, ``mps`` or ``cpu``."""
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def load_pytorch_engine(
    weights: Path, architecture: Architecture, threads: int, device: str | None = None
) -> PyTorchEngine:
    """Build the network and load safetensors weights; nothing in the file is executed.

    Args:
        weights: a ``.safetensors`` file.
        architecture: what the weights belong to.
        threads: CPU threads; 0 leaves PyTorch's choice.
        device: default :func:`best_device`.

    Raises:
        ValueError, RuntimeError: the weights are not those of the architecture.
        safetensors.SafetensorError: the file is damaged.
    """
    from safetensors.torch import load_file

    if threads:
        torch.set_num_threads(threads)
    # The deep-supervision heads are not shipped: inference never runs them. Without storage of
    # its own: what a damaged card asks for takes no memory, since the weights do not fit it.
    with torch.device("meta"):
        network = HalfResolutionUNet(replace(architecture, supervised=0))
    tensors = load_file(weights)
    tensors.pop(IR_CONSTANTS, None)
    floats = {k: v.float() if v.is_floating_point() else v for k, v in tensors.items()}
    missing, unexpected = network.load_state_dict(floats, strict=False, assign=True)
    wrong = [*missing, *unexpected]
    if wrong:
        raise ValueError(f"{weights}: these weights are missing or unknown: {wrong}")
    return PyTorchEngine(network, architecture.multiple, device or best_device())
