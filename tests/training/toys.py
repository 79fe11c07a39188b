"""A recipe and changes small enough for tests."""

from __future__ import annotations

from dataclasses import replace

from core.networks.network import Architecture
from training.data.augment import Augmentation
from training.data.recipes import BEST, Stage

TINY = replace(
    BEST,
    architecture=Architecture(widths=(4, 8), supervised=1),
    stages=(Stage(4, (16, 16, 16)), Stage(2, (24, 16, 16), batch=2)),
    epoch_steps=2,
    warmup_steps=1,
)


STILL = Augmentation(
    flip=(0, 0, 0), spatial=0, gain=0, shift=0, bend=0, biased=0, noise=0, blur=0, drop=0
)
