"""Checks of the values of volumes: empty, constant, labels, not numbers, the same twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from core.labels import whole_numbers
from core.studies.findings import Finding, Severity
from core.studies.study import Modality, Volume

SAMPLE_STRIDE = 4
"""Every fourth voxel along each axis: 139,000 of a BraTS volume, one in 64."""

FEWEST_VALUES = 17
"""A sequence of fewer whole numbers is a label map: the 22 cases have 224 and more on the
sub-lattice alone, and a segmentation has a handful, a parcellation of the brain aside."""

_STRIPPED_SHARE = 0.15
"""Where this many voxels have exactly the background's value, it was masked."""

_SMALLEST_TOP, _LARGEST_TOP = 1e-3, 1e12
"""Scanners write thousands, normalised studies about one; past these nothing sensible does."""

_MOST_ENCLOSED = 0.1
"""Where NaN is the background, the head may shut in this much of it, as a share of its tissue:
0.002 % at most in the 22 cases, a few per cent where fluid was cut away with the skull."""


def sample(data: npt.NDArray[Any], stride: int = SAMPLE_STRIDE) -> npt.NDArray[Any]:
    """Every ``stride``-th voxel along each axis, a view; all of a small volume."""
    steps = tuple(stride if n >= 8 * stride else 1 for n in data.shape)
    return data[tuple(slice(None, None, step) for step in steps)]


def check_contents(modality: Modality, volume: Volume) -> tuple[Volume, list[Finding]]:
    """Look at one volume's values: not numbers, all zeros, constant, labels.

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
    labels = _labels(modality, volume)
    if labels is not None:
        return volume, [*findings, labels]
    volume, findings = _with_background_lowest(modality, volume, findings)
    return _at_usual_scale(modality, volume, findings)


def _labels(modality: Modality, volume: Volume) -> Finding | None:
    """The refusal of a label map under a sequence's name; None for a scan."""
    if np.unique(sample(volume.data)).size >= FEWEST_VALUES:
        return None
    numbers = whole_numbers(np.unique(volume.data))
    if numbers is None:
        return None
    found = np.unique(numbers[numbers != 0])
    if found.size >= FEWEST_VALUES:
        return None
    file = volume.path.name if volume.path else ""
    said = f"{modality.value} ({file})" if file else modality.value
    text = (
        f"{said} holds only {found.size} different values beside 0, as a label map does; a scan "
        "holds hundreds. Choose the scan."
    )
    if found.size == 1:
        text = (
            f"{said} holds only the value {float(found[0]):g} beside 0, as a mask does; a scan "
            "holds hundreds. Choose the scan."
        )
    values: dict[str, str | float] = {"count": int(found.size), "file": file}
    return Finding("few_values", Severity.REFUSED, text, modality, values)


def _with_background_lowest(
    modality: Modality, volume: Volume, findings: list[Finding]
) -> tuple[Volume, list[Finding]]:
    """Lower a background that lies among the tissue's values.

    Studies that were normalised over the brain have 0 around it and negative values in it;
    what tells the brain from the rest here is that it lies above the background.
    """
    some = sample(volume.data)
    background = background_level(some)
    empty = some == background
    if not (some < background).any() or empty.mean() < _STRIPPED_SHARE:
        return volume, findings
    lowest = volume.data.min()
    data = np.where(volume.data == background, lowest, volume.data)
    text = (
        f"{modality.value} was normalised before: its background, {background:g}, lay among the "
        f"brain's values. It was lowered to {float(lowest):g}, the lowest of them."
    )
    values: dict[str, str | float] = {"background": background, "lowest": float(lowest)}
    finding = Finding("background_lowered", Severity.REPAIRED, text, modality, values)
    return replace(volume, data=data), [*findings, finding]


def _at_usual_scale(
    modality: Modality, volume: Volume, findings: list[Finding]
) -> tuple[Volume, list[Finding]]:
    """Bring values of an odd size to a usual one.

    The size of MR values means nothing, but what shows or compares them has limits.
    """
    top = float(np.abs(sample(volume.data)).max())
    if top == 0.0 or _SMALLEST_TOP <= top <= _LARGEST_TOP:
        return volume, findings
    factor = 10.0 ** (3 - np.floor(np.log10(top)))
    data = (volume.data.astype(np.float64) * factor).astype(np.float32)
    text = (
        f"{modality.value} holds values up to {top:.2g}, far from what scanners write; they were "
        f"multiplied by {factor:g}, which changes no contrast."
    )
    values: dict[str, str | float] = {"highest": top, "factor": factor}
    finding = Finding("rescaled", Severity.REPAIRED, text, modality, values)
    return replace(volume, data=data), [*findings, finding]


def _without_nan(modality: Modality, volume: Volume) -> tuple[Volume, list[Finding]]:
    data = volume.data
    # A sum is finite unless a value is not: one pass, no array of booleans.
    with np.errstate(invalid="ignore", over="ignore"):
        if data.dtype.kind != "f" or np.isfinite(data.sum(dtype=np.float64)):
            return volume, []
    bad = ~np.isfinite(data)
    if not bad.any():
        return volume, []
    level = background_level(data)
    tissue = ~bad & (data != level)
    enclosed = _filled(tissue) & bad
    broken = enclosed & ~_background_marks(data, bad)
    if not tissue.any():
        return volume, [_not_numbers(modality, bad)]
    if broken.any():
        return volume, [_not_numbers(modality, broken)]
    if np.count_nonzero(enclosed) > _MOST_ENCLOSED * np.count_nonzero(tissue):
        return volume, [_not_numbers(modality, enclosed)]
    fill = level if np.isfinite(level) else min(0.0, float(data[~bad].min()))
    mended = replace(volume, data=np.where(bad, data.dtype.type(fill), data))
    return mended, [_outside_mended(modality, bad, int(np.count_nonzero(enclosed)), fill)]


def _not_numbers(modality: Modality, bad: npt.NDArray[np.bool_]) -> Finding:
    count = int(np.count_nonzero(bad))
    text = (
        f"{modality.value} holds values that are not numbers (NaN or infinite) within the "
        f"head, in {count} of its voxels. A step before this program went wrong; convert "
        "the series again."
    )
    if count == bad.size:
        text = (
            f"{modality.value} holds no number at all, only NaN or infinite values. A step "
            "before this program went wrong; convert the series again."
        )
    values: dict[str, str | float] = {"count": count, "percent": 100 * count / bad.size}
    return Finding("not_numbers", Severity.REFUSED, text, modality, values)


def _outside_mended(
    modality: Modality, bad: npt.NDArray[np.bool_], enclosed: int, fill: float
) -> Finding:
    count = int(np.count_nonzero(bad))
    text = (
        f"{modality.value} held values that are not numbers outside the head; they were set to "
        f"{fill:g} ({count} voxels)."
    )
    if enclosed:
        text = (
            f"{modality.value} held values that are not numbers as its background: {count} "
            f"voxels, of which the head encloses {enclosed}. They were set to {fill:g}."
        )
    values: dict[str, str | float] = {"count": count, "percent": 100 * count / bad.size}
    values["enclosed"] = enclosed
    return Finding("not_numbers_outside", Severity.REPAIRED, text, modality, values)


def _filled(tissue: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The tissue and what it shuts in.

    A voxel outside touches the volume's border through others that are no tissue.
    """
    from scipy.ndimage import binary_fill_holes

    return np.asarray(binary_fill_holes(tissue))


def _background_marks(data: npt.NDArray[Any], bad: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Voxels that bear the value, no number, that the background is made of; none else.

    A mask that was written as NaN is NaN in each of its holes too, and real masks have some.
    """
    faces = _faces(data)
    if 2 * np.count_nonzero(np.isfinite(faces)) > faces.size:
        return np.zeros_like(bad)
    marks = (np.isnan(faces), faces == np.inf, faces == -np.inf)
    kind = int(np.argmax([np.count_nonzero(mark) for mark in marks]))
    return np.isnan(data) if kind == 0 else np.asarray(data == (np.inf, -np.inf)[kind - 1])


def background_level(data: npt.NDArray[Any]) -> float:
    """Give the median of the outer faces; NaN where most of their values are not finite."""
    faces = _faces(data)
    finite = faces[np.isfinite(faces)]
    return float(np.median(finite)) if 2 * finite.size > faces.size else float("nan")


def _faces(data: npt.NDArray[Any]) -> npt.NDArray[Any]:
    views = [np.moveaxis(data, axis, 0)[end] for axis in range(3) for end in (0, -1)]
    return np.concatenate([view.ravel() for view in views])


def check_duplicates(volumes: Mapping[Modality, Volume]) -> Iterator[Finding]:
    """Find two sequences that are the same file, or that hold the same voxels."""
    for (first, one), (second, two) in combinations(volumes.items(), 2):
        values: dict[str, str | float] = {"first": first.value, "second": second.value}
        pair = f"{first.value} and {second.value}"
        if not _same_voxels(one.data, two.data):
            continue
        if one.path and two.path and one.path.resolve() == two.path.resolve():
            text = f"{pair} are the same file, {one.path.name}. Choose the right file for each."
            values["file"] = one.path.name
            yield Finding("same_file", Severity.REFUSED, text, None, values)
        else:
            text = (
                f"{pair} hold exactly the same voxels, so one is a copy under another name. "
                "Choose the right file for each."
            )
            yield Finding("same_voxels", Severity.REFUSED, text, None, values)


def _same_voxels(one: npt.NDArray[Any], two: npt.NDArray[Any]) -> bool:
    if one.shape != two.shape or not np.array_equal(sample(one), sample(two)):
        return False
    return np.array_equal(one, two)
