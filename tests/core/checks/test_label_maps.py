"""Does a label map belong to the study?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.checks.label_maps import check_label_map
from core.files.marks import mark_of_study
from core.files.writing import write_label_map
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Study, Volume

SHAPE = (40, 40, 30)
HEAD = (slice(5, 35), slice(5, 35), slice(5, 25))
TUMOUR = (slice(12, 20), slice(12, 20), slice(10, 16))


def study(name="case_00006", paths=None) -> Study:
    rng = np.random.default_rng(5)
    volumes = {}
    for modality in Modality:
        data = np.zeros(SHAPE, np.int16)
        data[HEAD] = rng.integers(100, 200, data[HEAD].shape)
        if modality is Modality.FLAIR:
            data[TUMOUR] += 200
        path = None if paths is None else paths[modality]
        volumes[modality] = Volume(data, np.eye(4), path=path)
    return Study(name, volumes)


def labels(*where) -> np.ndarray:
    numbers = np.zeros(SHAPE, np.uint8)
    numbers[where] = 4
    return numbers


def codes(numbers, opened, name="some_seg.nii.gz") -> set[str]:
    return {finding.code for finding in check_label_map(numbers, opened, Path(name))}


def test_its_own_labels_raise_no_doubt():
    assert not codes(labels(*TUMOUR), study())
    assert not codes(labels(*TUMOUR), study(), "case_00006_seg.nii.gz")
    assert not codes(np.zeros(SHAPE, np.uint8), study())


def test_labels_in_air_are_told_with_their_share():
    numbers = labels(*TUMOUR)
    numbers[0:2, 0:6, 0:4] = 1
    (finding,) = check_label_map(numbers, study(), Path("x_seg.nii.gz"))
    assert finding.code == "labels_in_air"
    assert finding.values["percent"] == pytest.approx(100 * 48 / (48 + 384))
    assert "11 %" in finding.text
    assert "0.0 ml" in finding.text


def test_labels_where_flair_is_dark_are_told():
    opened = study()
    opened.volumes[Modality.FLAIR].data[20:30, 20:30, 10:16] = 50
    assert codes(labels(slice(20, 30), slice(20, 30), slice(10, 16)), opened) == {
        "labels_dark_in_flair"
    }


@pytest.mark.parametrize(
    ("name", "warned"),
    [
        ("BraTS2021_01482_seg.nii.gz", True),
        ("BraTS2021_00006_seg.nii.gz", False),
        ("truth_seg.nii.gz", False),
        ("seg-2.nii.gz", False),
    ],
)
def test_a_name_of_another_case_is_told(name, warned):
    found = codes(labels(*TUMOUR), study("BraTS2021_00006"), name)
    assert found == ({"labels_of_other_name"} if warned else set())


def test_a_mark_of_other_scans_is_told_whatever_the_name(tmp_path):
    paths = {m: tmp_path / f"{m.value}.nii" for m in Modality}
    for number, path in enumerate(paths.values()):
        path.write_bytes(bytes([number]) * 100)
    opened = study(paths=paths)
    found = Segmentation("x", opened.grid, np.where(labels(*TUMOUR), 3, 0).astype(np.uint8))
    mine, other = tmp_path / "case_777777_seg.nii.gz", tmp_path / "case_00006_seg.nii.gz"
    plain = Volume(np.zeros(SHAPE, np.int16), np.eye(4))
    write_label_map(found, plain, mine, mark=mark_of_study(opened))
    write_label_map(found, plain, other, mark="0123456789abcdef")
    assert not check_label_map(labels(*TUMOUR), opened, mine), "the mark counts, not the name"
    (finding,) = check_label_map(labels(*TUMOUR), opened, other)
    assert finding.code == "labels_of_other_scans"


def raw_study() -> Study:
    """Noise for air, bright fat around the brain, thick slices; the brain at 1 mm beside it."""
    rng = np.random.default_rng(6)
    thick = np.diag([1.0, 1.0, 2.0, 1.0])
    thick[2, 3] = 0.5
    volumes = {}
    for modality, volume in study().volumes.items():
        data = volume.data[:, :, ::2] + rng.integers(1, 60, (40, 40, 15)).astype(np.int16)
        data[2:5, :, :] = data[35:38, :, :] = 900
        volumes[modality] = Volume(data, thick)
    return Study("case_00006", volumes, prepared=study())


def test_a_head_with_its_skull_is_judged_by_its_brain():
    opened = raw_study()
    numbers = labels(*TUMOUR)[:, :, ::2]
    assert not codes(numbers, opened)
    numbers[:3, 0:20, 0:6] = 1
    (finding,) = [
        f for f in check_label_map(numbers, opened, Path("x_seg.nii.gz")) if "air" in f.code
    ]
    assert "outside the brain" in finding.text
