"""The demo study: deterministic, shaped like the field's files, and told apart by contrast."""

from __future__ import annotations

import nibabel as nib
import numpy as np
import pytest

from core.errors import WritingError
from core.labels import TUMOUR_LABELS, Label, Region, region_mask
from core.phantom.phantom import FILE_SUFFIXES, demo_study, write_demo_study
from core.segmenting.preprocessing import Preprocessing, prepare
from core.studies.study import Modality

COARSE = {"shape": (60, 60, 40), "spacing_mm": 4.0}


@pytest.fixture(scope="module")
def coarse():
    return demo_study(7, **COARSE)


@pytest.fixture(scope="module")
def full():
    return demo_study()


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_head(coarse):
    study, truth = coarse
    again, truth_again = demo_study(7, **COARSE)
    other, truth_other = demo_study(8, **COARSE)
    np.testing.assert_array_equal(truth, truth_again)
    assert (truth != truth_other).any()
    for modality in Modality:
        np.testing.assert_array_equal(study.volumes[modality].data, again.volumes[modality].data)
        assert (study.volumes[modality].data != other.volumes[modality].data).any()


def test_the_default_has_the_grid_of_the_brats_files(full):
    study, truth = full
    assert study.grid.shape == truth.shape == (240, 240, 155)
    assert study.grid.axis_codes == "LPS"
    assert study.grid.spacing_mm == (1.0, 1.0, 1.0)
    for volume in study.volumes.values():
        assert volume.data.dtype == np.int16
        assert int(volume.header["qform_code"]) == int(volume.header["sform_code"]) == 1
        assert volume.header.get_xyzt_units()[0] == "mm"


def test_sizes_are_those_of_a_brain_with_a_tumour(full):
    study, truth = full
    head = study.volumes[Modality.T1].data > 0
    assert 1300 < head.sum() / 1000 < 1900
    for label, low, high in ((Label.NCR, 8, 40), (Label.ED, 40, 120), (Label.ET, 8, 40)):
        assert low < (truth == label).sum() / 1000 < high
    assert not truth[~head].any()
    for volume in study.volumes.values():
        np.testing.assert_array_equal(volume.data > 0, head)


def normalised(study, truth):
    """Median of each label (and of the rest of the head) after preprocessing."""
    from core.space.affine import to_ras

    prepared = prepare(study, Preprocessing())
    labels = to_ras(truth, study.grid.affine)[prepared.box]
    inside = prepared.array[-1] > 0
    out = {}
    for channel, modality in zip(prepared.array, Modality, strict=False):
        for label in Label:
            out[modality, label] = float(np.median(channel[inside & (labels == label)]))
    return out


def test_each_sequence_shows_the_tumour_as_real_ones_do(full):
    """Ranges that hold the medians of the real cases with all three labels."""
    middle = normalised(*full)
    assert middle[Modality.T1GD, Label.ET] > 2.0
    assert middle[Modality.T1GD, Label.NCR] < -0.3
    assert middle[Modality.T1, Label.NCR] < 0.2
    assert 0.2 < middle[Modality.T2, Label.ED] < 2.9
    assert 1.2 < middle[Modality.FLAIR, Label.ED] < 5.4
    assert middle[Modality.T2, Label.NCR] > middle[Modality.T2, Label.ET] > 1.0
    for modality in Modality:
        assert abs(middle[modality, Label.BACKGROUND]) < 0.2


def test_the_parts_lie_as_in_a_glioblastoma(full):
    from scipy.ndimage import binary_dilation, label

    truth = full[1]
    core, enhancing = region_mask(truth, Region.TC), region_mask(truth, Region.ET)
    around_necrosis = binary_dilation(truth == Label.NCR) & (truth != Label.NCR)
    assert (truth[around_necrosis] == Label.ET).mean() > 0.95
    around_core = binary_dilation(core) & ~core
    assert (truth[around_core] == Label.ED).mean() > 0.6
    assert enhancing.any()
    assert label(region_mask(truth, Region.WT))[1] <= 3
    # On the right: the first axis grows to the left, and half of it is the middle.
    assert np.argwhere(core)[:, 0].mean() < truth.shape[0] / 2


def test_written_files_are_found_by_name_and_hold_the_study(tmp_path, monkeypatch, coarse):
    study, truth = coarse
    monkeypatch.setattr("core.phantom.phantom.demo_study", lambda seed: coarse)
    write_demo_study(tmp_path / "new" / "demo")
    files = {path.name for path in (tmp_path / "new" / "demo").iterdir()}
    assert files == {
        "demo_t1.nii.gz",
        "demo_t1ce.nii.gz",
        "demo_t2.nii.gz",
        "demo_flair.nii.gz",
        "demo_seg.nii.gz",
    }
    for modality, suffix in FILE_SUFFIXES.items():
        image = nib.load(tmp_path / "new" / "demo" / f"demo_{suffix}.nii.gz")
        np.testing.assert_array_equal(np.asarray(image.dataobj), study.volumes[modality].data)
        np.testing.assert_array_equal(image.affine, study.grid.affine)
        assert image.get_data_dtype() == np.int16
    labels = np.asarray(nib.load(tmp_path / "new" / "demo" / "demo_seg.nii.gz").dataobj)
    assert set(np.unique(labels)) == {0, 1, 2, 4}
    for label, value in zip(TUMOUR_LABELS, (1, 2, 4), strict=True):
        np.testing.assert_array_equal(labels == value, truth == label)


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path, monkeypatch, coarse):
    monkeypatch.setattr("core.phantom.phantom.demo_study", lambda seed: coarse)
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WritingError, match="cannot be made"):
        write_demo_study(tmp_path / "file" / "demo")


@pytest.mark.slow
def test_each_tissue_lies_in_the_range_of_the_real_cases(full, cases_dir):
    """Medians after preprocessing, per sequence and label, beside five real glioblastomas."""
    from core.files.label_files import read_label_file
    from core.opening.reading import find_study, open_study

    names = (
        "BraTS2021_00006",
        "BraTS2021_01478",
        "BraTS-GLI-00000-000",
        "Brats18_TCIA01_201_1",
        "Brats18_TCIA02_370_1",
    )
    real = []
    for name in names:
        folder = cases_dir / name
        truth = read_label_file(find_study(folder).segmentation[0]).label_map
        real.append(normalised(open_study(folder).study, truth))
    for key, value in normalised(*full).items():
        medians = [case[key] for case in real]
        assert min(medians) - 0.5 < value < max(medians) + 0.5, (key, value, medians)
