"""Muon and AdamW."""

from __future__ import annotations

import pytest
import torch

from core.networks.network import HalfResolutionUNet
from tests.training.toys import TINY
from training.learning.optimizer import Muon, make_optimizer


def test_an_update_of_muon_is_orthogonal_and_heads_are_adamws():
    network = HalfResolutionUNet(TINY.architecture).to(memory_format=torch.channels_last_3d)
    optimizer = make_optimizer(network, "muon", 1.0, 0.0)
    kernel = network.down[0].conv1.conv.weight
    before = kernel.detach().clone()
    head = network.head.weight.detach().clone()
    for parameter in network.parameters():
        parameter.grad = torch.randn_like(parameter)
    optimizer.step()
    change = (kernel.detach() - before).flatten(1)
    singular = torch.linalg.svdvals(change)
    assert singular.max() / singular.min() < 2.5
    # AdamW's first step has one size everywhere, whatever the gradient's.
    moved = (network.head.weight.detach() - head).abs()
    assert torch.allclose(moved, torch.ones_like(moved), atol=1e-3)
    with pytest.raises(ValueError, match="'sgd'"):
        make_optimizer(network, "sgd", 1.0, 0.0)


@pytest.mark.parametrize(("kind", "tolerance"), [(torch.bfloat16, 0.0), (torch.float32, 0.02)])
def test_muon_is_pytorchs_for_matrices(monkeypatch, kind, tolerance):
    monkeypatch.setattr("training.learning.optimizer.arithmetic", lambda _: kind)
    torch.manual_seed(0)
    ours = [torch.nn.Parameter(torch.randn(n, m)) for n, m in ((8, 40), (24, 6))]
    theirs = [torch.nn.Parameter(p.detach().clone()) for p in ours]
    optimizers = [
        Muon(ours, 0.1, 0.02),
        torch.optim.Muon(theirs, 0.1, 0.02, adjust_lr_fn="match_rms_adamw"),
    ]
    for _ in range(3):
        for a, b in zip(ours, theirs, strict=True):
            a.grad = torch.randn_like(a)
            b.grad = a.grad.clone()
        for optimizer in optimizers:
            optimizer.step()
    for a, b in zip(ours, theirs, strict=True):
        assert torch.allclose(a, b, rtol=0, atol=tolerance)
