"""Nothing that tells whose the source images are is left in an anonymised object."""

from __future__ import annotations

from dataclasses import replace

import pydicom
import pytest
from dicomanonymizer.dicom_anonymization_databases import dicomfields_2026c as profile

from core.dicom_results.deidentifying import deidentified
from core.dicom_results.segmentation_object import write_segmentation_object
from core.dicom_results.structure_set import write_structure_set
from tests.core.dicom_results.conftest import ORDERS, PLAIN, problems, turned

WRITERS = {"seg": write_segmentation_object, "rt": write_structure_set}
TELLING = {
    "PatientName": "Quispe^Rosaura",
    "PatientID": "HN-7741903",
    "IssuerOfPatientID": "HospitalXYZ",
    "PatientBirthDate": "19530417",
    "PatientSex": "F",
    "PatientAge": "072Y",
    "PatientAddress": "Avenida Grau 1530",
    "PatientComments": "daughter of Eulalia",
    "OtherPatientIDs": "DNI-40881726",
    "StudyDate": "20251231",
    "SeriesDate": "20251230",
    "AcquisitionDate": "20251229",
    "ContentDate": "20251228",
    "StudyTime": "235959.123",
    "StudyID": "STU-5519",
    "AccessionNumber": "ACC-662931",
    "ReferringPhysicianName": "Benavides^Octavio",
    "PerformingPhysicianName": "Zegarra^Ines",
    "OperatorsName": "Huanca^Luz",
    "InstitutionName": "Clinica Santa Beatriz",
    "StationName": "MRSCANNER3",
    "StudyDescription": "RM cerebro Quispe",
    "Manufacturer": "Scannermaker",
    "DeviceSerialNumber": "SN-883712",
    "PositionReferenceIndicator": "at Quispes nose",
}


@pytest.fixture
def anonymous(series, tmp_path):
    """Both objects of a telling series, and the series."""

    def make(**way):
        protocol = replace(PLAIN, more=TELLING)
        made = series(turned(ORDERS["axial"], (-1, -1, 1)), protocol=protocol, **way)
        for name, write in WRITERS.items():
            write(made.segmentation, made.volume, tmp_path / f"{name}.dcm", finish=deidentified)
        return made, {name: tmp_path / f"{name}.dcm" for name in WRITERS}

    return make


def elements(dataset):
    for element in dataset:
        yield element
        for item in element.value if element.VR == "SQ" else ():
            yield from elements(item)


@pytest.mark.parametrize("enhanced", [False, True])
def test_no_value_of_the_source_is_left(anonymous, enhanced):
    made, written = anonymous(enhanced=enhanced)
    uids = {
        str(e.value)
        for path in made.paths
        for e in elements(pydicom.dcmread(path))
        if e.VR == "UI" and not str(e.value).startswith("1.2.840.10008.")
    }
    assert len(uids) > 3
    words = [w for value in TELLING.values() for w in value.split("^") if len(w) > 1]
    for path in written.values():
        content = path.read_bytes()
        left = [w for w in (*words, *uids) if w.encode() in content]
        assert left == []
        assert problems(path) == []


def test_the_profiles_own_table_is_kept(anonymous):
    _, written = anonymous()
    removed = {tag[:2] for tag in profile.X_TAGS}
    # What the program itself wrote: the Clean Descriptors option.
    own = {"SeriesDescription", "ROIDescription", "ROIGenerationDescription", "ROIName",
           "StructureSetDescription", "StructureSetName"}  # fmt: skip
    emptied = {tag[:2] for tag in profile.Z_TAGS}
    for path in written.values():
        for element in elements(pydicom.dcmread(path)):
            tag = (element.tag.group, element.tag.element)
            if element.keyword not in own:
                assert tag not in removed, element.keyword
                assert tag not in emptied or element.value in ("", None, "ANONYMOUS"), (
                    element.keyword
                )


def test_objects_of_one_run_still_belong_together_and_say_what_was_done(anonymous):
    made, written = anonymous()
    seg, rt = (pydicom.dcmread(path) for path in written.values())
    for keyword in ("PatientID", "StudyInstanceUID", "FrameOfReferenceUID"):
        assert seg[keyword].value == rt[keyword].value
        assert seg[keyword].value != pydicom.dcmread(made.paths[0])[keyword].value
    of_seg = {i.ReferencedSOPInstanceUID
              for i in seg.ReferencedSeriesSequence[0].ReferencedInstanceSequence}  # fmt: skip
    frame = rt.ReferencedFrameOfReferenceSequence[0]
    series = frame.RTReferencedStudySequence[0].RTReferencedSeriesSequence[0]
    assert of_seg == {i.ReferencedSOPInstanceUID for i in series.ContourImageSequence}
    assert len(of_seg) == len(made.paths)
    for one in (seg, rt):
        assert one.PatientIdentityRemoved == "YES"
        assert one.file_meta.MediaStorageSOPInstanceUID == one.SOPInstanceUID
        codes = [c.CodeValue for c in one.DeidentificationMethodCodeSequence]
        assert codes == ["113100", "113105"]
    assert seg.SegmentSequence[0].SegmentLabel.startswith("Necrotic")
