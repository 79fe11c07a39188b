"""Held-out cases without one or two of their sequences: ``python -m training missing``.

``--cases DIR --out DIR`` takes the finished runs of ``training evaluate`` in OUT. Writes
``OUT/missing.json``, whose ``scores`` go into a model package's scores as ``missing``, and
``OUT/missing.md``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from itertools import combinations
from typing import Any

import numpy as np

from core.labels import Region
from core.studies.sequences import enough
from core.studies.study import Modality, Study
from training.data.labelled import Labelled, unchanged
from training.judging.finished_runs import write_report
from training.trials.report import trial_json, trial_markdown
from training.trials.trial import Trial, run_trials, trials_parser


def without(
    labelled: Labelled, rng: np.random.Generator, missing: Collection[Modality]
) -> Labelled:
    """The study without some of its sequences."""
    del rng
    volumes = {m: v for m, v in labelled.study.volumes.items() if m not in missing}
    return Labelled(Study(labelled.study.name, volumes), labelled.truth)


def absences() -> list[Trial]:
    """All four, then each sequence and each pair that the program can do without."""
    missing = [c for n in (1, 2) for c in combinations(Modality, n)]
    return [
        Trial("none", "all four sequences", unchanged),
        *(
            Trial("+".join(gone), "not there", partial(without, missing=gone))
            for gone in missing
            if enough([m for m in Modality if m not in gone])
        ),
    ]


def package_scores(report: dict[str, Any]) -> dict[str, dict[str, dict[str, float]]]:
    """What a model package keeps: ``{"T1": {"WT": {"dice": …}, …}, "T1+T2": …}``."""
    return {
        name: {r.value: {"dice": summary[r.value]["dice"]} for r in Region}
        for name, summary in report["summary"].items()
        if name != "none"
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    args = trials_parser(__doc__).parse_args(arguments)
    trials = absences()
    rows = [row for case in run_trials(trials, args) for row in case]
    report = trial_json(trials, rows, args.mode)
    report = {"scores": package_scores(report), **report}
    write_report(args.out / "missing", report, trial_markdown(report, "missing"))
