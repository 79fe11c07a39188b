"""What a report tells of other time points, taken from the window when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from core.follow_up.following import FollowUp
from core.follow_up.rano import Assessment
from core.follow_up.resection import Resection


@dataclass(frozen=True, eq=False)
class Course:
    """What a report tells of a follow-up.

    Attributes:
        found: the time points.
        assessments: of each.
        resections: what operations took away.
    """

    found: FollowUp
    assessments: tuple[Assessment, ...]
    resections: tuple[Resection, ...] = ()
