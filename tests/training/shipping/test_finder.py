"""A package with a finder: made, verified, and loaded by both engines."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
import torch

from core.errors import ModelPackageError
from core.networks.network import Architecture
from core.segmenting.finder import FINDER_WEIGHTS
from core.segmenting.model_package import CARD, load_model, read_package
from training.data.recipes import COARSE
from training.learning.train import Place, Run
from training.shipping.finder import add_finder


@pytest.fixture(scope="module")
def package(toy_package, tmp_path_factory):
    folder = tmp_path_factory.mktemp("found")
    recipe = replace(COARSE, architecture=Architecture(widths=(4, 8, 8), supervised=1))
    Run(recipe, Place(torch.device("cpu"))).save(folder / "checkpoint.pt")
    (folder / "config.json").write_text('{"case_names": ["one", "two"]}')
    add_finder(toy_package, folder / "both", folder / "checkpoint.pt", 0.4, 0.25, 9.0)
    return folder / "both"


def test_the_package_tells_how_it_looks_and_what_taught_it(package):
    finder = read_package(package).finder
    assert (finder.seen, finder.least_ml, finder.margin_mm) == (0.4, 0.25, 9.0)
    assert finder.preprocessing.spacing_mm == 1.5
    assert finder.recipe["cases"] == ["one", "two"]
    assert read_package(package).name == "both"


def test_both_engines_find_the_same(package):
    array = np.random.default_rng(0).normal(size=(9, 16, 24, 16)).astype(np.float32)
    told = [
        np.array(load_model(package, engine, precision="f32").finder(array, lambda: None))
        for engine in ("openvino", "pytorch")
    ]
    np.testing.assert_allclose(*told, atol=2e-3)


def test_without_one_there_is_none(toy_package):
    assert load_model(toy_package).finder is None


def test_a_damaged_or_missing_coarse_network_is_told(package, tmp_path):
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(package, copy)
    (copy / FINDER_WEIGHTS).write_bytes(b"other")
    with pytest.raises(ModelPackageError, match=FINDER_WEIGHTS):
        read_package(copy)
    card = json.loads((copy / CARD).read_text())
    del card["files"][FINDER_WEIGHTS]
    (copy / CARD).write_text(json.dumps(card))
    with pytest.raises(ModelPackageError, match=FINDER_WEIGHTS):
        read_package(copy)
