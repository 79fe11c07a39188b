"""The run of the brain extractor: one head a step, resumable."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from core.networks.network import Architecture, HalfResolutionUNet, to_subvoxels
from training.brain.disturb import Sample, draw
from training.brain.heads import TrainingHead
from training.brain.recipes import BrainRecipe
from training.learning.optimizer import make_optimizer
from training.learning.train import CHECKPOINT

SAVE_SECONDS = 120.0
TELL_STEPS = 20


def brain_loss(
    outputs: Sequence[torch.Tensor], brain: torch.Tensor, weight: torch.Tensor
) -> torch.Tensor:
    """Weighted cross-entropy and Dice at each resolution, weights 1, 1/2, 1/4, normalised.

    Args:
        outputs: what the network gives in training, one output.
        brain: (b, 1, x, y, z), 0 to 1.
        weight: same shape; what is 0 does not count.
    """
    target, counts = to_subvoxels(brain), to_subvoxels(weight)
    total, share = _one(outputs[0], target, counts), 1.0
    # Means over what was scanned alone.
    known = (counts > 0).float()
    sums, numbers = (target * known).mean(1, True), known.mean(1, True)
    for level, logits in enumerate(outputs[1:], start=1):
        sums, numbers = F.avg_pool3d(sums, 2), F.avg_pool3d(numbers, 2)
        coarse = sums / numbers.clamp(min=1e-6)
        total = total + 0.5**level * _one(logits, coarse, numbers)
        share += 0.5**level
    return total / share


def _one(logits: torch.Tensor, target: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    logits = logits.float()
    cross = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    entropy = (cross * weight).sum() / weight.sum().clamp(min=1)
    p, known = torch.sigmoid(logits), (weight > 0).float()
    overlap = (p * target * known).sum()
    sizes = (p * p * known).sum() + (target * target * known).sum()
    return entropy + 1 - (2 * overlap + 1) / (sizes + 1)


class BrainRun:
    """Network, averaged network, optimiser and schedule."""

    def __init__(self, recipe: BrainRecipe) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe, self.step = recipe, 0
        self.network = HalfResolutionUNet(recipe.architecture, 1)
        self.network.to(memory_format=torch.channels_last_3d)  # type: ignore[call-overload]
        self.average = AveragedModel(
            self.network, multi_avg_fn=get_ema_multi_avg_fn(recipe.ema), use_buffers=True
        )
        self.optimizer = make_optimizer(
            self.network, recipe.optimizer, recipe.learning_rate, recipe.weight_decay
        )
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, self._rate)

    def advance(self, sample: Sample) -> float:
        """One optimiser step; returns the loss."""
        image, brain, weight = (
            torch.from_numpy(np.ascontiguousarray(a))[None, None]
            for a in (sample.image, sample.brain, sample.weight)
        )
        loss = brain_loss(self.network(image), brain, weight)
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), self.recipe.clip_norm)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.schedule.step()
        self.average.update_parameters(self.network)
        self.step += 1
        return float(loss.detach())

    def save(self, path: Path) -> None:
        """Write a checkpoint; an interruption leaves the earlier one whole."""
        fresh = path.with_suffix(".part")
        state = {name: getattr(self, name).state_dict() for name in _PARTS}
        torch.save({"step": self.step, "recipe": self.recipe.to_json(), **state}, fresh)
        fresh.replace(path)

    def resume(self, path: Path) -> None:
        """Go on from a checkpoint of the same recipe.

        Raises:
            ValueError: it belongs to another recipe.
        """
        state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
        if _plain(state["recipe"]) != _plain(self.recipe.to_json()):
            raise ValueError(f"{path} was made by another recipe; choose another --out.")
        for name in _PARTS:
            getattr(self, name).load_state_dict(state[name])
        self.step = int(state["step"])

    def start_from(self, path: Path) -> None:
        """Begin with the averaged weights of another run of the same architecture."""
        self.network.load_state_dict(load_brain_checkpoint(path)[0].state_dict())
        self.average.module.load_state_dict(self.network.state_dict())

    def _rate(self, step: int) -> float:
        warm, total = self.recipe.warmup_steps, max(self.recipe.steps, 1)
        if step < warm:
            return (step + 1) / warm
        done = (step - warm) / max(total - warm, 1)
        return float(0.5 * (1 + np.cos(min(done, 1) * np.pi)) + 1e-3)


_PARTS = ("network", "average", "optimizer", "schedule")


def train_brain(
    recipe: BrainRecipe,
    load: Callable[[float], Sequence[TrainingHead]],
    out: Path,
    start: Path | None = None,
) -> None:
    """Train to the recipe's end, resuming where ``out`` holds a checkpoint.

    Args:
        recipe: every number.
        load: gives the heads on a grid of some spacing.
        out: checkpoint and ``config.json``.
        start: checkpoint whose weights to begin with; default random ones.

    Raises:
        ValueError: the checkpoint in ``out`` belongs to another recipe.
    """
    out.mkdir(parents=True, exist_ok=True)
    run, checkpoint = BrainRun(recipe), out / CHECKPOINT
    if checkpoint.exists():
        run.resume(checkpoint)
    elif start is not None:
        run.start_from(start)
    run.network.train()
    heads: Sequence[TrainingHead] = []
    losses: list[float] = []
    begun = saved = time.monotonic()
    first = run.step
    while run.step < recipe.steps:
        # Drawn by the step, so that a run that was stopped goes on as if it had not been.
        rng = np.random.default_rng([recipe.seed, run.step])
        spacing = recipe.spacing_at(run.step)
        if not heads or heads[0].spacing_mm != spacing:
            heads = load(spacing)
            config = {**recipe.to_json(), "heads": [head.name for head in heads]}
            (out / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
        head = heads[int(rng.integers(len(heads)))]
        losses.append(run.advance(draw(head, recipe, rng)))
        now, last = time.monotonic(), run.step == recipe.steps
        if last or now - saved > SAVE_SECONDS:
            run.save(checkpoint)
            saved = now
        if last or run.step % TELL_STEPS == 0:
            left = (now - begun) / (run.step - first) * (recipe.steps - run.step) / 60
            mean = sum(losses) / len(losses)
            print(
                f"step {run.step}/{recipe.steps}  loss {mean:.4f}  {left:.1f} min left", flush=True
            )
            losses.clear()


def load_brain_checkpoint(path: Path) -> tuple[HalfResolutionUNet, Architecture, dict[str, Any]]:
    """The averaged network of a run, how it is built, and its recipe as it was saved."""
    state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    recipe = state["recipe"]
    architecture = Architecture.from_json(recipe["architecture"])
    network = HalfResolutionUNet(architecture, 1)
    prefix = "module."
    network.load_state_dict(
        {k.removeprefix(prefix): v for k, v in state["average"].items() if k.startswith(prefix)}
    )
    return network.eval(), architecture, {**recipe, "trained_steps": state["step"]}


def _plain(values: dict[str, Any]) -> Any:
    return json.loads(json.dumps(values))
