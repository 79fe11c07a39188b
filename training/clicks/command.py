"""The click network: ``python -m training clicks train``, ``measure`` and ``export``.

``train`` learns from all cases but those of one fold; ``measure`` clicks on held-out cases as a
careful person would, up to ten times a region, and tells what that gains; ``export`` makes the
package that the program loads.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import torch

from core.segmenting.model_package import read_package
from core.segmenting.preprocessing import Preprocessing
from training.clicks.cases import ClickCase, load_click_case
from training.clicks.learn import CLICKS, shortened, train_clicks
from training.clicks.measure import measure_folds
from training.clicks.shipping import ship
from training.data.cases import case_folders
from training.judging.rules import PLAIN
from training.learning.train import keep_freed_memory


def load(cases: Path, answers: Sequence[Path], names: Sequence[str] | None) -> list[ClickCase]:
    """Read the cases of these names, or all, with their held-out answers."""
    folders = [f for f in case_folders(cases) if names is None or f.name in names]
    return [load_click_case(folder, answers, Preprocessing()) for folder in folders]


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    for name in ("train", "measure"):
        action = actions.add_parser(name)
        action.add_argument("--cases", type=Path, required=True, help="folder of case folders")
        action.add_argument("--folds", type=Path, help="JSON: lists of case names")
        action.add_argument("--threads", type=int, default=1)
        action.add_argument("--out", type=Path, required=True)
        if name == "train":
            action.add_argument(
                "--answers", type=Path, nargs="+", required=True, help="of one network or several"
            )
            action.add_argument("--hold-out", type=int, help="which fold; default none")
            action.add_argument("--start", type=Path, help="checkpoint to begin with")
            action.add_argument("--steps", type=int)
        else:
            action.add_argument("--answers", type=Path, required=True, help="of held-out networks")
            action.add_argument("--runs", type=Path, help="of fold0, fold1…; default no network")
            action.add_argument("--package", type=Path, help="paint by its rules, not plain ones")
            action.add_argument("--only", type=int, nargs="*", help="just these folds")
            action.add_argument("--most", type=int, default=10, help="clicks a region")
    export = actions.add_parser("export")
    export.add_argument("checkpoint", type=Path, help="of a run, or its folder")
    export.add_argument("folder", type=Path, help="the package to make")
    export.add_argument("--name", help="of the package; default the folder's")
    export.add_argument("--scores", type=Path, help="JSON of held-out scores")
    args = parser.parse_args(arguments)
    if args.action == "export":
        scores = json.loads(args.scores.read_text(encoding="utf-8")) if args.scores else None
        ship(args.checkpoint, args.folder, args.name or args.folder.name, scores=scores)
        return
    torch.set_num_threads(args.threads)
    folds: list[list[str]] = json.loads(args.folds.read_text()) if args.folds else []
    if args.action == "measure":
        rules = read_package(args.package).postprocessing if args.package else PLAIN
        measure_folds(
            args.runs, args.cases, args.answers, folds, args.only, args.most, args.out, rules
        )
        return
    keep_freed_memory()
    held = set(folds[args.hold_out]) if args.hold_out is not None else set()
    names = [f.name for f in case_folders(args.cases) if f.name not in held]
    recipe = shortened(CLICKS, args.steps) if args.steps else CLICKS
    train_clicks(load(args.cases, args.answers, names), recipe, args.out, args.start)


if __name__ == "__main__":
    main()
