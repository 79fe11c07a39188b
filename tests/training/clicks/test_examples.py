"""What the click network learns from: an error, a click on it, and how much each voxel counts."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from core.clicking.network_input import EDGE, PROMPTS
from core.labels import Label, Region
from core.networks.network import BLOCK
from core.segmenting.preprocessing import Preprocessing
from training.clicks.cases import ClickCase
from training.clicks.examples import SETTLED, Example, example
from training.clicks.learn import clicked_loss
from training.data.augment import Augmentation
from training.data.cases import Case

SHAPE = (40, 44, 36)
STILL = Augmentation(flip=(0, 0, 0), spatial=0, gain=0, shift=0, bend=0, biased=0, noise=0, drop=0)


@pytest.fixture
def case():
    """Oedema of which one network found the left half, and another nothing."""
    modalities = len(Preprocessing().channels)
    labels = np.zeros(SHAPE, np.uint8)
    labels[10:30, 12:24, 10:20] = Label.ED
    array = np.random.default_rng(0).standard_normal((modalities + 1, *SHAPE)).astype(np.float16)
    array[-1] = 1
    half = np.zeros((3, *SHAPE), np.uint8)
    half[0, 10:20, 12:24, 10:20] = 250
    return ClickCase(Case("one", array, labels), (half, np.zeros_like(half)))


def drawn(case, count=40):
    return [example([case], 0, STILL, np.random.default_rng(seed)) for seed in range(count)]


def test_what_a_click_of_its_kind_never_changes_hardly_counts(case):
    for given in drawn(case):
        standing = given.x[-PROMPTS:][list(Region).index(given.region)] > 0
        settled = given.weight[standing == given.wanted]
        open_to_it = given.weight[standing != given.wanted]
        if settled.numel() and open_to_it.numel():
            assert settled.max() <= SETTLED * open_to_it.max()
            assert open_to_it.min() > settled.max()


def test_either_network_may_have_said_what_stands(case):
    standing = [int((given.x[-PROMPTS] > 0).sum()) for given in drawn(case)]
    half = 10 * 12 * 10
    assert half in standing
    assert 0 in standing


def logits_of(region, truth):
    """Of a network that finds this and is sure."""
    out = torch.full((1, BLOCK * 3, EDGE // 2, EDGE // 2, EDGE // 2), -8.0)
    which = list(Region).index(region)
    halves = truth.view(EDGE // 2, 2, EDGE // 2, 2, EDGE // 2, 2).any(5).any(3).any(1)
    out[:, which::3] = torch.where(halves, 8.0, -8.0)
    return out


@pytest.mark.parametrize("wanted", [True, False])
def test_the_loss_asks_for_the_change_and_not_for_what_stands(wanted):
    labels = torch.zeros((EDGE,) * 3, dtype=torch.uint8)
    labels[40:60, 40:60, 40:60] = Label.ED
    standing = torch.zeros((EDGE,) * 3, dtype=torch.bool)
    right = slice(40, 50) if wanted else slice(40, 70)
    standing[right, 40:60, 40:60] = True
    weight = torch.where(standing == wanted, SETTLED, 1.0)
    given = Example(torch.zeros(1), labels, weight, Region.WT, wanted)
    copied = clicked_loss(logits_of(Region.WT, standing), given)
    mended = clicked_loss(logits_of(Region.WT, labels > 0), given)
    assert float(mended) < 0.05
    assert float(copied) > 0.9
