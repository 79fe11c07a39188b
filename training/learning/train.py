"""Train one network: ``python -m training train --recipe best --cases DIR --out DIR``.

Resumes from ``OUT/checkpoint.pt`` where that is present. Several GPUs or machines:
``torchrun --nproc-per-node N -m training.learning.train ...``.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import distributed, nn
from torch.nn.parallel import DistributedDataParallel
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from torch.utils.tensorboard import SummaryWriter

from core.networks.engine import IR_CONSTANTS
from core.networks.network import HalfResolutionUNet
from core.networks.package_files import WEIGHTS
from training.data.batches import batches
from training.data.cases import Case, case_folders, load_cases
from training.data.recipes import RECIPES, Recipe, Stage
from training.learning.arithmetic import arithmetic
from training.learning.losses import supervised_loss
from training.learning.optimizer import make_optimizer

CHECKPOINT = "checkpoint.pt"
CHECKPOINT_SECONDS = 180.0
_SUPERVISING = "extra_heads."
"""Start of the names of weights that serve training alone."""


@dataclass(frozen=True)
class Place:
    """Where this process computes: its device, its rank and the number of processes."""

    device: torch.device
    rank: int = 0
    world: int = 1

    @property
    def leads(self) -> bool:
        """Whether this process prints and saves."""
        return self.rank == 0


class Run:
    """Network, averaged network, optimiser and schedule of one training run."""

    def __init__(self, recipe: Recipe, place: Place) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe = recipe
        self.place = place
        self.kind = arithmetic(place.device)
        self.step = 0
        self.network = HalfResolutionUNet(recipe.architecture).to(place.device)
        self.network.to(memory_format=torch.channels_last_3d)  # type: ignore[call-overload]
        self.average = AveragedModel(
            self.network, multi_avg_fn=get_ema_multi_avg_fn(recipe.ema), use_buffers=True
        )
        self.optimizer = make_optimizer(
            self.network, recipe.optimizer, recipe.learning_rate, recipe.weight_decay
        )
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, self._rate)
        self.wrapped: nn.Module = self.network
        if place.world > 1:
            self.wrapped = DistributedDataParallel(self.network)

    @property
    def result(self) -> nn.Module:
        """The network to keep: the averaged one where the recipe averages."""
        return self.average.module if self.recipe.ema else self.network

    def advance(self, x: torch.Tensor, labels: torch.Tensor) -> float:
        """One optimiser step; returns the loss."""
        device = self.place.device
        x, labels = x.to(device, non_blocking=True), labels.to(device, non_blocking=True)
        with torch.autocast(device.type, self.kind, enabled=self.kind != torch.float32):
            outputs = self.wrapped(x.to(self.kind))
        loss = supervised_loss(outputs, labels)
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
        state = {
            "step": self.step,
            "recipe": self.recipe.to_json(),
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(),
        }
        fresh = path.with_suffix(".part")
        torch.save(state, fresh)
        fresh.replace(path)

    def start_from(self, path: Path) -> None:
        """Begin with the averaged weights of another run, or those of a model package's folder.

        A package holds no heads for deep supervision: they stay random.

        Raises:
            RuntimeError: the weights are those of another architecture.
        """
        if path.is_dir():
            self._start_from_package(path)
            return
        state = torch.load(path, map_location=self.place.device, weights_only=True)
        self.average.load_state_dict(state["average"])
        # Both count their averaged steps from here on.
        self.average.n_averaged.zero_()
        self.network.load_state_dict(self.average.module.state_dict())

    def _start_from_package(self, folder: Path) -> None:
        weights = load_file(folder / WEIGHTS)
        own = {
            key: value
            for key, value in self.average.module.state_dict().items()
            if key.startswith(_SUPERVISING)
        }
        own |= {key: value.float() for key, value in weights.items() if key != IR_CONSTANTS}
        self.average.module.load_state_dict(own)
        self.network.load_state_dict(own)

    def resume(self, path: Path) -> None:
        """Go on from a checkpoint of the same recipe.

        Raises:
            ValueError: the checkpoint belongs to another recipe.
        """
        state: dict[str, Any] = torch.load(path, map_location=self.place.device, weights_only=True)
        if _plain(state["recipe"]) != _plain(self.recipe.to_json()):
            raise ValueError(f"{path} was made by another recipe; choose another --out.")
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.schedule.load_state_dict(state["schedule"])
        self.step = int(state["step"])

    def _rate(self, step: int) -> float:
        warm, total = self.recipe.warmup_steps, max(self.recipe.steps, 1)
        if step < warm:
            return (step + 1) / warm
        if not self.recipe.cosine:
            return 1.0
        done = torch.tensor((step - warm) / max(total - warm, 1))
        return float(0.5 * (1 + torch.cos(done * torch.pi))) + 1e-3


def train(
    recipe: Recipe,
    cases: Sequence[Case],
    out: Path,
    place: Place,
    workers: int = 0,
    start: Path | None = None,
) -> nn.Module:
    """Train to the recipe's end, resuming where ``out`` holds a checkpoint.

    Without one, the weights are random, or those of the checkpoint ``start``. Writes
    ``config.json``, ``checkpoint.pt`` and TensorBoard curves under ``out``.

    Raises:
        ValueError: the recipe goes on from another and ``start`` is missing, or the checkpoint
            in ``out`` belongs to another recipe.
    """
    recipe = fitted(recipe, len(cases))
    run = Run(recipe, place)
    checkpoint = out / CHECKPOINT
    if checkpoint.exists():
        run.resume(checkpoint)
    elif start is not None:
        run.start_from(start)
    elif recipe.after:
        raise ValueError(
            f"The recipe {recipe.name!r} goes on from a run of {recipe.after!r}: name its "
            "checkpoint with --start."
        )
    if place.leads:
        out.mkdir(parents=True, exist_ok=True)
        config = {**recipe.to_json(), "case_names": [case.name for case in cases]}
        (out / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    with _curves(out, place) as curves:
        _loop(run, cases, checkpoint, curves, workers)
    return run.result


def fitted(recipe: Recipe, cases: int) -> Recipe:
    """Turn a number of epochs into a number of steps for this many cases."""
    if not recipe.epochs:
        return recipe
    first = recipe.stages[0]
    return replace(
        recipe,
        epoch_steps=cases,
        stages=(Stage(recipe.epochs * cases, first.patch, first.batch),),
    )


def _loop(
    run: Run, cases: Sequence[Case], checkpoint: Path, curves: SummaryWriter | None, workers: int
) -> None:
    recipe, place = run.recipe, run.place
    run.network.train()
    losses: list[float] = []
    started = saved = time.monotonic()
    first = run.step
    for x, labels in batches(cases, recipe, run.step, place.rank, workers):
        losses.append(run.advance(x, labels))
        if not place.leads:
            continue
        now = time.monotonic()
        if now - saved > CHECKPOINT_SECONDS or run.step == recipe.steps:
            run.save(checkpoint)
            saved = now
        if run.step % recipe.epoch_steps == 0 or run.step == recipe.steps:
            mean = sum(losses) / len(losses)
            left = (now - started) / (run.step - first) * (recipe.steps - run.step)
            print(_epoch_line(recipe, run.step, mean, left), flush=True)
            if curves is not None:
                curves.add_scalar("loss/train", mean, run.step)
                curves.add_scalar("rate", run.schedule.get_last_lr()[0], run.step)
            losses.clear()


def _epoch_line(recipe: Recipe, step: int, loss: float, left_s: float) -> str:
    epochs = -(-recipe.steps // recipe.epoch_steps)
    epoch = -(-step // recipe.epoch_steps)
    return (
        f"Epoch {epoch}/{epochs}  step {step}/{recipe.steps}  loss {loss:.4f}  "
        f"{left_s / 60:.1f} min left"
    )


@contextlib.contextmanager
def _curves(out: Path, place: Place) -> Iterator[SummaryWriter | None]:
    if not place.leads:
        yield None
        return
    with SummaryWriter(str(out)) as writer:
        yield writer


def keep_freed_memory() -> None:
    """Let the C library keep what a step frees for the next step; a no-op beside glibc.

    A third of a step's time goes into handing pages back and getting them zeroed again.
    """
    if not sys.platform.startswith("linux"):
        return
    trim_threshold, top_pad, mmap_max = -1, -2, -4  # of mallopt(3)
    with contextlib.suppress(OSError, AttributeError):  # another C library than glibc
        libc = ctypes.CDLL("libc.so.6")
        for option, value in ((mmap_max, 0), (trim_threshold, 2**31 - 1), (top_pad, 2**28)):
            libc.mallopt(option, value)


def _plain(values: dict[str, Any]) -> Any:
    return json.loads(json.dumps(values))


@contextlib.contextmanager
def joined_place(device: str) -> Iterator[Place]:
    """The place of this process, joined to the others when ``torchrun`` started it."""
    world = int(os.environ.get("WORLD_SIZE", "1"))
    if world == 1:
        yield Place(torch.device(device))
        return
    rank, local = int(os.environ["RANK"]), int(os.environ["LOCAL_RANK"])
    on_gpu = device.startswith("cuda")
    distributed.init_process_group("nccl" if on_gpu else "gloo")
    try:
        yield Place(torch.device(f"cuda:{local}" if on_gpu else device), rank, world)
    finally:
        distributed.destroy_process_group()


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipe", choices=sorted(RECIPES), default="best")
    parser.add_argument("--cases", type=Path, required=True, help="folder of case folders")
    parser.add_argument("--out", type=Path, required=True, help="checkpoint and curves")
    parser.add_argument("--only", nargs="*", help="use only these case folders")
    parser.add_argument("--start", type=Path, help="checkpoint, or model package, to begin with")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--steps", type=int, help="cut every stage to at most this many steps")
    parser.add_argument("--threads", type=int, default=0, help="CPU threads, 0 for all")
    parser.add_argument("--workers", type=int, default=0, help="processes that prepare patches")
    default = "cuda" if torch.cuda.is_available() else "cpu"
    parser.add_argument("--device", default=default)
    args = parser.parse_args(arguments)
    if args.threads:
        torch.set_num_threads(args.threads)
    torch.set_flush_denormal(True)
    keep_freed_memory()
    recipe = RECIPES[args.recipe]
    if args.seed is not None:
        recipe = replace(recipe, seed=args.seed)
    if args.steps:
        stages = tuple(replace(s, steps=min(s.steps, args.steps)) for s in recipe.stages)
        recipe = replace(recipe, stages=stages, epochs=0, epoch_steps=min(args.steps, 100))
    folders = case_folders(args.cases)
    if args.only:
        folders = [f for f in folders if f.name in set(args.only)]
    cases = load_cases(folders[: recipe.cases], recipe.preprocessing)
    with joined_place(args.device) as place:
        train(recipe, cases, args.out, place, args.workers, args.start)
