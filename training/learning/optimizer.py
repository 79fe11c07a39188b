"""Muon for the convolutions, AdamW for the rest.

Muon (Jordan et al. 2024, https://kellerjordan.github.io/posts/muon; scaled to AdamW's step size
as in arXiv:2502.16982) makes every update of a weight matrix orthogonal. docs/EXPERIMENTS.md has
what it gained here. PyTorch's own always computes in bfloat16, which takes minutes a step where a
processor has no instructions for it; this one asks :func:`training.learning.arithmetic.arithmetic`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import nn

from training.learning.arithmetic import arithmetic

_KERNEL_AXES = 5
_MOMENTUM = 0.95
_ROUNDS = 5
_QUINTIC = (3.4445, -4.7750, 2.0315)
_ADAMW_SIZE = 0.2
"""Root mean square of AdamW's updates, per unit of learning rate (arXiv:2502.16982)."""


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


def orthogonal(matrix: torch.Tensor, kind: torch.dtype) -> torch.Tensor:
    """Nearly U·Vᵀ of a matrix U·S·Vᵀ: five Newton-Schulz rounds leave singular values near 1.

    Args:
        matrix: (rows, columns).
        kind: the type to compute in and of the result.
    """
    first, third, fifth = _QUINTIC
    wide = matrix.to(kind)
    tall = wide.shape[0] > wide.shape[1]
    if tall:  # the products below are as large as the rows are many
        wide = wide.T
    wide = wide / wide.norm().clamp(min=1e-7)
    for _ in range(_ROUNDS):
        gram = wide @ wide.T
        wide = torch.addmm(
            wide, torch.addmm(gram, gram, gram, beta=third, alpha=fifth), wide, beta=first
        )
    return wide.T if tall else wide


class Muon(torch.optim.Optimizer):
    """Muon with Nesterov momentum for kernels, each as output channels by everything else."""

    def __init__(self, kernels: Iterable[nn.Parameter], rate: float, weight_decay: float) -> None:
        super().__init__(kernels, {"lr": rate, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]
        """One update from the gradients at hand; ``closure`` is not taken."""
        for group in self.param_groups:
            for kernel in group["params"]:
                if kernel.grad is not None:
                    self._update(kernel, kernel.grad, group["lr"], group["weight_decay"])

    def _update(
        self, kernel: nn.Parameter, gradient: torch.Tensor, rate: float, weight_decay: float
    ) -> None:
        state = self.state[kernel]
        if not state:
            state["momentum"] = torch.zeros_like(kernel)
        momentum = state["momentum"]
        momentum.lerp_(gradient, 1 - _MOMENTUM)
        matrix = gradient.lerp(momentum, _MOMENTUM).flatten(1)
        change = orthogonal(matrix, arithmetic(kernel.device)).reshape(kernel.shape)
        size = _ADAMW_SIZE * max(matrix.shape) ** 0.5
        kernel.mul_(1 - rate * weight_decay).sub_(change, alpha=rate * size)


class MuonForConvolutions(torch.optim.Optimizer):
    """Muon for hidden 3-D kernels; AdamW for heads, norms and biases.

    A head's rows are its outputs, which must be free to differ in size, hence AdamW.
    """

    def __init__(self, network: nn.Module, rate: float, weight_decay: float) -> None:
        hidden: list[nn.Parameter] = []
        rest: list[nn.Parameter] = []
        for name, parameter in network.named_parameters():
            is_head = name.split(".")[0] in ("head", "extra_heads")
            (rest if is_head or parameter.ndim != _KERNEL_AXES else hidden).append(parameter)
        self._muon = Muon(hidden, rate, weight_decay)
        self._adamw = torch.optim.AdamW(rest, rate, weight_decay=weight_decay)
        super().__init__([*hidden, *rest], {"lr": rate})
        self._join_groups()

    def step(self, closure: Callable[[], float] | None = None) -> None:  # type: ignore[override]
        """One update from the gradients at hand; ``closure`` is not taken."""
        self._muon.step()
        self._adamw.step()

    def state_dict(self) -> dict[str, Any]:
        """Both optimisers' states."""
        return {"muon": self._muon.state_dict(), "adamw": self._adamw.state_dict()}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Inverse of :meth:`state_dict`."""
        self._muon.load_state_dict(state_dict["muon"])
        self._adamw.load_state_dict(state_dict["adamw"])
        self._join_groups()

    def _join_groups(self) -> None:
        # One list of groups, so that a schedule sets the rates of both.
        self.param_groups = [*self._muon.param_groups, *self._adamw.param_groups]
