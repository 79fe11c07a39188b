"""The network: a 3-D U-Net out of MONAI's blocks whose stem halves the resolution.

Working from half resolution inside costs an eighth of a full-resolution U-Net of the same
width, which on a CPU buys width, flips or an ensemble instead.

Layers that change the resolution are kept in the form that inference engines run best (strided
and transposed convolutions) and computed in training as convolutions over *subvoxels*, the
eight voxels of each 2×2×2 block laid out as channels: the same numbers at a third of the time.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

import torch
from monai.networks.blocks.dynunet_block import UnetBasicBlock
from monai.networks.layers.factories import Norm
from torch import nn
from torch.nn import functional as F

from core.labels import Region

BLOCK = 8
"""Subvoxels of a 2×2×2 block."""


@dataclass(frozen=True)
class Architecture:
    """What is needed to build the network again.

    Attributes:
        in_channels: see :attr:`core.segmenting.preprocessing.Preprocessing.input_channels`.
        widths: channels at 1/2, 1/4, 1/8, ... of the input resolution.
        norm: MONAI's name of the normalisation layer, or ``single_instance``.
        supervised: how many resolutions below the first give a deep-supervision output.
    """

    in_channels: int = 9
    widths: tuple[int, ...] = (32, 64, 128, 256)
    norm: str = "single_instance"
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


def to_subvoxels(x: torch.Tensor) -> torch.Tensor:
    """(b, c, 2x, 2y, 2z) to (b, 8c, x, y, z), channels-last; channels run (2, 2, 2, c)."""
    b, c, *size = x.shape
    i, j, k = (n // 2 for n in size)
    x = x.permute(0, 2, 3, 4, 1).reshape(b, i, 2, j, 2, k, 2, c)
    return x.permute(0, 1, 3, 5, 2, 4, 6, 7).reshape(b, i, j, k, BLOCK * c).permute(0, 4, 1, 2, 3)


def from_subvoxels(x: torch.Tensor) -> torch.Tensor:
    """Inverse of :func:`to_subvoxels`."""
    b, c, i, j, k = x.shape
    x = x.permute(0, 2, 3, 4, 1).reshape(b, i, j, k, 2, 2, 2, c // BLOCK)
    x = x.permute(0, 1, 4, 2, 5, 3, 6, 7).reshape(b, 2 * i, 2 * j, 2 * k, c // BLOCK)
    return x.permute(0, 4, 1, 2, 3)


class SingleInstanceNorm(nn.InstanceNorm3d):
    """Instance norm whose training on one crop at a time stays in the channels-last layout.

    Batch norm over a batch of one is the same mathematics, and PyTorch's kernel for it does
    not reorder the volume.
    """

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(b, c, x, y, z), normalised over x, y, z for each channel."""
        if self.training and len(x) == 1:
            return F.batch_norm(x, None, None, self.weight, self.bias, True, 0.1, self.eps)
        return super().forward(x)


Norm.add_factory_callable("single_instance", lambda _: SingleInstanceNorm)


class HalvingConv(nn.Conv3d):
    """6³ convolution of stride 2: a 3³ convolution over subvoxels."""

    def __init__(self, in_channels: int, out_channels: int) -> None:
        super().__init__(in_channels, out_channels, 6, 2, 2, bias=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(b, in, 2x, 2y, 2z) to (b, out, x, y, z)."""
        if not self.training:
            return super().forward(x)
        out, inside = self.weight.shape[:2]
        weight = self.weight.view(out, inside, 3, 2, 3, 2, 3, 2)
        weight = weight.permute(0, 3, 5, 7, 1, 2, 4, 6).reshape(out, BLOCK * inside, 3, 3, 3)
        return F.conv3d(to_subvoxels(x), weight, padding=1)


class DoublingConv(nn.ConvTranspose3d):
    """2³ transposed convolution of stride 2: a 1³ convolution to subvoxels."""

    def __init__(self, in_channels: int, out_channels: int, bias: bool = False) -> None:
        super().__init__(in_channels, out_channels, 2, 2, bias=bias)

    def forward(self, x: torch.Tensor, output_size: list[int] | None = None) -> torch.Tensor:
        """(b, in, x, y, z) to (b, out, 2x, 2y, 2z)."""
        if not self.training:
            return super().forward(x, output_size)
        return from_subvoxels(self.subvoxels(x))

    def subvoxels(self, x: torch.Tensor) -> torch.Tensor:
        """(b, in, x, y, z) to (b, 8 · out, x, y, z), see :func:`to_subvoxels`."""
        inside, out = self.weight.shape[:2]
        weight = self.weight.permute(2, 3, 4, 1, 0).reshape(BLOCK * out, inside, 1, 1, 1)
        bias = None if self.bias is None else self.bias.repeat(BLOCK)
        return F.conv3d(x, weight, bias)


class _Down(UnetBasicBlock):
    """MONAI's block, entered by a stride-2 convolution."""

    def __init__(self, width: int, deeper: int, norm: Any, act: Any) -> None:
        super().__init__(3, width, deeper, 3, 2, norm, act)


class _Stem(UnetBasicBlock):
    """MONAI's block, entered by a :class:`HalvingConv`."""

    def __init__(self, in_channels: int, width: int, norm: Any, act: Any) -> None:
        super().__init__(3, width, width, 3, 1, norm, act)
        self.conv1 = HalvingConv(in_channels, width)


class _Up(nn.Module):
    """Double the resolution, join the skip connection, MONAI's block."""

    def __init__(self, deeper: int, width: int, norm: Any, act: Any) -> None:
        super().__init__()
        self.enlarge = DoublingConv(deeper, width)
        self.block = UnetBasicBlock(3, 2 * width, width, 3, 1, norm, act)

    def forward(self, x: torch.Tensor, skip: torch.Tensor) -> torch.Tensor:
        joined: torch.Tensor = self.block(torch.cat((self.enlarge(x), skip), dim=1))
        return joined


class HalfResolutionUNet(nn.Module):
    """U-Net with a stride-2 stem and a transposed-convolution head.

    Input (batch, in_channels, x, y, z); output logits (batch, outputs, x, y, z), by default in
    the order of :class:`core.labels.Region`. In training mode a list: first the logits of the
    full resolution as subvoxels, (batch, 8 · outputs, x/2, y/2, z/2), which
    :func:`from_subvoxels` puts in their places; then the deep-supervision logits,
    (batch, outputs, ...) at 1/4, 1/8, ... of it.
    """

    def __init__(self, architecture: Architecture, outputs: int = len(Region)) -> None:
        super().__init__()
        widths = architecture.widths
        norm = (architecture.norm, {"affine": True})
        act = ("leakyrelu", {"negative_slope": 0.01, "inplace": True})
        self.stem = _Stem(architecture.in_channels, widths[0], norm, act)
        self.down = nn.ModuleList(_Down(i, o, norm, act) for i, o in pairwise(widths))
        self.up = nn.ModuleList(
            _Up(deeper, width, norm, act)
            for width, deeper in zip(widths[-2::-1], widths[:0:-1], strict=True)
        )
        self.head = DoublingConv(widths[0], outputs, bias=True)
        supervised = widths[1 : 1 + architecture.supervised]
        self.extra_heads = nn.ModuleList(nn.Conv3d(width, outputs, 1) for width in supervised)

    def forward(self, x: torch.Tensor) -> torch.Tensor | list[torch.Tensor]:
        """See the class for shapes."""
        x = self.stem(x)
        skips = [x]
        for block in self.down:
            x = block(x)
            skips.append(x)
        decoded = []
        for block, skip in zip(self.up, skips[-2::-1], strict=True):
            x = block(x, skip)
            decoded.append(x)
        if not self.training:
            logits: torch.Tensor = self.head(x)
            return logits
        # decoded[-1] is half resolution, which the head reads; deeper ones supervise.
        below = decoded[-2::-1]
        extra = (head(d) for head, d in zip(self.extra_heads, below, strict=False))
        return [self.head.subvoxels(x), *extra]
