"""Ways through a head whose every surface is known, and the files that tell of them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import numpy as np
import pytest

from core.anatomy.atlas import load_atlas
from core.anatomy.placing import PlacedBy, Placement
from core.anatomy.structures import BY_KEY
from core.anatomy.structures import Layer as Layers
from core.phantom.phantom import demo_study, raw_demo_study
from core.space.affine import Grid
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Study, Volume
from core.trajectories.crossing import Layer
from core.trajectories.files import as_csv, as_json, as_markups
from core.trajectories.ground import ground_of, with_structures
from core.trajectories.margins import margin_shells
from core.trajectories.measured import measure_trajectory
from core.trajectories.structures import with_atlas
from core.trajectories.surface import SurfaceKind, entrance, outer_surface, surface_of
from core.trajectories.trajectory import Trajectory

VENTRICLE = "lateral_ventricle_right"
RADIUS, MIDDLE = 50.0, np.array([10.0, -20.0, 5.0])


@pytest.fixture(scope="module")
def ball():
    """A ball of a head, told exactly."""
    affine = np.diag([2.0, 2.0, 2.0, 1.0])
    affine[:3, 3] = MIDDLE - 2.0 * 40
    ijk = np.indices((81, 81, 81)).reshape(3, -1)
    away = np.linalg.norm(affine[:3, :3] @ ijk + affine[:3, 3:] - MIDDLE[:, None], axis=0)
    shares = np.clip((RADIUS - away) / 2 + 0.5, 0, 1).astype(np.float32).reshape(81, 81, 81)
    return surface_of(shares, Grid((81, 81, 81), affine), SurfaceKind.SCALP)


def at(*offset: float) -> tuple[float, float, float]:
    x, y, z = (MIDDLE + offset).tolist()
    return (x, y, z)


class TestEntrance:
    @pytest.mark.parametrize("sine", [0.0, 0.3, 0.7])
    @pytest.mark.parametrize("out_mm", [-12.0, 0.0, 20.0])
    def test_place_and_angle_on_a_ball(self, ball, sine, out_mm):
        # A way that passes the middle at a known distance meets the surface at a known angle.
        aside = RADIUS * sine
        depth = np.sqrt(RADIUS**2 - aside**2)
        way = Trajectory(at(-3, aside, 0), at(depth + out_mm, aside, 0))
        found = entrance(ball, way)
        assert found is not None
        assert found.kind is SurfaceKind.SCALP
        assert found.depth_mm == pytest.approx(out_mm, abs=0.5)
        np.testing.assert_allclose(found.xyz_mm, at(depth, aside, 0), atol=0.5)
        assert found.degrees == pytest.approx(np.degrees(np.arcsin(sine)), abs=2.0)

    def test_a_way_that_never_comes_inside(self, ball):
        assert entrance(ball, Trajectory(at(0, 60, 0), at(0, 70, 0))) is None

    def test_where_the_scan_ends_there_is_no_surface(self, ball):
        cut = surface_of(ball.fine[10:-10, 10:-10, 10:50], Grid((81, 81, 40), np.eye(4)), ball.kind)
        assert cut.scanned.shape == (2, 3)
        grid = Grid((81, 81, 40), ball.grid.affine @ translation(10, 10, 10))
        cut = surface_of(ball.fine[10:-10, 10:-10, 10:50], grid, ball.kind)
        assert entrance(cut, Trajectory(at(0, 0, -10), at(0, 0, 70))) is None
        assert entrance(cut, Trajectory(at(0, 0, -10), at(60, 0, -10))) is not None


def translation(*steps: float) -> np.ndarray:
    out = np.eye(4)
    out[:3, 3] = steps
    return out


@pytest.fixture(scope="module")
def demo():
    study, truth = demo_study(shape=(60, 60, 40), spacing_mm=4.0)
    found = Segmentation(study.name, study.grid, truth)
    return study, found, ground_of(study, found)


def world(study: Study, ijk) -> tuple[float, float, float]:
    x, y, z = (study.grid.affine @ [*ijk, 1])[:3].tolist()
    return (x, y, z)


def tumour_place(study, found) -> tuple[float, float, float]:
    where = np.argwhere(found.label_map == 1)
    return world(study, where[len(where) // 2])


class TestGround:
    def test_a_bare_brain_is_measured_to_its_own_surface(self, demo):
        study, found, ground = demo
        assert ground.surface.kind is SurfaceKind.BRAIN
        target = tumour_place(study, found)
        way = Trajectory(target, (target[0], target[1], target[2] + 120))
        told = measure_trajectory(way, ground)
        assert next(s.key for s in told.tissue.stretches) == "outside"
        assert told.tissue.stretches[-1].key == "NCR"
        assert told.tissue.length_mm("ED") > 0
        assert told.tissue.length_mm("brain") > 0
        # The brain begins where its surface is met.
        outside = told.tissue.stretches[0].end_mm
        assert told.entrance.depth_mm == pytest.approx(outside, abs=4.5)

    def test_a_whole_head_has_a_scalp_above_its_brain(self):
        raw = raw_demo_study(shape=(50, 64, 70), spacing_mm=4.0)
        bare = {
            m: Volume(np.where(raw.brain, v.data, 0), v.affine)
            for m, v in raw.study.volumes.items()
        }
        study = Study("raw", raw.study.volumes, prepared=Study("bare", bare))
        found = Segmentation("raw", study.grid, raw.truth)
        ground = ground_of(study, found)
        assert ground.surface.kind is SurfaceKind.SCALP
        target = tumour_place(study, found)
        told = measure_trajectory(
            Trajectory(target, (target[0], target[1], target[2] + 90)), ground
        )
        keys = [s.key for s in told.tissue.stretches]
        assert keys[:3] == ["outside", "coverings", "brain"]
        assert 6 < told.tissue.length_mm("coverings") < 40

    def test_air_has_no_surface(self):
        nothing = Volume(np.zeros((40, 40, 40), np.int16), np.diag([3.0, 3.0, 3.0, 1.0]))
        assert outer_surface(Study("air", {Modality.T1: nothing})) is None

    def test_where_only_the_whole_tumour_is_told_that_is_what_is_crossed(self, demo):
        study, found, _ = demo
        from core.labels import Region, whole_tumour_alone

        alone = replace(
            found,
            label_map=whole_tumour_alone(found.label_map),
            untold=(Region.TC, Region.ET),
        )
        ground = ground_of(study, alone)
        assert {ground.tissue.keys[n] for n in (1, 2, 3)} == {"WT"}


class TestMeasured:
    def test_angle_to_the_midline_and_where_it_is_crossed(self, demo):
        study, _, ground = demo
        normal = np.asarray(ground.plane.normal)
        middle = np.asarray(world(study, (30, 30, 20)))
        middle -= ground.plane.distances_mm(middle[None])[0] * normal
        along = np.cross(normal, [0.0, 1.0, 0.0])
        along /= np.linalg.norm(along)
        direction = np.sin(np.radians(30)) * normal + np.cos(np.radians(30)) * along
        way = Trajectory(tuple(middle + 10 * direction), tuple(middle - 20 * direction))
        told = measure_trajectory(way, ground).midline
        assert told.degrees == pytest.approx(30.0)
        assert told.crossed_mm == pytest.approx(20.0)
        assert told.target_mm == pytest.approx(5.0)
        beside = Trajectory(tuple(middle + 10 * normal), tuple(middle + 10 * normal + 30 * along))
        told = measure_trajectory(beside, ground).midline
        assert told.degrees == pytest.approx(0.0, abs=1e-5)
        assert told.crossed_mm is None

    def test_structures_and_what_lies_within_the_safety_radius(self, demo):
        study, found, ground = demo
        told = with_structures(ground, [slabs(study)], ["hand", "far"])
        target = tumour_place(study, found)
        way = Trajectory(target, (target[0], target[1], target[2] + 60), safety_mm=30.0)
        one = measure_trajectory(way, told)
        assert one.nearest[0].key == "hand"
        assert one.nearest[0].mm == 0.0
        assert one.crossed()["hand"] == pytest.approx(8.0)
        assert [n.key for n in one.too_near] == ["hand"]
        assert one.clearance_mm.min() < 3.0
        assert len(one.clearance_mm) == len(one.depths_mm)


def slabs(study: Study) -> Layer:
    """A slab of two slices above the tumour, and a corner far away."""
    numbers = np.zeros(study.grid.shape, np.uint8)
    numbers[:, :, 29:31] = 1
    numbers[:2, :2, :2] = 2
    return Layer("eloquent", numbers, study.grid.affine, {1: "hand", 2: "far"})


@pytest.fixture(scope="module")
def placement(demo):
    """The demo's own middle on the middle of the atlas's brain."""
    study, _, _ = demo
    moved = np.eye(4)
    moved[:3, 3] = np.array([0.0, -18.0, 12.0]) - world(study, (29.5, 29.5, 19.5))
    return Placement(moved, PlacedBy.REGISTRATION, 0.87, enough=True)


class TestAtlas:
    def test_a_way_is_named_by_the_atlas_where_that_was_placed(self, demo, placement):
        # Known in MNI152: from the vertex of the right frontal lobe through the lateral ventricle.
        ground = with_atlas(demo[2], placement, load_atlas())
        entry, target = placement.to_study([[24.0, 0.0, 65.0], [6.0, 0.0, 14.0]])
        told = measure_trajectory(Trajectory(tuple(target), tuple(entry)), ground)
        assert told.crossed()["frontal_right"] > 20
        assert told.crossed()["lateral_ventricle_right"] == told.ventricles[VENTRICLE] > 2
        assert set(told.ventricles) == {VENTRICLE}
        assert {one.layer for one in told.nearest} == {"eloquent"}
        assert len(told.nearest) == len(load_atlas().of_layer(Layers.ELOQUENT))
        assert told.to_dict()["ventricles_crossed_mm"][VENTRICLE] > 2

    def test_distances_are_those_to_every_voxel_of_the_structure(self, demo, placement):
        atlas = load_atlas()
        ground = with_atlas(demo[2], placement, atlas)
        entry, target = placement.to_study([[24.0, 10.0, 70.0], [30.0, 20.0, 30.0]])
        way = Trajectory(tuple(target), tuple(entry))
        near = measure_trajectory(way, ground).nearest
        structure = BY_KEY["precentral_right"]
        ijk = np.argwhere(atlas.mask(structure))
        places = placement.to_study(ijk @ atlas.affine[:3, :3].T + atlas.affine[:3, 3])
        line = way.places_mm(np.linspace(0, way.length_mm, 2001))
        brute = min(np.linalg.norm(places - place, axis=1).min() for place in line[::20])
        found = next(one for one in near if one.key == structure.key)
        assert found.mm == pytest.approx(brute, abs=0.05)

    def test_without_known_sides_no_side_is_told_and_both_count(self, demo, placement):
        ground = with_atlas(demo[2], replace(placement, sides_known=False), load_atlas())
        sided = with_atlas(demo[2], placement, load_atlas())
        keys = {key for places in ground.eloquent for key in places.of}
        assert "precentral" in keys
        assert not [key for key in keys if key.endswith(("_left", "_right"))]
        both = sum(len(sided.eloquent[0].of[f"precentral_{side}"]) for side in ("left", "right"))
        assert len(ground.eloquent[0].of["precentral"]) == both
        entry, target = placement.to_study([[24.0, 0.0, 65.0], [6.0, 0.0, 14.0]])
        told = measure_trajectory(Trajectory(tuple(target), tuple(entry)), ground)
        assert set(told.ventricles) == {"lateral_ventricle"}

    def test_an_atlas_that_does_not_fit_tells_nothing(self, demo, placement):
        doubtful = replace(placement, trust=0.41, enough=False)
        ground = with_atlas(demo[2], doubtful, load_atlas())
        told = measure_trajectory(Trajectory((0.0, 0.0, 0.0), (0.0, 0.0, 60.0)), ground)
        assert told.structures == ()
        values = told.to_dict()
        assert values["ventricles_crossed_mm"] is None
        assert values["nearest"] is None
        (row,) = csv.DictReader(io.StringIO(as_csv([told], "demo", doubtful)))
        assert (row["atlas_trust"], row["atlas_fits"]) == ("0.41", "no")
        assert json.loads(as_json([told], "demo", None, doubtful))["atlas"]["fits"] is False


class TestFiles:
    @pytest.fixture
    def told(self, demo):
        study, found, ground = demo
        target = tumour_place(study, found)
        ways = [
            Trajectory(target, (target[0], target[1], target[2] + 60), "front; “A”"),
            Trajectory(target, (target[0] + 50, target[1], target[2]), "side", 2.0),
        ]
        ground = with_structures(ground, [slabs(study)], ["hand"])
        return [measure_trajectory(way, ground) for way in ways]

    def test_json_states_its_system_and_comes_back(self, told, demo):
        from core.labels import Region

        study, found, _ = demo
        shells = margin_shells(found.label_map, Region.WT, study.grid, [5.0])
        values = json.loads(as_json(told, study.name, shells))
        assert values["coordinate_system"] == "RAS"
        assert values["units"] == "mm"
        assert [Trajectory.from_dict(v) for v in values["trajectories"]] == [
            one.trajectory for one in told
        ]
        assert values["trajectories"][0]["crosses"]["tissue"][-1]["key"] == "NCR"
        assert values["margins"]["shells"][1]["outer_mm"] == 5.0

    def test_csv_has_a_row_each(self, told):
        rows = list(csv.DictReader(io.StringIO(as_csv(told, "demo"))))
        assert [row["name"] for row in rows] == ["front; “A”", "side"]
        assert float(rows[0]["length_mm"]) == 60.0
        parts = sum(float(rows[0][f"{part}_mm"]) for part in ("ncr", "ed", "et"))
        assert float(rows[0]["wt_mm"]) == pytest.approx(parts, abs=0.02)
        assert rows[0]["nearest_eloquent"] == "hand"
        assert rows[0]["within_safety_radius"] == "hand"

    def test_markups_are_lps_entry_first(self, told):
        lines = json.loads(as_markups([one.trajectory for one in told]))["markups"]
        assert [line["coordinateSystem"] for line in lines] == ["LPS", "LPS"]
        x, y, z = told[0].trajectory.entry_xyz_mm
        assert lines[0]["controlPoints"][0]["position"] == [-x, -y, z]
        assert lines[0]["controlPoints"][1]["label"] == "target"

    def test_what_is_not_known_is_empty(self, demo):
        study, _, _ = demo
        ground = ground_of(study, None)
        bare = measure_trajectory(Trajectory((0.0, 0.0, 0.0), (0.0, 0.0, 9.0)), ground)
        (row,) = csv.DictReader(io.StringIO(as_csv([bare], "demo")))
        assert row["nearest_eloquent"] == ""
        assert row["structures_mm"] == ""
