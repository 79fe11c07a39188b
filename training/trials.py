"""Held-out cases segmented after a change, by the program's own path, and scored.

The networks are those of finished runs (``OUT/<holdout>`` of :mod:`training.evaluate`), the
rules those learnt without the case's holdout.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from core.checks import check
from core.errors import ReadingError
from core.inference import segment
from core.labels import Region
from core.metrics import RegionScore, score_regions
from core.model_package import CARD, Model, load_model
from core.passes import Mode
from core.postprocessing import PostProcessing, label_map_from_probabilities
from core.reading import accept
from core.writing import replacing
from training.cases import case_folders
from training.evaluate import held_out
from training.folds import Holdout, fold_holdouts
from training.labelled import Change, Labelled, read_labelled
from training.rules import dice_table, rules_by_fold
from training.train import CHECKPOINT

PACKAGE = "package"


@dataclass(frozen=True)
class Trial:
    """One change that every held-out case goes through.

    Attributes:
        name: short, for tables.
        text: what is changed, and by how much.
        change: the change; a module's own function or a partial of one, so that other
            processes can be given it.
    """

    name: str
    text: str
    change: Change


@dataclass(frozen=True)
class TrialRow:
    """One case after one change.

    Attributes:
        case, holdout, trial: names.
        findings: codes of what the pre-flight check said.
        scores: of WT, TC and ET.
    """

    case: str
    holdout: str
    trial: str
    findings: tuple[str, ...]
    scores: dict[Region, RegionScore]


@dataclass(frozen=True)
class Bench:
    """Where one case's trials run.

    Attributes:
        folder: of the case.
        holdout: that never saw it.
        package: of the holdout's network.
        rules: learnt without the holdout.
        mode: of inference.
        threads: of the network.
    """

    folder: Path
    holdout: str
    package: Path
    rules: PostProcessing
    mode: Mode
    threads: int


def arguments_parser(description: str | None) -> argparse.ArgumentParser:
    """The options that all commands over finished runs share."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--cases", type=Path, required=True, help="folder of case folders")
    parser.add_argument("--out", type=Path, required=True, help="finished runs, and reports")
    parser.add_argument("--only", nargs="*", help="just these folds, such as fold0 fold1")
    parser.add_argument("--mode", choices=[m.value for m in Mode], default=Mode.FAST.value)
    return parser


def trials_parser(description: str | None) -> argparse.ArgumentParser:
    """The same, and those of :func:`run_trials`."""
    parser = arguments_parser(description)
    parser.add_argument("--workers", type=int, default=2, help="processes")
    parser.add_argument("--cases-each", type=int, help="just so many cases of each fold")
    return parser


def finished(out: Path, cases: Path, only: Sequence[str] | None = None) -> list[Holdout]:
    """The committed folds' holdouts, each of which has a trained and exported run in ``out``.

    Raises:
        ReadingError: a run is not finished; says which, and how to finish it.
    """
    holdouts = fold_holdouts([folder.name for folder in case_folders(cases)])
    chosen = [h for h in holdouts if not only or h.name in only]
    for holdout in chosen:
        run = out / holdout.name
        if not (run / CHECKPOINT).exists() or not (run / PACKAGE / CARD).exists():
            raise ReadingError(
                f"{run}: no finished run. Make it with python -m training.evaluate, or name the "
                "finished ones with --only."
            )
    return chosen


def learnt_rules(
    holdouts: Sequence[Holdout], out: Path, cases: Path, mode: Mode
) -> dict[str, PostProcessing]:
    """For each holdout, the rules that the others' undisturbed cases teach."""
    tables = {
        c.name: dice_table(c.probabilities, c.truth, c.voxel_ml)
        for h in holdouts
        for c in held_out(h, out / h.name / CHECKPOINT, cases, mode)
    }
    return rules_by_fold(tables, holdouts)


def run_trials(trials: Sequence[Trial], args: argparse.Namespace) -> Iterator[list[TrialRow]]:
    """The rows of one held-out case after the other.

    Args:
        trials: what each case goes through.
        args: of :func:`trials_parser`.

    Raises:
        ReadingError: a run is not finished.
    """
    holdouts = finished(args.out, args.cases, args.only)
    mode, workers = Mode(args.mode), args.workers
    rules = learnt_rules(holdouts, args.out, args.cases, mode)
    threads = max((os.cpu_count() or 1) // workers, 1)
    benches = [
        Bench(args.cases / name, h.name, args.out / h.name / PACKAGE, rules[h.name], mode, threads)
        for h in holdouts
        for name in h.test[: args.cases_each]
    ]
    work = partial(case_rows, trials)
    if workers == 1:
        yield from map(work, benches)
        return
    # Started anew rather than forked: OpenVINO's and torch's threads do not outlive a fork.
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(work, benches)


def case_rows(trials: Sequence[Trial], bench: Bench) -> list[TrialRow]:
    """One case through every trial; the same seeds whenever it runs."""
    labelled = read_labelled(bench.folder)
    return [trial_row(trial, labelled, bench) for trial in trials]


def trial_row(trial: Trial, labelled: Labelled, bench: Bench) -> TrialRow:
    """Change, check, segment and score one case.

    Raises:
        CheckError: the pre-flight check refuses the changed study.
    """
    name = labelled.study.name
    seed = [zlib.crc32(text.encode()) for text in (name, trial.name)]
    changed = trial.change(labelled, np.random.default_rng(seed))
    opened = accept(check(changed.study.volumes, name), name)
    found = segment(opened.study, _model(bench.package, bench.threads), mode=bench.mode)
    assert found.probabilities is not None
    grid = opened.study.grid
    label_map = label_map_from_probabilities(found.probabilities, bench.rules, grid.voxel_ml)
    scores = score_regions(label_map, changed.truth, grid.spacing_mm)
    codes = tuple(f.code for f in opened.findings)
    return TrialRow(bench.folder.name, bench.holdout, trial.name, codes, scores)


@lru_cache(maxsize=1)
def _model(package: Path, threads: int) -> Model:
    return load_model(package, threads=threads)


def write_report(base: Path, report: dict[str, Any], text: str) -> None:
    """Write ``BASE.json`` and ``BASE.md``, and print the latter."""
    with replacing(base.with_suffix(".json")) as fresh:
        fresh.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    with replacing(base.with_suffix(".md")) as fresh:
        fresh.write_text(text, encoding="utf-8")
    print(text)
