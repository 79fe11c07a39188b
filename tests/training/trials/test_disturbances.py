"""Disturbances change what they say they change, and the truth stays on its tissue."""

from __future__ import annotations

import numpy as np
import pytest

from core.checks.preflight import check
from core.labels import Label
from core.space.affine import to_ras
from core.studies.study import Modality, Study, Volume
from tests.conftest import LPS, brain_arrays
from training.data.labelled import Labelled, unchanged
from training.trials.displacements import AXES, SHIFTED_MM, misregistered, thick_slices, turned
from training.trials.disturbances import (
    BIAS,
    ERODED_MM,
    SHELL_MM,
    bias_field,
    contrast,
    cortex_lost,
    rician_noise,
    scalp_left,
)
from training.trials.missing import absences
from training.trials.robustness import DISTURBANCES

# An anisotropic grid along unusual axes, far from the world's origin.
ODD = np.array([[0, 0, -1.5, 70], [-1.0, 0, 0, 20], [0, 1.25, 0, -40], [0, 0, 0, 1]])
SHAPE = (36, 40, 30)


def labelled(affine=LPS, truth=None) -> Labelled:
    """The toy brain; as truth a ball of oedema around core unless one is given."""
    arrays = brain_arrays(SHAPE)
    if truth is None:
        distance = np.linalg.norm(np.indices(SHAPE).T - (14, 22, 13), axis=-1).T
        truth = np.select([distance < 2.5, distance < 6], [Label.ET, Label.ED], 0).astype(np.uint8)
    volumes = {m: Volume(a, affine.astype(float)) for m, a in arrays.items()}
    return Labelled(Study("toy", volumes), truth)


def rng():
    return np.random.default_rng(5)


def centre_mm(mask, affine):
    return affine[:3, :3] @ np.argwhere(mask).mean(axis=0) + affine[:3, 3]


@pytest.mark.parametrize("trial", DISTURBANCES, ids=lambda t: t.name)
def test_every_disturbance_gives_a_study_that_the_check_opens_with_its_truth(trial):
    case = labelled()
    changed = trial.change(case, rng())
    again = trial.change(labelled(), rng())
    assert changed.truth.shape == changed.study.grid.shape
    assert changed.truth.dtype == np.uint8
    assert set(np.unique(changed.truth)) == {0, Label.ED, Label.ET}
    opened = check(changed.study.volumes, "toy").study
    assert opened.grid.shape == changed.truth.shape
    for modality, volume in changed.study.volumes.items():
        assert volume.data.dtype == np.int16
        assert np.array_equal(volume.data, again.study.volumes[modality].data)
    # The case given is left as it was.
    for modality, volume in labelled().study.volumes.items():
        assert np.array_equal(case.study.volumes[modality].data, volume.data)
    assert np.array_equal(case.truth, labelled().truth)


@pytest.mark.parametrize("change", [bias_field, rician_noise])
def test_changes_of_values_stay_within_the_brain(change):
    case = labelled()
    changed = change(case, rng())
    outside = ~case.brain
    for modality, volume in changed.study.volumes.items():
        before = case.study.volumes[modality].data
        assert np.array_equal(volume.data[outside], before[outside])
        assert (volume.data != before)[~outside].mean() > 0.7
    assert np.array_equal(changed.truth, case.truth)


def test_a_bias_field_is_as_strong_as_it_says_smooth_and_each_sequences_own():
    case = labelled()
    changed = bias_field(case, rng())
    fields = []
    for modality, volume in changed.study.volumes.items():
        before = case.study.volumes[modality].data.astype(float)
        sure = before > 100  # rounding to integers weighs little there
        ratio = np.where(sure, volume.data / np.maximum(before, 1), np.nan)
        assert np.nanmax(np.abs(ratio - 1)) == pytest.approx(BIAS, abs=0.05)
        assert np.nanmax(np.abs(np.diff(ratio, axis=0))) < 0.12
        fields.append(ratio)
    assert np.nanmean(np.abs(fields[0] - fields[1])) > 0.02


def test_contrast_keeps_order_and_the_top_where_it_was():
    case = labelled()
    darker = contrast(case, rng(), dict.fromkeys(Modality, 1)).study.volumes[Modality.T2].data
    brighter = contrast(case, rng(), dict.fromkeys(Modality, -1)).study.volumes[Modality.T2].data
    before = case.study.volumes[Modality.T2].data
    grey = (before > 250) & (before < 400)
    assert (darker[grey] < before[grey]).all()
    assert (brighter[grey] > before[grey]).all()
    order = np.argsort(before[grey], kind="stable")
    assert (np.diff(darker[grey][order].astype(int)) >= 0).all()
    assert np.quantile(darker[case.brain], 0.95) == pytest.approx(
        np.quantile(before[case.brain], 0.95), rel=0.05
    )


def test_scalp_surrounds_the_brain_by_its_thickness_alone():
    case = labelled()
    changed = scalp_left(case, rng())
    added = changed.brain & ~case.brain
    distance = distance_to(case.brain, (1, 1, 1))
    # The check may fill dark voxels inside; nothing lies further out, and the rim is closed.
    assert distance[added].max() <= SHELL_MM
    assert changed.brain[(distance > 0) & (distance <= SHELL_MM)].all()
    inside = case.brain
    for modality, volume in changed.study.volumes.items():
        assert np.array_equal(volume.data[inside], case.study.volumes[modality].data[inside])


def test_lost_cortex_takes_its_truth_along():
    truth = np.where(labelled().brain, np.uint8(Label.ED), np.uint8(0))
    case = labelled(truth=truth)
    changed = cortex_lost(case, rng())
    depth = distance_to(~case.brain, (1, 1, 1))
    assert np.array_equal(changed.brain, depth > ERODED_MM)
    assert np.array_equal(changed.truth > 0, depth > ERODED_MM)


def distance_to(mask, spacing):
    from scipy.ndimage import distance_transform_edt

    return distance_transform_edt(~mask, sampling=spacing)


@pytest.mark.parametrize("affine", [LPS, ODD], ids=["LPS", "odd"])
@pytest.mark.parametrize("axis", AXES)
def test_a_turned_head_keeps_its_tumour_in_place_and_nothing_is_cut(affine, axis):
    case = labelled(affine)
    # The truth is shown in a sequence: what is drawn and what is labelled must turn alike.
    shown = (case.truth > 0).astype(np.int16) * 1000
    case = case.with_data({Modality.T1: shown})
    changed = turned(case, rng(), axis)
    seen = changed.study.volumes[Modality.T1].data > 500
    overlap = 2 * (seen & (changed.truth > 0)).sum() / (seen.sum() + (changed.truth > 0).sum())
    assert overlap > 0.93
    voxel_ml = changed.study.grid.voxel_ml
    assert voxel_ml == pytest.approx(case.study.grid.voxel_ml)
    assert (changed.truth > 0).sum() == pytest.approx((case.truth > 0).sum(), rel=0.05)
    edges = [np.take(changed.brain, end, axis=a) for a in range(3) for end in (0, -1)]
    assert not any(edge.any() for edge in edges)
    # Ten degrees about the brain's middle, along the axis that is named.
    brain = case.brain
    middle = centre_mm(brain, affine)
    before = centre_mm(case.truth > 0, affine) - middle
    after = centre_mm(changed.truth > 0, changed.study.grid.affine) - middle
    still = AXES.index(axis)
    assert after[still] == pytest.approx(before[still], abs=0.4)
    plane = [a for a in range(3) if a != still]
    angle = np.degrees(np.arctan2(*after[plane][::-1]) - np.arctan2(*before[plane][::-1]))
    assert (angle + 180) % 360 - 180 == pytest.approx(10, abs=3.5)


@pytest.mark.parametrize("affine", [LPS, ODD], ids=["LPS", "odd"])
def test_thick_slices_lie_where_the_thin_ones_were(affine):
    case = labelled(affine)
    changed = thick_slices(case, rng())
    axis = int(np.abs(affine[2, :3]).argmax())
    spacing = np.linalg.norm(affine[:3, axis])
    slices = round(5 / spacing)
    assert changed.study.grid.spacing_mm[axis] == pytest.approx(slices * spacing)
    whole = np.take(case.brain, range(slices * (SHAPE[axis] // slices)), axis=axis)
    moved = centre_mm(changed.brain, changed.study.grid.affine) - centre_mm(whole, affine)
    assert np.abs(moved).max() < 0.8
    moved = centre_mm(changed.truth > 0, changed.study.grid.affine)
    assert np.abs(moved - centre_mm(case.truth > 0, affine)).max() < 0.8
    first = np.take(case.study.volumes[Modality.T2].data, range(slices), axis=axis).mean(axis=axis)
    slab = np.take(changed.study.volumes[Modality.T2].data, 0, axis=axis)
    assert np.array_equal(slab, np.rint(first))


def test_a_slabs_truth_is_what_half_of_it_is():
    truth = np.zeros(SHAPE, np.uint8)
    truth[10:14, 10:14, 10:13] = Label.ED  # three of the five slices of a slab
    truth[20:24, 20:24, 10:12] = Label.ET  # two of five
    changed = thick_slices(labelled(truth=truth), rng())
    assert (changed.truth[10:14, 10:14, 2] == Label.ED).all()
    assert np.count_nonzero(changed.truth) == 16


def test_one_sequence_moves_by_its_distance_and_the_others_stay():
    case = labelled(ODD)
    changed = misregistered(case, rng(), Modality.FLAIR)
    for modality in (Modality.T1, Modality.T1GD, Modality.T2):
        volumes = (c.study.volumes[modality].data for c in (case, changed))
        assert np.array_equal(*volumes)
    masks = [c.study.volumes[Modality.FLAIR].data > 75 for c in (case, changed)]
    moved = centre_mm(masks[1], ODD) - centre_mm(masks[0], ODD)
    assert np.linalg.norm(moved) == pytest.approx(SHIFTED_MM, abs=0.3)
    assert np.array_equal(changed.truth, case.truth)


def test_axes_of_the_world_are_those_of_ras():
    # Nodding leaves left and right where they are, whatever axes a file has.
    case = labelled(ODD)
    changed = turned(case, rng(), "pitch")
    widths = [
        np.flatnonzero(to_ras(c.brain, c.study.grid.affine).any(axis=(1, 2))).size
        for c in (case, changed)
    ]
    assert abs(widths[0] - widths[1]) <= 2


def test_every_absence_that_the_program_allows_is_tried():
    trials = {t.name: t for t in absences()}
    assert set(trials) == {
        *("none", "T1", "T1Gd", "T2", "FLAIR"),
        *("T1+T1Gd", "T1+T2", "T1+FLAIR", "T1Gd+T2", "T2+FLAIR"),
    }
    case = labelled()
    assert unchanged(case, rng()) is case
    left = trials["T1+FLAIR"].change(case, rng())
    assert list(left.study.volumes) == [Modality.T1GD, Modality.T2]
    assert np.array_equal(left.truth, case.truth)
    assert check(left.study.volumes, "toy").study is not None
