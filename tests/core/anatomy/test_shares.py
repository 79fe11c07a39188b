"""Shares and distances against brute force, on grids of any spacing and direction."""

import numpy as np
import pytest

from core.anatomy.atlas import Atlas, load_atlas
from core.anatomy.placing import PlacedBy, Placement
from core.anatomy.shares import TOUCHING_MM, distances, shares
from core.anatomy.structures import Layer, Side, Structure, StructureGroup
from core.space.affine import Grid

LEFT = Structure("a_left", 1, Layer.PLACES, StructureGroup.LOBE, Side.LEFT, "a", "a")
RIGHT = Structure("a_right", 2, Layer.PLACES, StructureGroup.LOBE, Side.RIGHT, "a", "a")
TRACT = Structure("t", 1, Layer.ELOQUENT, StructureGroup.TRACT, None, "t", "t")


@pytest.fixture(scope="module")
def atlas():
    affine = np.eye(4)
    affine[:3, 3] = -20
    lobes = np.zeros((41, 41, 41), np.uint8)
    lobes[:20, 5:36, 5:36] = LEFT.label
    lobes[20:, 5:36, 5:36] = RIGHT.label
    tract = np.zeros_like(lobes)
    tract[30:33, 10:30, 18:21] = TRACT.label
    layers = {Layer.PLACES: lobes, Layer.ELOQUENT: tract}
    return Atlas("test", layers, Grid((41, 41, 41), affine), (LEFT, RIGHT, TRACT))


def _placed(matrix=None, **more):
    return Placement(
        np.eye(4) if matrix is None else matrix, PlacedBy.REGISTRATION, 1, True, **more
    )


def _grid(spacing, angle=0.0):
    cosine, sine = np.cos(angle), np.sin(angle)
    turn = np.array([[cosine, -sine, 0], [sine, cosine, 0], [0, 0, 1.0]])
    shape = tuple(int(np.ceil(57 / mm)) for mm in spacing)
    affine = np.eye(4)
    affine[:3, :3] = turn @ np.diag(spacing)
    affine[:3, 3] = -affine[:3, :3] @ ((np.array(shape) - 1) / 2)
    return Grid(shape, affine)


def _ball(grid, centre, radius):
    ijk = np.moveaxis(np.indices(grid.shape), 0, -1)
    xyz = ijk @ grid.affine[:3, :3].T + grid.affine[:3, 3]
    return np.linalg.norm(xyz - centre, axis=-1) <= radius


@pytest.mark.parametrize("spacing", [(1, 1, 1), (0.9, 0.9, 5), (3, 0.8, 1.1)])
@pytest.mark.parametrize("angle", [0.0, 0.3])
def test_the_shortest_way_is_that_of_brute_force(atlas, spacing, angle):
    grid = _grid(spacing, angle)
    mask = _ball(grid, (-8, 3, -1), 6)
    (way,) = distances(mask, grid, _placed(), atlas, [TRACT])

    # Every piece of every voxel of the region against every voxel of the structure.
    times = [int(np.ceil(mm / 1.25)) for mm in grid.spacing_mm]
    parts = np.stack(
        np.meshgrid(*[(np.arange(n) + 0.5) / n - 0.5 for n in times], indexing="ij"), -1
    ).reshape(-1, 3)
    pieces = (np.argwhere(mask)[:, None] + parts).reshape(-1, 3)
    region = pieces @ grid.affine[:3, :3].T + grid.affine[:3, 3]
    structure = np.argwhere(atlas.mask(TRACT)) + atlas.affine[:3, 3]
    gaps = np.linalg.norm(region[:, None] - structure[None], axis=-1)
    assert way.mm == pytest.approx(gaps.min(), abs=1e-6)
    assert way.mm > TOUCHING_MM
    assert np.linalg.norm(np.subtract(way.from_mm, way.to_mm)) == pytest.approx(way.mm)
    assert np.abs(structure - way.to_mm).sum(axis=1).min() < 1e-9
    assert np.abs(region - way.from_mm).sum(axis=1).min() < 1e-9


def test_a_region_that_reaches_into_a_structure_or_touches_it_is_at_no_distance(atlas):
    grid = _grid((1, 1, 1))
    inside = distances(_ball(grid, (11, 0, 0), 4), grid, _placed(), atlas, [TRACT])[0]
    # The middles of its last voxels lie a millimetre before those of the structure.
    mask = np.zeros(grid.shape, bool)
    xyz = np.moveaxis(np.indices(grid.shape), 0, -1) + grid.affine[:3, 3]
    mask[(np.abs(xyz - (6.5, 0, -1)) < 3).all(axis=-1)] = True
    ahead = 10 - xyz[mask][:, 0].max()
    beside = distances(mask, grid, _placed(), atlas, [TRACT])[0]
    assert inside.mm == 0
    assert inside.from_mm == inside.to_mm
    assert 0 < ahead <= TOUCHING_MM
    assert beside.mm == 0
    assert beside.from_mm != beside.to_mm


def test_no_part_of_the_atlas_lies_in_the_other_half():
    """A speck there would be the smallest distance of a tumour that lies nowhere near."""
    atlas = load_atlas()
    for one in atlas.structures:
        if one.side is not None:
            i = np.argwhere(atlas.mask(one))[:, 0]
            x = (i * atlas.affine[0, 0] + atlas.affine[0, 3]) * (-1 if one.side is Side.LEFT else 1)
            assert x.min() > -10, one.key


def test_shares_are_counted_of_the_whole_region(atlas):
    grid = _grid((1, 1, 1))
    mask = np.zeros(grid.shape, bool)
    xyz = np.moveaxis(np.indices(grid.shape), 0, -1) + grid.affine[:3, 3]
    mask[(xyz[..., 0] > -6) & (xyz[..., 0] < 2) & (np.abs(xyz[..., 1:]).max(axis=-1) < 5)] = True
    found = {s.structure.key: s for s in shares(mask, grid, _placed(), atlas)}
    places = xyz[mask][:, 0]
    left = np.count_nonzero(np.rint(places + 20) < 20) / len(places)
    assert found["a_left"].share == pytest.approx(left)
    assert found["a_right"].share == pytest.approx(1 - left)
    assert found["a_left"].ml == pytest.approx(left * len(places) / 1000)
    assert "t" not in found


def test_what_lies_outside_the_atlas_has_no_share(atlas):
    grid = _grid((1, 1, 1))
    mask = _ball(grid, (0, 0, 16), 4)
    total = sum(s.share for s in shares(mask, grid, _placed(), atlas, [Layer.PLACES]))
    assert 0 < total < 0.6


def test_thick_slices_do_not_skip_a_thin_structure(atlas):
    thick, fine = _grid((1, 1, 6)), _grid((1, 1, 1))
    of = {}
    for name, grid in (("thick", thick), ("fine", fine)):
        mask = _ball(grid, (11, 0, -1), 9)
        of[name] = next(s.ml for s in shares(mask, grid, _placed(), atlas, [Layer.ELOQUENT]))
    assert of["thick"] == pytest.approx(of["fine"], rel=0.35)


def test_an_empty_region_lies_nowhere(atlas):
    grid = _grid((2, 2, 2))
    empty = np.zeros(grid.shape, bool)
    assert shares(empty, grid, _placed(), atlas) == ()
    assert distances(empty, grid, _placed(), atlas) == ()


def test_millimetres_are_those_of_the_study(atlas):
    matrix = np.diag([0.5, 0.5, 0.5, 1.0])  # a head of twice the size
    grid = _grid((1, 1, 1))
    mask = _ball(grid, (-4, 0, -2), 3)
    near = distances(mask, grid, _placed(), atlas, [TRACT])[0]
    far = distances(mask, grid, _placed(matrix), atlas, [TRACT])[0]
    assert far.mm > near.mm + 8
    assert np.allclose(far.to_mm, 2 * np.rint(np.divide(far.to_mm, 2)))
