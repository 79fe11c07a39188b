"""Label maps on the open study's grid."""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import GeometryError, LabelConventionError
from core.studies.study import Modality
from desktop_app.opening.label_maps import read_labels
from tests.conftest import LPS, write_nifti


def test_label_maps_on_other_axes_or_grids(opened, tmp_path):
    study = opened.session.study
    labels = np.zeros(study.grid.shape, np.uint8)
    labels[3, 5, 7] = 2
    flipped = LPS.copy()
    flipped[0, 0] = 1
    flipped[0, 3] = LPS[0, 3] - (labels.shape[0] - 1)
    path = write_nifti(tmp_path / "ras.nii.gz", labels[::-1], flipped)
    assert read_labels(path, study).data[3, 5, 7] == 2
    scaled = write_nifti(tmp_path / "scaled.nii.gz", labels * 1.0000153)
    assert np.array_equal(read_labels(scaled, study).data, labels)
    with pytest.raises(GeometryError, match="another grid"):
        read_labels(write_nifti(tmp_path / "small.nii.gz", labels[:8]), study)
    with pytest.raises(LabelConventionError, match="whole"):
        read_labels(write_nifti(tmp_path / "f.nii.gz", labels * 0.5 + 0.25), study)
    with pytest.raises(LabelConventionError, match=r"found \d{3} different values") as scan:
        read_labels(study.volumes[Modality.T1].path, study)
    assert len(str(scan.value)) < len(str(study.volumes[Modality.T1].path)) + 150
    cavity = labels.copy()
    cavity[0, 0, :2] = (3, 4)
    with pytest.raises(LabelConventionError, match="resection cavity"):
        read_labels(write_nifti(tmp_path / "post.nii.gz", cavity), study)
