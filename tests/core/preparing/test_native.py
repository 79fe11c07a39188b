"""Label maps of prepared studies, back on the patient's own grid."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.labels import Label
from core.preparing.native import label_map_on, on_native_grid
from core.space.affine import Grid
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Study, Volume

FINE = np.diag([1.0, 1.0, 1.0, 1.0])


def nested() -> np.ndarray:
    labels = np.zeros((40, 44, 36), np.uint8)
    labels[6:34, 8:36, 5:31] = Label.ED
    labels[12:28, 14:30, 10:26] = Label.ET
    labels[16:24, 18:26, 14:22] = Label.NCR
    return labels


@given(st.permutations([0, 1, 2]), st.tuples(*[st.booleans()] * 3))
def test_other_axes_of_the_same_voxels_lose_nothing(order, flips):
    labels = nested()
    affine = np.eye(4)
    turned = labels.transpose(order)
    affine[:3, :3] = FINE[:3, :3][:, list(order)]
    for axis, flip in enumerate(flips):
        if flip:
            turned = np.flip(turned, axis)
            affine[:3, 3] += affine[:3, axis] * (turned.shape[axis] - 1)
            affine[:3, axis] *= -1
    i, j, k = turned.shape
    assert np.array_equal(label_map_on(labels, FINE, Grid((i, j, k), affine)), turned)


def test_thick_slices_keep_the_volume_and_no_seam_appears():
    labels = nested()
    affine = np.diag([0.9, 0.9, 5.0, 1.0])
    grid = Grid((46, 50, 8), affine)
    found = label_map_on(labels, FINE, grid)
    ml = np.count_nonzero(found) * grid.voxel_ml
    assert abs(ml / (np.count_nonzero(labels) / 1000) - 1) < 0.15
    # Between ET and background lies oedema, and between NCR and oedema ET, as before.
    middle = found[23, :, 3]
    runs = middle[np.flatnonzero(np.diff(middle, prepend=99))].tolist()
    assert runs == [0, Label.ED, Label.ET, Label.NCR, Label.ET, Label.ED, 0]


def test_a_study_that_was_not_prepared_is_written_as_it_is():
    volume = Volume(np.ones((4, 5, 6), np.int16), FINE)
    study = Study("x", {Modality.T1GD: volume})
    found = Segmentation("x", volume.grid, np.zeros((4, 5, 6), np.uint8))
    assert on_native_grid(found, study) == (found, volume)
