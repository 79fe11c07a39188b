"""Checks of the anatomy in view: is this a brain without its skull, and all of it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from core.content_checks import sample
from core.findings import Finding, Severity
from core.study import Modality, Volume

MAX_BRAIN_ML = 2200.0
"""The 22 cases hold 1,160 to 1,720 ml of brain, the one head with skull over 3,100 ml."""

MIN_BRAIN_ML = 700.0

_MIN_EMPTY_SHARE = 0.15
"""Around a stripped brain every voxel has one value: 81 % and more of the voxels in the 22
cases. Around a head there is noise: under 11 % have one value."""

_FOREGROUND = 0.03
"""Above the background by this share of the bright tissue's level counts as head."""


def check_head(volumes: Mapping[Modality, Volume]) -> Iterator[Finding]:
    """Find skulls, which the model has never seen, and brains that are only part of one."""
    measured = {m: measure(v.data, v.grid.voxel_ml) for m, v in volumes.items()}
    skulls = [
        m for m, (ml, empty) in measured.items() if ml > MAX_BRAIN_ML or empty < _MIN_EMPTY_SHARE
    ]
    small = [m for m, (ml, _) in measured.items() if ml < MIN_BRAIN_ML and m not in skulls]
    if skulls:
        names = ", ".join(m.value for m in skulls)
        ml = max(measured[m][0] for m in skulls)
        text = (
            f"The skull is still there in {names} (about {ml:,.0f} ml of head; a brain has up to "
            f"{MAX_BRAIN_ML:,.0f}). The model learnt from brains without skull and will be wrong "
            "here: remove the skull first (HD-BET, SynthStrip or deepbet can)."
        )
        yield Finding("skull", Severity.WARNED, text, None, {"sequences": names, "ml": ml})
    if small:
        names = ", ".join(m.value for m in small)
        ml = min(measured[m][0] for m in small)
        text = (
            f"Only {ml:,.0f} ml of tissue are in view in {names}, less than a whole brain. The "
            "model learnt from whole brains: check the result by eye."
        )
        yield Finding("part_of_brain", Severity.WARNED, text, None, {"sequences": names, "ml": ml})


def measure(data: npt.NDArray[Any], voxel_ml: float) -> tuple[float, float]:
    """Millilitres above the background, and the share of voxels that equal it exactly.

    The background is the median of the volume's outer faces.
    """
    some = sample(data).astype(np.float32)
    faces = [np.take(some, end, axis).ravel() for axis in range(3) for end in (0, -1)]
    background = np.median(np.concatenate(faces))
    distance = np.abs(some - background)
    level = _FOREGROUND * np.quantile(distance, 0.995)
    share = float((distance > level).mean())
    return share * data.size * voxel_ml, float((distance == 0).mean())
