"""A package with a companion: made, verified, and run in Accurate mode."""

from __future__ import annotations

import json

import numpy as np
import pytest
import torch

from core.errors import ModelPackageError
from core.progress import Cancelled
from core.segmenting.cascade import Part, View
from core.segmenting.companion import Companion
from core.segmenting.inference import segment
from core.segmenting.model_package import CARD, load_model, read_package
from core.segmenting.passes import Mode
from core.studies.study import Modality, Study, Volume
from tests.conftest import LPS, brain_arrays
from training.teacher.ship import LICENCE, add_companion
from training.teacher.slabnet import SlabNet

AXIAL = Companion(0.5, (View.AXIAL,), 4, 8, (Part.WT, Part.TC), "made up")


def networks(fixed: tuple = AXIAL.fixed) -> dict:
    torch.manual_seed(0)
    made = {}
    for part in Part:
        network = SlabNet(twice=part is Part.WT).eval()
        for parameter in network.parameters():
            if parameter.ndim > 1:
                torch.nn.init.normal_(parameter, std=0.05)
        for norm in network.norms().values():
            norm.fixed = part in fixed
        made[part, View.AXIAL] = network
    return made


@pytest.fixture(scope="module")
def package(toy_package, tmp_path_factory):
    folder = tmp_path_factory.mktemp("shipped")
    licence = folder / "licence.txt"
    licence.write_text("may be copied with this notice\n")
    add_companion(toy_package, folder / "both", networks(), AXIAL, licence)
    return folder / "both"


@pytest.fixture
def study() -> Study:
    return Study("toy", {m: Volume(a, LPS) for m, a in brain_arrays().items()})


def test_the_package_tells_its_companion_and_holds_its_licence(package):
    found = read_package(package)
    assert found.companion == AXIAL
    assert found.name == "both"
    assert (package / LICENCE).read_text().startswith("may be copied")


def test_accurate_mode_alone_asks_the_companion(package, toy_package, study):
    both, alone = load_model(package, precision="f32"), load_model(toy_package, precision="f32")
    fast = [segment(study, model).probabilities for model in (both, alone)]
    assert np.array_equal(*fast)
    accurate = segment(study, both, mode=Mode.ACCURATE).probabilities
    difference = np.abs(accurate.astype(int) - fast[0])
    assert difference.max() > 10
    again = segment(study, both, mode=Mode.ACCURATE).probabilities
    assert np.array_equal(accurate, again)


def test_a_study_that_lacks_a_sequence_is_segmented_without_it(package, toy_package, study):
    volumes = {m: v for m, v in study.volumes.items() if m is not Modality.T2}
    lacking = Study("toy", volumes)
    found = [
        segment(lacking, load_model(p, precision="f32"), mode=Mode.ACCURATE).probabilities
        for p in (package, toy_package)
    ]
    assert np.array_equal(*found)


def test_progress_goes_on_through_the_companion_and_can_cancel(package, study):
    model, told = load_model(package, precision="f32"), []
    segment(study, model, lambda d, n, what: told.append((d, n, what)), Mode.ACCURATE)
    done = [d / n for d, n, _ in told]
    assert done == sorted(done)
    last = max(d for d, _, what in told if what == "network")

    def cancel(step: int, steps: int, what: str) -> None:
        if what == "network" and step == last:
            raise Cancelled

    with pytest.raises(Cancelled):
        segment(study, model, cancel, Mode.ACCURATE)


def test_a_card_that_hides_a_file_of_the_companion_is_refused(package, tmp_path):
    import shutil

    copy = shutil.copytree(package, tmp_path / "copy")
    card = json.loads((copy / CARD).read_text())
    del card["files"]["companion_tc_axial.bin"]
    (copy / CARD).write_text(json.dumps(card))
    with pytest.raises(ModelPackageError, match=r"companion_tc_axial\.bin"):
        read_package(copy)


def test_statistics_of_the_crop_at_hand_do_not_ship(toy_package, tmp_path):
    with pytest.raises(ValueError, match="fixed statistics"):
        add_companion(toy_package, tmp_path / "no", networks(()), AXIAL, tmp_path / "l.txt")
    assert not (tmp_path / "no").exists()
