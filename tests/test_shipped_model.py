"""The model that ships: its tumours are where the truth says, in each engine and precision."""

from __future__ import annotations

import json

import nibabel as nib
import numpy as np
import pytest

from core.files.label_files import read_label_file
from core.labels import Region, region_mask
from core.opening.reading import open_study
from core.phantom.phantom import demo_study
from core.scoring.evaluation import score_case
from core.scoring.metrics import dice
from core.segmenting.inference import segment
from core.segmenting.model_package import load_model, shipped_packages
from core.segmenting.passes import Mode
from core.studies.segmentation import Segmentation
from core.studies.study import Study
from desktop_app.__main__ import main

HABITS = {
    "BraTS-GLI-00000-000": "-t1n -t1c -t2W -t2f",
    "BraTS2021_00006": "_t1 _t1ce _t2 _flair",
    "Brats18_TCIA01_201_1": "_t1 _t1ce _t2 _flair, TCIA",
}


@pytest.fixture(scope="module")
def model():
    return load_model()


@pytest.fixture(scope="module")
def case(cases_dir) -> Study:
    return open_study(cases_dir / "BraTS2021_00006").study


@pytest.fixture(scope="module")
def found(case, model) -> Segmentation:
    return segment(case, model)


def test_one_package_ships_with_its_card_and_scores(model):
    (folder,) = shipped_packages()
    card = (folder / "MODEL_CARD.md").read_text(encoding="utf-8")
    cases = model.package.provenance["cases"]
    assert len(cases) == 46
    assert all(name in card for name in cases)
    assert model.package.scores["learnt"]["WT"]["dice"] > 0


def test_it_finds_the_demo_studys_tumour(model):
    study, truth = demo_study()
    scores = score_case("demo", segment(study, model).label_map, truth, study.grid.spacing_mm)
    assert scores.regions[Region.WT].dice > 0.8
    assert scores.regions[Region.TC].dice > 0.5


def test_bf16_and_float32_agree_with_pytorch(case):
    reference = segment(case, load_model(engine="pytorch"))
    for precision, least in (("f32", 0.999), ("bf16", 0.995)):
        other = segment(case, load_model(engine="openvino", precision=precision))
        for region in Region:
            masks = [region_mask(s.label_map, region) for s in (reference, other)]
            assert dice(*masks) >= least, (precision, region)


def test_a_run_is_repeated_to_the_byte(case, model, found):
    assert segment(case, model).probabilities.tobytes() == found.probabilities.tobytes()


def test_accurate_mode_is_no_other_answer(case, model, found):
    accurate = segment(case, model, mode=Mode.ACCURATE)
    masks = [region_mask(s.label_map, Region.WT) for s in (found, accurate)]
    assert dice(*masks) > 0.95


@pytest.mark.parametrize("name", HABITS, ids=HABITS.values())
def test_masks_lie_on_the_inputs_grid_and_score(cases_dir, tmp_path, capsys, name):
    predictions = tmp_path / "predictions"
    predictions.mkdir()
    mask = predictions / f"{name}.nii.gz"
    assert main(["segment", str(cases_dir / name), "-o", str(mask)]) == 0
    truth_file = next((cases_dir / name).glob("*seg*"))
    written, truth = nib.load(mask), read_label_file(truth_file)
    scan = nib.load(next((cases_dir / name).glob("*t1*")))
    assert written.shape == scan.shape
    assert np.array_equal(written.affine, scan.affine)
    capsys.readouterr()
    assert main(["evaluate", str(mask), str(truth_file), "--json"]) == 0
    (scored,) = json.loads(capsys.readouterr().out)["cases"]
    # The model has learnt from these cases: less would mean a broken path, not a hard case.
    assert scored["regions"]["WT"]["dice"] > 0.7
    assert truth.volume.grid.shape == written.shape
