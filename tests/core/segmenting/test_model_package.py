"""Model packages: verified, and nothing in them is executed."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from core.errors import ModelPackageError
from core.networks.package_files import WEIGHTS, sha256
from core.segmenting.model_package import (
    CARD,
    load_model,
    read_package,
    shipped_packages,
)
from core.studies.study import Modality


@pytest.fixture
def package(toy_package: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(toy_package, tmp_path / "package"))


def edit_card(package: Path, **changes) -> None:
    card = json.loads((package / CARD).read_text())
    (package / CARD).write_text(json.dumps({**card, **changes}))


def test_a_package_tells_its_constants(package):
    found = read_package(package)
    assert found.name == "toy"
    assert found.multiple == 8
    assert found.preprocessing.channels == tuple(Modality)
    assert found.provenance["recipe"]["name"] == "best"


@pytest.mark.parametrize("engine", ["openvino", "pytorch"])
def test_both_engines_load_and_say_what_they_are(package, engine):
    assert engine in load_model(package, engine).engine.name.lower()


def test_both_engines_read_one_copy_of_the_weights(package):
    array = np.random.default_rng(0).normal(size=(9, 32, 32, 32)).astype(np.float32)

    def answers() -> list[np.ndarray]:
        loaded = [load_model(package, e, precision="f32").engine for e in ("openvino", "pytorch")]
        return [engine(array, lambda: None).copy() for engine in loaded]

    before = answers()
    tensors = load_file(package / WEIGHTS)
    moved = {k: v * 1.5 if v.is_floating_point() else v for k, v in tensors.items()}
    save_file(moved, package / WEIGHTS)
    card = json.loads((package / CARD).read_text())
    edit_card(package, files={**card["files"], WEIGHTS: sha256(package / WEIGHTS)})
    after = answers()
    for pair in (before, after):
        np.testing.assert_allclose(*pair, atol=1e-3)
    assert np.abs(after[0] - before[0]).max() > 0.05
    assert {p.suffix for p in package.iterdir()} == {".json", ".safetensors", ".xml"}


@pytest.mark.parametrize("file", [WEIGHTS, "model.xml"])
def test_a_changed_file_is_refused_by_name(package, file):
    path = package / file
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(ModelPackageError, match=rf"{file}.*SHA-256"):
        read_package(package)


def test_a_missing_file_is_refused_by_name(package):
    (package / WEIGHTS).unlink()
    with pytest.raises(ModelPackageError, match=WEIGHTS):
        read_package(package)


def test_a_file_outside_the_package_is_refused(package):
    edit_card(package, files={"../secret": "0"})
    with pytest.raises(ModelPackageError, match="plain file name"):
        read_package(package)


def test_a_later_format_is_refused(package):
    edit_card(package, format=99)
    with pytest.raises(ModelPackageError, match="99"):
        read_package(package)


def test_a_card_that_is_no_json_is_refused(package):
    (package / CARD).write_text("weights, trust me")
    with pytest.raises(ModelPackageError, match="not a readable model card"):
        read_package(package)


class Bomb:
    """Unpickling it would leave a mark."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self):
        return Path.touch, (self.mark,)


def test_a_bare_state_dict_is_refused_and_never_unpickled(tmp_path):
    mark = tmp_path / "executed"
    bare = tmp_path / "modelo_entrenado.pth"
    torch.save({"weights": Bomb(mark)}, bare)
    with pytest.raises(ModelPackageError, match="A model package is a folder"):
        load_model(bare)
    assert not mark.exists()


def test_a_folder_without_a_card_is_refused(tmp_path):
    with pytest.raises(ModelPackageError, match="no model package here"):
        read_package(tmp_path)


def test_at_most_one_generation_ships():
    assert len(shipped_packages()) <= 1


def test_openvino_runs_without_torch(package):
    code = (
        "import sys; from pathlib import Path;"
        "from core.segmenting.model_package import load_model;"
        f"load_model(Path({str(package)!r}), 'openvino');"
        "assert not {'torch', 'monai'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[3])


def edit_signed(package: Path, name: str, content: bytes) -> None:
    """Change a file and its hash in the card, as somebody would who means it."""
    (package / name).write_bytes(content)
    card = json.loads((package / CARD).read_text())
    edit_card(package, files={**card["files"], name: sha256(package / name)})


@pytest.mark.parametrize(
    "changes",
    [
        {"files": None},
        {"expected_dice": 4},
        {"architecture": {"widths": 3}},
        {"architecture": {"in_channels": 9}},
        {"architecture": {"in_channels": 9, "widths": [4, 8, 10**9]}},
        {"architecture": {"in_channels": 9, "widths": [4] * 40}},
        {"architecture": {"in_channels": float("inf"), "widths": [4]}},
    ],
)
def test_a_card_of_other_kinds_of_values_is_refused(package, changes):
    edit_card(package, **changes)
    with pytest.raises(ModelPackageError, match="not a readable model card"):
        read_package(package)


def test_a_network_that_is_none_is_refused_by_either_engine(package):
    text = (package / "model.xml").read_text()
    edit_signed(package, "model.xml", text.replace('id="3"', 'id="-1"', 1).encode())
    with pytest.raises(ModelPackageError, match="OpenVINO cannot load this network"):
        load_model(package, "openvino")
    weights = (package / WEIGHTS).read_bytes()
    edit_signed(package, WEIGHTS, weights[:8] + b"\xff" + weights[9:])
    with pytest.raises(ModelPackageError, match=WEIGHTS):
        load_model(package, "pytorch")


def test_an_architecture_larger_than_its_weights_takes_no_memory(package, monkeypatch):
    taken = []
    empty = torch.empty
    monkeypatch.setattr(torch, "empty", lambda *a, **k: taken.append(empty(*a, **k)) or taken[-1])
    card = json.loads((package / CARD).read_text())
    edit_card(package, architecture={**card["architecture"], "widths": [4096, 4096, 4096]})
    with pytest.raises(ModelPackageError, match="size mismatch"):
        load_model(package, "pytorch")
    assert taken
    assert {t.device.type for t in taken} == {"meta"}
