"""A trained click network becomes a package that the program loads."""

from __future__ import annotations

import json

import numpy as np
import pytest
import torch

from core.clicking.network_input import EDGE, PROMPTS
from core.clicking.package import (
    CLICK_CARD,
    load_click_model,
    read_click_package,
    shipped_click_packages,
)
from core.errors import ModelPackageError
from core.networks.network import Architecture, HalfResolutionUNet
from core.segmenting.preprocessing import Preprocessing
from training.clicks.command import main
from training.learning.train import CHECKPOINT

CHANNELS = Preprocessing().input_channels + PROMPTS
NAMED = ["--name", "toy"]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """A toy network, and the package made of its run's folder."""
    run = tmp_path_factory.mktemp("run")
    torch.manual_seed(0)
    architecture = Architecture(in_channels=CHANNELS, widths=(4, 4, 4, 4))
    network = HalfResolutionUNet(architecture).eval()
    recipe = {
        "ema": True,
        "architecture": architecture.to_json(),
        "preprocessing": Preprocessing().to_json(),
    }
    average = {f"module.{k}": v for k, v in network.state_dict().items()}
    torch.save({"recipe": recipe, "average": average, "step": 3}, run / CHECKPOINT)
    (run / "config.json").write_text(json.dumps({"case_names": ["a", "b"]}))
    folder = run / "models" / "clicks-9"
    main(["export", str(run), str(folder), *NAMED])
    return network, folder


def test_the_program_computes_what_was_trained(shipped):
    network, folder = shipped
    assert shipped_click_packages(folder.parent) == [folder]
    model = load_click_model(folder, precision="f32")
    assert model.package.name == "toy"
    assert model.package.provenance["cases"] == ["a", "b"]
    array = np.random.default_rng(0).standard_normal((CHANNELS, 32, 32, 32), np.float32)
    with torch.inference_mode():
        wanted = torch.sigmoid(network(torch.from_numpy(array)[None]))[0].numpy()
    np.testing.assert_allclose(model.engine(array, lambda: None), wanted, atol=5e-3)


def test_a_changed_file_is_refused(shipped, tmp_path):
    folder = tmp_path / "clicks-9"
    folder.mkdir()
    for file in shipped[1].iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    with (folder / "model.xml").open("a") as file:
        file.write(" ")
    with pytest.raises(ModelPackageError, match="SHA-256"):
        read_click_package(folder)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [("edge", EDGE - 16, "96 voxels"), ("format", 2, "format 1"), ("name", ..., "not a readable")],
)
def test_a_card_of_something_else_is_refused(shipped, tmp_path, key, value, said):
    card = json.loads((shipped[1] / CLICK_CARD).read_text())
    card["files"] = {}
    if value is ...:
        del card[key]
    else:
        card[key] = value
    (tmp_path / CLICK_CARD).write_text(json.dumps(card))
    with pytest.raises(ModelPackageError, match=said):
        read_click_package(tmp_path)


def test_a_program_without_a_network_says_what_is_missing(tmp_path):
    assert shipped_click_packages(tmp_path) == []
    with pytest.raises(ModelPackageError, match=r"is missing \(click network\)"):
        read_click_package(tmp_path)
