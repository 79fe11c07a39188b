"""Enhancing lesions told apart, measured as RANO does, and added up."""

from __future__ import annotations

import csv
import io
import itertools
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.labels import Label
from core.measuring.lesions import enhancing_lesions, sum_of_products_mm2
from core.measuring.measurements import measure
from core.space.affine import Grid
from core.studies.segmentation import Segmentation

STEP = 0.25
"""How finely the brute force looks along the longest diameter, in mm."""


def discs(*places, shape=(120, 60, 12)):
    """Flat discs, each (i, j, first slice, slices, radius in voxels)."""
    i, j = np.indices(shape[:2])
    mask = np.zeros(shape, bool)
    for a, b, first, slices, radius in places:
        mask[(i - a) ** 2 + (j - b) ** 2 <= radius**2, first : first + slices] = True
    return mask


def found_in(mask, spacing=(1.0, 1.0, 1.0)):
    return enhancing_lesions(mask, np.diag([*spacing, 1.0]), float(np.prod(spacing)) / 1000)


def test_lesions_are_told_apart_measured_and_sorted():
    lesions = found_in(discs((20, 30, 2, 3, 6), (60, 30, 5, 4, 12), (100, 30, 1, 2, 1)))
    # The last one, 3 mm long, is no lesion.
    assert [round(x.diameters.longest_mm) for x in lesions] == [25, 13]
    # Its slices are alike: any of them will do.
    assert lesions[0].diameters.slice_index in range(5, 9)
    assert [x.slices for x in lesions] == [4, 3]
    assert lesions[1].ml == pytest.approx(3 * np.count_nonzero(discs((20, 30, 0, 1, 6))) / 1000)
    first = lesions[0]
    assert first.product_mm2 == pytest.approx(25 * 25, rel=0.03)
    ends = np.asarray(first.diameters.longest_ends)
    assert np.linalg.norm(ends[0] - ends[1]) == pytest.approx(first.diameters.longest_mm)
    assert ends[:, 2] == pytest.approx(2 * [first.diameters.slice_index])
    assert ends.mean(axis=0)[:2] == pytest.approx([60, 30], abs=1)


@pytest.mark.parametrize(
    ("place", "measurable"),
    [
        ((60, 30, 2, 3, 5), True),
        ((60, 30, 2, 1, 8), False),  # on one slice alone
        ((60, 30, 2, 3, 4), False),  # 9 mm
    ],
)
def test_measurable_from_ten_millimetres_on_two_slices(place, measurable):
    (lesion,) = found_in(discs(place))
    assert lesion.measurable is measurable
    assert sum_of_products_mm2([lesion]) == (lesion.product_mm2 if measurable else 0.0)


def test_a_long_thin_lesion_is_not_measurable():
    mask = np.zeros((40, 40, 5), bool)
    mask[5:35, 10:16, 1:4] = True
    (lesion,) = found_in(mask)
    assert lesion.diameters.longest_mm > 30
    assert not lesion.measurable


def test_the_largest_five_are_added_up():
    sizes = (6, 7, 8, 9, 10, 11)
    places = [(14 + 25 * (n % 4), 15 + 30 * (n // 4), 2, 2, r) for n, r in enumerate(sizes)]
    lesions = found_in(discs(*places))
    assert len(lesions) == 6
    assert all(lesion.measurable for lesion in lesions)
    largest = sorted((lesion.product_mm2 for lesion in lesions), reverse=True)[:5]
    assert sum_of_products_mm2(lesions) == pytest.approx(sum(largest))


def test_lines_stand_where_the_lesion_lies_in_the_whole_grid():
    """Cropping, anisotropic voxels and a turned axis change nothing."""
    labels = np.zeros((50, 40, 20), np.uint8)
    labels[20:36, 10:22, 7:10] = Label.ET
    affine = np.diag([-1.0, 2.0, 3.0, 1.0])
    affine[:3, 3] = (80.0, -30.0, 11.0)
    measured = measure(Segmentation("case", Grid(labels.shape, affine), labels))
    (lesion,) = measured.lesions
    middle = np.asarray(lesion.diameters.longest_ends).mean(axis=0)
    index = lesion.diameters.slice_index
    assert index in range(7, 10)
    assert middle == pytest.approx((80 - 27.5, -30 + 2 * 15.5, 11 + 3 * index), abs=0.6)
    assert lesion.ml == pytest.approx(16 * 12 * 3 * 6 / 1000)


def test_tables_hold_lesions_and_their_sum():
    labels = np.where(discs((20, 30, 2, 3, 8), (60, 30, 5, 4, 12)), Label.ET, 0).astype(np.uint8)
    measured = measure(Segmentation("case", Grid(labels.shape, np.eye(4)), labels))
    rows = list(csv.DictReader(io.StringIO(measured.to_csv())))
    lesions = [row for row in rows if row["kind"] == "lesion"]
    assert [row["name"] for row in lesions] == ["1", "2"]
    assert {row["measurable"] for row in lesions} == {"True"}
    total = next(row for row in rows if row["kind"] == "lesion_sum")
    products = [float(row["product_mm2"]) for row in lesions]
    assert float(total["product_mm2"]) == pytest.approx(sum(products), abs=0.02)
    told = json.loads(json.dumps(measured.to_dict()))
    assert told["lesion_sum_mm2"] == pytest.approx(sum(products), abs=0.02)
    assert told["lesions"][0]["measurable"] is True
    assert told["lesions"][0]["diameters"]["slice_index"] in range(5, 9)


def brute_force(area, spacing):
    """Longest pair of edge middles of one connected area, and its widest chord, tried one by one.

    The chord lies within the convex outline: through every place along the longest line, clipped
    by each of the outline's half planes.
    """
    from scipy.spatial import ConvexHull

    ij = np.argwhere(area).astype(float)
    shifts = np.array([[0.5, 0], [-0.5, 0], [0, 0.5], [0, -0.5]])
    points = (ij[:, None] + shifts).reshape(-1, 2) * spacing
    a, b = max(itertools.combinations(points, 2), key=lambda p: np.linalg.norm(p[0] - p[1]))
    longest = np.linalg.norm(a - b)
    along = (b - a) / longest
    across = np.array([-along[1], along[0]])
    half_planes = ConvexHull(points).equations
    widest = 0.0
    for u in np.arange(0.0, longest + STEP, STEP):
        foot = a + min(u, longest) * along
        low, high = -np.inf, np.inf
        for normal_x, normal_y, offset in half_planes:
            slope = normal_x * across[0] + normal_y * across[1]
            room = -(offset + normal_x * foot[0] + normal_y * foot[1])
            if abs(slope) < 1e-9:
                continue
            if slope > 0:
                high = min(high, room / slope)
            else:
                low = max(low, room / slope)
        widest = max(widest, high - low)
    return longest, widest


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=4, max_size=16),
    st.sampled_from([(2.0, 2.0), (2.0, 3.0)]),
)
@settings(max_examples=40, deadline=None)
def test_diameters_agree_with_trying_every_pair(voxels, spacing):
    from scipy.ndimage import label

    area = np.zeros((5, 5), bool)
    area[tuple(np.transpose(voxels))] = True
    numbered, count = label(area, structure=np.ones((3, 3)))
    truth = [brute_force(numbered == n, np.asarray(spacing)) for n in range(1, count + 1)]
    lesions = found_in(area[:, :, None], (*spacing, 1.0))
    expected = sorted((t for t in truth if t[0] >= 5.0), key=lambda t: -t[0])
    lengths = sorted((x.diameters.longest_mm for x in lesions), reverse=True)
    assert lengths == pytest.approx([t[0] for t in expected])
    if count == 1 and expected:
        # Between two equally long lines the choice is free; each has a chord of its own.
        found = lesions[0].diameters.perpendicular_mm
        assert found == pytest.approx(expected[0][1], abs=2 * STEP) or _ties(area, spacing)


def _ties(area, spacing):
    ij = np.argwhere(area).astype(float)
    shifts = np.array([[0.5, 0], [-0.5, 0], [0, 0.5], [0, -0.5]])
    points = np.unique((ij[:, None] + shifts).reshape(-1, 2) * np.asarray(spacing), axis=0)
    lengths = np.linalg.norm(points[:, None] - points[None], axis=2)
    return np.count_nonzero(np.isclose(lengths, lengths.max())) > 2
