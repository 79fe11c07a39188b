"""The plan of a session: picking, changing, taking back, and its part of a saved session."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.labels import Region
from core.sessions.contents import Part
from core.space.affine import Grid
from desktop_app.state.plan import End, Margins, Plan
from desktop_app.state.plan_part import PlanPart
from desktop_app.state.session import Session

A, B, C, D = (0.0, 0.0, 0.0), (0.0, 0.0, 50.0), (10.0, 0.0, 0.0), (10.0, 5.0, 60.0)


@pytest.fixture
def plan(qapp):
    made = Plan()
    made.name_of_new = "Way {0}"
    return made


def add(plan, target, entry):
    plan.select(None)
    plan.set_end(End.TARGET, target)
    plan.set_end(End.ENTRY, entry)


class TestPicking:
    def test_two_clicks_make_one_and_leave_picking(self, plan):
        plan.begin()
        plan.pick(A)
        assert plan.items == ()
        assert plan.pending == {End.TARGET: A}
        plan.pick(B)
        (one,) = plan.items
        assert (one.way.target_xyz_mm, one.way.entry_xyz_mm, one.way.name) == (A, B, "Way 1")
        assert plan.picking is None
        assert plan.current is one

    def test_ends_may_come_in_any_order(self, plan):
        plan.set_end(End.ENTRY, B)
        plan.set_end(End.TARGET, A)
        assert plan.items[0].way.entry_xyz_mm == B

    def test_a_selected_ones_end_moves_instead(self, plan):
        add(plan, A, B)
        plan.set_end(End.TARGET, C)
        (one,) = plan.items
        assert one.way.target_xyz_mm == C

    def test_another_selection_forgets_half_a_trajectory(self, plan):
        add(plan, A, B)
        plan.begin()
        plan.pick(C)
        plan.select(plan.items[0].id)
        assert plan.pending == {}


class TestChanging:
    def test_deleting_selects_the_next_and_undo_brings_it_back(self, plan):
        for target, entry in ((A, B), (C, D), (A, D)):
            add(plan, target, entry)
        before = plan.items
        plan.delete(before[1].id)
        assert plan.items == (before[0], before[2])
        assert plan.selected == before[2].id
        plan.undo()
        assert plan.items == before
        plan.undo()
        plan.undo()
        plan.undo()
        assert plan.items == ()
        assert not plan.can_undo

    def test_a_drag_is_one_step(self, plan):
        add(plan, A, B)
        plan.remember()
        for z in range(5):
            plan.move_end(1, End.ENTRY, (0.0, 0.0, 50.0 + z))
        plan.undo()
        assert plan.items[0].way.entry_xyz_mm == B

    def test_ids_are_not_used_twice_beside_each_other(self, plan):
        add(plan, A, B)
        add(plan, C, D)
        plan.delete(1)
        add(plan, A, D)
        assert [one.id for one in plan.items] == [2, 3]

    def test_nothing_changes_without_a_change(self, plan):
        add(plan, A, B)
        told = []
        plan.changed.connect(lambda: told.append(1))
        plan.edit(plan.items[0])
        plan.delete(99)
        plan.select(plan.selected)
        assert told == []

    def test_the_depth_stays_on_the_way(self, plan):
        add(plan, A, B)
        plan.set_depth(80.0)
        assert plan.depth_mm == 50.0
        plan.move_end(1, End.ENTRY, (0.0, 0.0, 20.0))
        assert plan.depth_mm == 20.0
        plan.delete(1)
        assert plan.depth_mm == 0.0


GRID = Grid((4, 4, 4), np.eye(4))


class TestPart:
    @pytest.fixture
    def session(self, qapp):
        return Session()

    def test_it_comes_back_as_it_was(self, session):
        add(session.plan, A, B)
        add(session.plan, C, D)
        one = session.plan.items[1]
        session.plan.edit(replace(one, shown=False, way=replace(one.way, safety_mm=2.5, name="ñ")))
        session.plan.set_margins(Margins(Region.ET, (3.0, 12.5)))
        part = PlanPart().save(session)()
        other = Session()
        PlanPart().read(part, GRID)(other)
        assert other.plan.items == session.plan.items
        assert other.plan.margins == session.plan.margins
        assert not other.plan.can_undo

    def test_nothing_planned_is_nothing_kept(self, session):
        assert PlanPart().save(session) is None

    @pytest.mark.parametrize(
        "change",
        [
            lambda values: values["trajectories"].append(values["trajectories"][0]),
            lambda values: values["trajectories"][0].pop("target_xyz_mm"),
            lambda values: values["trajectories"][0].update(safety_mm=-1),
            lambda values: values["trajectories"][0].update(entry_xyz_mm=[0, 0, float("nan")]),
            lambda values: values.update(margins={"region": "ET", "mm": [500.0]}),
            lambda values: values.update(margins={"region": "XX", "mm": [5.0]}),
        ],
    )
    def test_what_is_damaged_is_refused(self, session, change):
        add(session.plan, A, B)
        values = PlanPart().save(session)().values
        change(values)
        with pytest.raises((ValueError, KeyError, TypeError)):
            PlanPart().read(Part(values), GRID)
