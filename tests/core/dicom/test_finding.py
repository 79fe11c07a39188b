"""Series are found wherever they lie, told apart, and set aside with a reason."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.dicom.finding import find_series
from core.dicom.reading import read_series
from core.dicom.series import Plane, SetAside
from core.errors import ReadingError
from core.phantom.phantom import demo_study
from core.phantom.scanner import PROTOCOLS, Person, Way, write_dicom_study, write_series
from core.progress import Cancelled
from core.studies.study import Modality
from tests.core.dicom.conftest import ALIKE, PLAIN, affine_of, change


def titles(found):
    return [one.title for one in found.series]


@pytest.fixture(scope="module")
def coarse():
    return demo_study(7, (36, 36, 24), 6.5)[0]


def test_a_study_of_four_and_a_localiser(tmp_path, coarse):
    write_dicom_study(tmp_path, coarse)
    found = find_series([tmp_path])
    assert not found.problems
    assert len(found.studies) == 1
    assert [one.verdict.code for one in found.series] == [SetAside.LOCALISER] * 3 + [None] * 4
    assert {one.facts.plane for one in found.series[:3]} == set(Plane)
    assert {one.told_apart_by for one in found.series[:3]} == {"orientation or size"}
    t1, t2, flair, t1gd = found.series[3:]
    assert (t1.facts.tr_ms, t1.facts.te_ms, t1.facts.ti_ms) == (550.0, 9.0, None)
    assert flair.facts.ti_ms == 2500.0
    assert flair.facts.scanning_sequence == ("SE", "IR")
    assert (t1.facts.contrast_agent, t1gd.facts.contrast_agent) == ("", "Gadovist")
    assert t1gd.facts.acquired_s - t1.facts.acquired_s == 20 * 60
    assert t2.facts.coverage_mm == pytest.approx(24 * 6.5)
    assert t2.facts.plane is Plane.AXIAL
    assert t2.facts.spacing_mm == (6.5, 6.5)
    for one, modality in zip((t1, t2, flair, t1gd), ("T1", "T2", "FLAIR", "T1Gd"), strict=True):
        data = coarse.volumes[Modality(modality)].data
        np.testing.assert_array_equal(read_series(one).data, data)


def test_no_word_of_the_patient_is_shown(tmp_path, coarse):
    person = Person("Garcia^Ana", "SECRET-77", "19511213")
    write_dicom_study(tmp_path / "Garcia", coarse, Way(person=person), [Modality.T1])
    found = find_series([tmp_path])
    shown = repr(found) + "".join(one.title + one.verdict.reason for one in found.series)
    for word in ("garcia", "secret", "19511213", "20260102", "1.2.826", "2.25."):
        assert word not in shown.lower()
    assert found.series[0].identity.patient_name == "Garcia^Ana"
    assert found.series[0].identity.patient_id == "SECRET-77"


def test_pydicom_logs_nothing_of_the_patient(tmp_path, caplog, recwarn, write):
    import logging

    caplog.set_level(logging.DEBUG)
    data = b"".join(path.read_bytes() for path in write(enhanced=True))
    (tmp_path / "a" / "EN0004.dcm").write_bytes(data.replace(b"19600229", b"SECRETXX"))
    find_series([tmp_path])
    assert "SECRET" not in caplog.text + "".join(str(w.message) for w in recwarn.list)


def test_enhanced_objects_tell_the_same_facts(tmp_path):
    protocol = replace(PROTOCOLS[Modality.FLAIR], agent="Gadovist")
    for name, enhanced in (("a", False), ("b", True)):
        write_series(tmp_path / name, ALIKE, affine_of(), protocol, Way(enhanced=enhanced))
    (a,), (b,) = (find_series([tmp_path / n]).series for n in "ab")
    for fact in ("tr_ms", "te_ms", "ti_ms", "plane", "step_mm", "slices", "spacing_mm", "shape",
                 "acquired_s", "contrast_agent", "description", "coverage_mm"):  # fmt: skip
        assert getattr(a.facts, fact) == getattr(b.facts, fact), fact
    assert set(a.facts.scanning_sequence) == set(b.facts.scanning_sequence) == {"SE", "IR"}


def packed(folder: Path, archive: Path) -> Path:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        for path in sorted(folder.rglob("*")):
            made.write(path, path.relative_to(folder))
    return archive


@pytest.mark.parametrize("nested", [False, True])
def test_archives_are_looked_into_and_read_from(nested, tmp_path, write):
    write()
    archive = packed(tmp_path / "a", tmp_path / "a.zip")
    if nested:
        (tmp_path / "outer").mkdir()
        archive = archive.rename(tmp_path / "outer" / "a.zip")
        archive = packed(tmp_path / "outer", tmp_path / "b.zip")
    (one,) = find_series([archive]).series
    np.testing.assert_array_equal(read_series(one).data, ALIKE)


def test_mixed_and_nested_sources_are_listed_once(tmp_path, write):
    from dataclasses import replace

    first = write("deep/er/a")
    write("b", replace(PLAIN, number=9, description="other"))
    packed(tmp_path / "b", tmp_path / "deep" / "b.zip")
    (tmp_path / "deep" / "notes.txt").write_text("no DICOM")
    (tmp_path / "deep" / "blob").write_bytes(b"\x08\x00 nothing of the kind")
    found = find_series([tmp_path / "deep", first[0], *first[3:5]])
    assert [one.facts.number for one in found.series] == [4, 9]
    assert [one.facts.slices for one in found.series] == [10, 10]
    assert not any(one.verdict.remarks for one in found.series)
    assert found.others == 1


def test_a_dicomdir_leads_to_its_files(tmp_path, write):
    from pydicom.fileset import FileSet

    directory = FileSet()
    for path in write():
        directory.add(path)
    directory.write(tmp_path / "disc")
    (one,) = find_series([tmp_path / "disc" / "DICOMDIR"]).series
    np.testing.assert_array_equal(read_series(one).data, ALIKE)
    assert find_series([tmp_path / "disc"]).series[0].facts.slices == 10
    gone = sorted(p for p in (tmp_path / "disc").rglob("*") if p.is_file() and p.name != "DICOMDIR")
    for path in gone[:2]:
        path.unlink()
    found = find_series([tmp_path / "disc" / "DICOMDIR"])
    assert found.problems == (
        "DICOMDIR: 2 of the 10 files that it names are not there. Copy the whole disc.",
    )
    for path in gone[2:]:
        path.rename(path.with_name(path.name.lower()))
    assert find_series([tmp_path / "disc" / "DICOMDIR"]).series[0].facts.slices == 8


def test_two_patients_and_two_studies_never_mix(tmp_path, write):
    """Even where their UIDs are the same, as careless anonymising leaves them."""
    write("a")
    write("b", person=Person("Other^One", "GV-0001", "19600229"))
    write("c", study="2")
    for path in (tmp_path / "b").iterdir():
        change(path, StudyInstanceUID="1.2.3", SeriesInstanceUID="1.2.3.4")
    for path in (tmp_path / "a").iterdir():
        change(path, StudyInstanceUID="1.2.3", SeriesInstanceUID="1.2.3.4")
    found = find_series([tmp_path])
    assert [(one.patient, one.study) for one in found.series] == [(1, 1), (1, 2), (2, 1)]
    assert [one.facts.slices for one in found.series] == [10, 10, 10]
    assert len(found.studies) == 3


def test_a_name_in_capitals_is_the_same_person(tmp_path, write):
    for path in write()[5:]:
        change(path, PatientName="PHANTOM^GLIOVISTA^^")
    assert [one.facts.slices for one in find_series([tmp_path]).series] == [10]


def test_one_uid_for_all_files_loses_no_slice(tmp_path, write, only):
    for path in write():
        change(path, SOPInstanceUID="1.2.3")
    np.testing.assert_array_equal(read_series(only()).data, ALIKE)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ({"EchoTime": 20}, {"EchoTime": 95}, "echo time"),
        ({"TemporalPositionIdentifier": 1}, {"TemporalPositionIdentifier": 2}, "time point"),
        ({"AcquisitionNumber": 1}, {"AcquisitionNumber": 2}, "acquisition"),
        ({"ImageType": ["ORIGINAL", "PRIMARY", "M"]}, {"ImageType": ["ORIGINAL", "PRIMARY", "P"]},
         "kind of picture"),
    ],
)  # fmt: skip
def test_volumes_of_one_series_uid_are_told_apart(first, second, told, tmp_path, write):
    for number, differs in enumerate((first, second)):
        data = ALIKE + number
        for path in write(str(number), data=data):
            uid = f"1.2.{number}.{int(path.name[2:])}"
            change(path, SOPInstanceUID=uid, **differs)
    found = find_series([tmp_path]).series
    assert [one.told_apart_by for one in found] == [told, told]
    assert [one.part for one in found] == [1, 2]
    for one in found:
        data = read_series(one).data
        assert (data == ALIKE).all() or (data == ALIKE + 1).all()
    if told == "echo time":
        assert {one.facts.te_ms for one in found} == {20, 95}
    if told == "kind of picture":
        assert {one.verdict.code for one in found} == {None, SetAside.PHASE}


def test_interleaved_acquisitions_at_different_places_are_one_volume(tmp_path, write, only):
    for path in write()[::2]:
        change(path, AcquisitionNumber=2)
    np.testing.assert_array_equal(read_series(only()).data, ALIKE)


def test_a_captured_slice_of_another_orientation_is_set_aside(tmp_path, write):
    paths = write()
    odd = tmp_path / "a" / "ODD"
    odd.write_bytes(paths[0].read_bytes())
    change(odd, ImageOrientationPatient=[0, 1, 0, 0, 0, -1], SOPInstanceUID="1.2.9")
    whole, other = find_series([tmp_path]).series
    np.testing.assert_array_equal(read_series(whole).data, ALIKE)
    assert whole.verdict.usable
    assert (other.facts.slices, other.verdict.code) == (1, SetAside.FEW_SLICES)


CASES = [
    ({"description": "3-plane loc"}, SetAside.LOCALISER),
    ({"description": "Übersicht Scout"}, SetAside.LOCALISER),
    ({"description": "localizador"}, SetAside.LOCALISER),
    ({"description": "repérage"}, SetAside.LOCALISER),
    ({"image_type": ("ORIGINAL", "PRIMARY", "LOCALIZER")}, SetAside.LOCALISER),
    ({"description": "t1 SUB"}, SetAside.SUBTRACTION),
    ({"description": "T1 substracción"}, SetAside.SUBTRACTION),
    ({"description": "Subtraktion t1"}, SetAside.SUBTRACTION),
    ({"description": "soustraction"}, SetAside.SUBTRACTION),
    ({"description": "ep2d_diff_b1000"}, SetAside.DIFFUSION),
    ({"description": "Difusión axial"}, SetAside.DIFFUSION),
    ({"description": "ADC"}, SetAside.DIFFUSION),
    ({"description": "x", "more": {"DiffusionBValue": 1000.0}}, SetAside.DIFFUSION),
    ({"image_type": ("DERIVED", "PRIMARY", "DIFFUSION", "FA")}, SetAside.DIFFUSION),
    ({"description": "perfusion DSC"}, SetAside.PERFUSION),
    ({"image_type": ("DERIVED", "PRIMARY", "PERFUSION", "RELCBV")}, SetAside.PERFUSION),
    ({"description": "SWI_Images"}, SetAside.SUSCEPTIBILITY),
    ({"description": "ax T2* GRE"}, SetAside.SUSCEPTIBILITY),
    ({"description": "TOF 3D multi-slab"}, SetAside.ANGIOGRAPHY),
    ({"description": "MIP axial"}, SetAside.PROJECTION),
    ({"description": "T1 map"}, SetAside.MAP),
    ({"image_type": ("DERIVED", "SECONDARY", "MOSAIC")}, SetAside.MOSAIC),
    ({"image_type": ("ORIGINAL", "PRIMARY", "P")}, SetAside.PHASE),
    ({"description": "t2 sag C-spine", "more": {"BodyPartExamined": "CSPINE"}},
     SetAside.OTHER_PART),
    ({"description": "t2 columna", "more": {"BodyPartExamined": ""}}, SetAside.OTHER_PART),
    ({"more": {"BodyPartExamined": "KNEE"}}, SetAside.OTHER_PART),
    ({"more": {"Modality": "CT"}}, SetAside.NOT_MR),
    ({"more": {"Modality": None}}, SetAside.NOT_MR),
    ({"more": {"ConversionType": "WSD"}}, SetAside.SECONDARY_CAPTURE),
    ({"more": {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.7"}}, SetAside.SECONDARY_CAPTURE),
    ({"more": {"AnatomicalOrientationType": "QUADRUPED"}}, SetAside.ANIMAL),
]  # fmt: skip


@pytest.mark.parametrize(("change_of", "code"), CASES)
def test_what_is_none_of_the_four_is_set_aside_with_a_reason(change_of, code, write, only):
    write(protocol=replace(PLAIN, **change_of))
    verdict = only().verdict
    assert verdict.code is code
    assert verdict.reason.endswith(".")
    assert not verdict.usable


@pytest.mark.parametrize(
    "description",
    [
        "t2_tse_tra_p2", "AX T2 PROPELLER", "SAG 3D FLAIR", "T1 MPRAGE", "Ax T1 +C", "t1 nach KM",
        "T1 axial con contraste", "Axial T1 gado", "T1 dopo mdc", "T2 isotropic", "BRAVO", "t1_mt",
        "FLAIR cerebro", "head t2", "", "t1 vibe dixon W", "preop T1", "neuro_nav T1 3D",
    ],
)  # fmt: skip
def test_the_four_are_not_taken_for_something_else(description, write, only):
    write(protocol=replace(PLAIN, description=description))
    assert only().verdict.usable


def test_reports_and_small_slabs_are_set_aside(tmp_path, write):
    import pydicom

    (path, *_) = write("a", data=ALIKE[:, :, :1])
    report = pydicom.dcmread(path)
    for keyword in ("PixelData", "Rows", "Columns", "ImagePositionPatient"):
        delattr(report, keyword)
    report.SOPClassUID, report.Modality = "1.2.840.10008.5.1.4.1.1.88.11", "SR"
    report.SeriesInstanceUID, report.SeriesNumber = "1.2.7", 99
    report.save_as(path, enforce_file_format=True)
    write("b", replace(PLAIN, number=5), affine=affine_of((5, 6, 3.0)))
    write("c", replace(PLAIN, number=6), data=ALIKE[:, :, :5])
    small, few, said = find_series([tmp_path]).series
    assert (small.verdict.code, few.verdict.code) == (SetAside.SMALL, SetAside.FEW_SLICES)
    assert "covers 30 mm" in small.verdict.reason
    assert said.verdict.reason == "It holds no pictures (SR)."
    with pytest.raises(ReadingError, match="holds no pictures"):
        read_series(said)


def test_colour_is_set_aside(write, only):
    for path in write():
        change(path, SamplesPerPixel=3, PhotometricInterpretation="RGB")
    assert only().verdict.code is SetAside.COLOUR


def test_nothing_there_is_said_plainly(tmp_path):
    with pytest.raises(ReadingError, match="no such file or folder"):
        find_series([tmp_path / "none"])
    with pytest.raises(ReadingError, match="no DICOM file is in it"):
        find_series([tmp_path])
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04 no archive")
    with pytest.raises(ReadingError, match=r"x\.zip: no archive that can be unpacked"):
        find_series([tmp_path])
    (tmp_path / "DICOMDIR").write_bytes(b"nothing")
    with pytest.raises(ReadingError, match="cannot be read as one"):
        find_series([tmp_path / "DICOMDIR"])


def test_what_cannot_be_read_is_told_and_the_rest_is_listed(tmp_path, write):
    paths = write()
    (tmp_path / "a" / "BAD").write_bytes(paths[0].read_bytes()[:200])
    (tmp_path / "a" / "locked.zip").write_bytes(_locked(paths[0]))
    found = find_series([tmp_path])
    assert found.series[0].facts.slices == 10
    said = " ".join(found.problems)
    assert "locked.zip" in said or "password" in said


def _locked(path: Path) -> bytes:
    """An archive whose member claims to be encrypted."""
    import io

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.write(path, "IM1")
    data = bytearray(buffer.getvalue())
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def test_listing_tells_progress_and_can_be_cancelled(tmp_path, write):
    for name in "abcd":
        write(name, replace(PLAIN, number=ord(name)))
    told = []
    find_series([tmp_path], lambda done, total, text: told.append((done, total)))
    assert told[-1] == (40, 40)
    assert [done for done, _ in told] == sorted(done for done, _ in told)

    def stop(done, total, text):
        if done > 16:
            raise Cancelled

    with pytest.raises(Cancelled):
        find_series([tmp_path], stop)


def test_a_directory_file_that_leads_out_of_its_disc_is_not_followed(tmp_path, write):
    """Its names are those of a file that came from elsewhere."""
    from core.dicom.places import Opener, list_places

    (outside,) = write("outside", data=ALIKE[..., :1])
    disc = tmp_path / "disc"
    disc.mkdir()
    for parts in (["..", "outside", outside.name], [str(outside)], ["../outside/" + outside.name]):
        directory_naming(disc, parts)
        with Opener() as opener:
            listing = list_places([disc / "DICOMDIR"], opener)
        assert not listing.places
        assert "1 of the 1 files that it names are not there" in listing.problems[0]


def directory_naming(folder, parts):
    """A DICOMDIR with one record, which names one file."""
    import pydicom
    from pydicom.dataset import Dataset, FileMetaDataset

    record, whole = Dataset(), Dataset()
    record.add_new(0x00041500, "CS", parts)
    whole.DirectoryRecordSequence = [record]
    whole.file_meta = FileMetaDataset()
    whole.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.1.3.10"
    whole.file_meta.MediaStorageSOPInstanceUID = "1.2.3"
    whole.file_meta.TransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian
    whole.save_as(folder / "DICOMDIR", enforce_file_format=True)
