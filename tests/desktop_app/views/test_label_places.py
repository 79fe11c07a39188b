"""Texts beside marks never cover each other."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, QSizeF

from desktop_app.views.label_places import Wanted, place_labels

AREA = QRectF(0, 0, 400, 300)
BOXES = st.builds(QRectF, st.floats(0, 380), st.floats(0, 280), st.floats(0, 60), st.floats(0, 60))
SIZES = st.builds(QSizeF, st.floats(20, 120), st.floats(12, 40))


@given(st.lists(st.builds(Wanted, BOXES, SIZES), max_size=25), st.lists(BOXES, max_size=6))
@settings(max_examples=60, deadline=None)
def test_no_text_covers_another_or_leaves_the_view(wanted, taken):
    found = [box for box in place_labels(wanted, AREA, taken) if box is not None]
    assert not any(a.intersects(b) for a, b in combinations(found, 2))
    assert not any(box.intersects(other) for box in found for other in taken)
    assert all(AREA.contains(box) for box in found)


def test_a_lone_text_stands_right_beside_its_mark():
    (box,) = place_labels([Wanted(QRectF(100, 100, 50, 20), QSizeF(60, 16))], AREA)
    assert box.left() == 158
    assert box.center().y() == 110


def test_a_dozen_texts_of_one_place_all_find_room():
    beside = QRectF(390, 290, 5, 5)
    found = place_labels([Wanted(beside, QSizeF(80, 16))] * 12, AREA)
    assert all(box is not None for box in found)


def test_where_there_is_no_room_a_text_is_left_out():
    assert place_labels([Wanted(QRectF(5, 5, 1, 1), QSizeF(500, 16))], AREA) == [None]
