"""A mirrored head: from the scans to places, VASARI and ways, sides change and nothing else.

The shipped atlas's two hemispheres are no mirrors of each other (its hand areas lie 5 mm apart), so
it is made one that is; what then differs is the program's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from core.anatomy import placing
from core.anatomy.atlas import Atlas, load_atlas, load_template
from core.anatomy.placing import Placement, place
from core.anatomy.structures import STRUCTURES, Layer, Side
from core.anatomy.whereabouts import Whereabouts, find_whereabouts
from core.labels import Region
from core.measuring.measurements import measure
from core.phantom.phantom import known_head
from core.phantom.tumour import Growth
from core.registration.rigid import distance_mm
from core.space.affine import Grid
from core.space.resampling import sampled
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Study
from core.trajectories.ground import ground_of
from core.trajectories.measured import Measured, measure_trajectory
from core.trajectories.structures import with_atlas
from core.trajectories.trajectory import Trajectory
from core.vasari import scoring
from core.vasari.answers import Vasari
from core.vasari.scoring import score

CENTRE_MM, ENTRY_MM = (33.0, -30.0, 28.0), (47.0, -45.0, 75.0)
"""Of a tumour in the right hemisphere, and of a way to it; RAS+ from the brain's middle."""

APART_MM, APART = 1.5, 0.03
"""Two placements differ by so much: they look at other random points."""

MIRROR = np.diag([-1.0, 1, 1, 1])


@dataclass(frozen=True)
class Told:
    """All that is said of one head."""

    placement: Placement
    places: Whereabouts
    vasari: Vasari
    way: Measured


def symmetric(atlas: Atlas) -> Atlas:
    """The left half of an atlas and its mirror."""
    middle = round(-atlas.affine[0, 3])  # the voxel at x = 0
    layers = {}
    for layer, labels in atlas.layers.items():
        own_side, other_side = (np.arange(256, dtype=np.uint8) for _ in range(2))
        for one in atlas.of_layer(layer):
            if one.side is Side.LEFT:
                own_side[one.label + 1] = one.label
                other_side[one.label] = one.label + 1
        left = own_side[labels[:middle]]
        layers[layer] = np.concatenate([left, labels[middle : middle + 1], other_side[left[::-1]]])
    return Atlas("symmetric", layers, Grid(layers[Layer.PLACES].shape, atlas.affine), STRUCTURES)


def symmetric_template():
    """The mean of the template and its mirror."""
    template = load_template()
    mirrored = sampled(template.data, MIRROR @ template.affine, template.grid)
    return replace(template, data=((template.data + mirrored) / 2).astype(np.float32))


def tell(
    study: Study, labels: np.ndarray, turn: np.ndarray, middle: np.ndarray, atlas: Atlas
) -> Told:
    found = Segmentation(study.name, study.grid, labels)
    placement = place(study, labels > 0)
    ground = with_atlas(ground_of(study, found), placement, atlas)
    target, entry = (tuple((middle + turn * at).tolist()) for at in (CENTRE_MM, ENTRY_MM))
    return Told(
        placement,
        find_whereabouts(found, placement, atlas),
        score(found, study, measure(found, study), placement),
        measure_trajectory(Trajectory(target, entry), ground),
    )


@pytest.fixture(scope="module")
def both() -> tuple[Told, Told, np.ndarray]:
    """A phantom, the same with its voxels in reverse from left to right, and the mirror between."""
    made = known_head(
        5, (80, 80, 52), 3.0, Growth(CENTRE_MM, 13.0, 3.0),
        (Modality.T1, Modality.T1GD, Modality.FLAIR),
    )  # fmt: skip
    study, labels, affine = made.study, made.truth, made.study.grid.affine
    middle = affine[:3, :3] @ ((np.array(study.grid.shape) - 1) / 2) + affine[:3, 3]
    turned = {m: replace(v, data=v.data[::-1].copy()) for m, v in study.volumes.items()}
    mirrored = Study("mirrored", turned)
    atlas, template = symmetric(load_atlas()), symmetric_template()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(placing, "load_template", lambda: template)
        for module in (placing, scoring):
            patch.setattr(module, "load_atlas", lambda: atlas)
        here = tell(study, labels, np.ones(3), middle, atlas)
        there = tell(mirrored, labels[::-1].copy(), np.array([-1.0, 1, 1]), middle, atlas)
    mirror = MIRROR.copy()
    mirror[0, 3] = 2 * middle[0]
    return here, there, mirror


def other(key: str) -> str:
    """The same structure on the other side."""
    for one, two in (("_left", "_right"), ("_right", "_left")):
        if key.endswith(one):
            return key.removesuffix(one) + two
    return key


def test_it_lies_at_the_mirror_s_place_and_is_trusted_as_much(both):
    here, there, mirror = both
    assert here.placement.enough
    assert there.placement.trust == pytest.approx(here.placement.trust, abs=0.05)
    back = MIRROR @ there.placement.world_to_atlas @ mirror
    middle = np.linalg.inv(here.placement.world_to_atlas)[:3, 3]
    assert distance_mm(back, here.placement.world_to_atlas, middle) < APART_MM


def test_shares_and_distances_change_sides_alone(both):
    here, there, _ = both
    assert set(here.places.regions) == set(Region)
    for region, place_here in here.places.regions.items():
        place_there = there.places.regions[region]
        assert place_there.ml == pytest.approx(place_here.ml)
        largest = place_here.shares[0].structure.key
        assert largest.endswith("_right")
        assert place_there.shares[0].structure.key == other(largest)
        shares = {s.structure.key: s.share for s in place_there.shares}
        for share in place_here.shares:
            assert shares.get(other(share.structure.key), 0.0) == pytest.approx(
                share.share, abs=APART
            )
        ways = {d.structure.key: d.mm for d in place_there.distances}
        for way in place_here.distances:
            assert ways[other(way.structure.key)] == pytest.approx(way.mm, abs=APART_MM)


def test_vasari_changes_the_side_alone(both):
    here, there, _ = both
    said = {key: answer.codes for key, answer in here.vasari.answers.items()}
    turned = {key: answer.codes for key, answer in there.vasari.answers.items()}
    assert (said.pop("F2"), turned.pop("F2")) == ((1,), (3,))
    # Speech is looked for on the left alone: receptive speech lies near this head's mirror.
    assert set(turned.pop("F3")) - {3} == set(said.pop("F3"))
    assert turned == said
    assert sum(bool(codes) for codes in said.values()) >= 15


def test_a_way_crosses_the_mirrored_structures(both):
    here, there, _ = both
    one, two = here.way, there.way
    assert two.trajectory.length_mm == pytest.approx(one.trajectory.length_mm)
    assert two.midline.degrees == pytest.approx(one.midline.degrees, abs=1.0)
    assert two.entrance.degrees == pytest.approx(one.entrance.degrees, abs=0.5)
    crossed = two.crossed()
    for key, length in one.crossed().items():
        assert crossed.get(other(key), 0.0) == pytest.approx(length, abs=APART_MM)
    near = {found.key: found.mm for found in two.nearest}
    for found in one.nearest:
        assert near[other(found.key)] == pytest.approx(found.mm, abs=APART_MM)
