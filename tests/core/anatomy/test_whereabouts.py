"""Whereabouts of a tumour: flips change sides and nothing else; nothing is told untrusted."""

import csv
import io
import json
from dataclasses import replace

import numpy as np
import pytest

from core.anatomy.atlas import Atlas, load_atlas
from core.anatomy.placing import PlacedBy, Placement
from core.anatomy.structures import STRUCTURES, Layer, Side
from core.anatomy.whereabouts import find_whereabouts
from core.errors import GeometryError
from core.labels import Label, Region
from core.space.affine import Grid
from core.studies.segmentation import Segmentation

MIRROR = np.diag([-1.0, 1, 1, 1])
OTHER = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}


def _by_side(told, figure, turn=None):
    turn = turn or {}
    return {
        (one.structure.base, turn.get(one.structure.side, one.structure.side)): getattr(one, figure)
        for one in told
    }


@pytest.fixture(scope="module")
def symmetric():
    """The shipped atlas with its left half mirrored onto the right one, at 2 mm."""
    atlas = load_atlas()
    layers = {}
    affine = np.array(atlas.affine)
    affine[:3, :3] *= 2
    first = round(-atlas.affine[0, 3])  # the voxel at x = 0
    swapped = {}
    for layer in Layer:
        table = np.arange(256, dtype=np.uint8)
        for one in atlas.of_layer(layer):
            if one.side is Side.LEFT:
                table[one.label] = one.label + 1
        swapped[layer] = table
    for layer, labels in atlas.layers.items():
        left = labels[first % 2 : first : 2, ::2, ::2]
        layers[layer] = np.concatenate([left, swapped[layer][left[::-1]]])
    shape = layers[Layer.PLACES].shape
    affine[0, 3] = -(shape[0] - 1)  # x = 0 in the middle
    return Atlas("symmetric", layers, Grid(shape, affine), STRUCTURES)


def _placed(**more):
    return replace(Placement(np.eye(4), PlacedBy.REGISTRATION, 0.9, True), **more)


def _segmentation(flipped=False):
    affine = np.diag([2.0, 2, 2, 1])
    affine[:3, 3] = (-79, -118, -70)
    grid = Grid((80, 100, 80), affine)
    ijk = np.moveaxis(np.indices(grid.shape), 0, -1)
    away = np.linalg.norm(ijk * 2 + affine[:3, 3] - (-32, -12, 34), axis=-1)
    labels = np.zeros(grid.shape, np.uint8)
    labels[away < 16], labels[away < 9] = Label.ED, Label.ET
    affine = MIRROR @ grid.affine if flipped else grid.affine
    return Segmentation("known", Grid(grid.shape, affine), labels)


def test_a_flip_changes_sides_and_nothing_else(symmetric):
    here = find_whereabouts(_segmentation(), _placed(), symmetric)
    there = find_whereabouts(_segmentation(flipped=True), _placed(), symmetric)
    assert set(here.regions) == {Region.WT, Region.TC, Region.ET}
    for region, place in here.regions.items():
        mirrored = there.regions[region]
        assert _by_side(place.shares, "share") == _by_side(mirrored.shares, "share", OTHER)
        ways, turned = _by_side(place.distances, "mm"), _by_side(mirrored.distances, "mm", OTHER)
        assert ways == pytest.approx(turned)
    assert here.regions[Region.WT].shares[0].structure.side is Side.LEFT


def test_nothing_is_told_where_the_placement_is_not_trusted():
    told = find_whereabouts(_segmentation(), _placed(trust=0.2, enough=False))
    assert told.regions == {}
    assert json.loads(json.dumps(told.to_dict()))["trusted"] is False


def test_sides_are_not_told_where_they_are_a_guess():
    sure = find_whereabouts(_segmentation(), _placed()).regions[Region.WT]
    unsure = find_whereabouts(_segmentation(), _placed(sides_known=False)).regions[Region.WT]
    assert all(d.structure.side is None for d in unsure.distances)
    nearest = min(d.mm for d in sure.distances if d.structure.base == "thalamus")
    assert [d.mm for d in unsure.distances if d.structure.key == "thalamus"] == [nearest]
    assert sum(s.ml for s in unsure.shares) == pytest.approx(sum(s.ml for s in sure.shares))


def test_the_table_has_every_structure_with_the_trust_beside_it():
    told = find_whereabouts(_segmentation(), _placed())
    rows = list(csv.DictReader(io.StringIO(told.to_csv())))
    assert len(rows) == 3 * len(STRUCTURES)
    assert {row["trust"] for row in rows} == {"0.900"}
    wt = [row for row in rows if row["region"] == "WT"]
    shares = [float(r["share"]) for r in wt if r["group"] in ("lobe", "deep", "ventricle")]
    assert sum(shares) == pytest.approx(1, abs=0.02)


def test_a_label_map_of_another_grid_is_refused():
    wrong = replace(_segmentation(), label_map=np.zeros((3, 3, 3), np.uint8))
    with pytest.raises(GeometryError, match="3, 3, 3"):
        find_whereabouts(wrong, _placed())
