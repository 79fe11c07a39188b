"""What is measured by hand on slices: rulers, angles, areas, lesion lines, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from desktop_app.state.display import Plane, Point


class MarkKind(StrEnum):
    """What a mark measures; files hold the values."""

    RULER = "ruler"
    """Two ends."""
    ANGLE = "angle"
    """An arm's end, the vertex, the other arm's end."""
    ELLIPSE = "ellipse"
    """Two opposite corners of the box around it."""
    FREEHAND = "freehand"
    """Three corners or more of a closed outline."""
    SHIFT = "midline_shift"
    """Where the falx begins in front, where it ends behind, and the septum."""
    LESION = "lesion"
    """The ends of the longest diameter of an enhancing lesion, then those of its perpendicular."""


AREAS = frozenset({MarkKind.ELLIPSE, MarkKind.FREEHAND})
"""Kinds that enclose voxels."""

POINTS = {
    MarkKind.RULER: 2,
    MarkKind.ANGLE: 3,
    MarkKind.ELLIPSE: 2,
    MarkKind.SHIFT: 3,
    MarkKind.LESION: 4,
}
"""How many points each kind has; a free-hand outline has three or more."""


@dataclass(frozen=True)
class Mark:
    """One thing that is measured on one slice.

    Attributes:
        id: tells it from every other mark of the study.
        kind: what it measures.
        plane: of its slice.
        slice_index: along the plane's axis of the RAS+ view.
        points: RAS+ voxel positions of its handles; see :class:`MarkKind`.
        number: counts the marks of its kind, from 1.
        name: what the person calls it; empty for kind and number.
        shown: whether it is drawn.
        by_hand: a person drew or moved it; otherwise it follows the segmentation.
        slices: axial slices that a lesion is seen on; 0 of everything else.
    """

    id: int
    kind: MarkKind
    plane: Plane
    slice_index: int
    points: tuple[Point, ...]
    number: int = 1
    name: str = ""
    shown: bool = True
    by_hand: bool = True
    slices: int = 0

    @property
    def middle(self) -> Point:
        """The mean of its points."""
        x, y, z = (sum(axis) / len(self.points) for axis in zip(*self.points, strict=True))
        return (x, y, z)

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {
            "id": self.id,
            "kind": self.kind.value,
            "plane": self.plane.value,
            "slice_index": self.slice_index,
            "points": [list(point) for point in self.points],
            "number": self.number,
            "name": self.name,
            "shown": self.shown,
            "by_hand": self.by_hand,
            "slices": self.slices,
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Mark:
        """Read what :meth:`to_dict` made.

        Raises:
            ValueError: something is absent or is not what it should be.
        """
        try:
            mark = cls(
                id=int(values["id"]),
                kind=MarkKind(values["kind"]),
                plane=Plane(values["plane"]),
                slice_index=int(values["slice_index"]),
                points=tuple(_point(point) for point in values["points"]),
                number=int(values["number"]),
                name=str(values["name"]),
                shown=bool(values["shown"]),
                by_hand=bool(values["by_hand"]),
                slices=int(values["slices"]),
            )
        except (KeyError, TypeError) as error:
            raise ValueError(f"A mark lacks or misstates a value: {error}.") from error
        if not is_complete(mark.kind, len(mark.points)):
            raise ValueError(f"A mark of kind {mark.kind} has {len(mark.points)} points.")
        return mark


def _point(values: Sequence[float]) -> Point:
    x, y, z = (float(value) for value in values)
    return (x, y, z)


def is_complete(kind: MarkKind, points: int) -> bool:
    """Whether a mark of a kind has as many points as it needs."""
    return points >= 3 if kind is MarkKind.FREEHAND else points == POINTS[kind]


def next_id(marks: Sequence[Mark]) -> int:
    """An id that no mark has yet."""
    return max((mark.id for mark in marks), default=0) + 1


def next_number(marks: Sequence[Mark], kind: MarkKind) -> int:
    """The number of a further mark of a kind."""
    return max((mark.number for mark in marks if mark.kind is kind), default=0) + 1


def marks_to_list(marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """Every mark as plain values, for JSON."""
    return [mark.to_dict() for mark in marks]


def marks_from_list(values: Sequence[Mapping[str, Any]]) -> tuple[Mark, ...]:
    """Read what :func:`marks_to_list` made.

    Raises:
        ValueError: see :meth:`Mark.from_dict`, or two marks have one id.
    """
    marks = tuple(Mark.from_dict(value) for value in values)
    if len({mark.id for mark in marks}) < len(marks):
        raise ValueError("Two marks have the same id.")
    return marks
