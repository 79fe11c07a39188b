"""Marks as values: what they measure, how they are kept, how their handles move."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.state.display import Plane
from desktop_app.state.mark_geometry import (
    angle_degrees,
    in_millimetres,
    is_measurable,
    lengths_mm,
    outline_flat,
    products_mm2,
    shift_mm,
    shifted,
    with_point,
)
from desktop_app.state.mark_list import MarkList
from desktop_app.state.marks import Mark, MarkKind, marks_from_list, marks_to_list

SPACING = (1.0, 2.0, 3.0)
ONE = (1.0, 1.0, 1.0)


def ruler(number=1, **changes):
    values = {"kind": MarkKind.RULER, "plane": Plane.CORONAL, "slice_index": 3} | changes
    values = {"points": ((0, 3, 0), (3, 3, 4)), "number": number} | values
    return Mark(number, **values)


def lesion(number=1, at=(20.0, 20.0), longest=20.0, across=12.0, **changes):
    x, y = at
    points = (
        (x - longest / 2, y, 9.0),
        (x + longest / 2, y, 9.0),
        (x + 2, y - across / 2, 9.0),
        (x + 2, y + across / 2, 9.0),
    )
    changes = {"by_hand": False, "slices": 3} | changes
    return Mark(number, MarkKind.LESION, Plane.AXIAL, 9, points, number=number, **changes)


class TestMeasuring:
    def test_a_ruler_in_millimetres(self):
        assert lengths_mm(ruler(), ONE) == pytest.approx((5,))
        assert lengths_mm(ruler(), SPACING) == pytest.approx((np.hypot(3, 12),))

    @pytest.mark.parametrize(("end", "angle"), [((5, 9, 1), 90), ((9, 5, 1), 0), ((1, 5, 1), 180)])
    def test_an_angle(self, end, angle):
        mark = Mark(1, MarkKind.ANGLE, Plane.AXIAL, 1, ((8, 5, 1), (5, 5, 1), end))
        assert angle_degrees(mark, ONE) == pytest.approx(angle)

    def test_an_angle_counts_millimetres_not_voxels(self):
        mark = Mark(1, MarkKind.ANGLE, Plane.SAGITTAL, 4, ((4, 6, 0), (4, 0, 0), (4, 6, 4)))
        assert angle_degrees(mark, SPACING) == pytest.approx(45)

    @pytest.mark.parametrize("side", [1, -1])
    def test_a_shift_is_square_to_the_falx_and_has_a_side(self, side):
        points = ((10, 40, 5), (10, 0, 5), (10 + side * 4, 20, 5))
        mark = Mark(1, MarkKind.SHIFT, Plane.AXIAL, 5, points)
        assert shift_mm(mark, ONE) == pytest.approx(side * 4)
        # Either end of the falx may come first.
        turned = Mark(1, MarkKind.SHIFT, Plane.AXIAL, 5, (points[1], points[0], points[2]))
        assert shift_mm(turned, ONE) == pytest.approx(side * 4)

    def test_a_shift_from_a_slanted_falx(self):
        points = ((0, 0, 5), (30, 40, 5), (15 + 4, 20 - 3, 5))
        assert shift_mm(Mark(1, MarkKind.SHIFT, Plane.AXIAL, 5, points), ONE) == pytest.approx(5)

    def test_an_ellipse_fills_its_box(self):
        mark = Mark(1, MarkKind.ELLIPSE, Plane.AXIAL, 5, ((2, 3, 5), (12, 9, 5)))
        flat = outline_flat(mark)
        assert flat.min(axis=0) == pytest.approx([2, 3], abs=0.05)
        assert flat.max(axis=0) == pytest.approx([12, 9], abs=0.05)
        assert np.ptp(in_millimetres(mark, SPACING), axis=0) == pytest.approx([10, 12], abs=0.1)

    def test_the_sum_takes_the_largest_five_measurable(self):
        lesions = [lesion(n, longest=20.0 + n) for n in range(1, 8)]
        lesions += [lesion(8, across=9.0), lesion(9, slices=1)]
        products = products_mm2(lesions, ONE)
        assert products == pytest.approx([12 * (20 + n) for n in (7, 6, 5, 4, 3)])
        assert not is_measurable(lesions[-1], ONE)


class TestMoving:
    @given(
        index=st.integers(0, 3), x=st.floats(2, 50), y=st.floats(2, 50), v=st.sampled_from([1, 2])
    )
    @settings(deadline=None)
    def test_the_lines_of_a_lesion_stay_square_and_go_where_they_are_pulled(self, index, x, y, v):
        spacing = (1.0, float(v), 3.0)
        moved = with_point(lesion(), index, (x, y, 9.0), spacing)
        points = np.asarray(moved.points) * spacing
        long, across = points[1] - points[0], points[3] - points[2]
        assert moved.by_hand
        if np.linalg.norm(long) < 1e-3 or np.linalg.norm(across) < 1e-3:
            return
        cosine = long @ across / np.linalg.norm(long) / np.linalg.norm(across)
        assert cosine == pytest.approx(0.0, abs=1e-6)
        if index < 2:
            assert moved.points[index] == pytest.approx((x, y, 9.0))

    def test_the_perpendicular_slides_along_the_longest(self):
        moved = with_point(lesion(), 3, (14.0, 31.0, 9.0), ONE)
        assert moved.points[3] == pytest.approx((14, 31, 9))
        assert moved.points[2] == pytest.approx((14, 14, 9))
        assert lengths_mm(moved, ONE) == pytest.approx((20, 17))

    def test_a_whole_mark_stays_in_the_volume(self):
        moved = shifted(ruler(), (-20, 0, 2), (10, 10, 10))
        assert moved.points == ((-0.5, 3, 2), (2.5, 3, 6))


class TestKeeping:
    def test_back_from_json(self):
        marks = (ruler(name="gap", shown=False), lesion(2))
        assert marks_from_list(json.loads(json.dumps(marks_to_list(marks)))) == marks

    @pytest.mark.parametrize(
        "change",
        [
            {"kind": "polygon"},
            {"plane": "oblique"},
            {"points": [[1, 2, 3]]},
            {"points": [[1, 2], [3, 4]]},
            {"points": None},
            {"id": "x"},
        ],
    )
    def test_what_is_no_mark_is_refused(self, change):
        with pytest.raises(ValueError, match=r"."):
            Mark.from_dict(ruler().to_dict() | change)

    def test_absent_values_and_two_of_one_id_are_refused(self):
        told = ruler().to_dict()
        with pytest.raises(ValueError, match="same id"):
            marks_from_list([told, told])
        del told["points"]
        with pytest.raises(ValueError, match="points"):
            Mark.from_dict(told)


class TestList:
    @pytest.fixture
    def marks(self, qapp):
        return MarkList()

    def test_deleting_is_taken_back(self, marks):
        marks.add(ruler(1))
        marks.add(ruler(2))
        marks.delete({1})
        assert [m.id for m in marks.items] == [2]
        marks.undo()
        assert [m.id for m in marks.items] == [1, 2]
        marks.undo()
        marks.undo()
        assert marks.items == ()
        assert not marks.can_undo

    def test_a_drag_is_one_step(self, marks):
        marks.add(ruler())
        marks.remember()
        for x in (4, 5, 6):
            marks.put(with_point(marks.items[0], 1, (x, 3, 4), ONE))
        marks.undo()
        assert marks.items == (ruler(),)

    def test_lesions_follow_and_what_a_person_moved_stays(self, marks):
        marks.set_lesions([lesion(at=(20, 20)), lesion(at=(80, 20), longest=14)], ONE)
        assert [m.number for m in marks.lesions] == [1, 2]
        assert len({m.id for m in marks.lesions}) == 2
        first = marks.lesions[0]
        marks.edit(with_point(first, 0, (5.0, 20.0, 9.0), ONE))
        marks.set_lesions([lesion(at=(80, 20), longest=30), lesion(at=(21, 20))], ONE)
        lengths = [lengths_mm(m, ONE)[0] for m in marks.lesions]
        assert lengths == pytest.approx([30, 25])
        assert [m.by_hand for m in marks.lesions] == [False, True]
        # Reset: the lines as they were measured last.
        marks.delete({marks.lesions[1].id})
        assert lengths_mm(marks.lesions[1], ONE)[0] == pytest.approx(20)
        marks.undo()
        assert marks.lesions[1].by_hand

    def test_what_a_person_moved_outlives_its_lesion(self, marks):
        marks.set_lesions([lesion()], ONE)
        marks.edit(with_point(marks.lesions[0], 0, (5.0, 20.0, 9.0), ONE))
        marks.set_lesions([], ONE)
        assert len(marks.lesions) == 1
        marks.delete({marks.lesions[0].id})
        assert marks.lesions == ()

    def test_hidden_lesions_stay_hidden_when_measured_again(self, marks):
        from dataclasses import replace

        marks.set_lesions([lesion()], ONE)
        marks.edit(replace(marks.lesions[0], shown=False, name="frontal"))
        marks.set_lesions([lesion(longest=22)], ONE)
        assert (marks.lesions[0].shown, marks.lesions[0].name) == (False, "frontal")

    def test_measured_lines_cannot_be_deleted(self, marks):
        marks.set_lesions([lesion()], ONE)
        marks.delete({marks.lesions[0].id})
        assert len(marks.lesions) == 1
        assert not marks.can_undo

    def test_lines_pointed_at_go_with_the_next_request(self, marks):
        marks.point_at([ruler()])
        marks.select(None)
        assert marks.pointed == ()
