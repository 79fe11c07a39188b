"""The finished runs of ``training evaluate`` that other commands read, and their reports."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.errors import ReadingError
from core.files.writing import replacing
from core.segmenting.model_package import CARD
from core.segmenting.passes import Mode
from training.data.cases import case_folders
from training.data.folds import Holdout, fold_holdouts, named_holdouts
from training.learning.train import CHECKPOINT

PACKAGE = "package"
KEPT = "held_out"
"""Where ``training evaluate`` keeps a run's model package and probabilities."""
HOLDOUTS = "holdouts.json"
"""Beside runs of other holdouts than the committed folds: each run's name and its test cases."""


def arguments_parser(description: str | None) -> argparse.ArgumentParser:
    """The options that all commands over finished runs share."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--cases", type=Path, required=True, help="folder of case folders")
    parser.add_argument("--out", type=Path, required=True, help="finished runs, and reports")
    parser.add_argument("--only", nargs="*", help="just these folds, such as fold0 fold1")
    parser.add_argument("--mode", choices=[m.value for m in Mode], default=Mode.FAST.value)
    return parser


def finished(out: Path, cases: Path, only: Sequence[str] | None = None) -> list[Holdout]:
    """The holdouts that ``out`` names, or the committed folds, each with its exported run there.

    Raises:
        ReadingError: a run is not finished; says which, and how to finish it.
    """
    names = [folder.name for folder in case_folders(cases)]
    told = out / HOLDOUTS
    if told.exists():
        holdouts = named_holdouts(names, json.loads(told.read_text(encoding="utf-8")))
    else:
        holdouts = fold_holdouts(names)
    chosen = [h for h in holdouts if not only or h.name in only]
    for holdout in chosen:
        run = out / holdout.name
        if not (run / CHECKPOINT).exists() or not (run / PACKAGE / CARD).exists():
            raise ReadingError(
                f"{run}: no finished run. Make it with python -m training evaluate, or name the "
                "finished ones with --only."
            )
    return chosen


def write_report(base: Path, report: dict[str, Any], text: str) -> None:
    """Write ``BASE.json`` and ``BASE.md``, and print the latter."""
    with replacing(base.with_suffix(".json")) as fresh:
        fresh.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    with replacing(base.with_suffix(".md")) as fresh:
        fresh.write_text(text, encoding="utf-8")
    print(text)
