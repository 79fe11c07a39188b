"""Checks of the anatomy in view: a brain without skull, whole, and the same in each sequence.

What each threshold was measured on stands in ``docs/CHECKS.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from core.checks.contents import background_level, sample
from core.studies.findings import Finding, Severity
from core.studies.study import Modality, Volume

MAX_BRAIN_ML = 2200.0
"""The 22 cases hold 1,160 to 1,720 ml of brain, the one head with skull over 3,100 ml."""

MIN_BRAIN_ML = 700.0

_MIN_EMPTY_SHARE = 0.15
"""Around a stripped brain every voxel has one value: 81 % and more of the voxels in the 22
cases. Around a head there is noise: 3 to 5 % have one value."""

_FOREGROUND = 0.03
"""Above the background by this share of the bright tissue's level counts as head."""

MIN_OVERLAP = 0.90
"""Dice of two sequences' outlines: 0.96 to 1.00 in the 22 cases, under 0.90 when one is
shifted by 9 mm."""

LEAST_CONTRAST = 0.01
"""Nine tenths of the tissue differ by 0.39 of its middle and more in the 22 cases."""

_MIRROR_GAIN = 0.015
"""Turning a mirrored brain back gains more: mirrored, it overlaps by 0.88 to 0.97."""

_SIDES = {"LR": "left and right", "PA": "front and back", "IS": "top and bottom"}


@dataclass(frozen=True)
class HeadMeasures:
    """What one volume shows of the head.

    Attributes:
        ml: tissue above the background, millilitres.
        empty_share: share of the voxels that equal the background exactly.
        contrast: 95 % minus 5 % of the tissue's values above the background, by their median.
    """

    ml: float
    empty_share: float
    contrast: float

    @property
    def with_skull(self) -> bool:
        """Whether this is more than a brain, or air that was never masked."""
        return self.ml > MAX_BRAIN_ML or self.empty_share < _MIN_EMPTY_SHARE


def check_head(volumes: Mapping[Modality, Volume]) -> Iterator[Finding]:
    """Find skulls, which the model has never seen, and brains that are only part of one."""
    measured = {m: measure_head(v.data, v.grid.voxel_ml) for m, v in volumes.items()}
    skulls = {m: head for m, head in measured.items() if head.with_skull}
    small = {m: h for m, h in measured.items() if h.ml < MIN_BRAIN_ML and m not in skulls}
    if skulls:
        names = ", ".join(skulls)
        ml = max(head.ml for head in skulls.values())
        text = (
            f"The skull is still there in {names} (about {ml:.0f} ml of head; a brain has up to "
            f"{MAX_BRAIN_ML:.0f}). The model learnt from brains without skull and will be wrong "
            "here. Let the program remove it (the button “Align and remove the skull”; on the "
            "command line --raw), or another beforehand (HD-BET, SynthStrip or deepbet can)."
        )
        yield Finding("skull", Severity.WARNED, text, None, {"sequences": names, "ml": ml})
    for modality, head in measured.items():
        if head.contrast < LEAST_CONTRAST:
            text = (
                f"{modality.value} shows hardly any contrast: the values of its tissue differ by "
                f"{100 * head.contrast:.2g} %, so there is nothing in it to see. Choose another "
                "file or export the series again."
            )
            percent = {"percent": 100 * head.contrast}
            yield Finding("no_contrast", Severity.WARNED, text, modality, percent)
    if small:
        names = ", ".join(small)
        ml = min(head.ml for head in small.values())
        text = (
            f"Only {ml:.0f} ml of tissue are in view in {names}, less than a whole brain. The "
            "model learnt from whole brains: check the result by eye."
        )
        yield Finding("part_of_brain", Severity.WARNED, text, None, {"sequences": names, "ml": ml})


def measure_head(data: npt.NDArray[Any], voxel_ml: float) -> HeadMeasures:
    """Measure the tissue in view on a sub-lattice of the voxels."""
    some = sample(data)
    distance, tissue = _above_background(some), _tissue(some)
    low, middle, high = (
        np.quantile(distance[tissue], (0.05, 0.5, 0.95)) if tissue.any() else (0, 1, 0)
    )
    return HeadMeasures(
        float(tissue.mean()) * data.size * voxel_ml,
        float((distance == 0).mean()),
        float((high - low) / middle),
    )


def check_alignment(volumes: Mapping[Modality, Volume]) -> Iterator[Finding]:
    """Compare the outlines of stripped brains on one grid: mirrored, or elsewhere."""
    if not volumes:
        return
    (first, reference), *others = volumes.items()
    outline = _tissue(sample(reference.data))
    for modality, volume in others:
        overlap = _dice(outline, _tissue(sample(volume.data)))
        mirrored = [
            _dice(outline, _tissue(sample(np.flip(volume.data, axis)))) for axis in range(3)
        ]
        axis = int(np.argmax(mirrored))
        values: dict[str, str | float] = {
            "sequence": modality.value,
            "reference": first.value,
            "overlap": overlap,
        }
        if mirrored[axis] > max(overlap + _MIRROR_GAIN, MIN_OVERLAP):
            code = reference.grid.axis_codes[axis]
            side = next(words for letters, words in _SIDES.items() if code in letters)
            text = (
                f"{modality.value} looks mirrored against {first.value}: {side} seem exchanged. "
                "Convert it again from DICOM and compare before you trust any side."
            )
            values["side"] = side
            yield Finding("mirrored", Severity.WARNED, text, modality, values)
        elif overlap < MIN_OVERLAP:
            text = (
                f"The brain in {modality.value} covers the one in {first.value} by only "
                f"{100 * overlap:.0f} %: they are not registered, not of one patient, or one is "
                "cut. Look at both with the linked cursor."
            )
            yield Finding("brains_differ", Severity.WARNED, text, modality, values)


def outline_overlap(one: npt.NDArray[Any], two: npt.NDArray[Any]) -> float:
    """Dice of the tissue of two arrays of one shape, on a sub-lattice of the voxels."""
    return _dice(_tissue(sample(one)), _tissue(sample(two)))


def _above_background(some: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
    level = np.float32(background_level(some))
    return np.asarray(np.abs(some.astype(np.float32) - level), np.float32)


def _tissue(some: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    distance = _above_background(some)
    return distance > _FOREGROUND * np.quantile(distance, 0.995)


def _dice(one: npt.NDArray[np.bool_], two: npt.NDArray[np.bool_]) -> float:
    both = np.count_nonzero(one) + np.count_nonzero(two)
    return 2.0 * np.count_nonzero(one & two) / both if both else 1.0
