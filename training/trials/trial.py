"""Held-out cases segmented after a change, by the program's own path, and scored.

The networks are those of finished runs (``OUT/<holdout>`` of :mod:`training evaluate`), the
rules those learnt without the case's holdout.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import numpy as np

from core.checks.preflight import check
from core.labels import Region
from core.opening.reading import accept
from core.scoring.metrics import RegionScore, score_regions
from core.segmenting.expected_dice import Lines, expected_dice
from core.segmenting.inference import segment
from core.segmenting.model_package import Model, load_model
from core.segmenting.passes import Mode
from core.segmenting.postprocessing import PostProcessing, label_map_from_probabilities
from training.data.folds import Holdout
from training.data.labelled import Change, Labelled, read_labelled
from training.judging.evaluate import held_out
from training.judging.expected_dice import estimate, lines
from training.judging.finished_runs import PACKAGE, arguments_parser, finished
from training.judging.rules import dice_table, rules_by_fold
from training.learning.train import CHECKPOINT


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
        expected: the Dice that the program would tell; see :mod:`core.segmenting.expected_dice`.
    """

    case: str
    holdout: str
    trial: str
    findings: tuple[str, ...]
    scores: dict[Region, RegionScore]
    expected: dict[Region, float]


@dataclass(frozen=True)
class Learnt:
    """What other holdouts teach: rules, and how to tell a case's Dice; no lines without others."""

    rules: PostProcessing
    lines: Lines


@dataclass(frozen=True)
class Bench:
    """Where one case's trials run.

    Attributes:
        folder: of the case.
        holdout: that never saw it.
        package: of the holdout's network.
        learnt: without the holdout.
        mode: of inference.
        threads: of the network.
    """

    folder: Path
    holdout: str
    package: Path
    learnt: Learnt
    mode: Mode
    threads: int


def trials_parser(description: str | None) -> argparse.ArgumentParser:
    """The same, and those of :func:`run_trials`."""
    parser = arguments_parser(description)
    parser.add_argument("--workers", type=int, default=2, help="processes")
    parser.add_argument("--cases-each", type=int, help="just so many cases of each fold")
    return parser


def learnt(holdouts: Sequence[Holdout], args: argparse.Namespace) -> dict[str, Learnt]:
    """For each holdout, what the others' undisturbed cases teach."""
    mode = Mode(args.mode)
    held = [
        (h.name, case)
        for h in holdouts
        for case in held_out(h, args.out / h.name / CHECKPOINT, args.cases, mode)
    ]
    tables = {c.name: dice_table(c.probabilities, c.truth, c.voxel_ml) for _, c in held}
    rules = rules_by_fold(tables, holdouts)
    judged = [estimate(case, name, rules[name]) for name, case in held]
    return {
        h.name: Learnt(rules[h.name], lines([e for e in judged if e.holdout != h.name]))
        for h in holdouts
    }


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
    taught = learnt(holdouts, args)
    threads = max((os.cpu_count() or 1) // workers, 1)
    benches = [
        Bench(args.cases / name, h.name, args.out / h.name / PACKAGE, taught[h.name], mode, threads)
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
    label_map = label_map_from_probabilities(found.probabilities, bench.learnt.rules, grid.voxel_ml)
    scores = score_regions(label_map, changed.truth, grid.edges_mm)
    codes = tuple(f.code for f in opened.findings)
    expected = expected_dice(found.probabilities, label_map, bench.learnt.lines)
    return TrialRow(bench.folder.name, bench.holdout, trial.name, codes, scores, expected)


@lru_cache(maxsize=1)
def _model(package: Path, threads: int) -> Model:
    return load_model(package, threads=threads)
