"""The course project's loss, done right: Dice + BCE, summed over WT, TC and ET."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch.nn import functional as F


def regions_from_labels(labels: torch.Tensor) -> torch.Tensor:
    """One-hot regions out of label maps: (b, x, y, z) integer to (b, 3, x, y, z) float32."""
    wt = labels > 0
    tc = (labels == 1) | (labels == 3)
    et = labels == 3
    return torch.stack([wt, tc, et], dim=1).float()


def dice_bce(logits: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Sum over regions of batch Dice loss and binary cross-entropy.

    Batch Dice (one ratio over all patches of the batch) keeps patches without a region
    from dominating. Squares in the denominator follow V-Net (arXiv:1606.04797).

    Args:
        logits: (b, 3, x, y, z).
        target: same shape, 0 to 1.
    """
    logits = logits.float()
    bce = F.binary_cross_entropy_with_logits(logits, target)
    p = torch.sigmoid(logits)
    axes = (0, 2, 3, 4)
    overlap = (p * target).sum(axes)
    total = (p * p).sum(axes) + (target * target).sum(axes)
    dice = (2 * overlap + 1.0) / (total + 1.0)
    return (1 - dice).sum() + bce * logits.shape[1]


def supervised_loss(outputs: Sequence[torch.Tensor], target: torch.Tensor) -> torch.Tensor:
    """Deep supervision: :func:`dice_bce` at each resolution, weights 1, 1/2, 1/4, normalised.

    Args:
        outputs: logits, full resolution first, then coarser ones.
        target: (b, 3, x, y, z) at full resolution; averaged down for the coarser ones.
    """
    total, weights = outputs[0].new_zeros((), dtype=torch.float32), 0.0
    for level, logits in enumerate(outputs):
        weight = 0.5**level
        factor = target.shape[-1] // logits.shape[-1]
        here = target if factor == 1 else F.avg_pool3d(target, factor)
        total = total + weight * dice_bce(logits, here)
        weights += weight
    return total / weights
