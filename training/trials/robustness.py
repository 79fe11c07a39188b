"""Held-out cases after what clinics do to studies: ``python -m training robustness``.

``--cases DIR --out DIR`` takes the finished runs of ``training evaluate`` in OUT, disturbs each
held-out case before the pre-flight check, segments it by the program's own path and scores it.
Writes ``OUT/robustness.json`` and ``.md``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from core.studies.study import Modality
from training.data.labelled import unchanged
from training.judging.finished_runs import write_report
from training.trials.displacements import (
    AXES,
    SHIFTED_MM,
    SLICE_MM,
    TURNED_DEGREES,
    misregistered,
    thick_slices,
    turned,
)
from training.trials.disturbances import (
    BIAS,
    CONTRAST,
    ERODED_MM,
    NOISE,
    SHELL_MM,
    bias_field,
    contrast,
    cortex_lost,
    rician_noise,
    scalp_left,
)
from training.trials.report import trial_json, trial_markdown
from training.trials.trial import Trial, run_trials, trials_parser

_MIXED = {Modality.T1: 1, Modality.T1GD: -1, Modality.T2: 1, Modality.FLAIR: -1}

DISTURBANCES = (
    Trial("undisturbed", "as published", unchanged),
    Trial("bias", f"smooth field of each sequence, ± {BIAS:.0%}", bias_field),
    Trial("noise", f"Rician, {NOISE:.0%} of the 95th percentile", rician_noise),
    Trial("thick slices", f"{SLICE_MM:g} mm slabs, scored on their grid", thick_slices),
    *(
        Trial(axis, f"head turned by {TURNED_DEGREES:g}°", partial(turned, axis=axis))
        for axis in AXES
    ),
    *(
        Trial(
            f"contrast {word}",
            f"gamma {1 + CONTRAST:g} {which}",
            partial(contrast, signs=signs),
        )
        for word, which, signs in (
            ("darker", "of all", dict.fromkeys(Modality, 1)),
            ("brighter", "inverted, of all", dict.fromkeys(Modality, -1)),
            ("mixed", "of T1 and T2, inverted of T1Gd and FLAIR", _MIXED),
        )
    ),
    *(
        Trial(
            f"{modality.value} moved",
            f"misregistered by {SHIFTED_MM:g} mm",
            partial(misregistered, modality=modality),
        )
        for modality in Modality
    ),
    Trial("scalp left", f"{SHELL_MM:g} mm of it all around the brain", scalp_left),
    Trial("cortex lost", f"mask eroded by {ERODED_MM:g} mm, truth with it", cortex_lost),
)
"""Every disturbance, after the study as it is."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    args = trials_parser(__doc__).parse_args(arguments)
    rows = [row for case in run_trials(DISTURBANCES, args) for row in case]
    report = trial_json(DISTURBANCES, rows, args.mode)
    write_report(args.out / "robustness", report, trial_markdown(report, "disturbance"))
