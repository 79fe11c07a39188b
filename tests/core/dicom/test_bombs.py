"""DICOM that claims or unfolds to more than any series has: refused before memory is taken."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
import zlib

import numpy as np
import pydicom
import pytest

from core.dicom.codestreams import claimed_size
from core.dicom.finding import find_series
from core.dicom.library import dataset_of
from core.dicom.pixels import stored_pixels
from core.dicom.reading import read_series
from core.errors import ReadingError
from tests.core.dicom.conftest import ALIKE, change

JPEG_LS, JPEG_2000 = "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.90"
DEFLATED = "1.2.840.10008.1.2.1.99"


@pytest.fixture(autouse=True)
def little_memory():
    tracemalloc.start()
    yield
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 50 * 2**20


def test_two_thousand_million_frames(write, tmp_path):
    change(write(data=ALIKE[..., :1])[0], NumberOfFrames=2**31 - 1, ImagePositionPatient=None)
    with pytest.raises(ReadingError, match="places of its frames"):
        find_series([tmp_path])


def test_a_deflated_file_is_measured_before_it_is_unfolded(write, monkeypatch):
    monkeypatch.setattr("core.dicom.library._MOST_INFLATED", 2**24)
    (path,) = write(data=ALIKE[..., :1])
    whole = pydicom.dcmread(path)
    whole.file_meta.TransferSyntaxUID = DEFLATED
    out = io.BytesIO()
    whole.save_as(out, enforce_file_format=True)
    content = out.getvalue()
    assert dataset_of(content).Rows == whole.Rows
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = packer.compress(bytes(2**24 + 2**16))
    short = pydicom.filewriter.DicomBytesIO()
    pydicom.filewriter.write_file_meta_info(short, whole.file_meta)
    path.write_bytes(bytes(128) + b"DICM" + short.getvalue() + bomb + packer.flush())
    assert path.stat().st_size < 10**6
    with pytest.raises(ReadingError, match="damaged or cut off"):
        find_series([path])
    with pytest.raises(ReadingError, match="cannot be read as DICOM"):
        stored_pixels(path.read_bytes(), [0], "x")


@pytest.mark.parametrize("syntax", [JPEG_LS, JPEG_2000])
def test_a_codec_is_not_asked_for_more_than_the_header_says(write, syntax):
    (path,) = write(data=np.abs(ALIKE[..., :1]))
    whole = pydicom.dcmread(path)
    whole.compress(JPEG_LS) if syntax == JPEG_LS else None
    if syntax == JPEG_2000:
        (path,) = write("b", data=np.abs(ALIKE[..., :1]), syntax=JPEG_2000)
        whole = pydicom.dcmread(path)
    frame = pydicom.encaps.get_frame(whole.PixelData, 0, number_of_frames=1)
    assert claimed_size(frame) == (whole.Rows, whole.Columns)
    rows = whole.Rows.to_bytes(4 if syntax == JPEG_2000 else 2, "big")
    larger = frame.replace(rows, b"\x7f\xff" if len(rows) == 2 else b"\0\0\x7f\xff", 1)
    assert claimed_size(larger) != claimed_size(frame)
    whole.PixelData = pydicom.encaps.encapsulate([larger])
    out = io.BytesIO()
    whole.save_as(out, enforce_file_format=True)
    with pytest.raises(ReadingError, match="cannot be decoded"):
        stored_pixels(out.getvalue(), [0], "x")


def test_what_is_no_picture_claims_no_size():
    for frame in (b"", b"\xff\xd8", b"\xff\xd8\xff\xff\xff\xff\xff\xff", b"\xff\x4f\xff\x51", b"x"):
        assert claimed_size(frame) is None


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_members_that_shrank_without_bound_are_not_begun(write, tmp_path, packing):
    paths = write()
    with zipfile.ZipFile(tmp_path / "x.zip", "w", packing) as file:
        for path in paths:
            file.write(path, path.name)
    tracemalloc.reset_peak()  # of what packed it
    with pytest.raises(ReadingError, match="the archive that holds it is damaged"):
        find_series([tmp_path / "x.zip"])


def test_a_damaged_member_of_an_archive_is_told(write, tmp_path):
    """zlib has an error of its own, which is neither zipfile's nor the system's."""
    archive = tmp_path / "x.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for path in write():
            file.write(path, path.name)
    found = find_series([archive]).series[0]
    content = bytearray(archive.read_bytes())
    with zipfile.ZipFile(archive) as file:
        info = file.infolist()[0]
    start = info.header_offset + 30 + len(info.filename)
    content[start : start + 40] = b"\xff" * 40
    archive.write_bytes(content)
    with pytest.raises(ReadingError, match="damaged"):
        read_series(found)
    listed = find_series([archive])
    assert any("damaged" in problem for problem in listed.problems)
