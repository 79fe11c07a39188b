"""Mean and spread of each sequence within each label."""

from __future__ import annotations

import numpy as np
import pytest

from core.labels import TUMOUR_LABELS, Label
from core.phantom.phantom import demo_study
from core.studies.segmentation import Segmentation
from desktop_app.work.intensities import label_intensities


@pytest.fixture(scope="module")
def demo():
    return demo_study(shape=(60, 60, 40), spacing_mm=4.0)


def test_each_sequence_is_measured_within_each_label_alone(demo):
    study, label_map = demo
    found = label_intensities(study, Segmentation("demo", study.grid, label_map))
    assert set(found) == set(TUMOUR_LABELS)
    for label, by_sequence in found.items():
        for modality, volume in study.volumes.items():
            inside = volume.data[label_map == label].astype(float)
            assert by_sequence[modality].mean == pytest.approx(inside.mean())
            assert by_sequence[modality].deviation == pytest.approx(inside.std())


def test_labels_without_voxels_are_left_out(demo):
    study, label_map = demo
    without = np.where(label_map == Label.ET, 0, label_map).astype(np.uint8)
    found = label_intensities(study, Segmentation("demo", study.grid, without))
    assert Label.ET not in found
    empty = np.zeros_like(label_map)
    assert label_intensities(study, Segmentation("demo", study.grid, empty)) == {}
