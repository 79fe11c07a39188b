"""nnU-Net's two networks, with its names of weights.

Built here and not with ``dynamic_network_architectures``, which would bring timm and torchvision,
hundreds of megabytes, into every installation; a test compares both. Each weight has several names
in a checkpoint, since nnU-Net keeps modules in two places; here each has its first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

PLAIN, RESIDUAL = "PlainConvUNet", "ResidualEncoderUNet"
Edges = tuple[int, int, int]


@dataclass(frozen=True)
class Shape:
    """What the plans say of a network.

    Attributes:
        residual: whether its encoder has residual blocks.
        channels, outputs: of the network.
        features, kernels, strides, blocks: of each stage of the encoder, the first as large as the
            input; ``blocks`` are convolutions or residual blocks.
        decoder: convolutions of each stage of the decoder, the smallest first.
        bias: whether convolutions have one.
        norm_eps: of the instance norm.
        slope: of LeakyReLU.
    """

    residual: bool
    channels: int
    outputs: int
    features: tuple[int, ...]
    kernels: tuple[Edges, ...]
    strides: tuple[Edges, ...]
    blocks: tuple[int, ...]
    decoder: tuple[int, ...]
    bias: bool = True
    norm_eps: float = 1e-5
    slope: float = 0.01


class _Conv(nn.Module):
    """Convolution, instance norm and, where asked for, LeakyReLU."""

    def __init__(
        self, shape: Shape, inside: int, out: int, kernel: Edges, stride: Edges,
        *, bias: bool, active: bool = True,
    ) -> None:  # fmt: skip
        super().__init__()
        padding = ((kernel[0] - 1) // 2, (kernel[1] - 1) // 2, (kernel[2] - 1) // 2)
        self.conv = nn.Conv3d(inside, out, kernel, stride, padding, bias=bias)
        self.norm = nn.InstanceNorm3d(out, eps=shape.norm_eps, affine=True)
        self.nonlin = nn.LeakyReLU(shape.slope) if active else nn.Identity()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        answer: torch.Tensor = self.nonlin(self.norm(self.conv(x)))
        return answer


class _Convs(nn.Module):
    """Convolutions one after the other, the first with a stride."""

    def __init__(
        self, shape: Shape, count: int, inside: int, out: int, kernel: Edges, stride: Edges
    ) -> None:
        super().__init__()
        self.convs = nn.Sequential(
            *(
                _Conv(shape, out if n else inside, out, kernel, (1, 1, 1) if n else stride,
                      bias=shape.bias)
                for n in range(count)
            )
        )  # fmt: skip

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        answer: torch.Tensor = self.convs(x)
        return answer


class _Residual(nn.Module):
    """ResNet-D's block (arXiv:1812.01187): the skip is averaged, then projected."""

    def __init__(self, shape: Shape, inside: int, out: int, kernel: Edges, stride: Edges) -> None:
        super().__init__()
        self.conv1 = _Conv(shape, inside, out, kernel, stride, bias=shape.bias)
        self.conv2 = _Conv(shape, out, out, kernel, (1, 1, 1), bias=shape.bias, active=False)
        self.nonlin2 = nn.LeakyReLU(shape.slope)
        skip: list[nn.Module] = []
        if max(stride) > 1:
            skip.append(nn.AvgPool3d(stride, stride))
        if inside != out:
            one = (1, 1, 1)
            skip.append(_Conv(shape, inside, out, one, one, bias=False, active=False))
        self.skip = nn.Sequential(*skip)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        answer: torch.Tensor = self.nonlin2(self.conv2(self.conv1(x)) + self.skip(x))
        return answer


class _Residuals(nn.Module):
    def __init__(
        self, shape: Shape, count: int, inside: int, out: int, kernel: Edges, stride: Edges
    ) -> None:
        super().__init__()
        self.blocks = nn.Sequential(
            *(
                _Residual(shape, out if n else inside, out, kernel, (1, 1, 1) if n else stride)
                for n in range(count)
            )
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        answer: torch.Tensor = self.blocks(x)
        return answer


class _Encoder(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        inside = shape.channels
        if shape.residual:
            first = shape.features[0]
            self.stem = _Convs(shape, 1, inside, first, shape.kernels[0], (1, 1, 1))
            inside = first
        stages: list[nn.Module] = []
        for out, kernel, stride, count in zip(
            shape.features, shape.kernels, shape.strides, shape.blocks, strict=True
        ):
            if shape.residual:
                stages.append(_Residuals(shape, count, inside, out, kernel, stride))
            else:
                stages.append(nn.Sequential(_Convs(shape, count, inside, out, kernel, stride)))
            inside = out
        self.stages = nn.Sequential(*stages)

    def forward(self, x: torch.Tensor) -> list[torch.Tensor]:
        if hasattr(self, "stem"):
            x = self.stem(x)
        seen = []
        for stage in self.stages:
            x = stage(x)
            seen.append(x)
        return seen


class _Decoder(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        up, stages, heads = [], [], []
        for below, count in zip(range(len(shape.features) - 1, 0, -1), shape.decoder, strict=True):
            out, stride = shape.features[below - 1], shape.strides[below]
            up.append(
                nn.ConvTranspose3d(shape.features[below], out, stride, stride, bias=shape.bias)
            )
            kernel = shape.kernels[below - 1]
            stages.append(_Convs(shape, count, 2 * out, out, kernel, (1, 1, 1)))
            heads.append(nn.Conv3d(out, shape.outputs, 1))
        self.transpconvs = nn.ModuleList(up)
        self.stages = nn.ModuleList(stages)
        # Those of lower resolutions supervised the training; a checkpoint has them too.
        self.seg_layers = nn.ModuleList(heads)

    def forward(self, seen: Sequence[torch.Tensor]) -> torch.Tensor:
        x = seen[-1]
        for up, stage, skip in zip(self.transpconvs, self.stages, seen[-2::-1], strict=True):
            x = stage(torch.cat((up(x), skip), dim=1))
        answer: torch.Tensor = self.seg_layers[-1](x)
        return answer


class UNet(nn.Module):
    """PlainConvUNet or ResidualEncoderUNet: (b, channels, x, y, z) to logits."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.encoder, self.decoder = _Encoder(shape), _Decoder(shape)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Logits, (b, outputs, x, y, z)."""
        answer: torch.Tensor = self.decoder(self.encoder(x))
        return answer


def first_names(weights: Mapping[str, Any]) -> dict[str, Any]:
    """A checkpoint's weights, each by its first name."""
    plain = {}
    for name, value in weights.items():
        short = name.removeprefix("_orig_mod.").removeprefix("module.")
        if ".all_modules." not in short and not short.startswith("decoder.encoder."):
            plain[short] = value
    return plain
