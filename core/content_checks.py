"""Checks of the values of volumes: empty, constant, not numbers, the same twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from core.findings import Finding, Severity
from core.study import Modality, Volume

SAMPLE_STRIDE = 4
"""Every fourth voxel along each axis: 36,000 of a BraTS volume, one in 64."""

_MAX_BAD_SHARE = 0.01
"""Interpolation near the edge of the field of view leaves a rim that is not numbers; more
than this share of the voxels is damage."""


def sample(data: npt.NDArray[Any], stride: int = SAMPLE_STRIDE) -> npt.NDArray[Any]:
    """Every ``stride``-th voxel along each axis, a view; all of a small volume."""
    steps = tuple(stride if n >= 8 * stride else 1 for n in data.shape)
    return data[tuple(slice(None, None, step) for step in steps)]


def check_contents(modality: Modality, volume: Volume) -> tuple[Volume, list[Finding]]:
    """Look at one volume's values: not numbers, all zeros, constant.

    Returns:
        The volume, with a rim that was not numbers set to 0, and what was found.
    """
    volume, findings = _without_nan(modality, volume)
    if any(f.severity is Severity.REFUSED for f in findings):
        return volume, findings
    some = sample(volume.data)
    if some.min() == some.max() and volume.data.min() == volume.data.max():
        value = float(volume.data.flat[0])
        text = (
            f"{modality.value} holds the value {value:g} in every voxel, so there is nothing in it "
            "to see. Choose another file or export the series again."
        )
        code = "all_zero" if value == 0 else "constant"
        findings.append(Finding(code, Severity.REFUSED, text, modality, {"value": value}))
    return volume, findings


def _without_nan(modality: Modality, volume: Volume) -> tuple[Volume, list[Finding]]:
    data = volume.data
    # A sum is finite unless a value is not: one pass, no array of booleans. A sum that
    # overflows float32 only costs the second look.
    if data.dtype.kind != "f" or np.isfinite(data.sum(dtype=np.float64)):
        return volume, []
    bad = ~np.isfinite(data)
    count = int(bad.sum())
    share = count / bad.size
    values = {"count": count, "percent": 100 * share}
    if share > _MAX_BAD_SHARE or _touches_inside(bad, data):
        text = (
            f"{modality.value} holds {count:,} voxels ({100 * share:.2g} %) that are not numbers "
            "(NaN or infinite). A step before this program went wrong; export or convert the "
            "series again."
        )
        return volume, [Finding("not_numbers", Severity.REFUSED, text, modality, values)]
    text = (
        f"{modality.value} held {count:,} voxels that are not numbers in its background; they were "
        "set to 0."
    )
    mended = replace(volume, data=np.where(bad, np.zeros((), data.dtype), data))
    return mended, [Finding("not_numbers_outside", Severity.REPAIRED, text, modality, values)]


def _touches_inside(bad: npt.NDArray[np.bool_], data: npt.NDArray[Any]) -> bool:
    """Whether a bad voxel lies within the box around the voxels that are not background."""
    with np.errstate(invalid="ignore"):
        inside = ~bad & (np.abs(data) > 0)
    for axis in range(3):
        rest = tuple(a for a in range(3) if a != axis)
        lit = np.flatnonzero(inside.any(axis=rest))
        hit = np.flatnonzero(bad.any(axis=rest))
        if lit.size == 0 or hit.max() < lit[0] or hit.min() > lit[-1]:
            return lit.size == 0
    return True


def check_duplicates(volumes: Mapping[Modality, Volume]) -> Iterator[Finding]:
    """Find two sequences that are the same file, or that hold the same voxels."""
    for (first, one), (second, two) in combinations(volumes.items(), 2):
        values: dict[str, str | float] = {"first": first.value, "second": second.value}
        pair = f"{first.value} and {second.value}"
        if (
            one.path is not None
            and two.path is not None
            and one.path.resolve() == two.path.resolve()
        ):
            text = (
                f"{pair} are the same file, {one.path.name}. Choose the right file for one of them."
            )
            values["file"] = one.path.name
            yield Finding("same_file", Severity.REFUSED, text, None, values)
        elif _same_voxels(one.data, two.data):
            text = (
                f"{pair} hold exactly the same voxels, so one of them is a copy under another name. "
                "Choose the right file for one of them."
            )
            yield Finding("same_voxels", Severity.REFUSED, text, None, values)


def _same_voxels(one: npt.NDArray[Any], two: npt.NDArray[Any]) -> bool:
    if one.shape != two.shape or not np.array_equal(sample(one), sample(two)):
        return False
    return np.array_equal(one, two)
