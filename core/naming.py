"""Which file is which sequence: recognised from the name, with the reason for each choice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from core.study import Modality

NIFTI_SUFFIXES = (".nii", ".nii.gz")

# Tried in this order on the name without its ending, so that a T1 with contrast is never
# taken for a plain T1. Each pattern must end the name or be followed by a separator.
_PATTERNS: tuple[tuple[Modality, str], ...] = (
    (Modality.T1GD, r"ce-[a-z0-9]+_t1w|t1[-_]?(?:gd|ce|c\+?|post|contrast|km)|t1w?[-_+]?(?:gd|ce|c)"),
    (Modality.FLAIR, r"t2[-_]?f(?:lair)?|t2w?[-_]?flair|flair|fla"),
    (Modality.T2, r"t2w?"),
    (Modality.T1, r"t1[nw]?"),
)
_SEGMENTATION = re.compile(r"(?:^|[-_. ])(?:seg|mask|label|labels|segmentation|dseg)(?:$|[-_. ])")
_LEFT, _RIGHT = r"(?:^|[-_. (])", r"(?=$|[-_. )])"


@dataclass(frozen=True)
class Recognised:
    """One file's sequence and the part of its name that told."""

    path: Path
    modality: Modality
    reason: str


def stem(path: Path) -> str:
    """File name without ``.nii`` or ``.nii.gz``."""
    name = path.name
    for suffix in sorted(NIFTI_SUFFIXES, key=len, reverse=True):
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return path.stem


def is_nifti_name(path: Path) -> bool:
    """Whether the name ends like a NIfTI file and is no hidden file."""
    return path.name.lower().endswith(NIFTI_SUFFIXES) and not path.name.startswith(".")


def is_segmentation(path: Path) -> bool:
    """Whether the name says that the file holds labels, not an image."""
    return _SEGMENTATION.search(stem(path).lower()) is not None


def recognise(path: Path) -> Recognised | None:
    """Tell the sequence from the name's last telling part; None when nothing tells."""
    name = stem(path).lower()
    best: tuple[int, int, Modality, str] | None = None
    for rank, (modality, pattern) in enumerate(_PATTERNS):
        for hit in re.finditer(f"{_LEFT}({pattern}){_RIGHT}", name):
            # The last telling part wins; among equals the longer, then the earlier rule.
            candidate = (hit.end(1), -rank, modality, hit.group(1))
            if best is None or candidate[:2] > best[:2]:
                best = candidate
    if best is None:
        return None
    return Recognised(path, best[2], f"the name holds “{best[3]}”")


def candidates(paths: Iterable[Path]) -> dict[Modality, list[Recognised]]:
    """Group recognised image files by sequence; segmentations and the rest are left out."""
    found: dict[Modality, list[Recognised]] = {m: [] for m in Modality}
    for path in sorted(paths):
        if is_nifti_name(path) and not is_segmentation(path):
            hit = recognise(path)
            if hit is not None:
                found[hit.modality].append(hit)
    return found
