"""From one time point to the next: what changed, and what an operation took away."""

from __future__ import annotations

from core.follow_up.change import ChangeMap
from core.follow_up.following import FollowUp
from core.follow_up.resection import Resection, resection
from core.follow_up.time_point import Phase, TimePoint
from core.labels import Region
from core.progress import Progress, no_progress


def changes_of(found: FollowUp, progress: Progress = no_progress) -> tuple[ChangeMap | None, ...]:
    """What changed at each time point against the one before.

    Args:
        found: the time points.
        progress: may raise ``Cancelled``.

    Returns:
        One for each point; None for the first, and where one of the two has no segmentation.
    """
    changes: list[ChangeMap | None] = [None]
    for number in range(1, len(found.points)):
        both = found.points[number - 1 : number + 1]
        told = all(point.segmentation is not None for point in both)
        changes.append(found.change(number - 1, number, progress) if told else None)
    return tuple(changes)


def resections_of(found: FollowUp) -> tuple[Resection, ...]:
    """What each operation took away, as far as a person said which study follows one.

    The study before is the last one whose label map tells enhancing tumour, or the one that is
    said to be it; an operation without such a pair is left out.
    """
    listed = []
    for number, point in enumerate(found.points):
        if point.phase is not Phase.AFTER_SURGERY or not _tells_et(point):
            continue
        before = [n for n in range(number) if _tells_et(found.points[n])]
        said = [n for n in before if found.points[n].phase is Phase.BEFORE_SURGERY]
        if before:
            first = (said or before)[-1]
            motion = found.motion(number, first) if found.trusted(number, first) else None
            listed.append(resection(found.points[first], point, motion))
    return tuple(listed)


def _tells_et(point: TimePoint) -> bool:
    return point.segmentation is not None and Region.ET in point.segmentation.regions
