"""The loss: Dice + BCE over WT, TC and ET, with deep supervision."""

from __future__ import annotations

import pytest
import torch

from core.networks.network import to_subvoxels
from training.learning.losses import dice_bce, regions_from_labels, supervised_loss


def test_regions_are_whole_core_and_enhancing():
    labels = torch.tensor([[[[[0, 1, 2, 3]]]]])
    wt, tc, et = regions_from_labels(labels)[0, :, 0, 0].tolist()
    assert (wt, tc, et) == ([0, 1, 1, 1], [0, 1, 0, 1], [0, 0, 0, 1])


def test_the_loss_is_near_zero_for_the_truth_and_large_for_its_opposite():
    target = regions_from_labels(torch.randint(0, 4, (2, 1, 8, 8, 8)))
    logits = (target * 2 - 1) * 20
    assert float(dice_bce(logits, target)) < 1e-3
    assert float(dice_bce(-logits, target)) > 20


def test_an_absent_region_costs_nothing_when_it_is_not_painted():
    target = torch.zeros(1, 3, 8, 8, 8)
    assert float(dice_bce(torch.full_like(target, -20.0), target)) < 1e-3


def test_the_loss_and_its_slope_are_those_of_the_formula():
    torch.manual_seed(0)
    logits = torch.randn(2, 6, 4, 4, 4, dtype=torch.double, requires_grad=True)
    target = (torch.rand(2, 6, 4, 4, 4) > 0.5).double()

    def regions(values: torch.Tensor) -> torch.Tensor:
        return values.sum((0, 2, 3, 4)).view(2, 3).sum(0)

    p = torch.sigmoid(logits)
    ratio = (2 * regions(p * target) + 1) / (regions(p * p) + regions(target * target) + 1)
    bce = torch.nn.functional.binary_cross_entropy_with_logits(logits, target)
    expected = (1 - ratio).sum() + 3 * bce
    (slope,) = torch.autograd.grad(expected, logits)
    found = dice_bce(logits, target)
    assert found.item() == pytest.approx(expected.item(), abs=1e-5)
    assert torch.allclose(torch.autograd.grad(found, logits)[0], slope, atol=1e-6)


def test_deep_supervision_weighs_finer_outputs_more():
    labels = torch.randint(0, 4, (1, 8, 8, 8))
    good = (regions_from_labels(to_subvoxels(labels[:, None])) * 2 - 1) * 20
    coarse = torch.nn.functional.avg_pool3d(good.view(1, 8, 3, 4, 4, 4).mean(1), 2)
    assert supervised_loss([good, -coarse], labels) < supervised_loss([-good, coarse], labels)
