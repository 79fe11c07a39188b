"""``gliovista segment`` of scans as they left the scanner."""

from __future__ import annotations

import json
from dataclasses import replace

import nibabel as nib
import numpy as np
import pytest

from core.cli.app import main
from core.labels import Region
from core.opening import raw
from core.phantom.phantom import demo_study, raw_demo_study
from core.phantom.scanner import write_dicom_study
from core.phantom.scans import Scan, motion, scanned
from core.preparing import interpolated
from core.segmenting import model_package, regridding
from core.segmenting.inference import segment
from core.studies.study import Modality
from tests.core.absent import study_with
from tests.core.extractors import ball_extractor


@pytest.fixture
def scans(tmp_path, monkeypatch):
    """T1Gd and FLAIR of a moved head as two NIfTI files."""
    monkeypatch.setattr(raw, "load_brain_model", ball_extractor)
    volumes = raw_demo_study(shape=(68, 86, 94), spacing_mm=3.0).study.volumes
    rng = np.random.default_rng(2)
    for modality, axis in ((Modality.T1GD, 2), (Modality.FLAIR, 1)):
        moved = np.eye(4) if modality is Modality.T1GD else motion(rng, 8, 10)
        made = scanned(volumes[modality], Scan(moved, axis, 6.0, 3.0), rng)
        path = tmp_path / "p" / f"p_{modality.value.lower()}.nii.gz"
        path.parent.mkdir(exist_ok=True)
        nib.save(nib.Nifti1Image(made.data, made.affine), path)
    return tmp_path / "p"


def test_the_mask_lies_on_the_patients_own_scan(scans, engine, tmp_path, capsys):
    out = tmp_path / "mask.nii.gz"
    arguments = ["segment", str(scans), "-o", str(out), "--json"]
    assert main(arguments) == 4
    assert not out.exists()
    capsys.readouterr()
    assert main([*arguments, "--raw"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert {"aligned", "brain_extracted"} <= {f["code"] for f in facts["findings"]}
    assert facts["slice_mm"] == pytest.approx(6.0)
    assert "thick_slices" in {f["code"] for f in facts["findings"]}
    own, mask = nib.load(scans / "p_t1gd.nii.gz"), nib.load(out)
    assert mask.shape == own.shape
    np.testing.assert_allclose(mask.affine, own.affine, atol=1e-5)


def test_of_a_large_study_only_what_is_written_is_interpolated(
    scans, engine, tmp_path, monkeypatch
):
    made, brought = [], []
    volume, part = interpolated.sampled, regridding.sampled

    def counted(*given, kind=np.float32):
        brought.extend([1] if kind is np.uint8 else [])
        return part(*given, kind=kind)

    monkeypatch.setattr(interpolated, "sampled", lambda *a: made.append(1) or volume(*a))
    monkeypatch.setattr(regridding, "sampled", counted)
    out = tmp_path / "mask.nii.gz"
    raw_study = ["segment", str(scans), "--raw", "-o", str(out)]
    assert main(raw_study) == 0
    assert main(["batch", str(tmp_path), str(tmp_path / "out"), "--raw"]) == 0
    assert (made, brought) == ([], [])
    alone = np.asarray(nib.load(out).dataobj)
    more = ["--probabilities", str(tmp_path / "p.nii.gz"), "--aligned", str(tmp_path / "aligned")]
    assert main([*raw_study, "--overwrite", *more]) == 0
    assert (len(made), len(brought)) == (1, len(Region))
    assert np.array_equal(np.asarray(nib.load(out).dataobj), alone)


def test_a_stack_is_not_raw(tmp_path):
    stack = ["--stack", str(tmp_path / "s.npy"), "--order", "t1,t1gd,t2,flair"]
    assert main(["segment", *stack, "--raw"]) == 2


def test_regions_that_cannot_be_told_are_there_on_request_of_raw_scans_too(engine):
    model = model_package.load_model(None, "auto", 0)
    seen = study_with((Modality.T2, Modality.FLAIR))
    study = replace(seen, prepared=seen)
    assert segment(study, model, all_regions=True).untold_shown
    assert not segment(study, model).untold_shown


@pytest.fixture
def dicom(tmp_path, monkeypatch):
    """T1Gd and FLAIR of a head as DICOM series 6 and 5."""
    monkeypatch.setattr(raw, "load_brain_model", ball_extractor)
    study = raw_demo_study(shape=(68, 86, 94), spacing_mm=3.0).study
    write_dicom_study(tmp_path / "d", study, modalities=(Modality.T1GD, Modality.FLAIR))
    return tmp_path / "d"


def test_series_are_named_by_a_person(dicom, engine, tmp_path, capsys):
    arguments = ["segment", str(dicom), "-o", str(tmp_path / "m.nii.gz"), "--json"]
    named = ["--series", "t2=5", "--series", "T1ce=6"]
    assert main([*arguments, *named]) == 0
    facts = json.loads(capsys.readouterr().out)
    taken = {f["modality"]: f["text"] for f in facts["findings"] if f["code"] == "series_taken"}
    assert taken == {
        "T1Gd": "T1Gd is series 6, chosen by hand.",
        "T2": "T2 is series 5, chosen by hand.",
    }
    assert main([*arguments, "--overwrite", "--series", "T2=9"]) == 3
    assert "Series 6" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--series", "T9=4"], "write a sequence and a series"),
        (["--series", "T1"], "write a sequence and a series"),
        (["--series", "T1=4", "--series", "t1=5"], "names T1 twice"),
        (["--axes", "LPS"], "DICOM files say it"),
        (["--t1", "x.nii"], "use --series"),
    ],
)
def test_what_does_not_go_with_dicom_is_said(tmp_path, more, said, capsys):
    write_dicom_study(tmp_path, demo_study(7, (36, 36, 24), 6.5)[0], modalities=(Modality.T1,))
    assert main(["segment", str(tmp_path), *more]) == 2
    assert said in " ".join(capsys.readouterr().err.replace("│", " ").split())


def test_series_are_those_of_dicom(scans):
    assert main(["segment", str(scans), "--raw", "--series", "T1=4"]) == 2


def test_axes_are_stated_of_raw_scans_that_do_not_say_theirs(scans, engine, tmp_path, capsys):
    for path in scans.iterdir():
        image = nib.load(path)
        mute = nib.Nifti1Image(image.get_fdata(dtype=np.float32), None)
        mute.header.set_zooms(image.header.get_zooms())
        nib.save(mute, path)
    arguments = ["segment", str(scans), "--raw", "-o", str(tmp_path / "m.nii.gz"), "--json"]
    assert main(arguments) == 4
    assert main([*arguments, "--axes", "RAS"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert "axes_stated" in {f["code"] for f in facts["findings"]}
    assert facts["axes"] == {"taken": "RAS", "from": "stated", "sides_known": True}
