"""Surfaces and their pictures against balls, whose place and size are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.labels import Label
from core.progress import Cancelled
from core.studies.study import Volume
from desktop_app.surfaces.meshes import mesh_of, shares_of
from desktop_app.surfaces.rasterising import see
from desktop_app.surfaces.rendering import SlicePlane, Viewpoint, render
from desktop_app.surfaces.scene import PartName, brain_part, scene_of, tumour_parts

CENTRE, RADIUS = np.array([12.0, -30.0, 7.0]), 30.0


def away(x, y, z):
    """A place so far from the ball's centre."""
    return CENTRE + np.array([x, y, z])


def grid(spacing=(1.0, 1.0, 1.0), flips=(1, 1, 1), extent=80.0):
    """A grid around the ball, with axes that may run backwards; and its shape."""
    shape = tuple(round(extent / s) for s in spacing)
    affine = np.diag([*(np.asarray(spacing) * flips), 1.0])
    affine[:3, 3] = CENTRE - affine[:3, :3] @ ((np.asarray(shape) - 1) / 2)
    return affine, shape


def ball(affine, shape, centre=CENTRE, radius=RADIUS):
    ijk = np.stack(np.indices(shape), axis=-1)
    from_centre = ijk @ affine[:3, :3].T + affine[:3, 3] - centre
    return np.linalg.norm(from_centre, axis=-1) <= radius


def mesh(spacing=(1.0, 1.0, 1.0), flips=(1, 1, 1)):
    affine, shape = grid(spacing, flips)
    return mesh_of(*shares_of(ball(affine, shape), affine, 2.0), 1.4)


@pytest.mark.parametrize(
    ("spacing", "flips"),
    [((1, 1, 1), (1, 1, 1)), ((1, 1, 1), (-1, -1, 1)), ((0.5, 1, 5), (1, -1, 1))],
)
def test_a_ball_is_where_it_is_and_faces_outwards(spacing, flips):
    found = mesh(spacing, flips)
    spokes = found.vertices - CENTRE
    radii = np.linalg.norm(spokes, axis=1)
    thick = max(spacing)
    assert radii.mean() == pytest.approx(RADIUS, abs=0.5 * thick)
    assert np.abs(radii - RADIUS).max() < 1.2 * thick
    assert np.einsum("ij,ij->i", found.normals, spokes / radii[:, None]).mean() > 0.95
    a, b, c = (found.vertices[found.faces[:, n]] for n in range(3))
    outwards = np.einsum("ij,ij->i", np.cross(b - a, c - a), (a + b + c) / 3 - CENTRE)
    assert (outwards > 0).mean() > 0.999
    # Every edge belongs to two triangles: there is no hole.
    edges = np.sort(
        np.concatenate([found.faces[:, [0, 1]], found.faces[:, [1, 2]], found.faces[:, [2, 0]]]),
        axis=1,
    )
    assert set(np.unique(edges, axis=0, return_counts=True)[1].tolist()) == {2}


def test_a_single_voxel_is_not_smoothed_away_and_nothing_is_nothing():
    mask = np.zeros((9, 9, 9), bool)
    assert mesh_of(*shares_of(mask, np.eye(4), 2.0), 1.4) is None
    mask[4, 4, 4] = True
    found = mesh_of(*shares_of(mask, np.eye(4), 2.0), 1.4)
    assert found.vertices.mean(axis=0) == pytest.approx([4, 4, 4], abs=1.0)


@pytest.fixture(scope="module")
def scene():
    """A brain of 30 mm with a tumour of 10 mm on the patient's right, 4 mm of it necrotic."""
    affine, shape = grid()
    labels = np.zeros(shape, np.uint8)
    at = away(15, 0, 0)
    labels[ball(affine, shape, at, 10)] = Label.ET
    labels[ball(affine, shape, at, 4)] = Label.NCR
    brain = brain_part([Volume(ball(affine, shape).astype(np.int16), affine)])
    return scene_of((brain, *tumour_parts(labels, affine)))


def test_parts_are_nested_and_small(scene):
    assert [part.name for part in scene.parts] == list(PartName)
    assert sum(len(part.fine.faces) for part in scene.parts) < 100_000
    assert all(len(part.coarse.faces) < len(part.fine.faces) for part in scene.parts)
    assert scene.centre == pytest.approx(CENTRE, abs=0.5)
    assert scene.radius_mm == pytest.approx(RADIUS, abs=1)


@pytest.mark.parametrize("azimuth", [0, 70, 200])
@pytest.mark.parametrize("elevation", [-90, -30, 0, 90])
def test_a_ball_is_seen_as_a_disc_from_everywhere(scene, azimuth, elevation):
    lens = Viewpoint(azimuth, elevation).lens(scene, 300, 260)
    seen = see(scene.parts[0].fine, lens)
    assert len(seen.pixels) == pytest.approx(np.pi * (RADIUS * lens.scale) ** 2, rel=0.03)
    rows, columns = np.divmod(seen.pixels, 300)
    assert (columns.mean(), rows.mean()) == pytest.approx((150, 130), abs=1.5)
    assert seen.depth.max() == pytest.approx(RADIUS, abs=0.6)
    # The nearer it is, the more it faces whoever looks.
    assert seen.facing[seen.depth.argmax()] > 0.95
    assert np.corrcoef(seen.depth, seen.facing)[0, 1] > 0.95


@pytest.mark.parametrize(
    ("viewpoint", "sign"), [(Viewpoint(0, 0), -1), (Viewpoint(180, 0), 1), (Viewpoint(180, 90), 1)]
)
def test_the_patients_right_is_on_the_left_from_the_front_and_on_the_right_from_behind(
    scene, viewpoint, sign
):
    lens = viewpoint.lens(scene, 200, 200)
    x, y = lens.project_one(tuple(away(20, 0, 0)))
    assert np.sign(x - 100) == sign
    assert y == pytest.approx(100, abs=1)
    _, up = lens.project_one(tuple(away(0, 5, 20)))
    assert up < 100


def test_from_the_right_the_tumour_lies_before_and_is_picked(scene):
    frame = render(scene, Viewpoint(90, 0), (200, 200), fine=False)
    place = frame.place_at(100, 100)
    assert place == pytest.approx(away(25, 0, 0), abs=1.5)
    # Beside the tumour the brain's surface itself is met; beyond it nothing.
    assert frame.place_at(100, 20)[2] > CENTRE[2] + 20
    assert frame.place_at(2, 2) is None
    assert frame.place_at(-5, 900) is None


def test_colours_of_regions_and_a_hidden_one(scene):
    shown = render(scene, Viewpoint(90, 0), (160, 160), fine=False).rgb[80, 80].astype(int)
    hidden = frozenset({PartName.CORE, PartName.WHOLE, PartName.NECROSIS})
    bare = render(scene, Viewpoint(90, 0), (160, 160), fine=False, hidden=hidden).rgb[80, 80]
    assert shown.max() > bare.max() + 30
    assert np.ptp(bare.astype(int)) < 30  # the brain is grey


def plane(axis, index, value=1000):
    affine, shape = grid()
    data = np.where(ball(affine, shape), value, 0).astype(np.int16)
    return SlicePlane(data, affine, axis, index, 0.0, 1000.0)


def test_a_slice_hides_what_is_behind_and_not_what_is_before(scene):
    before = render(scene, Viewpoint(90, 0), (160, 160), plane(0, 66), fine=False)
    behind = render(scene, Viewpoint(90, 0), (160, 160), plane(0, 20), fine=False)
    none = render(scene, Viewpoint(90, 0), (160, 160), fine=False)
    assert before.rgb[80, 80].min() > 240 * 0.8
    assert np.abs(before.rgb[80, 80].astype(int) - none.rgb[80, 80]).max() > 40
    assert behind.place_at(80, 80) == pytest.approx(none.place_at(80, 80))
    assert before.place_at(80, 80)[0] > none.place_at(80, 80)[0]


def test_noise_in_the_air_around_a_head_is_not_drawn_and_fluid_within_it_is(scene):
    """A scan as it left the scanner: its air would hide surfaces behind black dots."""
    rng = np.random.default_rng(0)
    clean = plane(0, 40)
    inside = clean.ras > clean.ras.min()
    noisy = np.where(inside, clean.ras, rng.integers(0, 4, clean.ras.shape))
    middle = tuple(np.argwhere(inside).mean(axis=0).astype(int))
    hole = tuple(slice(v - 2, v + 3) for v in middle)
    noisy[hole] = 1
    looks = [
        render(scene, Viewpoint(90, 0), (160, 160), replace(clean, ras=ras), fine=False)
        for ras in (np.where(inside, noisy, clean.ras.min()), noisy)
    ]
    np.testing.assert_allclose(looks[0].depth, looks[1].depth, atol=1e-3)


def test_a_slice_seen_edge_on_is_left_out(scene):
    with_it = render(scene, Viewpoint(0, 0), (120, 120), plane(0, 40), fine=False)
    without = render(scene, Viewpoint(0, 0), (120, 120), fine=False)
    assert np.array_equal(with_it.rgb, without.rgb)


def test_fine_and_quick_pictures_show_the_same(scene):
    fine = render(scene, Viewpoint(40, 20), (160, 120))
    quick = render(scene, Viewpoint(40, 20), (160, 120), fine=False)
    assert fine.rgb.shape == quick.rgb.shape == (120, 160, 3)
    assert np.abs(fine.rgb.astype(int) - quick.rgb).mean() < 6
    assert fine.place_at(80, 60) == pytest.approx(quick.place_at(80, 60), abs=1.5)


def test_drawing_can_be_given_up(scene):
    def stop(done, total, text):
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        render(scene, Viewpoint(), (50, 50), progress=stop)


def test_zoomed_far_in_it_still_fits_into_memory(scene):
    frame = render(scene, Viewpoint(zoom=12.0), (300, 300), fine=False)
    assert np.isfinite(frame.depth).mean() > 0.99


def test_no_tumour_and_no_brain():
    affine, shape = grid()
    assert tumour_parts(np.zeros(shape, np.uint8), affine) == ()
    assert brain_part([Volume(np.zeros(shape, np.int16), affine)]) is None
    assert scene_of(()) is None
