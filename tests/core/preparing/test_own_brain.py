"""The brain on the patient's own grid, and the study cut out anew where a person corrected it."""

from __future__ import annotations

import numpy as np
import pytest

from core.phantom.phantom import raw_demo_study
from core.phantom.scans import Scan, scanned
from core.preparing.own_brain import corrected_ml, own_brain, with_corrected_brain
from core.preparing.preparing import Preparation, prepare_raw
from core.progress import Cancelled
from core.space.resampling import nearest, sampled
from core.studies.study import Modality
from tests.core.extractors import ball_extractor

T1GD, FLAIR = Modality.T1GD, Modality.FLAIR


@pytest.fixture(scope="module")
def made() -> Preparation:
    """Slices of 6 mm, skull on."""
    head = raw_demo_study(shape=(68, 86, 94), spacing_mm=3.0).study.volumes
    rng = np.random.default_rng(4)
    scan = Scan(np.eye(4), 2, 6.0, 3.0)
    scans = {m: scanned(head[m], scan, rng) for m in (T1GD, FLAIR)}
    return prepare_raw(scans, "case", ball_extractor)


def test_it_is_the_extracted_brain_on_the_patients_own_slices(made):
    mask = own_brain(made)
    assert mask.shape == made.study.grid.shape
    share = sampled(made.brain.mask.astype(np.uint8), made.brain.grid.affine, made.study.grid)
    assert (mask == (share >= 0.5)).mean() > 0.99
    assert corrected_ml(made) is None


def test_only_what_was_corrected_moves(made):
    mask = own_brain(made).copy()
    i, j, k = (n // 2 for n in mask.shape)
    before = mask.copy()
    mask[i - 3 : i + 3, j - 3 : j + 3, k] = False
    outside = np.argwhere(~before[:, j, k])[0][0]
    mask[outside : outside + 2, j : j + 2, k] = True
    new = with_corrected_brain(made, mask)
    grid = new.prepared.grid
    inside = new.prepared.volumes[T1GD].data > 0
    old = nearest(made.brain.mask, made.brain.grid.affine, grid)
    changed = nearest(mask != before, made.study.grid.affine, grid)
    wanted = nearest(mask, made.study.grid.affine, grid)
    assert np.array_equal(inside[~changed], old[~changed])
    assert np.array_equal(inside[changed], wanted[changed])
    assert own_brain(new) is mask
    voxel_ml = made.study.grid.voxel_ml
    assert corrected_ml(new) == pytest.approx((4 * voxel_ml, 36 * voxel_ml))
    assert new.study.volumes is made.study.volumes, "what a person sees stays"


def test_corrections_start_from_what_was_extracted_and_can_be_undone(made):
    mask = own_brain(made).copy()
    mask[:, :, : mask.shape[2] // 2] = False
    half = with_corrected_brain(made, mask)
    back = with_corrected_brain(half, own_brain(made))
    assert corrected_ml(back) is None
    for modality, volume in made.prepared.volumes.items():
        assert np.array_equal(back.prepared.volumes[modality].data, volume.data)


def test_it_can_be_cancelled(made):
    def progress(done, total, text):
        raise Cancelled

    with pytest.raises(Cancelled):
        with_corrected_brain(made, own_brain(made), progress)
