"""Which file is which sequence: recognised from the names, with the reason for each choice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.studies.sequence_words import (
    Reading,
    is_bids,
    names_sequence,
    read_name,
    sequence_start,
    without_entities,
    without_words,
    words,
)
from core.studies.study import Modality

NIFTI_SUFFIXES = (".nii", ".nii.gz")
OTHER_SUFFIXES = (".nii.bz2", ".mgz", ".mgh", ".hdr")
"""Read, though never written; a pair is told by its header."""

_SEGMENTATION = r"(?:(?:d|auto)?seg(?:mentation|mented)?|seg[0-9]+|(?:brain)?mask|label(?:s|map)?)"
# These may be part of a patient's or a project's name when they come before the sequence.
_SEGMENTATION_IF_LAST = r"(?:roi|gtv|tumou?r|pred(?:iction)?|prob(?:abilit(?:y|ies))?|truth|gt)"
_SEGMENTATION_WORD = re.compile(rf"(?:^|(?<=[-_. (\[]))(?:{_SEGMENTATION})(?=$|[-_. )\]])")
_LAST_WORD = re.compile(rf"(?:^|(?<=[-_. (\[]))(?:{_SEGMENTATION_IF_LAST})(?=$|[-_. )\]])")
_NOT_T1 = (Modality.T2, Modality.FLAIR)
_INITIALS = re.compile(r"[a-z+]{1,4}")
"""Words as short as this may be a patient's initials or name a visit."""


@dataclass(frozen=True)
class Recognised:
    """One file's sequence and the part of its name that told.

    Attributes:
        path: the file.
        modality: its sequence.
        reason: which part of its name told.
        other: another sequence that its name may mean just as well; None where it is clear.
    """

    path: Path
    modality: Modality
    reason: str
    other: Modality | None = None


def stem(path: Path) -> str:
    """File name without ``.nii``, ``.nii.gz`` or another ending that is read."""
    name = path.name
    for suffix in sorted((*NIFTI_SUFFIXES, *OTHER_SUFFIXES), key=len, reverse=True):
        if name.lower().endswith(suffix):
            return name[: -len(suffix)]
    return path.stem


def is_nifti_name(path: Path) -> bool:
    """Whether the name ends like a NIfTI file and is no hidden file."""
    return path.name.lower().endswith(NIFTI_SUFFIXES) and not path.name.startswith(".")


def is_scan_name(path: Path) -> bool:
    """Whether the name ends like a file that is read, NIfTI or another, and is not hidden."""
    endings = (*NIFTI_SUFFIXES, *OTHER_SUFFIXES)
    return path.name.lower().endswith(endings) and not path.name.startswith(".")


def is_segmentation(path: Path) -> bool:
    """Whether the name says that the file holds labels, not an image."""
    return _speaks_of_labels(stem(path).lower())


def _speaks_of_labels(name: str) -> bool:
    rest = without_entities(name) if is_bids(name) else name
    if _SEGMENTATION_WORD.search(rest):
        return True
    last = max((hit.end() for hit in _LAST_WORD.finditer(rest)), default=-1)
    return last > (sequence_start(rest) if names_sequence(rest) else -1)


def recognise(path: Path) -> Recognised | None:
    """Tell the sequence from one name alone; None when nothing tells."""
    return _recognised(path, read_name(stem(path)))


def _recognised(path: Path, reading: Reading | None) -> Recognised | None:
    if reading is None:
        return None
    return Recognised(path, reading.modality, f"the name holds “{reading.part}”", reading.other)


def recognise_text(text: str) -> tuple[Modality, str] | None:
    """Tell the sequence that a single word such as “t1ce” names, and by which part."""
    reading = read_name(text)
    return None if reading is None else (reading.modality, reading.part)


def images(paths: Iterable[Path]) -> list[Path]:
    """The files whose names do not say that they hold labels, in the given order.

    A word that stands before the sequence in all names is the patient's or the project's,
    though it be “mask”.
    """
    every = list(paths)
    common = _Common([stem(p) for p in every])
    return [p for p in every if not _speaks_of_labels(common.without_identifiers(stem(p)))]


def candidates(
    paths: Iterable[Path], below: Path | None = None
) -> dict[Modality, list[Recognised]]:
    """Group recognised image files by sequence; segmentations and the rest are left out.

    What all names have in common tells nothing about one of them. A name that may mean two
    sequences is decided by the others where they leave one of the two; else it stays with
    its first meaning, and ``other`` says the second.

    Args:
        paths: the files of one study.
        below: the study's folder; a file in a folder of its own below it may have its
            series' name there.
    """
    scans = images(sorted(p for p in paths if is_scan_name(p)))
    hits = read_together([stem(p) for p in scans])
    told = [_recognised(path, hit) for path, hit in zip(scans, hits, strict=True)]
    if below is not None:
        folders = _told_by_folders(scans, below)
        told = [_both(hit, folders.get(path)) for path, hit in zip(scans, told, strict=True)]
    found: dict[Modality, list[Recognised]] = {m: [] for m in Modality}
    for hit in _decided([hit for hit in told if hit is not None]):
        found[hit.modality].append(hit)
    return found


def read_together(names: Sequence[str]) -> list[Reading | None]:
    """Tell the sequence of each of one study's names, beside the others."""
    common = _Common(names)
    return [common.read(name) for name in names]


class _Common:
    """What the names of one study have in common."""

    def __init__(self, names: Sequence[str]) -> None:
        telling = {name.lower() for name in names if names_sequence(name) and not is_bids(name)}
        shared = _in_all(words(name) for name in telling) if len(telling) > 1 else frozenset()
        # What T2 and FLAIR are called as well is no word for contrast, whatever lies beside.
        others = [n for n in telling if (r := read_name(n)) and r.modality in _NOT_T1]
        if len(others) > 1:
            shared |= _in_all(words(name) for name in others)
        if not all(names_sequence(without_words(name, shared)) for name in telling):
            shared = frozenset(word for word in shared if not names_sequence(word))
        self.shared = shared
        self.identifiers = frozenset(
            w
            for w in shared
            if all(w not in words(n[sequence_start(n) :]) for n in others or telling)
        )

    def without_identifiers(self, name: str) -> str:
        """The name without words that stand before the sequence in all names."""
        return without_words(name, self.identifiers) if names_sequence(name) else name

    def read(self, name: str) -> Reading | None:
        """What a name tells once the words are left out that all have."""
        if is_bids(name) or not self.shared:
            return read_name(name)
        alone = read_name(without_words(name, self.shared))
        whole = read_name(name)
        if alone is None or whole is None or alone.modality is not Modality.T1:
            return alone
        if whole.modality is not Modality.T1GD or whole.other is not None:
            return alone
        # All have the word of contrast. Initials and visits before the sequence's name tell
        # nothing; after it, all may have been taken after contrast, or at one visit.
        initials = frozenset(word for word in self.identifiers if _INITIALS.fullmatch(word))
        rest = read_name(without_words(name, initials))
        if rest is not None and rest.modality is Modality.T1:
            return rest
        return replace(whole, other=Modality.T1)


def _in_all(groups: Iterable[Iterable[str]]) -> frozenset[str]:
    """What every group holds."""
    sets = [frozenset(group) for group in groups]
    return frozenset.intersection(*sets) if sets else frozenset()


def _told_by_folders(scans: Sequence[Path], below: Path) -> dict[Path, Recognised]:
    """What the folder of each scan tells, where the scan is alone in it."""
    parts = {p: p.parent.relative_to(below).parts for p in scans}
    everywhere = _in_all(parts.values())
    alone = [p for p in scans if sum(other.parent == p.parent for other in scans) == 1]
    named = {
        path: next((part for part in reversed(parts[path]) if names_sequence(part)), None)
        for path in alone
    }
    folders = {p: name for p, name in named.items() if name and name not in everywhere}
    return {
        path: Recognised(path, hit.modality, f"its folder's name holds “{hit.part}”", hit.other)
        for path, hit in zip(folders, read_together(list(folders.values())), strict=True)
        if hit is not None
    }


def _both(by_name: Recognised | None, by_folder: Recognised | None) -> Recognised | None:
    """What a file's name and its folder's tell together."""
    if by_name is None or by_folder is None:
        return by_name or by_folder
    if by_name.modality is by_folder.modality:
        return by_name if by_name.other is None else by_folder
    if by_name.other is by_folder.modality and by_folder.other is None:
        return by_folder
    if (by_name.modality, by_folder.modality) == (Modality.T1GD, Modality.T1):
        return by_name  # a folder of T1 series may hold the one after contrast too
    return replace(by_folder, other=by_name.modality)


def _decided(hits: Sequence[Recognised]) -> list[Recognised]:
    """Decide what may mean two sequences by what the other files are."""
    clear = {hit.modality for hit in hits if hit.other is None}
    doubtful = [hit for hit in hits if hit.other is not None]
    decided = []
    for hit in hits:
        left = [m for m in (hit.modality, hit.other) if m is not None and m not in clear]
        if hit.other is None or len(left) != 1 or len(doubtful) > 1:
            decided.append(hit)
        else:
            decided.append(replace(hit, modality=left[0], other=None))
    return decided


def undecided(found: Mapping[Modality, Sequence[Recognised]]) -> list[Recognised]:
    """The files of :func:`candidates` that may be either of two sequences."""
    return [hit for hits in found.values() for hit in hits if hit.other is not None]
