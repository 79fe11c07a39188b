"""Muon for the convolutions, AdamW for the rest.

Muon (Jordan et al. 2024, https://kellerjordan.github.io/posts/muon; scaled to AdamW's step size
as in arXiv:2502.16982) makes every update of a weight matrix orthogonal. docs/EXPERIMENTS.md has
what it gained here. PyTorch's own takes matrices alone, so a convolution's kernel is handed over
as the matrix that it is: output channels by everything else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import nn

_KERNEL_AXES = 5


def make_optimizer(
    network: nn.Module, kind: str, rate: float, weight_decay: float
) -> torch.optim.Optimizer:
    """The optimiser that a recipe names.

    Args:
        network: whose parameters to train.
        kind: ``adamw`` or ``muon``.
        rate: learning rate.
        weight_decay: decoupled, as AdamW's.

    Raises:
        ValueError: an unknown kind.
    """
    if kind == "adamw":
        return torch.optim.AdamW(network.parameters(), rate, weight_decay=weight_decay)
    if kind == "muon":
        return MuonForConvolutions(network, rate, weight_decay)
    raise ValueError(f"optimiser {kind!r}: expected 'adamw' or 'muon'.")


class MuonForConvolutions(torch.optim.Optimizer):
    """Muon for hidden 3-D kernels; AdamW for heads, norms and biases.

    A head's rows are its outputs, which must be free to differ in size, hence AdamW.

    Raises:
        ValueError: the network is not in ``channels_last_3d`` memory format.
    """

    def __init__(self, network: nn.Module, rate: float, weight_decay: float) -> None:
        hidden: list[nn.Parameter] = []
        rest: list[nn.Parameter] = []
        for name, parameter in network.named_parameters():
            is_head = name.split(".")[0] in ("head", "extra_heads")
            (rest if is_head or parameter.ndim != _KERNEL_AXES else hidden).append(parameter)
        self._kernels = hidden
        self._matrices = [nn.Parameter(_matrix(kernel.data)) for kernel in hidden]
        for kernel, matrix in zip(hidden, self._matrices, strict=True):
            if kernel.data_ptr() != matrix.data_ptr():
                raise ValueError("Muon needs the network in channels_last_3d memory format.")
        self._muon = torch.optim.Muon(
            self._matrices, lr=rate, weight_decay=weight_decay, adjust_lr_fn="match_rms_adamw"
        )
        self._adamw = torch.optim.AdamW(rest, rate, weight_decay=weight_decay)
        super().__init__([*hidden, *rest], {"lr": rate})
        # One list of groups, so that a schedule sets the rates of both.
        self.param_groups = [*self._muon.param_groups, *self._adamw.param_groups]

    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]
        """One update from the gradients at hand; ``closure`` is not taken."""
        for kernel, matrix in zip(self._kernels, self._matrices, strict=True):
            matrix.grad = None if kernel.grad is None else _matrix(kernel.grad)
        self._muon.step()
        self._adamw.step()

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget the gradients."""
        for parameter in self._kernels:
            parameter.grad = None
        self._adamw.zero_grad(set_to_none)

    def state_dict(self) -> dict[str, Any]:
        """Both optimisers' states."""
        return {"muon": self._muon.state_dict(), "adamw": self._adamw.state_dict()}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Inverse of :meth:`state_dict`."""
        self._muon.load_state_dict(state_dict["muon"])
        self._adamw.load_state_dict(state_dict["adamw"])
        self.param_groups = [*self._muon.param_groups, *self._adamw.param_groups]


def _matrix(kernel: torch.Tensor) -> torch.Tensor:
    """(out, in, x, y, z) as (out, x·y·z·in); shares memory where kernels are channels-last."""
    return kernel.permute(0, 2, 3, 4, 1).reshape(len(kernel), -1)
