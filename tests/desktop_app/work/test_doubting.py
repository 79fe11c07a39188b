"""The doubt of a result in the window: painted, bordered, gone through."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.labels import Region
from core.segmenting.doubt import doubtful_places
from desktop_app.state.display import OverlayStyle
from desktop_app.state.shown import show_labels
from desktop_app.views.doubt import DoubtLayer
from tests.desktop_app.results import result


@pytest.fixture
def doubted(qtbot, judged, toy_package):
    """A result with two doubtful places in WT."""
    found = result(judged, toy_package)
    p = found.probabilities.copy()
    p[0] = 0
    p[0, 4:11, 4:11, 4:11] = 128
    p[0, 20:25, 20:25, 8:13] = 128
    judged.session.set_labels(show_labels(replace(found, probabilities=p)), unsaved=True)
    return judged


def pixels(window):
    """What the active view paints, without its texts."""
    window.session.set_display(annotations=False, crosshair=False)
    view = window.view_area.active_view()
    view.refresh()
    image = view.grab().toImage()
    return np.array(
        [[image.pixel(x, y) for x in range(0, image.width(), 3)] for y in range(image.height())]
    )


def test_the_next_place_is_gone_to_the_largest_first_and_around(qtbot, doubted):
    session, doubting = doubted.session, doubted.judging.doubting
    places = doubtful_places(session.segmentation.probabilities[0], session.segmentation.grid)
    assert len(places) == 2
    doubted.actions_["next_doubtful"].trigger()
    qtbot.waitUntil(lambda: doubting.current == 0)
    assert session.native_cursor == places[0].voxel
    assert "1 of 2" in doubted.judging.doubt.note.text()
    doubted.actions_["next_doubtful"].trigger()
    assert session.native_cursor == places[1].voxel
    doubted.actions_["next_doubtful"].trigger()
    assert session.native_cursor == places[0].voxel


def test_places_are_of_the_region_and_the_result_that_is_shown(qtbot, doubted, toy_package):
    doubting = doubted.judging.doubting
    doubting.go_to_next()
    qtbot.waitUntil(lambda: doubting.places is not None)
    doubted.session.set_display(doubt_region=Region.ET)
    assert doubting.places is None
    doubting.go_to_next()
    qtbot.waitUntil(lambda: doubting.places is not None)
    doubted.session.set_labels(show_labels(result(doubted, toy_package)), unsaved=True)
    assert doubting.places is None


def test_doubt_takes_the_place_of_the_fill_and_leaves_the_outline(qtbot, doubted):
    session = doubted.session
    session.set_cursor((6, 6, 7))
    session.set_display(style=OverlayStyle.BOTH, doubt_borders=False)
    view = doubted.view_area.active_view()
    before = pixels(doubted)
    doubted.actions_["doubt"].trigger()
    assert DoubtLayer.is_on(session)
    painted = pixels(doubted)
    assert (painted != before).any()
    assert not view._fill.isVisible()
    assert view._outline.isVisible()
    doubted.actions_["overlay"].trigger()
    assert not DoubtLayer.is_on(session), "without the overlay nothing is painted"
    doubted.actions_["doubt"].trigger()
    assert not session.display.doubt
    assert session.display.overlay


def test_borders_are_drawn_where_they_would_lie(qtbot, doubted):
    session = doubted.session
    session.set_cursor((6, 6, 7))
    session.set_display(doubt=True, doubt_borders=False)
    without = pixels(doubted)
    doubted.actions_["doubt_borders"].trigger()
    assert (pixels(doubted) != without).any()


def test_a_label_map_from_a_file_has_no_doubt_to_paint(labelled):
    labelled.session.set_display(doubt=True)
    assert not DoubtLayer.is_on(labelled.session)
    assert not labelled.actions_["next_doubtful"].isEnabled()
    assert "no probabilities" in labelled.judging.doubt.note.text()
