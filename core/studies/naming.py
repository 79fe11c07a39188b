"""Which file is which sequence: recognised from the name, with the reason for each choice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from core.studies.study import Modality

NIFTI_SUFFIXES = (".nii", ".nii.gz")

_SEP = r"[-_. ]*"
_AGENT = r"(?:gd|gad|gado[a-z]*|ce|contrast|enhanced|post(?:contrast|gd|gad)?|km)"

# Tried in this order, so that of two readings of the same letters the narrower wins: T1Gd
# before T1, FLAIR before T2. Each must stand between separators or the name's ends.
_PATTERNS: tuple[tuple[Modality, str], ...] = (
    (
        Modality.T1GD,
        rf"ce-[a-z0-9]+(?:_[a-z]+-[a-z0-9]+)*_t1w"
        rf"|t1w?(?:i|mprage|mpr)?{_SEP}(?:{_AGENT}|c\+?|\+c?)|{_AGENT}{_SEP}t1w?",
    ),
    (Modality.FLAIR, rf"t2w?{_SEP}f(?:lair|la)?|(?:3d)?flair(?:w|3d)?|fla|dark[-_. ]?fluid"),
    (Modality.T2, r"t2(?:w|wi|tse|fse|space)?"),
    (Modality.T1, r"t1(?:n|w|wi|mprage|mpr)?|mp2?rage"),
)
# A T1 whose name speaks of contrast elsewhere, as in T1_AX_POST_GAD. "Post-op" does not.
_CONTRAST_ELSEWHERE = r"(?:gd|gad|gado[a-z]*|(?:post)?contrast|km|post(?![-_. ]?(?:op|surg|treat)))"
_NO_CONTRAST = (
    rf"(?:(?:pre|non|no|not|without|wo|sin|ohne){_SEP}{_AGENT}|un{_SEP}enhanced"
    rf"|t1w?{_SEP}(?:pre|native|nativ))"
)
# Neither a T2 nor a T1 of these four: star-weighted, maps, diffusion, perfusion.
_OTHER_SERIES = (
    r"(?:t2[-_. ]?(?:star|\*)|swi|swan|adc|dwi|dti|dsc|dce|perf|pwi|asl|bold|t[12]map|localizer)"
)
_SEGMENTATION = r"(?:(?:d|auto)?seg(?:mentation|mented)?|seg[0-9]+|(?:brain)?mask|label(?:s|map)?)"
# These may be part of a patient's or a project's name when they come before the sequence.
_SEGMENTATION_IF_LAST = r"(?:roi|gtv|tumou?r|pred(?:iction)?|prob(?:abilit(?:y|ies))?|truth|gt)"
_LEFT, _RIGHT = r"(?:^|(?<=[-_. (\[]))", r"(?=$|[-_. )\]])"


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
    name = stem(path).lower()
    if _token(_SEGMENTATION).search(name):
        return True
    last = max((hit.end() for hit in _token(_SEGMENTATION_IF_LAST).finditer(name)), default=-1)
    return last > max((hit[0] for hit in _hits(name)), default=-1)


def recognise(path: Path) -> Recognised | None:
    """Tell the sequence from the name's last telling part; None when nothing tells."""
    hit = recognise_text(stem(path))
    return None if hit is None else Recognised(path, hit[0], f"the name holds “{hit[1]}”")


def recognise_text(text: str) -> tuple[Modality, str] | None:
    """Tell the sequence that a name or a series description speaks of, and by which part.

    The last telling part wins, since names go from the general to the particular; of two
    that end together the longer wins, and of equals the narrower sequence.
    """
    name = text.lower()
    hits = _hits(name)
    if not hits or _token(_OTHER_SERIES).search(name):
        return None
    _, _, _, modality, part = max(hits, key=lambda hit: hit[:3])
    none = _token(_NO_CONTRAST).search(name)
    if modality in (Modality.T1, Modality.T1GD) and none:
        return Modality.T1, f"{part} … {none.group()}"
    contrast = _token(_CONTRAST_ELSEWHERE).search(name)
    if modality is Modality.T1 and contrast:
        return Modality.T1GD, f"{part} … {contrast.group()}"
    return modality, part


def candidates(paths: Iterable[Path]) -> dict[Modality, list[Recognised]]:
    """Group recognised image files by sequence; segmentations and the rest are left out."""
    found: dict[Modality, list[Recognised]] = {m: [] for m in Modality}
    for path in sorted(paths):
        if is_nifti_name(path) and not is_segmentation(path):
            hit = recognise(path)
            if hit is not None:
                found[hit.modality].append(hit)
    return found


def _hits(name: str) -> list[tuple[int, int, int, Modality, str]]:
    """Every telling part: where it ends, its length, its rule's rank, sequence, letters."""
    return [
        (hit.end(), hit.end() - hit.start(), -rank, modality, hit.group())
        for rank, (modality, pattern) in enumerate(_PATTERNS)
        for hit in _token(pattern).finditer(name)
    ]


def _token(pattern: str) -> re.Pattern[str]:
    return re.compile(f"{_LEFT}(?:{pattern}){_RIGHT}")
