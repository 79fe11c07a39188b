"""Which numbers to train in: bfloat16 where the machine is fast at it, else float32."""

from __future__ import annotations

from functools import cache

import openvino
import torch

from core.networks.openvino_engine import best_precision


@cache
def arithmetic(device: torch.device) -> torch.dtype:
    """The type to compute convolutions and matrix products in.

    Without instructions for it a processor computes bfloat16 by emulation: a step of the recipe
    ``longer`` then takes minutes instead of seconds.
    """
    if device.type == "cpu":
        return torch.bfloat16 if best_precision(openvino.Core()) == "bf16" else torch.float32
    if device.type == "cuda" and not torch.cuda.is_bf16_supported(including_emulation=False):
        return torch.float32
    return torch.bfloat16
