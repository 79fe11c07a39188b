"""A way: its length, its places, what it crosses, how near it comes, and how it is looked at."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from core.space.affine import Grid
from core.trajectories.crossing import OUTSIDE, Layer, track
from core.trajectories.distances import clearance_mm, nearest, places_of
from core.trajectories.planes import along_picture, frame_of, probe_pictures
from core.trajectories.trajectory import Trajectory

TURNED = np.array(
    [[0.0, -1.3, 0.2, 12.0], [-0.9, 0.1, 0.0, 9.0], [0.1, 0.0, 2.5, -20.0], [0, 0, 0, 1]]
)
"""Axes in another order, flipped, of three spacings and askew."""

FLIPS = [np.diag([*signs, 1.0]) for signs in ((1, 1, 1), (-1, 1, 1), (1, -1, 1), (-1, -1, -1))]

places = st.tuples(*(st.floats(-25, 25) for _ in range(3)))


def numbered(seed: int = 3, shape: tuple[int, int, int] = (14, 17, 11)) -> Layer:
    numbers = np.random.default_rng(seed).integers(0, 4, shape).astype(np.uint8)
    return Layer("l", numbers, TURNED, {1: "a", 2: "b", 3: "c"})


def moved(layer: Layer, change: np.ndarray) -> Layer:
    return Layer(layer.name, layer.numbers, change @ layer.affine, layer.keys)


class TestWay:
    def test_length_and_places(self):
        way = Trajectory((0.0, 0.0, 0.0), (3.0, 0.0, 4.0))
        assert way.length_mm == 5.0
        np.testing.assert_allclose(way.places_mm([0, 5, -5]), [[3, 0, 4], [0, 0, 0], [6, 0, 8]])

    def test_one_place_twice_has_a_direction(self):
        way = Trajectory((1.0, 1.0, 1.0), (1.0, 1.0, 1.0))
        assert way.length_mm == 0
        assert np.linalg.norm(way.direction) == 1

    @given(places, places, places)
    @settings(max_examples=60)
    def test_distances_agree_with_brute_force(self, target, entry, place):
        way = Trajectory(target, entry)
        distance, depth = (float(v[0]) for v in way.nearest_to([place]))
        depths = np.linspace(0, way.length_mm, 4001)
        brute = np.linalg.norm(way.places_mm(depths) - place, axis=1)
        assert distance <= brute.min() + 1e-9
        assert distance == pytest.approx(brute.min(), abs=way.length_mm / 4000 + 1e-9)
        assert 0 <= depth <= way.length_mm + 1e-9

    def test_comes_back_from_plain_values(self):
        way = Trajectory((1.5, -2.0, 3.0), (0.0, 0.0, 0.0), "front", 3.5)
        assert Trajectory.from_dict(json.loads(json.dumps(way.to_dict()))) == way

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"safety_mm": -1}, "safety radius"),
            ({"target_xyz_mm": [1, 2]}, "unpack"),
            ({"entry_xyz_mm": [0, 0, "nan"]}, "no place"),
        ],
    )
    def test_what_is_no_way_is_refused(self, change, said):
        with pytest.raises(ValueError, match=said):
            Trajectory.from_dict({**Trajectory((0, 0, 0), (1, 0, 0)).to_dict(), **change})


class TestCrossing:
    @given(places, places)
    @settings(max_examples=60)
    def test_agrees_with_fine_sampling(self, target, entry):
        layer, way = numbered(), Trajectory(target, entry)
        assume(way.length_mm > 0.01)
        found = track(layer, way)
        assert found.stretches[0].start_mm == 0
        assert found.stretches[-1].end_mm == pytest.approx(way.length_mm)
        for before, after in zip(found.stretches, found.stretches[1:], strict=False):
            assert before.end_mm == after.start_mm
            assert before.key != after.key
        depths = np.linspace(0, way.length_mm, 401)
        ijk = np.linalg.inv(TURNED)[:3] @ np.c_[way.places_mm(depths), np.ones(401)].T
        # What lies within rounding of a face may be told of either voxel.
        clear = (np.abs(np.abs(ijk - np.rint(ijk)) - 0.5) > 1e-6).all(axis=0)
        ijk = np.rint(ijk).astype(int)
        size = np.asarray(layer.numbers.shape)
        inside = ((ijk.T >= 0) & (size > ijk.T)).all(axis=1)
        for n in np.flatnonzero(clear):
            number = int(layer.numbers[tuple(ijk[:, n])]) if inside[n] else 0
            assert found.at(depths[n]) == layer.keys.get(number, OUTSIDE)

    def test_lengths_of_a_known_slab(self):
        numbers = np.zeros((10, 10, 10), np.uint8)
        numbers[3:5] = 1
        layer = Layer("l", numbers, np.diag([2.0, 1.0, 1.0, 1.0]), {1: "slab"})
        straight = track(layer, Trajectory((18.0, 4.0, 4.0), (0.0, 4.0, 4.0)))
        assert straight.length_mm("slab") == pytest.approx(4.0)
        assert [s.key for s in straight.stretches] == [OUTSIDE, "slab", OUTSIDE]
        # Askew by 60 degrees it is twice as long.
        far = Trajectory((10.0, 4.0 + 6 * np.sqrt(3), 4.0), (4.0, 4.0, 4.0))
        wide = Layer("l", np.repeat(numbers, 3, axis=1), layer.affine, layer.keys)
        assert track(wide, far).length_mm("slab") == pytest.approx(8.0)

    @pytest.mark.parametrize("change", FLIPS)
    def test_a_flipped_world_changes_nothing(self, change):
        layer, way = numbered(), Trajectory((2.0, 1.0, -9.0), (-6.0, 3.0, 4.0))
        flipped = Trajectory(
            tuple(change[:3, :3] @ way.target_xyz_mm), tuple(change[:3, :3] @ way.entry_xyz_mm)
        )
        there = track(moved(layer, change), flipped).stretches
        for one, other in zip(track(layer, way).stretches, there, strict=True):
            assert one.key == other.key
            assert one.end_mm == pytest.approx(other.end_mm)

    def test_no_way_crosses_nothing(self):
        found = track(numbered(), Trajectory((1.0, 1.0, 1.0), (1.0, 1.0, 1.0)))
        assert found.stretches == ()
        assert found.at(0.0) == OUTSIDE

    def test_a_way_along_the_faces_between_voxels_is_followed(self):
        layer = Layer("l", np.ones((4, 4, 4), np.uint8), np.eye(4), {1: "a"})
        found = track(layer, Trajectory((3.0, 1.5, 1.5), (0.0, 1.5, 1.5)))
        assert found.length_mm("a") == pytest.approx(3.0)


class TestNearness:
    def test_agrees_with_brute_force(self):
        layer, way = numbered(5), Trajectory((40.0, 30.0, 9.0), (42.0, -30.0, 2.0))
        passed = {s.key for s in track(layer, way).stretches}
        found = {one.key: one for one in nearest(places_of(layer), way, passed)}
        depths = np.linspace(0, way.length_mm, 2001)
        for number, key in layer.keys.items():
            ijk = np.argwhere(layer.numbers == number)
            xyz = ijk @ TURNED[:3, :3].T + TURNED[:3, 3]
            brute = np.linalg.norm(way.places_mm(depths)[:, None] - xyz, axis=2).min()
            assert found[key].mm == pytest.approx(brute, abs=0.02)
            line = np.subtract(found[key].on_way_mm, found[key].at_mm)
            assert np.linalg.norm(line) == pytest.approx(found[key].mm)

    def test_what_is_crossed_lies_at_no_distance(self):
        numbers = np.zeros((9, 9, 9), np.uint8)
        numbers[4, 4, 4] = 1
        layer = Layer("l", numbers, np.eye(4), {1: "a", 2: "absent"})
        way = Trajectory((8.0, 4.3, 4.0), (0.0, 4.3, 4.0))
        (only,) = nearest(places_of(layer), way, {"a"})
        assert (only.mm, only.key) == (0.0, "a")
        assert only.depth_mm == pytest.approx(4.0)

    def test_distance_along_the_way(self):
        numbers = np.zeros((9, 9, 9), np.uint8)
        numbers[4, 0, 4] = 1
        places = places_of(Layer("l", numbers, np.eye(4), {1: "a"}))
        way = Trajectory((8.0, 4.0, 4.0), (0.0, 4.0, 4.0))
        found = clearance_mm([places], way, np.array([0.0, 4.0, 8.0]))
        np.testing.assert_allclose(found, [np.sqrt(32), 4, np.sqrt(32)])
        assert np.isinf(clearance_mm([], way, np.array([0.0]))).all()

    def test_only_wanted_keys_are_collected(self):
        assert set(places_of(numbered(), {"b"}).of) == {"b"}


class TestPictures:
    def test_a_linear_volume_comes_back_exactly_at_every_pixel(self):
        grid = Grid((30, 30, 30), np.diag([2.0, -1.5, 1.0, 1.0]))
        ijk = np.indices(grid.shape).reshape(3, -1)
        xyz = grid.affine[:3, :3] @ ijk
        data = (xyz[0] + 2 * xyz[1] - 3 * xyz[2]).reshape(grid.shape).astype(np.float32)
        way = Trajectory((30.0, -20.0, 12.0), (20.0, -15.0, 18.0))
        frame, depths = frame_of(way), np.array([0.0, 3.0, 6.5])
        shown = probe_pictures(data, grid.affine, way, depths, 4.0, 1.0, frame)
        assert shown.shape == (3, 9, 9)
        weights = np.array([1.0, 2.0, -3.0])
        for depth, picture in zip(depths, shown, strict=True):
            assert picture[4, 4] == pytest.approx(weights @ way.place_mm(depth), abs=1e-3)
            right = np.asarray(way.place_mm(depth)) + 4 * frame.right + 2 * frame.up
            assert picture[2, 8] == pytest.approx(weights @ right, abs=1e-3)
        along = along_picture(data, grid.affine, way, depths, 3.0, 1.0, frame)
        assert along.shape == (7, 3)
        above = np.asarray(way.place_mm(3.0)) + 3 * frame.up
        assert along[0, 1] == pytest.approx(weights @ above, abs=1e-3)

    def test_beyond_the_scan_is_no_number(self):
        way = Trajectory((2.0, 2.0, 2.0), (2.0, 2.0, 9.0))
        data = np.ones((5, 5, 5), np.int16)
        shown = probe_pictures(data, np.eye(4), way, np.array([0.0, 7.0]), 2.0, 1.0, frame_of(way))
        assert np.isnan(shown[0]).all()
        assert (shown[1] == 1).all()

    @pytest.mark.parametrize(
        ("entry", "expected"),
        [
            ((0.0, 0.0, 80.0), ("L", "R", "A", "P")),  # from above, as the surgeon stands behind
            ((-80.0, 0.0, 0.0), ("A", "P", "S", "I")),  # from the left
            ((80.0, 0.0, 0.0), ("P", "A", "S", "I")),
            ((0.0, 80.0, 0.0), ("R", "L", "S", "I")),  # face to face
        ],
    )
    def test_letters_at_the_edges(self, entry, expected):
        assert frame_of(Trajectory((0.0, 0.0, 0.0), entry)).letters() == expected

    @given(places, places)
    @settings(max_examples=60)
    def test_nothing_is_mirrored(self, target, entry):
        frame = frame_of(Trajectory(target, entry))
        axes = np.stack([frame.right, frame.up, -frame.inwards])
        np.testing.assert_allclose(axes @ axes.T, np.eye(3), atol=1e-9)
        assert np.linalg.det(axes) == pytest.approx(1.0)
