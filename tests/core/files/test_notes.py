"""What a label map's file says of itself, and when it stops to."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import UTC, datetime

import nibabel as nib
import numpy as np
import pytest

from core.files.marks import mark_in
from core.files.nifti import read_volume
from core.files.notes import read_note
from core.files.writing import write_label_map, write_probabilities, write_regions
from core.labels import LabelConvention, Region
from core.studies.provenance import Provenance
from core.studies.segmentation import Segmentation
from core.studies.study import Volume

SHAPE = (6, 5, 4)
MADE = Provenance(
    model="gliovista-4",
    mode="accurate",
    engine="OpenVINO CPU f32",
    version="1.2.3",
    made=datetime(2026, 11, 29, 17, 3, tzinfo=UTC),
    findings=("thick_slices",),
)


@pytest.fixture
def found() -> Segmentation:
    rng = np.random.default_rng(3)
    label_map = rng.integers(0, 4, SHAPE).astype(np.uint8)
    probabilities = rng.integers(0, 256, (3, *SHAPE)).astype(np.uint8)
    grid = Volume(label_map, np.eye(4)).grid
    return Segmentation("toy", grid, label_map, probabilities, provenance=MADE)


@pytest.fixture
def source() -> Volume:
    return Volume(np.zeros(SHAPE, np.int16), np.eye(4))


@pytest.mark.parametrize("name", ["mask.nii", "mask.nii.gz"])
@pytest.mark.parametrize("convention", [LabelConvention.BRATS2021, LabelConvention.BRATS2023])
def test_what_was_written_is_read_back(tmp_path, found, source, name, convention):
    path = tmp_path / name
    corrected = found.with_corrections(found.label_map, steps=3)
    write_label_map(corrected, source, path, convention, mark="0123456789abcdef")
    note = read_note(path, read_volume(path).data)
    assert note == (replace(MADE, steps=3, file=name), convention)
    assert mark_in(path) == "0123456789abcdef"
    image = nib.load(path)
    assert b"corrected by hand" in image.header["descrip"].item()
    assert len(image.header.extensions) == 1
    assert np.array_equal(np.asarray(image.dataobj) > 0, found.label_map > 0)


def test_the_description_says_what_fits(tmp_path, found, source):
    path = tmp_path / "mask.nii.gz"
    write_label_map(found, source, path, mark="0123456789abcdef")
    said = nib.load(path).header["descrip"].item()
    assert said == (b"Gliovista, research use only; accurate gliovista-4; scans 0123456789abcdef")
    long = replace(found, provenance=replace(MADE, model="m" * 70))
    write_label_map(long, source, path, mark="0123456789abcdef")
    assert mark_in(path) == "0123456789abcdef", "a long name takes no room from the mark"


def test_a_file_that_was_changed_by_another_program_says_nothing_any_more(tmp_path, found, source):
    path = tmp_path / "mask.nii"
    write_label_map(found, source, path)
    image = nib.load(path)
    data = np.asarray(image.dataobj).copy()
    data[0, 0, 0] = (data[0, 0, 0] + 1) % 3
    nib.save(nib.Nifti1Image(data, image.affine, image.header), path)
    assert len(nib.load(path).header.extensions) == 1
    assert read_note(path, read_volume(path).data) is None


@pytest.mark.parametrize("damage", ["cut", "size", "text"])
def test_a_damaged_note_is_no_note_and_no_error(tmp_path, found, source, damage):
    path = tmp_path / "mask.nii"
    write_label_map(found, source, path)
    content = bytearray(path.read_bytes())
    if damage == "cut":
        content = content[:400]
    elif damage == "size":
        content[352:356] = (2**31 - 1).to_bytes(4, "little")
    else:
        content[360:362] = b"[["
    path.write_bytes(content)
    assert read_note(path, found.label_map) is None


def test_other_files_say_nothing(tmp_path):
    path = tmp_path / "other.nii.gz"
    image = nib.Nifti1Image(np.zeros(SHAPE, np.uint8), np.eye(4))
    image.header.extensions.append(nib.nifti1.Nifti1Extension(6, b"made elsewhere"))
    nib.save(image, path)
    assert read_note(path, read_volume(path).data) is None
    (tmp_path / "text.nii").write_text("hello")
    assert read_note(tmp_path / "text.nii", np.zeros(SHAPE)) is None


def test_regions_and_probabilities_say_it_too(tmp_path, found, source):
    corrected = found.with_corrections(found.label_map, steps=2)
    for region, path in write_regions(corrected, source, tmp_path / "r.nii.gz").items():
        assert region in Region
        note = read_note(path, read_volume(path).data)
        assert note is not None
        assert note[0].steps == 2
        assert note[1] is None
    for path in write_probabilities(corrected, source, tmp_path / "p.nii.gz").values():
        assert b"gliovista-4" in gzip.decompress(path.read_bytes())[348:2000]
        steps = b'"steps":0'
        assert steps in gzip.decompress(path.read_bytes())[348:2000], "nobody corrects these"
