"""Studies are found in the atlas, and what is not like a brain is not trusted."""

from dataclasses import replace

import numpy as np
import pytest

from core.anatomy.atlas import load_atlas
from core.anatomy.on_grid import names_at, structures_on_grid
from core.anatomy.placing import PlacedBy, brats_to_atlas, place
from core.anatomy.structures import Layer, StructureGroup
from core.progress import Cancelled
from core.registration.rigid import distance_mm
from core.space.affine import Grid, ras_grid, to_ras
from core.space.boxes import box_of
from core.studies.study import AxesFrom, Modality, Study


def _ventricles(placement, grid):
    atlas = load_atlas()
    wanted = [s.label for s in atlas.structures if s.group is StructureGroup.VENTRICLE]
    return np.isin(structures_on_grid(placement, atlas, Layer.PLACES, grid), wanted)


@pytest.fixture(scope="module")
def placed(head):
    return place(head.study, head.tumour)


def test_a_head_is_found_where_it_was_put(head, placed):
    assert placed.how is PlacedBy.REGISTRATION
    assert placed.enough
    assert distance_mm(placed.world_to_atlas, head.to_atlas, (0, 0, 0)) < 2
    truth = replace(placed, world_to_atlas=head.to_atlas)
    found, true = (_ventricles(p, head.study.grid) for p in (placed, truth))
    assert 2 * (found & true).sum() / (found.sum() + true.sum()) >= 0.7


def test_lobes_are_right_where_a_centre_lies_well_inside_one(head, placed):
    from scipy.ndimage import binary_erosion

    atlas, truth = load_atlas(), replace(placed, world_to_atlas=head.to_atlas)
    right = tried = 0
    rng = np.random.default_rng(3)
    lobes = [s for s in atlas.of_layer(Layer.PLACES) if s.group is StructureGroup.LOBE]
    for lobe in lobes:
        mask = atlas.mask(lobe)
        box = box_of(mask)
        # Five steps by faces: at least 5 mm along the axes, 2.9 mm along a diagonal.
        deep = binary_erosion(mask[box], iterations=5)
        inside = np.argwhere(deep) + [s.start for s in box]
        for ijk in inside[rng.integers(len(inside), size=40)]:
            point = truth.to_study((atlas.affine[:3, :3] @ ijk + atlas.affine[:3, 3])[None])[0]
            names = names_at(placed, atlas, tuple(point.tolist()))
            right += any(s.key == lobe.key for s in names)
            tried += 1
    assert right / tried >= 0.95


def test_a_mirrored_study_is_mirrored_in_the_atlas_and_nothing_else(head, placed):
    mirror = np.diag([-1.0, 1, 1, 1])
    volume = head.study.volumes[Modality.T1]
    other = replace(volume, affine=mirror @ volume.affine)
    found = place(Study("mirrored", {Modality.T1: other}, AxesFrom.HEAD), head.tumour)
    assert placed.sides_known
    assert not found.sides_known
    assert found.trust == pytest.approx(placed.trust, abs=0.05)
    # The same brain by the mirror of its place: MNI152 is the same on both sides to a millimetre.
    assert distance_mm(mirror @ found.world_to_atlas @ mirror, placed.world_to_atlas, (0, 0, 0)) < 3


def test_axes_do_not_matter(head, placed):
    volume = head.study.volumes[Modality.T1]
    turned = np.ascontiguousarray(to_ras(volume.data, volume.affine))
    other = replace(volume, data=turned, affine=ras_grid(volume.grid).affine)
    hidden = np.ascontiguousarray(to_ras(head.tumour, volume.affine))
    found = place(Study("turned", {Modality.T1: other}), hidden)
    assert distance_mm(found.world_to_atlas, placed.world_to_atlas, (0, 0, 0)) < 1


def test_what_is_no_brain_is_not_trusted(head):
    volume = head.study.volumes[Modality.T1]
    rng = np.random.default_rng(0)
    noise = np.where(volume.data > 0, rng.normal(100, 20, volume.data.shape), 0).astype(np.float32)
    assert not place(Study("noise", {Modality.T1: replace(volume, data=noise)})).enough


def test_brats_space_is_told_by_voxels_whatever_the_axes_and_the_origin():
    affine = np.diag([-1.0, -1, 1, 1])
    affine[1, 3] = 239
    grid = Grid((240, 240, 155), affine)
    moved = affine.copy()
    moved[:3, 3] += (5, -7, 11)
    first, second = brats_to_atlas(grid), brats_to_atlas(Grid(grid.shape, moved))
    third = brats_to_atlas(ras_grid(grid))
    assert first is not None
    assert np.allclose(first @ affine, second @ moved)
    assert np.allclose(first, third)
    assert brats_to_atlas(Grid((240, 240, 154), affine)) is None
    # The anterior commissure of SRI24 lies within some millimetres of that of MNI152.
    assert np.abs(np.linalg.svd(first[:3, :3])[1] - 1).max() < 0.2


def test_it_can_be_cancelled(head):
    def stop(done, total, text):
        if done > 20:
            raise Cancelled

    with pytest.raises(Cancelled):
        place(head.study, head.tumour, stop)


def test_a_head_of_wrong_slice_thickness_is_not_trusted_although_it_fits(head):
    volume = head.study.volumes[Modality.T1]
    squeezed = replace(volume, affine=np.diag([1.0, 1, 0.65, 1]) @ volume.affine)
    assert not place(Study("squeezed", {Modality.T1: squeezed}), head.tumour).enough
