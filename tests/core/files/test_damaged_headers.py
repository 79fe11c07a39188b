"""Damaged headers: each is read, checked and written from, or refused by a sentence."""

from __future__ import annotations

import logging

import nibabel as nib
import numpy as np
import pytest

from core.checks.preflight import check
from core.errors import GliovistaError
from core.files.nifti import read_volume
from core.files.writing import write_volume
from core.studies.study import Modality
from tests.conftest import LPS, brain_arrays, write_nifti

SEEDS = range(8)
ROUNDS = 150
ODD = (
    0,
    1,
    -1,
    2,
    4,
    347,
    348,
    351,
    352,
    353,
    1e9,
    1e38,
    np.nan,
    np.inf,
    -np.inf,
    0.5,
    255,
    -32768,
)


def damaged(content: bytes, kind: np.dtype, rng: np.random.Generator) -> bytes:
    """One to three fields of a header changed, to an odd value or in one byte."""
    changed = bytearray(content)
    header = np.frombuffer(changed, kind, 1)
    numbers = [n for n in kind.names if kind[n].base.kind in "iuf"]
    for _ in range(rng.integers(1, 4)):
        if rng.random() < 0.5:
            changed[rng.integers(kind.itemsize)] = rng.integers(256)
            continue
        field = header[str(rng.choice(numbers))].reshape(-1)
        with np.errstate(all="ignore"):
            value = np.array(rng.choice(ODD))
            field[rng.integers(field.size)] = value.astype(field.dtype)
    return bytes(changed)


@pytest.mark.slow
@pytest.mark.filterwarnings("error", "ignore:invalid value encountered in cast")
@pytest.mark.parametrize("seed", SEEDS)
def test_a_damaged_header_ends_in_a_result_or_a_sentence(tmp_path, caplog, seed):
    volumes = {
        m: read_volume(write_nifti(tmp_path / f"{m}.nii", data))
        for m, data in brain_arrays((12, 13, 11)).items()
    }
    kind = nib.Nifti1Header
    if seed % 2:
        kind = nib.Nifti2Header
        nib.save(nib.Nifti2Image(volumes[Modality.T1].data, LPS), tmp_path / "T1.nii")
    content = (tmp_path / "T1.nii").read_bytes()
    rng = np.random.default_rng(seed)
    path, result = tmp_path / "damaged.nii", tmp_path / "result.nii"
    for _ in range(ROUNDS):
        path.write_bytes(damaged(content, kind.template_dtype, rng))
        try:
            volume = read_volume(path)
            check({**volumes, Modality.T1: volume}, "x")
            write_volume(np.zeros(volume.data.shape, np.uint8), volume, result)
        except GliovistaError as error:
            text = str(error)
            assert text.startswith((str(path), str(result)))
            assert text.endswith(".")
        else:
            np.testing.assert_allclose(read_volume(result).affine, volume.affine, atol=1e-3)
    # nibabel's own remarks would name no file.
    assert [r for r in caplog.records if r.levelno >= logging.WARNING] == []
