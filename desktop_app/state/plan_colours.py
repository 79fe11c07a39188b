"""One colour per trajectory, apart from labels, marks and each other."""

from __future__ import annotations

Rgb = tuple[int, int, int]

_COLOURS: tuple[Rgb, ...] = (
    (0, 229, 255),
    (255, 158, 61),
    (182, 255, 94),
    (255, 128, 171),
    (160, 160, 255),
    (255, 255, 255),
)


def plan_rgb(planned_id: int) -> Rgb:
    """The colour of a trajectory; the same as long as it lives."""
    return _COLOURS[(planned_id - 1) % len(_COLOURS)]
