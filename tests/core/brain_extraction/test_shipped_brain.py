"""The brain extractor that ships: raw heads, real and synthetic, each sequence by itself."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from core.brain_extraction.extraction import extract_brain
from core.brain_extraction.package import BRAIN_FOLDER, load_brain_model
from core.files.nifti import read_volume
from core.phantom.phantom import raw_demo_study
from core.space.resampling import sampled
from core.studies.study import Modality, Volume

MOST_BYTES = 4_000_000


@pytest.fixture(scope="module")
def model():
    return load_brain_model()


@pytest.fixture(scope="module")
def raw():
    return raw_demo_study(shape=(100, 128, 140), spacing_mm=2.0)


def dice(a, b):
    return 2 * (a & b).sum() / (a.sum() + b.sum())


def test_it_is_small_and_its_card_names_its_heads_and_teachers(model):
    assert sum(p.stat().st_size for p in BRAIN_FOLDER.iterdir()) < MOST_BYTES
    card = (BRAIN_FOLDER / "MODEL_CARD.md").read_text(encoding="utf-8")
    heads = model.package.provenance["heads"]
    assert len(heads) > 20
    assert all(name.split("_")[2] in card for name in heads)
    for teacher in model.package.provenance["teachers"]:
        assert teacher["name"] in card
        assert teacher["licence"] in card


@pytest.mark.slow
@pytest.mark.parametrize("modality", list(Modality))
def test_it_finds_the_demo_heads_brain_in_every_sequence(model, raw, modality):
    brain = extract_brain({modality.value: raw.study.volumes[modality]}, model)
    assert dice(brain.mask, raw.brain) > 0.9
    tumour = raw.truth > 0
    assert (tumour & ~brain.mask).sum() <= 0.005 * tumour.sum()


@pytest.mark.slow
def test_thick_slices_of_a_turned_head_give_the_same_brain(model, raw):
    volume = raw.study.volumes[Modality.T1GD]
    turn = np.radians(12)
    matrix = np.eye(4)
    matrix[1:3, 1:3] = [[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]
    thick = volume.data[:, :, : 140 // 3 * 3].reshape(100, 128, -1, 3).mean(axis=3)
    affine = volume.affine @ np.array([[1.0, 0, 0, 0], [0, 1, 0, 0], [0, 0, 3, 1], [0, 0, 0, 1]])
    thick_volume = Volume(thick.astype(np.int16), matrix @ affine)
    brain = extract_brain({"T1Gd": thick_volume}, model)
    true = sampled(raw.brain.astype(np.uint8), matrix @ volume.affine, thick_volume.grid) >= 0.5
    assert dice(brain.mask, true) > 0.88


@pytest.mark.slow
def test_the_sequences_of_a_real_raw_study_tell_of_one_brain(model, raw_dir):
    """TCGA-FG-6692 with 5.5 mm slices: MindGrab's masks of its T1Gd and FLAIR hold 1,650 ml."""
    files = sorted((raw_dir / "TCGA-FG-6692").glob("*.nii*"))
    volumes = {path.name.rsplit("_", 1)[1].split(".")[0]: read_volume(path) for path in files}
    assert set(volumes) == {"t1", "t1c", "t2", "fla"}
    found = {name: extract_brain({name: volume}, model) for name, volume in volumes.items()}
    for name, brain in found.items():
        assert 1450 < brain.ml < 1850, name
    # T1 and T1Gd share their grid, but the head moved by 9.7° between them: volumes alone.
    for a, b in combinations(found.values(), 2):
        assert abs(a.ml - b.ml) < 130
