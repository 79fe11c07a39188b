"""Where voxels lie on the pictures: sides, aspect, and the way there and back."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.state.display import Plane, Window
from desktop_app.views.geometry import PlaneGeometry
from desktop_app.views.outline import mask_outline
from desktop_app.views.slice_items import to_grey

SHAPE, SPACING = (20, 30, 10), (1.0, 0.5, 3.0)

geometries = st.builds(
    PlaneGeometry, st.sampled_from(Plane), st.just(SHAPE), st.just(SPACING), st.booleans()
)


@given(geometries, st.tuples(*(st.floats(0, n - 1) for n in SHAPE)))
def test_a_position_comes_back_from_the_picture(geometry, voxel):
    u, v = geometry.to_picture(voxel)
    back = geometry.to_voxel(u, v, voxel[geometry.plane.axis])
    assert back == pytest.approx(voxel, abs=1e-9)


@given(geometries, st.tuples(*(st.integers(0, n - 1) for n in SHAPE)))
def test_the_picture_shows_each_voxel_where_the_geometry_says(geometry, voxel):
    volume = np.zeros(SHAPE, np.uint8)
    volume[voxel] = 1
    picture = geometry.picture(volume, voxel[geometry.plane.axis])
    row, column = np.argwhere(picture)[0]
    u, v = geometry.axes
    across, down = geometry.to_picture(voxel)
    assert across / SPACING[u] == pytest.approx(column + 0.5)
    assert down / SPACING[v] == pytest.approx(row + 0.5)


@pytest.mark.parametrize(
    ("plane", "radiological", "letters"),
    [
        (Plane.AXIAL, True, ("R", "L", "A", "P")),
        (Plane.AXIAL, False, ("L", "R", "A", "P")),
        (Plane.CORONAL, True, ("R", "L", "S", "I")),
        (Plane.CORONAL, False, ("L", "R", "S", "I")),
        (Plane.SAGITTAL, True, ("A", "P", "S", "I")),
        (Plane.SAGITTAL, False, ("A", "P", "S", "I")),
    ],
)
def test_letters_name_the_patients_sides(plane, radiological, letters):
    geometry = PlaneGeometry(plane, SHAPE, SPACING, radiological)
    assert geometry.letters == letters
    # And they are true: the voxel furthest to the right lies at the edge that says R.
    if plane is Plane.AXIAL:
        right = geometry.to_picture((SHAPE[0] - 1, 0, 0))[0]
        assert (right < geometry.size_mm[0] / 2) == (letters[0] == "R")


def test_thick_slices_are_drawn_as_thick_as_they_are():
    geometry = PlaneGeometry(Plane.CORONAL, SHAPE, SPACING, True)
    assert geometry.size_mm == (20.0, 30.0)


def test_a_slice_is_a_view_of_the_volume():
    volume = np.zeros(SHAPE, np.int16)
    for plane in Plane:
        picture = PlaneGeometry(plane, SHAPE, SPACING, True).picture(volume, 1)
        assert np.shares_memory(picture, volume)


def test_grey_levels_follow_the_window_and_survive_bad_numbers():
    values = np.array([[-5.0, 0.0, 50.0, 100.0, 200.0, np.nan, np.inf]])
    window = Window(0, 100)
    assert to_grey(values, window, inverted=False).tolist() == [[0, 0, 127, 255, 255, 0, 255]]
    assert to_grey(values, window, inverted=True)[0, 3] == 0
    assert to_grey(np.full((2, 2), 7, np.int16), Window(7, 7), inverted=False).max() == 0


@given(st.integers(0, 2**32 - 1))
def test_an_outline_is_as_long_as_the_edges_it_separates(seed):
    mask = np.random.default_rng(seed).random((9, 7)) < 0.4
    path = mask_outline(mask)
    padded = np.pad(mask, 1)
    edges = int((padded[1:] != padded[:-1]).sum() + (padded[:, 1:] != padded[:, :-1]).sum())
    length = 0.0
    for n in range(0, path.elementCount(), 2):
        a, b = path.elementAt(n), path.elementAt(n + 1)
        length += abs(a.x - b.x) + abs(a.y - b.y)
    assert length == edges


def test_an_outline_lies_around_its_voxel():
    mask = np.zeros((5, 6), bool)
    mask[2, 4] = True
    assert mask_outline(mask).boundingRect().getRect() == (4.0, 2.0, 1.0, 1.0)
