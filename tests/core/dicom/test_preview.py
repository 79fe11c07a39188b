"""The picture that a series is recognised by."""

from __future__ import annotations

import zipfile

import numpy as np
import pytest

from core.dicom.finding import find_series
from core.dicom.places import Opener
from core.dicom.preview import middle_slice
from core.errors import ReadingError
from core.phantom.scanner import PROTOCOLS, Way, write_series
from core.studies.study import Modality

AFFINE = np.diag([-0.9, -1.1, 9.0, 1.0])


@pytest.fixture
def data():
    return np.random.default_rng(4).integers(0, 900, (24, 20, 11)).astype(np.int16)


@pytest.mark.parametrize("enhanced", [False, True])
def test_the_middle_slice_is_read_with_its_spacing(data, tmp_path, enhanced):
    write_series(tmp_path, data, AFFINE, PROTOCOLS[Modality.T2], Way(enhanced=enhanced))
    (series,) = find_series([tmp_path]).series
    with Opener() as opener:
        seen = middle_slice(series, opener)
    np.testing.assert_array_equal(seen.pixels, data[:, :, 5].T)
    assert seen.spacing_mm == pytest.approx((1.1, 0.9))


def test_it_is_read_from_an_archive(data, tmp_path):
    paths = write_series(tmp_path / "s", data, AFFINE, PROTOCOLS[Modality.T2])
    with zipfile.ZipFile(tmp_path / "s.zip", "w") as archive:
        for path in paths:
            archive.write(path, path.name)
    (series,) = find_series([tmp_path / "s.zip"]).series
    with Opener() as opener:
        np.testing.assert_array_equal(middle_slice(series, opener).pixels, data[:, :, 5].T)


def test_a_file_that_was_cut_off_says_so(data, tmp_path):
    paths = write_series(tmp_path, data, AFFINE, PROTOCOLS[Modality.T2])
    (series,) = find_series([tmp_path]).series
    paths[5].write_bytes(paths[5].read_bytes()[:-300])
    with Opener() as opener, pytest.raises(ReadingError, match="IM0006"):
        middle_slice(series, opener)
