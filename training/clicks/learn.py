"""Train the click network: ``python -m training clicks train --cases DIR --answers DIR --out DIR``.

Begins with the weights of a network of the same widths that never saw the held-out cases, whose
inputs are the sequences alone; the channels of what stands and of the clicks start at zero.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from core.clicking.network_input import PROMPTS, REGIONS
from core.networks.network import Architecture, to_subvoxels
from core.segmenting.preprocessing import Preprocessing
from training.clicks.cases import ClickCase
from training.clicks.examples import Example, example
from training.data.augment import Augmentation
from training.data.recipes import Recipe, Stage
from training.learning.losses import regions_from_labels, supervised_loss
from training.learning.train import CHECKPOINT, CHECKPOINT_SECONDS, Place, Run

CLICKS = Recipe(
    name="clicks",
    architecture=Architecture(
        in_channels=Preprocessing().input_channels + PROMPTS, widths=(16, 32, 64, 128)
    ),
    stages=(Stage(900, (96, 96, 96)),),
    augmentation=Augmentation(drop=0.06, misaligned=0.05),
    optimizer="muon",
    learning_rate=3e-3,
)
"""Learning rate, optimiser and disturbances are those of the coarse recipe."""

_STEM = "stem.conv1.weight"


@dataclass
class ClickRun:
    """One training run on clicks."""

    run: Run

    def advance(self, given: Example) -> float:
        """One optimiser step; returns the loss."""
        run = self.run
        x, labels = given.x[None], given.labels[None]
        with torch.autocast("cpu", run.kind, enabled=run.kind != torch.float32):
            outputs = run.network(x.to(run.kind))
        loss = 0.5 * supervised_loss(outputs, labels) + clicked_loss(outputs[0], given)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(run.network.parameters(), run.recipe.clip_norm)
        run.optimizer.step()
        run.optimizer.zero_grad(set_to_none=True)
        run.schedule.step()
        run.average.update_parameters(run.network)
        run.step += 1
        return float(loss.detach())


def clicked_loss(logits: torch.Tensor, given: Example) -> torch.Tensor:
    """Cross-entropy and Dice of what the click should change, voxels near it most.

    The Dice is of what joins where the click wants the region, of what leaves where it does not.

    Args:
        logits: (1, 8 · 3, x/2, y/2, z/2), subvoxels as the network gives them in training.
        given: what was asked.
    """
    which = REGIONS.index(given.region)
    target = regions_from_labels(to_subvoxels(given.labels[None, None]))[:, which :: len(REGIONS)]
    z = logits[:, which :: len(REGIONS)].float()
    weight = to_subvoxels(given.weight[None, None])
    weight = weight / weight.sum()
    entropy = (F.binary_cross_entropy_with_logits(z, target, reduction="none") * weight).sum()
    p = torch.sigmoid(z)
    if not given.wanted:
        p, target = 1 - p, 1 - target
    overlap, both = (weight * p * target).sum(), (weight * (p * p + target * target)).sum()
    tiny = 1e-5
    return entropy + 1 - (2 * overlap + tiny) / (both + tiny)


def start_from(run: Run, checkpoint: Path) -> None:
    """Take over a network's averaged weights; new input channels are zero."""
    state = torch.load(checkpoint, map_location="cpu", weights_only=True)
    weights = {
        key.removeprefix("module."): value
        for key, value in state["average"].items()
        if key.startswith("module.")
    }
    own = run.network.state_dict()
    if weights[_STEM].shape == own[_STEM].shape:
        run.network.load_state_dict(weights)
        run.average.module.load_state_dict(weights)
        return
    stem = torch.zeros_like(own[_STEM])
    stem[:, : weights[_STEM].shape[1]] = weights[_STEM]
    # Not quite zero, or the clicks' channels would learn alike.
    stem[:, weights[_STEM].shape[1] :] = torch.randn_like(stem[:, weights[_STEM].shape[1] :]) * (
        0.3 * weights[_STEM].std()
    )
    weights[_STEM] = stem
    run.network.load_state_dict(weights)
    run.average.module.load_state_dict(weights)


def train_clicks(
    cases: Sequence[ClickCase], recipe: Recipe, out: Path, start: Path | None = None
) -> torch.nn.Module:
    """Train to the recipe's end, resuming where ``out`` holds a checkpoint."""
    run = Run(recipe, Place(torch.device("cpu")))
    checkpoint = out / CHECKPOINT
    if checkpoint.exists():
        run.resume(checkpoint)
    elif start is not None:
        start_from(run, start)
    out.mkdir(parents=True, exist_ok=True)
    config = {**recipe.to_json(), "case_names": [each.case.name for each in cases]}
    (out / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    run.network.train()
    going = ClickRun(run)
    losses: list[float] = []
    saved = time.monotonic()
    while run.step < recipe.steps:
        epoch, place = divmod(run.step, len(cases))
        order = np.random.default_rng([recipe.seed, epoch]).permutation(len(cases))
        rng = np.random.default_rng([recipe.seed, run.step, 7])
        given = example(cases, int(order[place]), recipe.augmentation, rng)
        losses.append(going.advance(given))
        now = time.monotonic()
        if now - saved > CHECKPOINT_SECONDS or run.step == recipe.steps:
            run.save(checkpoint)
            saved = now
        if run.step % recipe.epoch_steps == 0:
            print(f"step {run.step}/{recipe.steps}  loss {np.mean(losses):.4f}", flush=True)
            losses.clear()
    return run.result


def shortened(recipe: Recipe, steps: int) -> Recipe:
    """The recipe with another number of steps."""
    return replace(recipe, stages=(replace(recipe.stages[0], steps=steps),))
