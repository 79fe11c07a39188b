"""Whether a label map that was loaded belongs to the study: where its labels lie, and its names.

What the thresholds were measured on is in ``docs/CHECKS.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from core.checks.contents import background_level
from core.errors import GliovistaError
from core.files.marks import mark_in, mark_of_study
from core.segmenting.preprocessing import foreground_mask
from core.space.boxes import Box, box_of
from core.space.resampling import nearest
from core.studies.findings import Finding, Severity
from core.studies.naming import stem
from core.studies.study import Modality, Study

MOST_IN_AIR = 0.01
"""Share of the labels; 46 cases have none at all there under their own labels."""

MOST_OUTSIDE_BRAIN = 0.1
"""Of a head with its skull, whose air is noise: the brain that the program extracts may lack up to
9 % of a tumour at its rim (docs/HOSPITAL.md)."""

LEAST_FLAIR_RANK = 0.5
"""Mean rank of FLAIR under the labels among the head's voxels: 46 cases have 0.58 to 0.97."""

_STRIDE = 5
_FEWEST = 100

Numbers = npt.NDArray[Any]


def check_label_map(numbers: Numbers, study: Study, path: Path) -> tuple[Finding, ...]:
    """Say what speaks against a label map being this study's.

    Args:
        numbers: whole numbers on the study's grid; whatever is not 0 is labelled.
        study: that it was loaded for.
        path: the file it comes from.
    """
    box = box_of(numbers != 0)
    findings = [*_names(study, path)]
    if box is not None:
        brain = _brain_of(study)
        if brain is None:
            findings += _in_air(numbers, box, study, path)
        else:
            findings += _outside_brain(numbers, brain, study, path)
        findings += _in_flair(numbers, brain, study, path)
    return tuple(findings)


def _brain_of(study: Study) -> npt.NDArray[np.bool_] | None:
    """The brain of a study whose skull is on; None where the sequences show nothing else."""
    seen = study.prepared
    if seen is None:
        return None
    brain = foreground_mask([volume.data for volume in seen.volumes.values()])
    return nearest(brain, seen.grid.affine, study.grid)


def _outside_brain(
    numbers: Numbers, brain: npt.NDArray[np.bool_], study: Study, path: Path
) -> Iterator[Finding]:
    labelled = numbers != 0
    outside, whole = np.count_nonzero(labelled & ~brain), np.count_nonzero(labelled)
    if outside <= MOST_OUTSIDE_BRAIN * whole:
        return
    percent, ml = 100 * outside / whole, outside * study.grid.voxel_ml
    text = (
        f"{path.name}: {percent:.0f} % of its labels ({ml:.1f} ml) lie outside the brain. It is "
        "probably another patient's. Compare the names, and look at the outline."
    )
    values: dict[str, str | float] = {"file": path.name, "percent": percent, "ml": ml}
    yield Finding("labels_in_air", Severity.WARNED, text, None, values)


def _in_air(numbers: Numbers, box: Box, study: Study, path: Path) -> Iterator[Finding]:
    labelled = numbers[box] != 0
    air = labelled.copy()
    for volume in study.volumes.values():
        air &= volume.data[box] == background_level(volume.data)
    outside, whole = int(np.count_nonzero(air)), int(np.count_nonzero(labelled))
    if outside <= MOST_IN_AIR * whole:
        return
    percent, ml = 100 * outside / whole, outside * study.grid.voxel_ml
    text = (
        f"{path.name}: {percent:.0f} % of its labels ({ml:.1f} ml) lie outside the head, in air. "
        "It is probably another patient's. Compare the names, and look at the outline."
    )
    yield Finding(
        "labels_in_air", Severity.WARNED, text, None,
        {"file": path.name, "percent": percent, "ml": ml},
    )  # fmt: skip


def _in_flair(
    numbers: Numbers, brain: npt.NDArray[np.bool_] | None, study: Study, path: Path
) -> Iterator[Finding]:
    flair = study.volumes.get(Modality.FLAIR)
    if flair is None:
        return
    head = flair.data != background_level(flair.data)
    if brain is not None:
        head &= brain
    inside = flair.data[head & (numbers != 0)]
    some = (slice(None, None, _STRIDE),) * 3
    head = np.sort(flair.data[some][head[some]])
    if min(head.size, inside.size) < _FEWEST:
        return
    rank = float((np.searchsorted(head, inside) / head.size).mean())
    if rank >= LEAST_FLAIR_RANK:
        return
    text = (
        f"{path.name}: its labels lie where FLAIR is no brighter than elsewhere in the head, as no "
        f"glioma's do (mean rank {rank:.2f}, expected 0.58 or more). It may be another patient's."
    )
    values: dict[str, str | float] = {"file": path.name, "rank": rank}
    yield Finding("labels_dark_in_flair", Severity.WARNED, text, Modality.FLAIR, values)


def _names(study: Study, path: Path) -> Iterator[Finding]:
    mark = mark_in(path)
    if mark:
        try:
            own = mark_of_study(study)
        except GliovistaError:  # a scan was moved away: nothing can be told by it
            own = ""
        if own and own != mark:
            text = (
                f"{path.name}: this file says that it was made from other scans than those that "
                "are open. It is another study's, or of an older state of this one."
            )
            yield Finding("labels_of_other_scans", Severity.WARNED, text, None, {"file": path.name})
        if own:
            return  # the mark knows better than any name
    scans = [v.path for v in study.volumes.values() if v.path is not None]
    told = {number for s in scans for number in _numbers_in(f"{s.parent.name} {stem(s)}")}
    told |= _numbers_in(study.name)
    named = _numbers_in(stem(path))
    if named and told and not named & told:
        text = (
            f"{path.name}: by its name it belongs to another case than {study.name}. Compare the "
            "two before you believe what is measured."
        )
        values: dict[str, str | float] = {"file": path.name, "study": study.name}
        yield Finding("labels_of_other_name", Severity.WARNED, text, None, values)


def _numbers_in(name: str) -> set[str]:
    """Numbers of three digits and more, by which cases are called; years of BraTS are none."""
    return set(re.findall(r"\d{3,}", re.sub(r"(?i)brats[-_]?20\d\d", "", name)))
