"""Score kept answers: ``python -m training judge FOLDER[=WEIGHT] … --cases DIR --out BASE``.

The weighted mean of the folders' probabilities, under plain rules or those of a model package.
Writes ``BASE.json``, which ``training compare`` reads, and ``BASE.md``, which also tells in how
many parts each label lies.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from core.labels import TUMOUR_LABELS, LabelMap
from core.scoring.evaluation import score_case
from core.segmenting.model_package import read_package
from core.segmenting.postprocessing import label_map_from_probabilities
from core.space.components import components_of
from training.data.cases import case_folders, read_case_study, read_truth
from training.judging.answers import answer_path, mixed, read_answer
from training.judging.finished_runs import write_report
from training.judging.report import CaseRow, report_json, report_markdown
from training.judging.rules import PLAIN


def weighted(given: str) -> tuple[Path, float]:
    """``FOLDER`` or ``FOLDER=WEIGHT``, which is 1 otherwise.

    Raises:
        ValueError: the weight is no number.
    """
    folder, _, weight = given.partition("=")
    return Path(folder), float(weight or 1.0)


def parts(label_map: LabelMap) -> list[int]:
    """26-connected parts of NCR, ED and ET."""
    return [int(components_of(label_map == label).max()) for label in TUMOUR_LABELS]


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("answers", nargs="+", type=weighted, help="folder, or folder=weight")
    parser.add_argument("--cases", type=Path, required=True, help="folder of case folders")
    parser.add_argument("--out", type=Path, required=True, help="report, without its ending")
    parser.add_argument("--only", nargs="*", help="just these cases; default all with answers")
    parser.add_argument("--package", type=Path, help="judge under its rules; default plain ones")
    args = parser.parse_args(arguments)
    rules = read_package(args.package).postprocessing if args.package else PLAIN
    folders, weights = zip(*args.answers, strict=True)
    rows, seconds = [], 0.0
    counts: list[list[list[int]]] = []
    for folder in case_folders(args.cases):
        name = folder.name
        if args.only and name not in args.only:
            continue
        if not args.only and not all(answer_path(f, name).exists() for f in folders):
            continue
        answer = mixed([read_answer(f, name) for f in folders], weights)
        study = read_case_study(folder)
        found = label_map_from_probabilities(answer.probabilities, rules, study.grid.voxel_ml)
        truth = read_truth(folder, study.grid)
        scored = score_case(name, found, truth, study.grid.edges_mm)
        seconds += answer.seconds
        counts.append([parts(found), parts(truth)])
        rows += [CaseRow("-", judged, scored) for judged in ("plain", "learnt")]
    if not rows:
        parser.error("no case has an answer in every folder.")
    report = report_json(rows, rules, "answers", "+".join(f.name for f in folders))
    report["weights"] = {str(f): w for f, w in args.answers}
    args.out.parent.mkdir(parents=True, exist_ok=True)
    count = len(rows) // 2
    mean = np.mean(counts, axis=0)
    found_parts, true_parts = (", ".join(f"{n:.1f}" for n in row) for row in mean)
    text = (
        f"{count} cases, {seconds / count:.1f} s each\n\n{report_markdown(report)}\n"
        f"Parts of NCR, ED, ET in a case: {found_parts}; the experts' {true_parts}.\n"
    )
    write_report(args.out, report, text)
