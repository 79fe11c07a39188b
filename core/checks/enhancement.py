"""Whether T1Gd looks as if contrast was given: does it shine where T1 does not?

Vessels, sinuses, mucosa and tumour rims take up contrast and shine after it. What T1 does not
explain of T1Gd then has its tail upwards, and the other way round downwards
(:func:`core.checks.sequence_order.enhancement`). Where it is the reverse, the two are exchanged
or there was no contrast; where T1 explains all of it, T1Gd is T1 under another name. What the
thresholds were measured on is in ``docs/CHECKS.md`` (``python -m benchmarks.enhancement``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from core.checks.sequence_order import enhancement, measure_order
from core.studies.findings import Finding, Severity
from core.studies.study import Modality, Volume

DARKER = -0.2
"""Below this, the tail points the wrong way: 22 real studies have -0.05 and more."""

ALIKE = 0.95
"""From this rank correlation on, T1Gd is T1: 22 real studies have 0.89 at most."""


def check_enhancement(volumes: Mapping[Modality, Volume]) -> Iterator[Finding]:
    """Warn of a T1Gd without enhancement, in volumes on one grid; the skull may be there.

    Says nothing where one of T1 and T1Gd is absent or too little tissue is in view.
    """
    pair = {m: volumes[m].data for m in (Modality.T1, Modality.T1GD) if m in volumes}
    measured = measure_order(pair) if len(pair) == 2 else None
    if measured is None:
        return
    alike = float(np.tanh(measured.correlation[Modality.T1, Modality.T1GD]))
    rise = enhancement(measured, Modality.T1, Modality.T1GD)
    values: dict[str, str | float] = {"correlation": alike, "enhancement": rise}
    if alike > ALIKE:
        text = (
            "T1Gd shows nothing that T1 does not, so it may be T1 under another name, or taken "
            "before contrast. Compare the two, and choose the files one by one if it is."
        )
        yield Finding("same_as_t1", Severity.WARNED, text, Modality.T1GD, values)
    elif rise < DARKER:
        text = (
            "T1Gd is darker than T1 where contrast shines (vessels, sinuses, mucosa, tumour rims), "
            "so the two may be exchanged, or no contrast was given. Compare them, and choose the "
            "files one by one if they are."
        )
        yield Finding("no_enhancement", Severity.WARNED, text, Modality.T1GD, values)
