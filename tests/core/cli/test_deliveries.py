"""What ``gliovista segment`` writes of a DICOM study, and of any other, besides a label map."""

from __future__ import annotations

import json

import highdicom
import nibabel as nib
import numpy as np
import pydicom
import pytest

from core.cli.app import main
from core.opening import raw
from tests.core.cli.conftest import BrightSpots
from tests.core.dicom_heads import PERSON, write_two_series
from tests.core.extractors import ball_extractor


@pytest.fixture(scope="module")
def dicom(tmp_path_factory):
    """T1Gd and FLAIR of a moved head as two DICOM series, in a folder named after the patient."""
    return write_two_series(tmp_path_factory.mktemp("dicom"))


@pytest.fixture(autouse=True)
def ball_for_a_brain(monkeypatch):
    monkeypatch.setattr(raw, "load_brain_model", ball_extractor)


@pytest.fixture
def finds_a_ball(engine, monkeypatch):
    """A tumour in the middle of whatever the network is shown, off its middle along each axis."""

    def ball(self, array, tick):
        tick()
        shape = array.shape[1:]
        middle = np.array(shape).reshape(3, 1, 1, 1) / 2 + np.array([6, -4, 3]).reshape(3, 1, 1, 1)
        far = np.linalg.norm(np.indices(shape) - middle, axis=0)
        return np.stack([far < radius for radius in (18, 12, 9)]).astype(np.float32)

    monkeypatch.setattr(BrightSpots, "__call__", ball)


def sources(folder, number):
    found = [pydicom.dcmread(p) for p in folder.rglob("IM*")]
    return {str(s.SOPInstanceUID): s for s in found if s.SeriesNumber == number}


def test_everything_of_a_dicom_study_at_once(dicom, finds_a_ball, tmp_path, capsys):
    arguments = ["segment", str(dicom), "-o", str(tmp_path / "x.dcm"), "--rtstruct",
                 str(tmp_path / "rt.dcm"), "--aligned", str(tmp_path / "a"), "--transforms",
                 str(tmp_path / "t"), "--json"]  # fmt: skip
    assert main(arguments) == 0
    told = capsys.readouterr()
    assert "the patient's name" in " ".join(told.err.split())
    facts = json.loads(told.out)
    assert facts["output"] == str(tmp_path / "x.dcm")
    assert set(facts["aligned"]) == {"T1Gd", "FLAIR"}
    assert set(facts["transforms"]) == {"FLAIR"}
    t1gd = sources(dicom, 6)
    seg = highdicom.seg.segread(tmp_path / "x.dcm")
    assert {str(sop) for *_, sop in seg.get_source_image_uids()} == set(t1gd)
    assert str(seg.PatientName) == PERSON.name
    rt = pydicom.dcmread(tmp_path / "rt.dcm")
    assert rt.StudyInstanceUID == seg.StudyInstanceUID
    names = sorted(p.name for p in (tmp_path / "a").iterdir())
    assert names == ["FLAIR_on_T1Gd.nii.gz", "T1Gd.nii.gz"]
    shapes = {nib.load(p).shape for p in (tmp_path / "a").iterdir()}
    assert shapes == {(seg.Columns, seg.Rows, len(t1gd))}


def test_on_another_sequence(dicom, finds_a_ball, tmp_path):
    out, seg = tmp_path / "x.nii.gz", tmp_path / "x.dcm"
    assert main(["segment", str(dicom), "-o", str(out), "--on", "flair"]) == 0
    assert main(["segment", str(dicom), "-o", str(seg), "--on", "FLAIR"]) == 0
    flair = sources(dicom, 5)
    found = highdicom.seg.segread(seg)
    assert {str(sop) for *_, sop in found.get_source_image_uids()} == set(flair)
    mask = nib.load(out)
    assert np.count_nonzero(mask.get_fdata()) > 100
    first = next(iter(flair.values()))
    assert mask.shape == (first.Columns, first.Rows, len(flair))
    # The mask's corner, in LPS, is one of the first or last slice's own.
    corner = np.diag([-1, -1, 1]) @ mask.affine[:3, 3]
    corners = [np.array(s.ImagePositionPatient, float) for s in flair.values()]
    assert min(np.linalg.norm(corner - c) for c in corners) < 1e-3
    assert np.count_nonzero(mask.get_fdata()) == np.count_nonzero(
        found.get_volume(combine_segments=True).array
    )


def test_anonymous_objects_hold_nothing_of_the_patient(dicom, finds_a_ball, tmp_path, capsys):
    arguments = ["segment", str(dicom), "-o", str(tmp_path / "x.dcm"), "--rtstruct",
                 str(tmp_path / "rt.dcm")]  # fmt: skip
    assert main([*arguments, "--anonymous"]) == 0
    told = capsys.readouterr()
    assert "patient's name" not in told.err
    for path in (tmp_path / "x.dcm", tmp_path / "rt.dcm"):
        content = path.read_bytes()
        for word in ("Quispe", "Rosaura", PERSON.identifier, PERSON.birth_date, "20260102"):
            assert word.encode() not in content


def test_the_default_name_is_not_the_dicom_folders(dicom, finds_a_ball, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["segment", str(dicom)]) == 0
    assert [p.name for p in tmp_path.iterdir()] == ["seg.nii.gz"]


def test_a_source_image_is_never_replaced(dicom, finds_a_ball, capsys):
    source = next(dicom.rglob("6_T1Gd/IM0001"))
    link = source.with_name("link.dcm")
    link.symlink_to(source.name)
    before = source.read_bytes()
    try:
        assert main(["segment", str(dicom), "-o", str(link), "--overwrite"]) == 5
    finally:
        link.unlink()
    assert "own scans" in " ".join(capsys.readouterr().err.split())
    assert source.read_bytes() == before


def test_without_dicom_it_is_refused_before_the_network_runs(case, engine, tmp_path, capsys):
    engine.interrupt = AssertionError
    out = tmp_path / "x.dcm"
    assert main(["segment", str(case), "-o", str(out)]) == 5
    assert "not read from DICOM" in " ".join(capsys.readouterr().err.split())
    assert main(["segment", str(case), "--transforms", str(tmp_path / "t")]) == 5
    assert "nothing was aligned" in " ".join(capsys.readouterr().err.split())
    assert not out.exists()
    assert not (tmp_path / "t").exists()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (["--anonymous"], 2),
        (["--rtstruct", "x.nii.gz"], 5),
        (["--on", "DWI"], 2),
        (["-o", "x.png"], 5),
    ],
)
def test_wrong_wishes(engine, tmp_path, more, code, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["segment", str(tmp_path), *more]) == code
    assert list(tmp_path.iterdir()) == []
