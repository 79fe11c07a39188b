"""Planned trajectories and wanted margins in a session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import SignalInstance

from core.labels import Region
from core.sessions.contents import Part
from core.space.affine import Grid
from core.trajectories.margins import MOST_MM, MOST_SHELLS
from core.trajectories.trajectory import Trajectory
from desktop_app.state.part import Load, fields_of
from desktop_app.state.plan import Margins, Plan, Planned
from desktop_app.state.session import Session


class PlanPart:
    """Trajectories in world millimetres, and around what margins are drawn."""

    name = "plan"
    worth = True

    def changes(self, session: Session) -> Sequence[SignalInstance]:
        """The plan tells of itself."""
        return (session.plan.changed, session.plan.margins_changed)

    def save(self, session: Session) -> Callable[[], Part] | None:
        """Nothing while nothing is planned."""
        plan = session.plan
        if not plan.items and plan.margins is None:
            return None
        items, margins = plan.items, plan.margins
        return lambda: Part(_told(items, margins))

    def read(self, part: Part, grid: Grid) -> Load:
        """Ids must differ; a trajectory may begin outside of the scan."""
        values = fields_of(part.values)
        items = tuple(_planned(value) for value in values["trajectories"])
        if len({one.id for one in items}) < len(items):
            raise ValueError("two trajectories have one id")
        margins = _margins(values["margins"])

        def load(session: Session) -> None:
            plan: Plan = session.plan
            plan.reset(items, margins)

        return load


def _told(items: Sequence[Planned], margins: Margins | None) -> dict[str, Any]:
    return {
        "trajectories": [{"id": one.id, "shown": one.shown, **one.way.to_dict()} for one in items],
        "margins": None
        if margins is None
        else {"region": margins.region.value, "mm": list(margins.mm)},
    }


def _planned(value: Any) -> Planned:
    fields = fields_of(value)
    return Planned(int(fields["id"]), Trajectory.from_dict(fields), bool(fields["shown"]))


def _margins(value: Any) -> Margins | None:
    if value is None:
        return None
    fields = fields_of(value)
    mm = tuple(float(each) for each in fields["mm"])
    if not 0 < len(mm) <= MOST_SHELLS or not all(0 < each <= MOST_MM for each in mm):
        raise ValueError("margins that cannot be drawn")
    return Margins(Region(fields["region"]), mm)
