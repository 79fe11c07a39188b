"""The course project's loss, done right: Dice + BCE, summed over WT, TC and ET."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch.nn import functional as F

from core.labels import Label, Region
from core.networks.network import BLOCK, to_subvoxels

REGIONS = len(Region)


def regions_from_labels(labels: torch.Tensor) -> torch.Tensor:
    """Regions out of label maps: (b, k, x, y, z) integer to (b, 3k, x, y, z) float32.

    Channels run (k, 3): WT, TC, ET of the first, WT, TC, ET of the second, ...
    """
    wt = labels > 0
    tc = (labels == Label.NCR) | (labels == Label.ET)
    et = labels == Label.ET
    return torch.stack([wt, tc, et], dim=2).flatten(1, 2).float()


def dice_bce(logits: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Sum over regions of batch Dice loss and binary cross-entropy.

    Batch Dice (one ratio over all patches of the batch) keeps patches without a region
    from dominating. Squares in the denominator follow V-Net (arXiv:1606.04797).

    Args:
        logits: (b, 3k, x, y, z), channels as of :func:`regions_from_labels`.
        target: same shape, 0 to 1.
    """
    loss: torch.Tensor = _DiceBCE.apply(logits, target)
    return loss


def supervised_loss(outputs: Sequence[torch.Tensor], labels: torch.Tensor) -> torch.Tensor:
    """Deep supervision: :func:`dice_bce` at each resolution, weights 1, 1/2, 1/4, normalised.

    Args:
        outputs: what :class:`core.networks.network.HalfResolutionUNet` gives in training.
        labels: (b, x, y, z), values of :class:`core.labels.Label`, at full resolution.
    """
    target = regions_from_labels(to_subvoxels(labels[:, None]))
    total, weights = dice_bce(outputs[0], target), 1.0
    b, _, *half = target.shape
    coarse = target.view(b, BLOCK, REGIONS, *half).mean(1)
    for level, logits in enumerate(outputs[1:], start=1):
        coarse = F.avg_pool3d(coarse, 2)
        weight = 0.5**level
        total = total + weight * dice_bce(logits, coarse)
        weights += weight
    return total / weights


class _DiceBCE(torch.autograd.Function):
    """One pass over memory where autograd's chain of elementwise steps takes a dozen."""

    @staticmethod
    def forward(ctx: Any, logits: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
        z = logits.float()
        p = torch.sigmoid(z)
        axes = (0, 2, 3, 4)
        # As much as one region has voxels: BCE is averaged over them, then summed over regions.
        share = REGIONS / z.numel()
        bce = (F.softplus(z).sum() - (z * target).sum()) * share
        groups = logits.shape[1] // REGIONS
        overlap, predicted, true = (
            v.sum(axes).view(groups, REGIONS).sum(0) for v in (p * target, p * p, target * target)
        )
        above, below = 2 * overlap + 1.0, predicted + true + 1.0
        ctx.save_for_backward(p, target, above, below)
        ctx.share, ctx.kind = share, logits.dtype
        return (1 - above / below).sum() + bce

    @staticmethod
    def backward(ctx: Any, *upstream: torch.Tensor) -> tuple[torch.Tensor, None]:
        p, target, above, below = ctx.saved_tensors

        def spread(values: torch.Tensor) -> torch.Tensor:
            return values.repeat(p.shape[1] // REGIONS).view(1, -1, 1, 1, 1)

        slope = (p * spread(2 * above / below**2)).addcmul_(target, spread(-2 / below))
        slope.mul_(p).mul_(1 - p)
        slope.add_(p, alpha=ctx.share).sub_(target, alpha=ctx.share)
        return slope.mul_(upstream[0]).to(ctx.kind), None
