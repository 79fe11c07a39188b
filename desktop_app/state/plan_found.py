"""What came of a plan, as reports and files tell it."""

from __future__ import annotations

from dataclasses import dataclass

from core.anatomy.placing import Placement
from core.trajectories.margins import Shells
from core.trajectories.measured import Measured


@dataclass(frozen=True, eq=False)
class PlanFound:
    """What was planned in the images, as far as it is known.

    Attributes:
        measured: trajectories.
        shells: margins; None for none.
        placement: of the study in the atlas that named structures; None where it is not known.
    """

    measured: tuple[Measured, ...] = ()
    shells: Shells | None = None
    placement: Placement | None = None
