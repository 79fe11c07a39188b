"""One series UID may hold several volumes: planes of a localiser, echoes, phases, repeats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from core.dicom.geometry import doubled, has_place, ordered
from core.dicom.series import Slice

_SAME_DIRECTION = 1e-3
"""Direction cosines that differ less are one orientation: 0.1 mm at the rim of a head."""


@dataclass(frozen=True)
class Part:
    """Slices that make one volume, and what they differ in from the rest of their series."""

    slices: tuple[Slice, ...]
    told_apart_by: str = ""
    copies: int = 0


def split(slices: Sequence[Slice]) -> list[Part]:
    """Tell the volumes of one series apart; the largest first.

    Copies (one SOP instance twice, at one place) are dropped and counted. Badly anonymised
    files may all have one UID, but not one place.
    """
    single = list({_fingerprint(one): one for one in slices}.values())
    copies = len(slices) - len(single)
    placed = [one for one in single if has_place(one)]
    groups = [(g, "orientation or size") for g in _by_orientation(placed)]
    lost = [one for one in single if not has_place(one)]
    groups += [(g, "size") for g in _grouped(lost, lambda one: one.shape)]
    parts = [
        Part(tuple(g), name)
        for group, told in groups
        for g, name in (_by_what_differs(group, told) if has_place(group[0]) else [(group, told)])
    ]
    parts.sort(key=lambda part: -len(part.slices))
    if parts and copies:
        parts[0] = Part(parts[0].slices, parts[0].told_apart_by, copies)
    if len(parts) > 1:
        return parts
    return [Part(part.slices, "", part.copies) for part in parts]


def _fingerprint(one: Slice) -> Hashable:
    if not one.sop_uid:
        return one.place, one.frame
    return one.sop_uid, one.frame, one.number, one.position, one.shape, one.told


def _by_orientation(slices: Sequence[Slice]) -> list[list[Slice]]:
    """Groups of one size, spacing and orientation; slight differences of cosines are one."""
    found: list[tuple[tuple[int, int], np.ndarray, list[Slice]]] = []
    for one in slices:
        told = np.array([*(one.orientation or ()), *(one.spacing or ())])
        for shape, first, group in found:
            if shape == one.shape and float(np.abs(told - first).max()) < _SAME_DIRECTION:
                group.append(one)
                break
        else:
            found.append((one.shape, told, [one]))
    return [group for *_, group in found]


def _by_what_differs(slices: Sequence[Slice], told: str) -> list[tuple[Sequence[Slice], str]]:
    """Split slices that lie at the same places by the first fact that sets them apart."""
    names = [name for name, _ in slices[0].told]
    pieces = _grouped(slices, partial(_told, "kind of picture"))
    if len(pieces) > 1 and all(len(piece) > 1 for piece in pieces):
        return [part for piece in pieces for part in _by_places(piece, names, "kind of picture")]
    return _by_places(slices, names, told)


def _by_places(
    slices: Sequence[Slice], names: Sequence[str], told: str
) -> list[tuple[Sequence[Slice], str]]:
    most = _most_at_one_place(slices)
    if most == 1:
        return [(slices, told)]
    for name in names:
        groups = _grouped(slices, partial(_told, name))
        if 1 < len(groups) <= most and all(_most_at_one_place(g) == 1 for g in groups):
            return [(group, name) for group in groups]
    return [(slices, told)]


def _told(name: str, one: Slice) -> str:
    return dict(one.told).get(name, "")


def _most_at_one_place(slices: Sequence[Slice]) -> int:
    """How many slices lie at the place where most do."""
    longest = run = 1
    last = -2
    for index in doubled(ordered(slices)).tolist():
        run = run + 1 if index == last + 1 else 2
        last = index
        longest = max(longest, run)
    return longest


def _grouped(slices: Sequence[Slice], key: Callable[[Slice], Hashable]) -> list[list[Slice]]:
    groups: dict[Hashable, list[Slice]] = defaultdict(list)
    for one in slices:
        groups[key(one)].append(one)
    return list(groups.values())
