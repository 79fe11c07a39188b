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

from core.clicking.answering import answer
from core.clicking.changing import relabelled
from core.clicking.clicks import Click
from core.clicking.network_input import REGIONS
from core.labels import Region, labels_from_regions, region_mask
from core.networks.engine import Array, Tick
from core.networks.network import Architecture, HalfResolutionUNet
from core.segmenting.preprocessing import Preprocessing, mirrored
from core.space.boxes import Box
from training.clicks.cases import ClickCase, load_click_case
from training.clicks.simulating import deepest, errors
from training.data.cases import case_folders
from training.learning.arithmetic import arithmetic
from training.learning.train import CHECKPOINT

AFTER = (0, 1, 3, 5, 10)
"""Clicks after which the mean is told."""
WORSE = 0.005
"""A click that lowers its region's Dice by more made it worse."""
ENOUGH = 0.90
"""Dice whose clicks are counted."""


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


def course(each: ClickCase, network: Network, region: Region, most: int) -> Course:
    """Click on one region until it is right or the clicks are spent."""
    truth = region_mask(each.case.labels, region)
    wt, tc, et = (p >= np.uint8(128) for p in each.said)
    standing = labels_from_regions(wt, tc, et)
    said = each.said[REGIONS.index(region)]
    modalities = len(each.case.array) - 1
    plain = each.case.array[:modalities]

    def fill(out: npt.NDArray[np.float32], box: Box) -> None:
        out[:modalities] = plain[(slice(None), *box)]
        out[modalities:-1] = mirrored(plain)[(slice(None), *box)]
        out[-1] = each.case.array[-1][box]

    now = region_mask(standing, region)
    told = Course(each.case.name, region.value, [dice(truth, now)])
    told.slices = int((truth ^ now).any(axis=(0, 1)).sum())
    clicks: list[Click] = []
    kept = np.zeros(standing.shape, np.bool_)
    while len(clicks) < most:
        wrong = errors(truth, now)
        if not wrong:
            break
        voxel = deepest(wrong[0].mask)
        clicks.append(Click(voxel, wrong[0].wanted, region))
        started = time.process_time()
        found = answer(network, fill, 2 * modalities + 1, standing, said, clicks, _no_tick, kept)
        part = standing[found.box]
        standing[found.box] = relabelled(part, found.change, region, clicks[-1].wanted)
        told.seconds.append(time.process_time() - started)
        kept[voxel] = True
        now = region_mask(standing, region)
        told.dice.append(dice(truth, now))
    return told


def _no_tick() -> None:
    """Nothing watches a measurement."""


def measure_folds(
    runs: Path,
    cases: Path,
    answers: Path,
    folds: Sequence[Sequence[str]],
    only: Sequence[int] | None,
    most: int,
    out: Path,
) -> None:
    """Measure every held-out case and write ``out`` (JSON) and a table beside it (Markdown)."""
    told: list[Course] = []
    folders = {f.name: f for f in case_folders(cases)}
    for number, names in enumerate(folds):
        if only is not None and number not in only:
            continue
        network = Network(runs / f"fold{number}")
        for name in names:
            each = load_click_case(folders[name], answers, Preprocessing())
            told += [course(each, network, region, most) for region in REGIONS]
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
