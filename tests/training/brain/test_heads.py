"""Raw heads and their teachers' masks, read and brought to the network's grid."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.phantom.phantom import raw_demo_study
from core.studies.study import Modality
from tests.conftest import write_nifti
from training.brain.heads import TIGHTER_MM, head_folders, load_heads, masks_of, read_head

FILES = {Modality.T1: "t1", Modality.T1GD: "t1ce", Modality.FLAIR: "flair"}


@pytest.fixture(scope="module")
def raw():
    return raw_demo_study(shape=(40, 52, 56), spacing_mm=5.0)


@pytest.fixture(scope="module")
def data(raw, tmp_path_factory) -> tuple[Path, Path]:
    """Two heads of two hospitals; the second has a mask of the lesser teacher alone."""
    heads, masks = tmp_path_factory.mktemp("heads"), tmp_path_factory.mktemp("masks")
    affine = raw.study.grid.affine
    taught = np.where(raw.brain & ~tumour(raw), 255, 0).astype(np.uint8)
    for name in ("TCGA_DU_1_2000", "TCGA_HT_2_2000", "TCGA_HT_3_2000"):
        for modality, suffix in FILES.items():
            data = raw.study.volumes[modality].data
            write_nifti(heads / name / f"{name}_{suffix}.nii.gz", data, affine)
        write_nifti(heads / name / f"{name}_wt.nii.gz", tumour(raw).astype(np.uint8), affine)
    for file in (
        "TCGA_DU_1_2000_flair_hdbet", "TCGA_DU_1_2000_t1_deepbet", "TCGA_HT_2_2000_t1_deepbet"
    ):  # fmt: skip
        write_nifti(masks / f"{file}.nii.gz", taught, affine)
    return heads, masks


def tumour(raw):
    return raw.truth > 0


def test_heads_without_a_mask_are_left_out_and_sites_told_apart(data):
    assert [f.name for f in head_folders(*data)] == ["TCGA_DU_1_2000", "TCGA_HT_2_2000"]
    assert [f.name for f in head_folders(*data, ["HT"])] == ["TCGA_HT_2_2000"]


def test_the_better_teacher_counts(data):
    assert masks_of("TCGA_DU_1_2000", data[1])[0] == "hdbet"
    assert masks_of("TCGA_HT_2_2000", data[1])[0] == "deepbet"
    assert masks_of("TCGA_HT_3_2000", data[1]) == ("", [])


def test_tumour_that_the_teacher_cut_away_is_brain_to_be_learnt(data, raw):
    head = read_head(data[0] / "TCGA_DU_1_2000", data[1])
    assert list(head.volumes) == ["t1", "t1ce", "flair"]
    assert not head.teacher[tumour(raw)].any()
    assert (head.brain[tumour(raw)] == 1).all()
    np.testing.assert_array_equal(head.brain > 0.5, raw.brain)


def test_on_the_networks_grid_brain_and_tumour_keep_their_volumes(data, raw):
    (head,) = load_heads([data[0] / "TCGA_DU_1_2000"], data[1], 4.0, 16)
    assert not any(n % 16 for n in head.brain.shape)
    for found, true in ((head.brain / 255.0, raw.brain), (head.tumour, tumour(raw))):
        assert found.sum() * 0.064 == pytest.approx(true.sum() * 0.125, rel=0.08)
    for sequence in head.sequences:
        assert sequence.shape == head.brain.shape
        assert np.isnan(sequence).any(), "the grid reaches beyond the scan"
        assert 0 <= np.nanmin(sequence) <= np.nanmax(sequence) <= 2


def test_a_head_without_files_is_refused_by_name(data, tmp_path):
    with pytest.raises(FileNotFoundError, match="nothing"):
        read_head(tmp_path / "nothing", data[1])


def test_the_lesser_teachers_tight_outline_is_widened(data, raw, monkeypatch):
    monkeypatch.setitem(TIGHTER_MM, "deepbet", 6.0)
    better, lesser = (read_head(data[0] / n, data[1]) for n in ("TCGA_DU_1_2000", "TCGA_HT_2_2000"))
    np.testing.assert_array_equal(better.teacher, lesser.teacher)
    assert (lesser.brain >= better.brain).all()
    assert raw.brain.sum() * 1.1 < (lesser.brain > 0.5).sum() < raw.brain.sum() * 1.5
