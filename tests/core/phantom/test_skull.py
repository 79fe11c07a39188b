"""The raw demo study: a head as a scanner sees it, its brain known."""

from __future__ import annotations

import numpy as np
import pytest

from core.phantom.phantom import raw_demo_study
from core.studies.study import Modality


@pytest.fixture(scope="module")
def raw():
    return raw_demo_study(shape=(50, 64, 70), spacing_mm=4.0)


def ring(raw, low_mm, high_mm):
    """Voxels above the brain's middle, so far from its surface."""
    from scipy.ndimage import distance_transform_edt

    away = distance_transform_edt(~raw.brain) * 4.0
    high = np.zeros_like(raw.brain)
    high[:, :, 40:] = True
    return high & (away > low_mm) & (away <= high_mm)


def test_a_skull_and_a_scalp_lie_around_the_brain_and_air_around_those(raw):
    for modality, volume in raw.study.volumes.items():
        brain = np.median(volume.data[raw.brain])
        bone = np.median(volume.data[ring(raw, 3, 6)])
        scalp = np.median(volume.data[ring(raw, 9, 12)])
        air = np.median(volume.data[ring(raw, 30, 60)])
        assert air < bone < 0.75 * brain, modality
        assert scalp > 1.5 * bone, modality
        assert volume.data.min() > 0, "a scanner's air is noise, not 0"


def test_the_tumour_lies_in_the_brain_and_the_head_is_larger_than_it(raw):
    assert raw.brain[raw.truth > 0].all()
    brain_ml = raw.brain.sum() * 0.064
    t1 = raw.study.volumes[Modality.T1].data
    head_ml = (t1 > 0.3 * np.median(t1[raw.brain])).sum() * 0.064
    assert 1300 < brain_ml < 1900
    assert head_ml > 2 * brain_ml


def test_eyes_are_bright_in_t2_alone(raw):
    # 32 mm beside the middle, 80 in front, 34 below; the axes grow to the left, back, top.
    for side in (-32, 32):
        i, j, k = round(24.5 + side / 4), round(31.5 - 80 / 4), round(34.5 - 34 / 4)
        seen = {m: float(v.data[i, j, k]) for m, v in raw.study.volumes.items()}
        middle = {m: float(np.median(v.data[raw.brain])) for m, v in raw.study.volumes.items()}
        assert seen[Modality.T2] > 1.5 * middle[Modality.T2]
        assert seen[Modality.FLAIR] < 0.8 * middle[Modality.FLAIR]
