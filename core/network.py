"""The network: a 3-D U-Net out of MONAI's blocks whose stem halves the resolution.

Working from half resolution inside costs an eighth of a full-resolution U-Net of the same
width, which on a CPU buys width, flips or an ensemble instead.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import torch
from monai.networks.blocks.dynunet_block import UnetBasicBlock, UnetUpBlock
from torch import nn

from core.labels import Region


@dataclass(frozen=True)
class Architecture:
    """What is needed to build the network again.

    Attributes:
        in_channels: see :attr:`core.preprocessing.Preprocessing.input_channels`.
        widths: channels at 1/2, 1/4, 1/8, ... of the input resolution.
        norm: MONAI's name of the normalisation layer.
        supervised: how many resolutions below the first give a deep-supervision output.
    """

    in_channels: int = 9
    widths: tuple[int, ...] = (32, 64, 128, 256)
    norm: str = "instance"
    supervised: int = 2

    @property
    def multiple(self) -> int:
        """Input edges must be a multiple of this many voxels."""
        return int(2 ** len(self.widths))

    def to_json(self) -> dict[str, Any]:
        """Plain values for a model package's JSON."""
        return {**asdict(self), "widths": list(self.widths)}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Architecture:
        """Inverse of :meth:`to_json`."""
        return cls(**{**values, "widths": tuple(values["widths"])})


class HalfResolutionUNet(nn.Module):
    """U-Net with a stride-2 stem and a transposed-convolution head.

    Input (batch, in_channels, x, y, z); output logits (batch, 3, x, y, z) in the order of
    :class:`core.labels.Region`. In training mode a list: full resolution first, then the
    deep-supervision logits at 1/4, 1/8, ... of it.
    """

    def __init__(self, architecture: Architecture) -> None:
        super().__init__()
        widths = architecture.widths
        norm = (architecture.norm, {"affine": True})
        act = ("leakyrelu", {"negative_slope": 0.01, "inplace": True})
        ins = (architecture.in_channels, *widths[:-1])
        self.down = nn.ModuleList(
            UnetBasicBlock(3, i, o, 3, 2, norm, act) for i, o in zip(ins, widths, strict=True)
        )
        self.up = nn.ModuleList(
            UnetUpBlock(3, deep, shallow, 3, 2, 2, norm, act)
            for shallow, deep in zip(widths[-2::-1], widths[:0:-1], strict=True)
        )
        outputs = len(Region)
        self.head = nn.ConvTranspose3d(widths[0], outputs, 2, 2)
        supervised = widths[1 : 1 + architecture.supervised]
        self.extra_heads = nn.ModuleList(nn.Conv3d(width, outputs, 1) for width in supervised)

    def forward(self, x: torch.Tensor) -> torch.Tensor | list[torch.Tensor]:
        """See the class for shapes."""
        skips = []
        for block in self.down:
            x = block(x)
            skips.append(x)
        decoded = []
        for block, skip in zip(self.up, skips[-2::-1], strict=True):
            x = block(x, skip)
            decoded.append(x)
        logits: torch.Tensor = self.head(x)
        if not self.training:
            return logits
        # decoded[-1] is half resolution, which the head reads; deeper ones supervise.
        below = decoded[-2::-1]
        return [logits, *(head(d) for head, d in zip(self.extra_heads, below, strict=False))]
