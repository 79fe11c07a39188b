"""Label maps on the open study's grid."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from core.errors import GeometryError, LabelConventionError
from core.opening.label_maps import read_labels
from core.studies.study import Modality
from desktop_app.panels.findings_panel import FindingsPanel
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
    with pytest.raises(LabelConventionError, match="whole"):
        read_labels(write_nifti(tmp_path / "f.nii.gz", labels * 0.5 + 0.25), study)
    with pytest.raises(LabelConventionError, match=r"found \d{3} different values") as scan:
        read_labels(study.volumes[Modality.T1].path, study)
    assert len(str(scan.value)) < len(str(study.volumes[Modality.T1].path)) + 150
    cavity = labels.copy()
    cavity[0, 0, :2] = (3, 4)
    with pytest.raises(LabelConventionError, match="resection cavity"):
        read_labels(write_nifti(tmp_path / "post.nii.gz", cavity), study)


def test_a_label_map_on_another_grid_is_brought_over_where_it_fits(opened, tmp_path):
    study = opened.session.study
    labels = np.zeros(study.grid.shape, np.uint8)
    labels[3:6, 5:8, 7:9] = 2
    file = read_labels(write_nifti(tmp_path / "small.nii.gz", labels[:20]), study)
    assert np.array_equal(file.data, labels)
    (finding,) = [f for f in file.findings if f.code == "labels_on_other_grid"]
    assert finding.values["before"] == finding.values["after"]
    away = LPS.copy()
    away[:3, 3] += 40
    with pytest.raises(GeometryError, match="another grid"):
        read_labels(write_nifti(tmp_path / "away.nii.gz", labels[:20], away), study)
    with pytest.raises(GeometryError, match="another grid"):
        read_labels(write_nifti(tmp_path / "empty.nii.gz", labels[:3]), study)


def test_another_patients_label_map_is_warned_of_and_stays_so(qtbot, opened, tmp_path):
    labels = np.zeros(opened.session.study.grid.shape, np.uint8)
    labels[0:4, 0:4, 0:4] = 4
    path = write_nifti(tmp_path / "BraTS2021_01482_seg.nii.gz", labels)
    opened.label_commands.load(path)
    qtbot.waitUntil(lambda: opened.session.labels is not None)
    assert "100 % of its labels (0.1 ml) lie outside the head" in opened.messages.text
    panel = opened.side_panel.findChild(FindingsPanel)
    assert panel.isVisible()
    opened.messages.hide()

    def said():
        return any("in air" in label.text() for label in panel.findChildren(QLabel))

    assert said()
    opened.session.drop_result()
    qtbot.waitUntil(lambda: not said())
