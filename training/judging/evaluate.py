"""Cross-validation by patient: ``python -m training evaluate --folds 5 --cases DIR --out DIR``.

For each holdout: train (or resume, or take a finished run in ``OUT/<holdout>``), export, and
segment the held-out cases with the program's own path. ``--sources`` holds out whole sources
instead. Writes ``OUT/evaluation-<kind>-<mode>.json`` and ``.md``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from core.labels import LabelMap
from core.scoring.evaluation import score_case
from core.segmenting.inference import segment
from core.segmenting.model_package import CARD, load_model
from core.segmenting.passes import Mode
from core.segmenting.postprocessing import label_map_from_probabilities
from core.space.affine import Edges, voxel_mm3
from training.data.cases import case_folders, load_cases, read_case_study, read_truth
from training.data.folds import Holdout, fold_holdouts, source_holdouts
from training.data.recipes import RECIPES, Recipe
from training.judging.report import CaseRow, report_json, report_markdown
from training.judging.rules import PLAIN, DiceTable, dice_table, learn_rules, rules_by_fold
from training.learning.train import CHECKPOINT, Place, fitted, keep_freed_memory, train
from training.shipping.export import export


@dataclass(frozen=True)
class HeldOut:
    """A held-out case: its truth and the probabilities of a network that never saw it."""

    name: str
    truth: LabelMap
    probabilities: npt.NDArray[np.uint8]
    edges_mm: Edges

    @property
    def voxel_ml(self) -> float:
        """Volume of a voxel."""
        return voxel_mm3(self.edges_mm) / 1000.0


def ensure_trained(
    holdout: Holdout, recipe: Recipe, cases: Path, out: Path, start: Path | None = None
) -> Path:
    """Train a holdout's network where its run is not finished; returns the checkpoint.

    Args:
        holdout: whose cases to train on.
        recipe: how.
        cases: folder of case folders.
        out: folder of the recipe's runs.
        start: folder of the former recipe's runs, for one that goes on from it.
    """
    run = out / holdout.name
    checkpoint = run / CHECKPOINT
    wanted = fitted(recipe, len(holdout.train)).steps
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location="cpu", weights_only=True)
        if state["step"] >= wanted:
            return checkpoint
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    loaded = load_cases([cases / name for name in holdout.train], recipe.preprocessing)
    before = None if start is None else start / holdout.name / CHECKPOINT
    train(recipe, loaded, run, Place(device), start=before)
    return checkpoint


def held_out(holdout: Holdout, checkpoint: Path, cases: Path, mode: Mode) -> list[HeldOut]:
    """Segment a holdout's cases; probabilities are kept beside the checkpoint and used again."""
    package = checkpoint.parent / "package"
    if not (package / CARD).exists() or _older(package / CARD, checkpoint):
        export(checkpoint, package, holdout.name)
    model = None
    results = []
    for name in holdout.test:
        kept = checkpoint.parent / "held_out" / f"{name}-{mode.value}.npz"
        study = read_case_study(cases / name)
        if not kept.exists() or _older(kept, package / CARD):
            model = model or load_model(package, "openvino", precision="f32")
            kept.parent.mkdir(exist_ok=True)
            probabilities = segment(study, model, mode=mode).probabilities
            assert probabilities is not None
            np.savez_compressed(kept, probabilities=probabilities)
        probabilities = np.load(kept)["probabilities"]
        truth = read_truth(cases / name, study.grid)
        results.append(HeldOut(name, truth, probabilities, study.grid.edges_mm))
        print(f"{holdout.name}: {name} ({mode.value})", flush=True)
    return results


def score(
    held: Sequence[HeldOut], holdouts: Sequence[Holdout], tables: dict[str, DiceTable]
) -> list[CaseRow]:
    """Score each case with the rules that were learnt without its holdout."""
    rules = rules_by_fold(tables, holdouts)
    whose = {name: h.name for h in holdouts for name in h.test}
    rows = []
    for case in held:
        holdout = whose[case.name]
        for kind, rule in (("plain", PLAIN), ("learnt", rules[holdout])):
            found = label_map_from_probabilities(case.probabilities, rule, case.voxel_ml)
            scored = score_case(case.name, found, case.truth, case.edges_mm)
            rows.append(CaseRow(holdout, kind, scored))
    return rows


def _older(first: Path, second: Path) -> bool:
    return first.stat().st_mtime < second.stat().st_mtime


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, required=True, help="folder of case folders")
    parser.add_argument("--out", type=Path, required=True, help="runs and reports")
    parser.add_argument("--recipe", choices=sorted(RECIPES), default="best")
    parser.add_argument("--start", type=Path, help="--out of the recipe that this one goes on from")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--sources", action="store_true", help="hold out sources, not folds")
    parser.add_argument("--only", nargs="*", help="just these holdouts, such as fold0 fold1")
    parser.add_argument("--mode", choices=[m.value for m in Mode], default=Mode.FAST.value)
    parser.add_argument("--seed", type=int, help="another one than the recipe's")
    args = parser.parse_args(arguments)
    torch.set_flush_denormal(True)
    keep_freed_memory()
    recipe = RECIPES[args.recipe]
    if args.seed is not None:
        recipe = replace(recipe, seed=args.seed)
    names = [folder.name for folder in case_folders(args.cases)]
    holdouts = source_holdouts(names) if args.sources else fold_holdouts(names, args.folds)
    if args.only:
        holdouts = [h for h in holdouts if h.name in set(args.only)]
    held: list[HeldOut] = []
    for holdout in holdouts:
        checkpoint = ensure_trained(holdout, recipe, args.cases, args.out, args.start)
        held += held_out(holdout, checkpoint, args.cases, Mode(args.mode))
    tables = {c.name: dice_table(c.probabilities, c.truth, c.voxel_ml) for c in held}
    rows = score(held, holdouts, tables)
    kind = "sources" if args.sources else "folds"
    report = report_json(rows, learn_rules(list(tables.values())), kind, args.mode)
    base = args.out / f"evaluation-{kind}-{args.mode}"
    base.with_suffix(".json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    text = report_markdown(report)
    base.with_suffix(".md").write_text(text, encoding="utf-8")
    print(text)
