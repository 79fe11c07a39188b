"""Measurements against shapes whose size and place are known by arithmetic."""

from __future__ import annotations

import csv
import io
import json
import math
from dataclasses import replace

import nibabel as nib
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import GeometryError
from core.files.nifti import read_volume
from core.labels import Label, LabelConvention, Region, from_convention
from core.measuring.brain import brain_surface
from core.measuring.measurements import Side, measure
from core.measuring.symmetry_plane import FoundBy, find_symmetry_plane
from core.measuring.table import CSV_COLUMNS
from core.phantom.phantom import demo_study
from core.progress import Cancelled
from core.space.affine import Grid, corners_mm
from core.space.diameters import axial_axis, axial_diameters
from core.studies.naming import candidates, is_segmentation
from core.studies.segmentation import Segmentation
from core.studies.study import AxesFrom, Modality, Study, Volume


def turned(yaw=0.0, roll=0.0, spacing=(1.0, 1.0, 1.0), origin=(0.0, 0.0, 0.0)):
    """Affine with axes turned about z (yaw) and y (roll), in degrees."""
    a, b = math.radians(yaw), math.radians(roll)
    about_z = np.array([[math.cos(a), -math.sin(a), 0], [math.sin(a), math.cos(a), 0], [0, 0, 1]])
    about_y = np.array([[math.cos(b), 0, math.sin(b)], [0, 1, 0], [-math.sin(b), 0, math.cos(b)]])
    affine = np.eye(4)
    affine[:3, :3] = about_z @ about_y @ np.diag(spacing)
    affine[:3, 3] = origin
    return affine


def world(shape, affine):
    ijk = np.stack(np.meshgrid(*map(np.arange, shape), indexing="ij"), axis=-1)
    return ijk @ affine[:3, :3].T + affine[:3, 3]


def centred(affine, shape, at=(0.0, 0.0, 0.0)):
    """The same affine with the grid's centre at a world point."""
    moved = affine.copy()
    moved[:3, 3] = np.asarray(at) - affine[:3, :3] @ ((np.asarray(shape) - 1) / 2)
    return moved


def ball(points, centre, radius):
    return np.linalg.norm(points - np.asarray(centre), axis=-1) <= radius


def segmentation(label_map, affine=None):
    affine = np.eye(4) if affine is None else affine
    return Segmentation("case", Grid(label_map.shape, affine), label_map.astype(np.uint8))


def head(shape, affine, centre=(0.0, 0.0, 0.0), axes=(60.0, 75.0, 55.0)):
    """A mirror-symmetric ellipsoid with a dark pair of ventricles; 0 outside."""
    p = world(shape, affine) - np.asarray(centre)
    inside = ((p / np.asarray(axes)) ** 2).sum(-1) <= 1.0
    x, y, z = np.moveaxis(p, -1, 0)
    data = 100.0 + 30.0 * np.cos(x / 9.0) + 20.0 * np.sin(y / 15.0) + z / 4.0
    for side in (-1, 1):
        data[ball(p, (side * 12.0, -5.0, 5.0), 8.0)] = 20.0
    return np.where(inside, data, 0.0).astype(np.float32)


def study_of(data, affine, name="case"):
    return Study(name, {Modality.T1: Volume(data, affine)})


class TestExtent:
    def test_volume_share_slices_and_spots_of_boxes(self):
        labels = np.zeros((20, 20, 20))
        labels[2:8, 2:8, 2:6] = Label.ED  # 6 x 6 x 4 voxels
        labels[4:6, 4:6, 3:5] = Label.NCR  # 2 x 2 x 2 of them
        labels[15:17, 15, 10] = Label.ET
        m = measure(segmentation(labels, np.diag([2.0, 1.0, 5.0, 1.0])))
        voxel_ml = 0.01
        assert m.labels[Label.ED].ml == pytest.approx((144 - 8) * voxel_ml)
        assert m.labels[Label.NCR].ml == pytest.approx(8 * voxel_ml)
        assert m.labels[Label.ET].slices == 1
        whole = m.regions[Region.WT].extent
        assert whole.ml == pytest.approx(146 * voxel_ml)
        assert (whole.slices, whole.components) == (5, 2)
        assert whole.largest_component_ml == pytest.approx(144 * voxel_ml)
        assert m.regions[Region.TC].extent.share == pytest.approx(10 / 146)
        assert sum(e.share for e in m.labels.values()) == pytest.approx(1.0)

    def test_voxels_that_touch_by_a_corner_are_one_spot(self):
        labels = np.zeros((4, 4, 4))
        labels[1, 1, 1] = labels[2, 2, 2] = Label.ET
        assert measure(segmentation(labels)).regions[Region.ET].extent.components == 1

    def test_an_empty_label_map_measures_nothing(self):
        m = measure(segmentation(np.zeros((5, 6, 7))), study_of(np.ones((5, 6, 7)), np.eye(4)))
        assert m.regions[Region.WT].extent.ml == 0.0
        assert m.regions[Region.WT].diameters is None
        assert m.regions[Region.WT].position is None
        assert m.symmetry_plane is None
        assert len(m.to_csv().splitlines()) == 8

    def test_slices_are_counted_along_the_axis_nearest_to_up_down(self):
        labels = np.zeros((10, 12, 14))
        labels[3:5, 2:8, 4:13] = Label.ED
        swapped = np.array([[0, 0, 1, 0], [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1]], float)
        assert measure(segmentation(labels, swapped)).labels[Label.ED].slices == 6


class TestDiameters:
    @pytest.mark.parametrize(
        ("spacing", "yaw", "roll"),
        [((1, 1, 1), 0, 0), ((0.9, 0.9, 5.5), 0, 0), ((1, 0.7, 1.3), 20, 0), ((1, 1, 1), 15, 10)],
    )
    def test_a_ball_measures_its_diameter_both_ways(self, spacing, yaw, roll):
        shape = (60, 80, 60) if spacing[2] < 5 else (60, 60, 14)
        affine = centred(turned(yaw, roll, spacing), shape)
        found = axial_diameters(ball(world(shape, affine), (0, 0, 0), 15.0), affine)
        assert found.longest_mm == pytest.approx(30.0, abs=max(spacing[:2]))
        assert found.perpendicular_mm == pytest.approx(30.0, abs=1.5 * max(spacing[:2]))

    def test_an_ellipse_measures_its_axes_and_says_where(self):
        affine = centred(turned(yaw=30.0), (80, 80, 9))
        p = world((80, 80, 9), affine)
        inside = (p[..., 0] / 20.0) ** 2 + (p[..., 1] / 8.0) ** 2 + (p[..., 2] / 2.5) ** 2 <= 1.0
        found = axial_diameters(inside, affine)
        assert found.longest_mm == pytest.approx(40.0, abs=1.0)
        assert found.perpendicular_mm == pytest.approx(16.0, abs=1.0)
        assert (found.slice_index, found.axis) == (4, 2)
        first, second = np.asarray(found.longest_ends)
        assert np.linalg.norm(first - second) == pytest.approx(found.longest_mm)
        assert abs(first[0] - second[0]) == pytest.approx(40.0, abs=1.0)
        third, fourth = np.asarray(found.perpendicular_ends)
        assert np.linalg.norm(third - fourth) == pytest.approx(found.perpendicular_mm)
        assert (first - second) @ (third - fourth) == pytest.approx(0.0, abs=1e-6)

    def test_one_voxel_measures_one_voxel(self):
        mask = np.zeros((3, 3, 3), bool)
        mask[1, 1, 1] = True
        found = axial_diameters(mask, np.diag([2.0, 3.0, 5.0, 1.0]))
        assert (found.longest_mm, found.perpendicular_mm) == pytest.approx((3.0, 2.0))

    def test_no_line_bridges_two_spots(self):
        mask = np.zeros((40, 10, 3), bool)
        mask[2:8, 3:6, 1] = mask[30:36, 3:6, 1] = True
        assert axial_diameters(mask, np.eye(4)).longest_mm < 8.0

    def test_the_slice_index_counts_from_the_whole_grid(self):
        labels = np.zeros((30, 30, 30))
        labels[5:8, 5:8, 9:12] = Label.ET
        labels[5:15, 5:8, 12] = Label.ET
        assert measure(segmentation(labels)).regions[Region.ET].diameters.slice_index == 12

    def test_the_perpendicular_is_a_chord_of_the_outline_not_its_shadow(self):
        # A thin right triangle: its shadow across the hypotenuse equals the chord at the corner.
        mask = np.tril(np.ones((40, 40), bool))[:, :, None]
        found = axial_diameters(mask, np.eye(4))
        assert found.longest_mm == pytest.approx(40 * math.sqrt(2), abs=1.5)
        assert found.perpendicular_mm == pytest.approx(20 * math.sqrt(2), abs=1.5)

    def test_empty_has_none(self):
        assert axial_diameters(np.zeros((3, 3, 3), bool), np.eye(4)) is None

    @given(
        st.lists(st.tuples(*[st.integers(0, 7)] * 3), min_size=1, max_size=25, unique=True),
        st.floats(-40, 40),
        st.tuples(*[st.floats(0.5, 4.0)] * 3),
    )
    @settings(max_examples=60, deadline=None)
    def test_properties_of_any_region(self, voxels, yaw, spacing):
        mask = np.zeros((8, 8, 8), bool)
        mask[tuple(np.transpose(voxels))] = True
        found = axial_diameters(mask, turned(yaw, 0.0, spacing))
        assert 0.0 < found.perpendicular_mm <= found.longest_mm + 1e-9
        # Flipping an axis of the file changes no length.
        flipped = turned(yaw, 0.0, spacing) @ np.diag([-1.0, 1.0, 1.0, 1.0])
        other = axial_diameters(mask[::-1], flipped)
        assert other.longest_mm == pytest.approx(found.longest_mm)


@pytest.mark.parametrize("codes", ["RAS", "LPS", "PIR", "ASL"])
def test_the_axial_axis_is_found_in_any_orientation(codes):
    affine = nib.orientations.inv_ornt_aff(nib.orientations.axcodes2ornt(codes), (5, 5, 5))
    axis = axial_axis(np.linalg.inv(affine))
    assert codes[axis] in "SI"


class TestSymmetryPlane:
    @pytest.mark.parametrize(
        ("spacing", "yaw", "roll"),
        [((2, 2, 2), 0, 0), ((2, 2, 2), 6, -4), ((1.5, 1.5, 5.5), -5, 3)],
    )
    def test_the_plane_of_symmetry_is_found_where_it_is(self, spacing, yaw, roll):
        shape = tuple(round(150 / s) for s in spacing)
        # The grid is turned about the head, which stays where it is: x = -17 mm.
        affine = centred(turned(yaw, roll, spacing), shape, at=(-17.0, 5.0, 0.0))
        data = head(shape, affine, centre=(-17.0, 0.0, 0.0))
        found = find_symmetry_plane(study_of(data, affine))
        assert found.found_by is FoundBy.SYMMETRY
        assert found.symmetry > 0.9
        assert found.offset_mm / found.normal[0] == pytest.approx(-17.0, abs=0.7)
        assert found.tilt_degrees < 1.0

    def test_a_head_that_lies_askew_is_followed(self):
        affine = centred(turned(14.0, -6.0, (2.0, 2.0, 2.0)), (85, 95, 70))
        # Turned within its grid: the head's own axes are the grid's.
        data = head((85, 95, 70), centred(np.diag([2.0, 2.0, 2.0, 1.0]), (85, 95, 70)))
        found = find_symmetry_plane(study_of(data, affine))
        assert found.found_by is FoundBy.SYMMETRY
        assert np.asarray(found.normal) == pytest.approx(affine[:3, 0] / 2.0, abs=0.02)
        assert found.offset_mm == pytest.approx(0.0, abs=0.7)

    def test_a_tumour_does_not_drag_it(self):
        affine = centred(turned(spacing=(2.0, 2.0, 2.0)), (75, 85, 60))
        data = head((75, 85, 60), affine)
        tumour = ball(world(data.shape, affine), (30.0, 20.0, 10.0), 22.0)
        data[tumour] = 400.0
        found = find_symmetry_plane(study_of(data, affine), tumour)
        assert found.offset_mm == pytest.approx(0.0, abs=0.5)
        assert found.tilt_degrees < 0.7

    def test_a_tumour_that_pushes_the_brain_aside_does_not_either(self):
        # The demo head is made around x = -119.5 mm; its tumour shifts the inner midline.
        study, truth = demo_study(shape=(60, 60, 40), spacing_mm=4.0)
        found = find_symmetry_plane(study, truth > 0)
        middle = corners_mm(study.grid).mean(axis=0)
        assert found.distances_mm(middle[None])[0] == pytest.approx(0.0, abs=2.0)
        assert found.tilt_degrees < 3.5

    def test_without_symmetry_it_is_the_centroid_and_says_so(self):
        data = np.random.default_rng(0).random((40, 40, 40)).astype(np.float32)
        data[:, :20] *= np.linspace(0, 1, 40)[:, None, None] ** 4
        shape = data.shape
        found = find_symmetry_plane(study_of(data, centred(np.diag([4.0, 4.0, 4.0, 1.0]), shape)))
        assert found.found_by is FoundBy.CENTROID
        assert found.normal == (1.0, 0.0, 0.0)

    def test_a_uniform_volume_does_not_crash_it(self):
        found = find_symmetry_plane(study_of(np.zeros((8, 8, 8), np.int16), np.eye(4)))
        assert found.found_by is FoundBy.CENTROID
        assert found.offset_mm == pytest.approx(3.5)

    def test_distances_are_positive_on_the_patients_right(self):
        affine = centred(turned(spacing=(3.0, 3.0, 3.0)), (50, 55, 40))
        found = find_symmetry_plane(study_of(head((50, 55, 40), affine), affine))
        assert found.distances_mm(np.array([[25.0, 0.0, 0.0], [-25.0, 0.0, 0.0]])) == (
            pytest.approx([25.0, -25.0], abs=1.5)
        )


SHAPE = (75, 85, 60)


@pytest.mark.parametrize("flip", [False, True], ids=["RAS", "LAS"])
class TestPosition:
    """A 2 mm head whose plane of symmetry is x = 0, stored both ways round."""

    def measured(self, flip, centre, radius):
        affine = centred(np.diag([2.0, 2.0, 2.0, 1.0]), SHAPE)
        data = head(SHAPE, affine)
        labels = np.where(ball(world(SHAPE, affine), centre, radius), Label.ET, 0)
        if flip:
            data, labels = data[::-1], labels[::-1]
            affine = centred(np.diag([-2.0, 2.0, 2.0, 1.0]), SHAPE)
        return measure(segmentation(labels, affine), study_of(data, affine)).regions[Region.ET]

    def test_a_tumour_on_the_right(self, flip):
        found = self.measured(flip, (30.0, 10.0, 5.0), 10.0)
        place = found.position
        assert place.centroid_mm == pytest.approx((30.0, 10.0, 5.0), abs=0.5)
        assert place.side is Side.RIGHT
        assert place.right_ml == pytest.approx(found.extent.ml)
        assert place.left_ml == place.across_ml == 0.0
        assert place.symmetry_plane_mm == pytest.approx(20.0, abs=1.5)
        assert place.nearest_to_plane == pytest.approx((20.0, 10.0, 5.0), abs=2.0)
        assert place.crosses_symmetry_plane is False

    def test_a_tumour_that_crosses_from_the_left(self, flip):
        place = self.measured(flip, (-8.0, 0.0, 0.0), 16.0).position
        assert place.side is Side.LEFT
        assert place.crosses_symmetry_plane is True
        assert place.symmetry_plane_mm == 0.0
        cap = math.pi * 8.0**2 * (16.0 - 8.0 / 3.0) / 1000.0
        assert place.across_ml == pytest.approx(cap, rel=0.1)
        assert place.right_ml == place.across_ml

    def test_a_median_tumour_has_no_side(self, flip):
        assert self.measured(flip, (0.0, 0.0, 0.0), 12.0).position.side is Side.MEDIAN

    def test_touching_the_plane_is_not_crossing(self, flip):
        assert self.measured(flip, (13.0, 0.0, 0.0), 13.0).position.crosses_symmetry_plane is False

    def test_distance_to_the_surface(self, flip):
        # The head is 60 mm wide to each side; dark ventricles are no surface.
        place = self.measured(flip, (40.0, 0.0, 0.0), 8.0).position
        assert place.surface_mm == pytest.approx(60.0 - 48.0, abs=2.5)
        assert place.nearest_to_surface == pytest.approx((48.0, 0.0, 0.0), abs=4.0)
        assert self.measured(flip, (55.0, 0.0, 0.0), 8.0).position.surface_mm == 0.0


def test_background_values_inside_the_brain_are_no_surface():
    affine = centred(np.diag([2.0, 2.0, 2.0, 1.0]), SHAPE)
    data = head(SHAPE, affine)
    data[ball(world(SHAPE, affine), (0.0, 0.0, 0.0), 10.0)] = 0.0
    assert brain_surface(study_of(data, affine)).nearest(np.array([[0.0, 0.0, 0.0]]))[0] > 50.0


def test_a_head_with_skull_has_no_brain_surface():
    affine = centred(np.diag([3.0, 3.0, 3.0, 1.0]), (70, 80, 70))
    data = head((70, 80, 70), affine, axes=(85.0, 100.0, 110.0))
    labels = np.where(ball(world(data.shape, affine), (30.0, 0.0, 0.0), 10.0), Label.ED, 0)
    m = measure(segmentation(labels, affine), study_of(data, affine))
    assert m.regions[Region.WT].position.surface_mm is None
    assert m.regions[Region.WT].position.side is Side.RIGHT


def test_without_scans_side_and_distances_are_unknown():
    labels = np.zeros((9, 9, 9))
    labels[4:6, 4:6, 4:6] = Label.ET
    place = measure(segmentation(labels)).regions[Region.ET].position
    assert place.centroid_mm == (4.5, 4.5, 4.5)
    assert (place.side, place.symmetry_plane_mm, place.surface_mm, place.across_ml) == (None,) * 4


def test_scans_of_another_grid_are_refused():
    with pytest.raises(GeometryError, match="belongs to this study"):
        measure(segmentation(np.ones((4, 4, 4))), study_of(np.ones((5, 4, 4)), np.eye(4)))


def test_progress_reaches_its_end_and_can_cancel():
    labels = np.zeros((9, 9, 9))
    labels[4:6, 4:6, 4:6] = Label.ET
    calls = []
    measure(segmentation(labels), progress=lambda *call: calls.append(call))
    assert calls[-1][0] == calls[-1][1]
    assert [c[0] for c in calls] == sorted(c[0] for c in calls)

    def stop(done, total, text):
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        measure(segmentation(labels), progress=stop)


def test_a_raw_study_is_counted_on_its_own_slices_and_placed_by_the_brain_alone():
    """Skull and thick slices in what is shown; sides, midline and surface from the brain."""
    fine = centred(np.eye(4), (140, 170, 130))
    thick = centred(turned(roll=6.0, spacing=(1.0, 1.0, 5.0)), (170, 200, 34))
    brain = study_of(head((140, 170, 130), fine), fine)
    lopsided = world((170, 200, 34), thick)[..., 0].astype(np.float32)
    raw = replace(study_of(lopsided, thick), prepared=brain)
    labels = np.where(ball(world((170, 200, 34), thick), (30, 0, 0), 14), Label.ED, 0)
    found = segmentation(labels, thick)
    m = measure(found, raw)
    alone = find_symmetry_plane(brain)
    assert m.symmetry_plane.found_by is FoundBy.SYMMETRY
    assert np.dot(m.symmetry_plane.normal, alone.normal) > 0.999
    whole = m.regions[Region.WT]
    assert whole.extent.ml == pytest.approx(np.count_nonzero(labels) * 0.005)
    assert whole.position.side is Side.RIGHT
    assert whole.position.symmetry_plane_mm == pytest.approx(16, abs=3)
    assert whole.position.surface_mm == pytest.approx(16, abs=4)
    assert m.slice_mm == pytest.approx(5.0)
    assert m.thick
    rows = csv.DictReader(io.StringIO(m.to_csv()))
    assert {row["slice_mm"] for row in rows} == {"5.00"}
    assert m.to_dict()["slice_mm"] == pytest.approx(5.0)
    assert not measure(segmentation(labels)).thick


class TestTables:
    @pytest.fixture
    def measured(self):
        affine = centred(np.diag([3.0, 3.0, 3.0, 1.0]), (50, 55, 40))
        labels = np.where(ball(world((50, 55, 40), affine), (30, 0, 0), 12), Label.ED, 0)
        return measure(segmentation(labels, affine), study_of(head((50, 55, 40), affine), affine))

    def test_csv_has_a_row_per_label_and_region_and_agrees(self, measured):
        rows = list(csv.DictReader(io.StringIO(measured.to_csv())))
        assert [r["name"] for r in rows] == ["NCR", "ED", "ET", "WT", "TC", "ET", "ET"]
        assert [r["kind"] for r in rows] == ["label"] * 3 + ["region"] * 3 + ["lesion_sum"]
        assert tuple(rows[0]) == CSV_COLUMNS
        whole = rows[3]
        expected = measured.regions[Region.WT]
        assert float(whole["ml"]) == pytest.approx(expected.extent.ml, abs=1e-3)
        assert float(whole["longest_axial_mm"]) == pytest.approx(
            expected.diameters.longest_mm, abs=0.01
        )
        assert whole["side"] == "right"
        assert rows[5]["centroid_x_mm"] == ""
        # The window counts slices from 1, and this file does not.
        index = expected.diameters.slice_index
        assert whole["axial_slice_from_0"] == str(index)

    def test_what_a_person_corrected_says_so_in_every_row(self):
        labels = np.zeros((8, 8, 8), np.uint8)
        labels[2:5, 2:5, 2:5] = Label.ED
        found = segmentation(labels)
        for result, said in ((found, "False"), (found.with_corrections(labels), "True")):
            measured = measure(result)
            rows = csv.DictReader(io.StringIO(measured.to_csv()))
            assert {row["corrected"] for row in rows} == {said}
            assert str(measured.to_dict()["corrected"]) == said

    def test_the_plain_dictionary_is_json(self, measured):
        back = json.loads(json.dumps(measured.to_dict()))
        assert back["regions"]["WT"]["position"]["side"] == "right"
        assert back["symmetry_plane"]["found_by"] == "symmetry"
        assert back["labels"]["ED"]["components"] == 1


def test_real_cases_measure_as_their_grid_says(cases_dir):
    folder = cases_dir / "BraTS2021_00006"
    found = candidates(folder.iterdir())
    study = Study(folder.name, {m: read_volume(found[m][0].path) for m in Modality})
    truth = read_volume(next(p for p in folder.iterdir() if is_segmentation(p)))
    labels = from_convention(truth.data, LabelConvention.BRATS2021)
    m = measure(Segmentation(folder.name, study.grid, labels), study)
    # BraTS affines put x = 0 at the grid's edge, not at the midline.
    assert m.symmetry_plane.found_by is FoundBy.SYMMETRY
    assert -125.0 < m.symmetry_plane.offset_mm < -110.0
    assert m.symmetry_plane.tilt_degrees < 6.0
    whole = m.regions[Region.WT]
    assert whole.extent.ml == pytest.approx(np.count_nonzero(labels) / 1000.0)
    assert whole.position.side is Side.LEFT
    assert whole.position.surface_mm is not None
    assert whole.diameters.longest_mm == pytest.approx(80.1, abs=0.5)


def test_no_side_is_told_where_left_may_be_right():
    study, truth = demo_study(shape=(60, 60, 40), spacing_mm=4.0)
    found = Segmentation(study.name, study.grid, truth)
    known = measure(found, study).regions[Region.WT].position
    assert known.side is not None
    guessed = replace(study, axes_from=AxesFrom.HEAD)
    place = measure(found, guessed).regions[Region.WT].position
    assert (place.side, place.left_ml, place.right_ml) == (None, None, None)
    assert place.symmetry_plane_mm == known.symmetry_plane_mm
