"""The network: its grid, its outputs, its subvoxel stem."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from core.networks.network import Architecture, HalfResolutionUNet, from_subvoxels, to_subvoxels
from training.data.recipes import RECIPES
from training.learning.losses import supervised_loss


@pytest.mark.parametrize("recipe", RECIPES.values(), ids=RECIPES)
def test_the_network_answers_on_the_inputs_grid(recipe):
    architecture = replace(recipe.architecture, widths=(4, 8, 8, 8))
    network = HalfResolutionUNet(architecture)
    x = torch.zeros(1, architecture.in_channels, 16, 32, 16)
    assert network.eval()(x).shape == (1, 3, 16, 32, 16)
    supervised = network.train()(x)
    assert [tuple(o.shape[1:]) for o in supervised] == [
        (24, 8, 16, 8),
        (3, 4, 8, 4),
        (3, 2, 4, 2),
    ][: architecture.supervised + 1]
    assert all(p.grad is not None for p in _gradients(network, supervised, x))


def _gradients(network, outputs, x):
    supervised_loss(outputs, torch.zeros(1, *x.shape[2:], dtype=torch.uint8)).backward()
    return network.parameters()


def test_training_and_inference_compute_the_same_network():
    torch.manual_seed(0)
    network = HalfResolutionUNet(Architecture(widths=(4, 8, 8)))
    x = torch.randn(1, 9, 16, 24, 8)
    trained = from_subvoxels(network.train()(x)[0])
    assert torch.allclose(network.eval()(x), trained, atol=1e-4)


def test_subvoxels_come_back_to_their_places():
    x = torch.randn(2, 3, 8, 4, 6)
    assert to_subvoxels(x).shape == (2, 24, 4, 2, 3)
    assert torch.equal(from_subvoxels(to_subvoxels(x)), x)
