"""A run's weights in float16: ``python -m training snapshot RUN FILE``; ``--restore`` undoes it.

A checkpoint holds the network, its average and the optimiser, in float32, too much to commit. A
snapshot holds the averaged weights alone, with the recipe, the cases and the step; what is restored
can be exported, blended, or gone on from with ``training train --start``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save_file

from core.files.writing import replacing
from training.learning.train import CHECKPOINT

_PREFIX = "module."


def take(run: Path, file: Path) -> None:
    """Write a snapshot of a run's folder.

    Raises:
        ValueError: the run's recipe averages no weights.
    """
    state = torch.load(run / CHECKPOINT, map_location="cpu", weights_only=True)
    if not state["recipe"]["ema"]:
        raise ValueError(f"{run}: its recipe keeps no averaged weights.")
    weights = {
        key.removeprefix(_PREFIX): value.half().contiguous()
        for key, value in state["average"].items()
        if key.startswith(_PREFIX)
    }
    told = {
        "recipe": json.dumps(state["recipe"]),
        "step": str(state["step"]),
        "config": (run / "config.json").read_text(encoding="utf-8"),
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    with replacing(file) as fresh:
        save_file(weights, fresh, told)
    file.chmod(0o644)  # safetensors writes for the owner alone


def restore(file: Path, run: Path) -> Path:
    """Write a run's folder whose checkpoint holds a snapshot's weights as its average.

    Returns:
        The checkpoint's path.

    Raises:
        ValueError: the file is no snapshot.
    """
    with safe_open(file, "pt") as opened:
        told = opened.metadata() or {}
        if not {"recipe", "step", "config"} <= told.keys():
            raise ValueError(f"{file}: no snapshot of a run; training snapshot makes them.")
        names = opened.keys()
        average = {_PREFIX + name: opened.get_tensor(name).float() for name in names}
    state = {
        "step": int(told["step"]),
        "recipe": json.loads(told["recipe"]),
        "average": {**average, "n_averaged": torch.tensor(int(told["step"]))},
    }
    run.mkdir(parents=True, exist_ok=True)
    (run / "config.json").write_text(told["config"], encoding="utf-8")
    with replacing(run / CHECKPOINT) as fresh:
        torch.save(state, fresh)
    return run / CHECKPOINT


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path, help="folder of a run")
    parser.add_argument("file", type=Path, help="snapshot, .safetensors")
    parser.add_argument("--restore", action="store_true", help="make RUN out of FILE")
    args = parser.parse_args(arguments)
    try:
        if args.restore:
            print(restore(args.file, args.run))
        else:
            take(args.run, args.file)
    except (OSError, ValueError) as error:
        parser.error(str(error))
