"""Average the kept weights of two runs: ``python -m training blend FIRST SECOND --out DIR``.

FIRST is the run that SECOND went on from. The mean of their weights often does better on what
neither saw (Wortsman et al. 2022, Robust fine-tuning of zero-shot models, arXiv 2109.01903), at the
cost of one network; docs/EXPERIMENTS.md says how far that held here.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from core.files.writing import replacing
from training.learning.train import CHECKPOINT

SHARE = 0.5
"""Of SECOND. Halves were taken before anything was measured."""


def blend(first: Path, second: Path, out: Path, share: float = SHARE) -> Path:
    """Write a checkpoint whose averaged weights are the mean of two others'.

    Args:
        first: folder of the earlier run.
        second: folder of the run that went on from it, whose recipe and cases are told.
        out: folder to write.
        share: of ``second``, 0 to 1.

    Returns:
        The checkpoint's path.

    Raises:
        ValueError: the runs were not trained on the same cases, or are of another architecture,
            or their recipes do not average weights.
    """
    cases = [json.loads((f / "config.json").read_text())["case_names"] for f in (first, second)]
    if cases[0] != cases[1]:
        raise ValueError(f"{first} and {second} were not trained on the same cases.")
    earlier, later = (_read(folder / CHECKPOINT) for folder in (first, second))
    before, after = earlier["average"], later["average"]
    if {k: v.shape for k, v in before.items()} != {k: v.shape for k, v in after.items()}:
        raise ValueError(f"{first} and {second} are of two architectures.")
    mixed = {
        key: torch.lerp(before[key], value, share) if value.is_floating_point() else value
        for key, value in after.items()
    }
    origin = {"first": earlier["recipe"]["name"], "share_of_second": share}
    if "blend" in earlier["recipe"]:
        origin["first_is_blend"] = earlier["recipe"]["blend"]
    state = {
        "step": later["step"],
        "recipe": {**later["recipe"], "blend": origin},
        "average": mixed,
    }
    out.mkdir(parents=True, exist_ok=True)
    with replacing(out / CHECKPOINT) as fresh:
        torch.save(state, fresh)
    shutil.copyfile(second / "config.json", out / "config.json")
    return out / CHECKPOINT


def _read(path: Path) -> dict[str, Any]:
    state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    if not state["recipe"]["ema"]:
        raise ValueError(f"{path}: its recipe keeps no averaged weights to blend.")
    return state


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path, help="folder of the earlier run")
    parser.add_argument("second", type=Path, help="folder of the run that went on from it")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--share", type=float, default=SHARE, help="of the second (%(default)s)")
    args = parser.parse_args(arguments)
    try:
        print(blend(args.first, args.second, args.out, args.share))
    except (ValueError, OSError) as error:
        parser.error(str(error))
