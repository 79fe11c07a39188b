"""What clicks gain on held-out cases, clicked as a careful person would.

Each click is on the largest error that is left, at its deepest voxel, of one region after the
other, each beginning from the same held-out answer.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from core.clicking.clicks import Click
from core.clicking.ground import Ground, Standing
from core.clicking.network_input import REGIONS
from core.labels import LabelMap, Region, region_mask
from core.networks.engine import Array, Engine, Tick
from core.networks.network import Architecture, HalfResolutionUNet
from core.segmenting.postprocessing import PostProcessing, label_map_from_probabilities
from core.space.affine import to_ras
from core.space.boxes import Box
from training.clicks.simulating import deepest, errors
from training.data.cases import case_folders, read_case_study, read_truth
from training.judging.answers import read_answer
from training.judging.rules import PLAIN
from training.learning.arithmetic import arithmetic
from training.learning.train import CHECKPOINT

AFTER = (0, 1, 3, 5, 10)
"""Clicks after which the mean is told."""
WORSE = 0.005
"""A click that lowers its region's Dice by more made it worse."""
ENOUGH = 0.90
"""Dice whose clicks are counted."""


@dataclass(frozen=True)
class Begun:
    """A case as a person finds it before the first click, all in RAS+ order.

    Attributes:
        case: its name.
        ground: what is clicked on.
        said: uint8, (3, x, y, z), 255 × probability of WT, TC, ET by a network that never saw it.
        labels: what these are painted as.
        truth: the experts' labels.
    """

    case: str
    ground: Ground
    said: npt.NDArray[np.uint8]
    labels: LabelMap
    truth: LabelMap


def begin(folder: Path, answers: Path, rules: PostProcessing) -> Begun:
    """Read one case folder and its held-out answer, painted by some rules.

    Raises:
        ReadingError: the case is not whole, or has no answer.
    """
    study = read_case_study(folder)
    probabilities = read_answer(answers, folder.name).probabilities
    labels = label_map_from_probabilities(probabilities, rules, study.grid.voxel_ml)

    def turned(data: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
        return np.ascontiguousarray(to_ras(data, study.grid.affine))

    said = np.stack([turned(p) for p in probabilities])
    truth = turned(read_truth(folder, study.grid))
    return Begun(folder.name, Ground.of(study), said, turned(labels), truth)


@dataclass
class Course:
    """One region of one case, click by click.

    Attributes:
        case, region: which.
        dice: before any click, and after each.
        seconds: of each click, of a processor.
        slices: axial slices with an error, at first: what a brush would have to visit.
    """

    case: str
    region: str
    dice: list[float]
    seconds: list[float] = field(default_factory=list)
    slices: int = 0


class Network:
    """A run's network as an engine, in the numbers that training computes in."""

    name = "PyTorch"
    multiple = 16

    def __init__(self, run: Path) -> None:
        state = torch.load(run / CHECKPOINT, map_location="cpu", weights_only=True)
        architecture = Architecture.from_json(state["recipe"]["architecture"])
        self.network = HalfResolutionUNet(architecture)
        weights = {
            key.removeprefix("module."): value
            for key, value in state["average"].items()
            if key.startswith("module.")
        }
        self.network.load_state_dict(weights)
        self.network.eval().to(memory_format=torch.channels_last_3d)  # type: ignore[call-overload]
        self.kind = arithmetic(torch.device("cpu"))

    def __call__(self, array: Array, tick: Tick) -> Array:
        """See :class:`core.networks.engine.Engine`."""
        tick()
        with torch.inference_mode(), torch.autocast("cpu", self.kind, self.kind != torch.float32):
            logits = self.network(torch.from_numpy(array)[None])
        found: Array = torch.sigmoid(logits[0].float()).numpy()
        return found


def dice(first: npt.NDArray[np.bool_], second: npt.NDArray[np.bool_]) -> float:
    """Dice of two masks; 1 where both are empty."""
    total = int(first.sum()) + int(second.sum())
    return 1.0 if total == 0 else 2 * int((first & second).sum()) / total


def course(begun: Begun, engine: Engine | None, region: Region, most: int) -> Course:
    """Click on one region, as the window's tool does, until it is right or the clicks are spent.

    Args:
        begun: the case, and what stands at first.
        engine: the click network; without one, clicks grow.
        region: whose errors are clicked on.
        most: clicks.
    """
    truth, labels = region_mask(begun.truth, region), begun.labels.copy()
    now = region_mask(labels, region)
    told = Course(begun.case, region.value, [dice(truth, now)])
    told.slices = int((truth ^ now).any(axis=(0, 1)).sum())
    clicks: list[Click] = []
    decided = np.zeros(labels.shape, np.bool_)

    def kept(box: Box) -> npt.NDArray[np.bool_]:
        return np.asarray(decided[box])

    while len(clicks) < most:
        wrong = errors(truth, now)
        if not wrong:
            break
        voxel = deepest(wrong[0].mask)
        click = Click(voxel, wrong[0].wanted, region)
        standing = Standing(labels, begun.said, clicks, kept)
        started = time.process_time()
        found = begun.ground.click([click], standing, engine, _no_tick)
        told.seconds.append(time.process_time() - started)
        labels[found.box] = found.labels
        clicks = [*clicks, click]
        decided[voxel] = True
        now = region_mask(labels, region)
        told.dice.append(dice(truth, now))
    return told


def _no_tick() -> None:
    """Nothing watches a measurement."""


def measure_folds(
    runs: Path | None,
    cases: Path,
    answers: Path,
    folds: Sequence[Sequence[str]],
    only: Sequence[int] | None,
    most: int,
    out: Path,
    rules: PostProcessing = PLAIN,
) -> None:
    """Measure every held-out case and write ``out`` (JSON) and a table beside it (Markdown).

    Args:
        runs: holds ``fold0``, ``fold1``, …; None measures what clicks do without a network.
        cases: folder of case folders.
        answers: of held-out networks.
        folds: names of the cases that each run never saw.
        only: just these folds.
        most: clicks a region.
        out: JSON file.
        rules: by which the answers are painted at first.
    """
    told: list[Course] = []
    folders = {f.name: f for f in case_folders(cases)}
    for number, names in enumerate(folds):
        if only is not None and number not in only:
            continue
        network = Network(runs / f"fold{number}") if runs is not None else None
        for name in names:
            begun = begin(folders[name], answers, rules)
            told += [course(begun, network, region, most) for region in REGIONS]
            last = told[-len(REGIONS) :]
            print(name, *(f"{c.region} {c.dice[0]:.3f}→{c.dice[-1]:.3f}" for c in last), flush=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps([asdict(c) for c in told], indent=1) + "\n")
    text = table(told)
    out.with_suffix(".md").write_text(text)
    print(text)


def table(told: Sequence[Course]) -> str:
    """Markdown: a row a region."""
    heads = " | ".join(f"{n} clicks" for n in AFTER)
    lines = [
        f"| region | {heads} | clicks to {ENOUGH:.2f} (median; share that gets there) "
        "| clicks that made it worse | slices with errors (median) | s a click (p95) |",
        "|---" * (len(AFTER) + 5) + "|",
    ]
    for region in REGIONS:
        some = [c for c in told if c.region == region.value]
        if not some:
            continue
        means = [float(np.mean([c.dice[min(n, len(c.dice) - 1)] for c in some])) for n in AFTER]
        steps = [b - a for c in some for a, b in zip(c.dice, c.dice[1:], strict=False)]
        reached = [
            next(n for n, d in enumerate(c.dice) if d >= ENOUGH)
            for c in some
            if max(c.dice) >= ENOUGH
        ]
        seconds = [s for c in some for s in c.seconds]
        worse = sum(step < -WORSE for step in steps)
        cells = [f"{mean:.3f}" for mean in means]
        cells.append(f"{np.median(reached) if reached else '–'}; {len(reached)}/{len(some)}")
        cells.append(f"{worse}/{len(steps)} ({100 * worse / max(len(steps), 1):.1f} %)")
        cells.append(f"{np.median([c.slices for c in some]):.0f}")
        cells.append(f"{np.percentile(seconds, 95):.2f}" if seconds else "–")
        lines.append(f"| {region.value} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"
