"""WNet, TNet and ENet of Wang, Li, Ourselin, Vercauteren (2017, arXiv:1709.00382), in PyTorch.

The published weights (github.com/taigw/brats17, BSD-3, Copyright (c) 2017-2018, University College
London) are read from an ``.npz`` whose names are those of the published graph. A network sees a
stack of slices and answers for all but the four at each end.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from core.segmenting.cascade import Part, View

WIDTH = 32
SEQUENCES = 4
_EPSILON = 1e-5


class Norm(nn.Module):
    """Normalisation over a channel's mean and variance.

    The published program takes those of the batch at hand, at inference too. With
    :attr:`fixed` they are those that :attr:`mean` and :attr:`variance` hold.
    """

    mean: torch.Tensor
    variance: torch.Tensor

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))
        self.register_buffer("mean", torch.zeros(channels))
        self.register_buffer("variance", torch.ones(channels))
        self.fixed = False
        self.seen: list[tuple[torch.Tensor, torch.Tensor]] | None = None

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(batch, channels, slices, rows, columns), the same shape."""
        if self.fixed:
            scale = self.weight * torch.rsqrt(self.variance + _EPSILON)
            shift = self.bias - self.mean * scale
            return x * scale.view(1, -1, 1, 1, 1) + shift.view(1, -1, 1, 1, 1)
        if self.seen is not None:
            variance, mean = torch.var_mean(x, (0, 2, 3, 4), unbiased=False)
            self.seen.append((mean, variance))
        if x.shape[0] == 1:
            return F.instance_norm(x, weight=self.weight, bias=self.bias, eps=_EPSILON)
        return F.batch_norm(x, None, None, self.weight, self.bias, True, 0.0, _EPSILON)


class _Within(nn.Conv2d):
    """A 3×3 convolution in the plane of the slices, laid out for stacks; no bias."""

    def __init__(self, inputs: int, outputs: int, dilation: int = 1) -> None:
        nn.Module.__init__(self)
        self.weight = nn.Parameter(torch.empty(outputs, inputs, 1, 3, 3))
        self.spread = dilation

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        d = self.spread
        return F.conv3d(x, self.weight, padding=(0, d, d), dilation=(1, d, d))


class _Halving(_Within):
    """The same with stride 2, zeros at the far edges as TensorFlow's SAME lays them."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.conv3d(F.pad(x, (0, 1, 0, 1)), self.weight, stride=(1, 2, 2))


class _Across(nn.Module):
    """A convolution over three neighbouring slices, which costs one at each end."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(WIDTH, WIDTH, 3, 1, 1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.conv3d(x, self.weight)


class _Doubling(nn.Module):
    """A 3×3 transposed convolution of stride 2, cut at the far edges."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(inputs, outputs, 1, 3, 3))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = F.conv_transpose3d(x, self.weight, stride=(1, 2, 2))
        return y[..., :-1, :-1]


class _Layer(nn.Module):
    """Convolution, normalisation, PReLU."""

    def __init__(self, convolution: nn.Module, outputs: int) -> None:
        super().__init__()
        self.convolution = convolution
        self.norm = Norm(outputs)
        self.act = nn.PReLU(outputs)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y: torch.Tensor = self.act(self.norm(self.convolution(x)))
        return y


class _Block(nn.Module):
    """Twice normalisation, PReLU, convolution, and the input added."""

    def __init__(self, inputs: int = WIDTH, dilation: int = 1) -> None:
        super().__init__()
        self.norms = nn.ModuleList([Norm(inputs), Norm(WIDTH)])
        self.acts = nn.ModuleList([nn.PReLU(inputs), nn.PReLU(WIDTH)])
        self.convolutions = nn.ModuleList(
            [_Within(inputs, WIDTH, dilation), _Within(WIDTH, WIDTH, dilation)]
        )
        # Fewer input channels lie in the middle of the sum's.
        before = (WIDTH - inputs) // 2
        self.beside = (before, WIDTH - inputs - before)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = x
        for norm, act, convolution in zip(self.norms, self.acts, self.convolutions, strict=True):
            y = convolution(act(norm(y)))
        if any(self.beside):
            x = F.pad(x, (0, 0, 0, 0, 0, 0, *self.beside))
        return y + x


class SlabNet(nn.Module):
    """One of the nine networks.

    Args:
        twice: whether slices are halved before the second blocks too, as in WNet and TNet.
    """

    def __init__(self, twice: bool) -> None:
        super().__init__()
        self.block1_1, self.block1_2 = _Block(SEQUENCES), _Block()
        self.fuse1 = _Layer(_Across(), WIDTH)
        if twice:
            self.downsample1 = _Layer(_Halving(WIDTH, WIDTH), WIDTH)
        self.block2_1, self.block2_2 = _Block(), _Block()
        self.fuse2 = _Layer(_Across(), WIDTH)
        self.downsample2 = _Layer(_Halving(WIDTH, WIDTH), WIDTH)
        self.block3_1, self.block3_2, self.block3_3 = (_Block(dilation=d) for d in (1, 2, 3))
        self.block4_1, self.block4_2, self.block4_3 = (_Block(dilation=d) for d in (3, 2, 1))
        self.fuse3, self.fuse4 = _Layer(_Across(), WIDTH), _Layer(_Across(), WIDTH)
        if twice:
            self.pred_up1 = _Layer(_Doubling(WIDTH, 2), 2)
            self.pred_up2_2 = _Layer(_Doubling(4, 4), 4)
            self.pred_up3_2 = _Layer(_Doubling(8, 8), 8)
        else:
            self.pred1 = _Within(WIDTH, 2)
        self.pred_up2_1 = _Layer(_Doubling(WIDTH, 4), 4)
        self.pred_up3_1 = _Layer(_Doubling(WIDTH, 8), 8)
        self.final_pred = _Within(14, 2)
        self.twice = twice

    @property
    def multiple(self) -> int:
        """Rows and columns must be a multiple of this."""
        return 4 if self.twice else 2

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Probability of the region.

        Args:
            x: (batch, 4, slices + 8, rows, columns): FLAIR, T1, T1Gd, T2, normalised; rows run
                to the back, columns to the left of the head in the axial view.

        Returns:
            (batch, 1, slices, rows, columns).
        """
        first = self.fuse1(self.block1_2(self.block1_1(x)))
        if self.twice:
            first = self.downsample1(first)
        first = self.fuse2(self.block2_2(self.block2_1(first)))
        second = self.downsample2(first)
        second = self.fuse3(self.block3_3(self.block3_2(self.block3_1(second))))
        third = self.fuse4(self.block4_3(self.block4_2(self.block4_1(second))))
        first, second = first[:, :, 2:-2], second[:, :, 1:-1]
        one = self.pred_up1(first) if self.twice else self.pred1(first)
        two, three = self.pred_up2_1(second), self.pred_up3_1(third)
        if self.twice:
            two, three = self.pred_up2_2(two), self.pred_up3_2(three)
        logits = self.final_pred(torch.cat([one, two, three], 1))
        return torch.sigmoid(logits[:, 1:] - logits[:, :1])

    def norms(self) -> dict[str, Norm]:
        """Its normalisations by name."""
        return {name: m for name, m in self.named_modules() if isinstance(m, Norm)}


def published(weights: Path) -> dict[tuple[Part, View], SlabNet]:
    """The nine networks with the published weights.

    Raises:
        ValueError: the file lacks a weight, or holds one that no network has.
    """
    with np.load(weights) as file:
        arrays = {name: file[name] for name in file.files}
    networks = {}
    for part in Part:
        for view in View:
            prefix = f"{part}_{view}/"
            own = {k.removeprefix(prefix): v for k, v in arrays.items() if k.startswith(prefix)}
            network = SlabNet(any(name.startswith("downsample1") for name in own))
            _fill(network, own, weights)
            networks[part, view] = network.eval()
    return networks


def _fill(network: SlabNet, arrays: Mapping[str, Any], source: Path) -> None:
    renamed = dict(_renamed(name, values) for name, values in arrays.items())
    missing, unknown = network.load_state_dict(renamed, strict=False)
    missing = [name for name in missing if not name.endswith((".mean", ".variance"))]
    if missing or unknown:
        raise ValueError(f"{source}: weights missing {missing} or unknown {unknown}.")


def _renamed(name: str, values: Any) -> tuple[str, torch.Tensor]:
    """A published name and array as this module's: kernels run (z, y, x, in, out) there."""
    layer, *rest = name.split("/")
    own = layer.removesuffix("_bn_prelu")
    kinds = {"gamma": "weight", "beta": "bias", "alpha": "weight", "w": "weight"}
    tensor = torch.from_numpy(np.ascontiguousarray(values))
    if rest[-1] == "w":
        tensor = tensor.permute(4, 3, 0, 1, 2).contiguous()
    if len(rest) == 1:
        return f"{own}.weight", tensor
    what, _, number = rest[0].rpartition("_")
    if layer.startswith("block"):
        room = {"bn": "norms", "prelu_acti": "acts", "conv": "convolutions"}[what]
        return f"{own}.{room}.{number}.{kinds[rest[-1]]}", tensor
    place = {"bn": "norm", "prelu_acti": "act", "conv": "convolution", "deconv": "convolution"}
    return f"{own}.{place[what]}.{kinds[rest[-1]]}", tensor
