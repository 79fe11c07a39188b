"""The fast engine finds the same tumour as PyTorch in float32, on real cases."""

from __future__ import annotations

import pytest

from core.labels import Region, region_mask
from core.opening.reading import open_study
from core.scoring.metrics import dice
from core.segmenting.inference import segment
from core.segmenting.model_package import load_model
from core.segmenting.passes import Mode

CASES = (
    "BraTS-GLI-00000-000",
    "BraTS2021_00006",
    "BraTS2021_01480",
    "Brats18_TCIA01_201_1",
    "Brats18_TCIA10_637_1",
)
"""Each way of naming files, large and small tumours, one without enhancement."""


@pytest.fixture(scope="module", params=["auto", "f32"])
def engines(request):
    """OpenVINO as it runs by itself here (bf16 where that is faster) and in float32; PyTorch."""
    fast = load_model(None, "openvino", precision=request.param)
    return fast, load_model(None, "pytorch")


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_openvino_paints_what_pytorch_paints(cases_dir, engines, name):
    study = open_study(cases_dir / name).study
    found, reference = (segment(study, model, mode=Mode.FAST) for model in engines)
    for region in Region:
        masks = [region_mask(s.label_map, region) for s in (found, reference)]
        assert dice(*masks) >= 0.995, (name, region, [int(m.sum()) for m in masks])
