"""Files made field by field, valid or not: each is read, or refused by a sentence."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import nibabel as nib
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.campaign.fuzzing.targets import TARGETS
from tests.campaign.fuzzing.watching import watched

SHORT = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
LONG = settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))

_floats = st.floats(width=32)
_small = st.integers(-1, 40)
_short = st.one_of(_small, st.integers(-(2**15), 2**15 - 1))
_code = st.sampled_from((0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 768, 1024, 1280, 1536, 2304))


@st.composite
def nifti_files(draw: Any) -> bytes:
    """A header with each field drawn for itself, and some bytes behind it."""
    header = np.zeros(1, nib.Nifti1Header.template_dtype)
    header["sizeof_hdr"] = draw(st.sampled_from((348, 540, 348, 348)))
    header["magic"] = draw(st.sampled_from((b"n+1", b"n+1", b"ni1", b"n+2", b"")))
    axes = draw(st.integers(0, 8))
    header["dim"] = [axes, *draw(st.lists(_short, min_size=7, max_size=7))]
    header["datatype"] = draw(_code)
    header["bitpix"] = draw(st.sampled_from((0, 1, 8, 16, 32, 64, 128)))
    header["pixdim"] = draw(st.lists(_floats, min_size=8, max_size=8))
    header["vox_offset"] = draw(st.one_of(st.sampled_from((0.0, 352.0, 368.0)), _floats))
    for name in ("scl_slope", "scl_inter", "quatern_b", "quatern_c", "quatern_d", "qoffset_x"):
        header[name] = draw(_floats)
    header["qform_code"], header["sform_code"] = draw(_small), draw(_small)
    for row in ("srow_x", "srow_y", "srow_z"):
        header[row] = draw(st.lists(_floats, min_size=4, max_size=4))
    header["xyzt_units"] = draw(st.integers(0, 255))
    content = header.tobytes() + draw(st.binary(max_size=64)) * draw(st.integers(0, 200))
    return gzip.compress(content, 1) if draw(st.booleans()) else content


_json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=9)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)
_shape = st.one_of(st.lists(st.integers(0, 20), min_size=3, max_size=3), _json)
_affine = st.one_of(
    st.lists(st.lists(st.floats(), min_size=4, max_size=4), min_size=4, max_size=4), _json
)
_study = st.fixed_dictionaries(
    {
        "name": st.one_of(st.text(max_size=9), _json),
        "mark": st.text(max_size=9),
        "raw": _json,
        "files": st.one_of(st.dictionaries(st.sampled_from(("T1", "x")), _json), _json),
        "shape": _shape,
        "affine": _affine,
    }
)
_part = st.fixed_dictionaries({"values": _json, "arrays": st.one_of(st.just(["a"]), _json)})
_parts = st.dictionaries(st.sampled_from(("results", "marks", "view", "brain", "../x")), _part)


@st.composite
def session_files(draw: Any) -> bytes:
    """A session whose index has the right keys, and anything behind them."""
    index = {
        "format": "gliovista-session",
        "version": draw(st.sampled_from((1, 1, 1, 2, None, "1"))),
        "program": draw(_json),
        "saved": draw(_json),
        "study": draw(st.one_of(_study, _study, _json)),
        "parts": draw(st.one_of(_parts, _parts, _json)),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("session.json", json.dumps(index))
        for part in index["parts"] if isinstance(index["parts"], dict) else ():
            file.writestr(f"{part}/a.nii.gz", gzip.compress(draw(nifti_files()), 1))
    return out.getvalue()


def tried(kind: str, name: str, content: bytes) -> None:
    with TemporaryDirectory() as folder:
        assert kind in TARGETS
        assert watched(kind, 0, {name: content}, Path(folder)) is None


@pytest.mark.filterwarnings("ignore")
class TestShort:
    @SHORT
    @given(nifti_files())
    def test_nifti(self, content):
        tried("nifti", "a.nii", content)

    @SHORT
    @given(nifti_files())
    def test_labels(self, content):
        tried("labels", "a.nii", content)

    @SHORT
    @given(session_files())
    def test_session(self, qapp, content):
        tried("session", "a.gliovista", content)


@pytest.mark.campaign
@pytest.mark.filterwarnings("ignore")
class TestWhole:
    @LONG
    @given(nifti_files())
    def test_nifti(self, content):
        tried("nifti", "a.nii", content)

    @LONG
    @given(nifti_files())
    def test_labels(self, content):
        tried("labels", "a.nii", content)

    @LONG
    @given(session_files())
    def test_session(self, qapp, content):
        tried("session", "a.gliovista", content)
