"""The fast way through a header finds what pydicom finds, or hands over to it."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pydicom
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.dicom import header as tags
from core.dicom.header import flattened, is_dicom, number, numbers, scan, texts
from core.errors import ReadingError
from core.phantom import scanner
from tests.core.dicom.conftest import change

PYDICOM_S_OWN = Path(pydicom.__file__).parent / "data" / "test_files"
_INHERENTLY_BROKEN = {"rtplan_truncated.dcm"}


def scanned(data: bytes):
    return scan(lambda count: data if count < 0 else data[:count], "it")


def trimmed(header) -> dict[int, str]:
    """Values without spaces around each, and numbers as numbers: pydicom changes their looks."""
    found = {}
    for tag, value in header.items():
        words = numbers(header, tag) or texts(header, tag)
        found[tag] = words if value else ()
    return found


def test_pydicom_s_own_files_are_read_as_pydicom_reads_them():
    read = 0
    for path in sorted(PYDICOM_S_OWN.glob("*.dcm")):
        if path.name in _INHERENTLY_BROKEN:
            continue
        data = path.read_bytes()
        try:
            found = scanned(data)
        except ReadingError:
            continue
        if found is None:
            continue
        whole = pydicom.dcmread(io.BytesIO(data), stop_before_pixels=True, force=True)
        expected = trimmed(flattened(whole))
        for tag, value in trimmed(found).items():
            if tag not in (tags.PATIENT_NAME, tags.SERIES_DESCRIPTION):
                assert value == expected.get(tag, ()), (path.name, hex(tag))
        read += tags.SOP_CLASS in found
    assert read > 50


words = st.text(
    st.characters(
        codec="utf-8",
        exclude_characters="\\^=",
        exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"],
    ),
    max_size=30,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    description=words,
    name=words,
    position=st.tuples(*[st.floats(-500, 500).map(lambda v: round(v, 3))] * 3),
    rows=st.integers(1, 65535),
    nested=st.integers(0, 3),
    defined=st.booleans(),
    syntax=st.sampled_from([scanner.EXPLICIT, scanner.IMPLICIT, scanner.BIG_ENDIAN]),
    bulk=st.integers(0, 40_000),
)
def test_any_header(description, name, position, rows, nested, defined, syntax, bulk):
    whole = pydicom.Dataset()
    whole.SpecificCharacterSet = "ISO_IR 192"
    whole.SOPClassUID, whole.SOPInstanceUID = "1.2.840.10008.5.1.4.1.1.4", "1.2.3"
    item = pydicom.Dataset()
    item.SeriesDescription = "not this one"
    for _ in range(nested):
        outer = pydicom.Dataset()
        outer.ReferencedImageSequence = [item, item]
        outer["ReferencedImageSequence"].is_undefined_length = not defined
        item = outer
    whole.ReferencedImageSequence = [item]
    whole["ReferencedImageSequence"].is_undefined_length = not defined
    item.is_undefined_length_sequence_item = not defined
    whole.SeriesDescription, whole.PatientName = description, name
    whole.add_new(0x00211001, "OB", b"\1\2" * (bulk // 2))
    whole.ImagePositionPatient = list(position)
    whole.Rows = rows
    whole.file_meta = pydicom.dataset.FileMetaDataset()
    whole.file_meta.TransferSyntaxUID = syntax
    buffer = io.BytesIO()
    whole.save_as(buffer, enforce_file_format=True)
    found = scanned(buffer.getvalue())
    assert found[tags.SERIES_DESCRIPTION] == description.strip()
    assert found.get(tags.PATIENT_NAME, "") == name.strip()
    assert numbers(found, tags.POSITION) == pytest.approx(position)
    assert number(found, tags.ROWS) == rows


def test_other_alphabets(write):
    (path, *_) = write()
    change(path, SpecificCharacterSet="ISO_IR 100", SeriesDescription="Schädel übersicht")
    found = scanned(path.read_bytes())
    assert found[tags.SERIES_DESCRIPTION] == "Schädel übersicht"


@pytest.mark.parametrize("charset", [b"ISO_I\0 100", b"no such one", b"hex_codec  "])
def test_a_character_set_that_is_none_hides_no_file(write, charset):
    path = write()[0]
    change(path, SpecificCharacterSet="ISO_IR 100 ", SeriesDescription="Schädel")
    content = path.read_bytes().replace(b"ISO_IR 100 ", charset[:11].ljust(11))
    assert scanned(content)[tags.SERIES_DESCRIPTION].startswith("Sch")


def test_a_file_without_a_preamble_is_dicom_too(write):
    (path, *_) = write()
    data = path.read_bytes()
    bare = data[132:]
    assert is_dicom(bare)
    assert scanned(bare)[tags.SOP_CLASS] == scanned(data)[tags.SOP_CLASS]


@settings(max_examples=60)
@given(st.binary(max_size=400))
def test_other_bytes_are_no_dicom_or_are_told(data):
    for start in (data, b"\0" * 128 + b"DICM" + data):
        try:
            found = scanned(start)
        except ReadingError:
            continue
        assert found is None or tags.ROWS not in found or number(found, tags.ROWS) is not None


@pytest.mark.parametrize("keep", [140, 300, 600])
def test_a_header_that_is_cut_off_is_told_or_has_less(keep, write):
    (path, *_) = write()
    try:
        found = scanned(path.read_bytes()[:keep])
    except ReadingError:
        return
    assert tags.ROWS not in found


def test_numbers_that_are_none():
    header = {tags.TR: "abc", tags.TE: "nan", tags.TI: " ", tags.POSITION: "1\\2\\inf"}
    for tag in header:
        assert numbers(header, tag) == ()
    assert np.isclose(number({tags.TR: "1.5e3"}, tags.TR), 1500)
