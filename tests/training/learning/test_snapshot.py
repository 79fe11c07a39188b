"""Snapshots: what is kept of a run goes on as the run would."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import torch
from safetensors.torch import save_file

from core.networks.network import Architecture
from training.data.recipes import BEST, COURSE
from training.learning.snapshot import restore, take
from training.learning.train import CHECKPOINT, Place, Run
from training.shipping.export import load_checkpoint

TINY = Architecture(widths=(4, 8), supervised=1)
CPU = Place(torch.device("cpu"))


def run_folder(tmp_path, recipe):
    run = Run(replace(recipe, architecture=TINY), CPU)
    folder = tmp_path / "run"
    folder.mkdir()
    run.save(folder / CHECKPOINT)
    (folder / "config.json").write_text(json.dumps({"case_names": ["a", "b"]}))
    return run, folder


def test_a_restored_snapshot_exports_and_is_gone_on_from(tmp_path):
    run, folder = run_folder(tmp_path, BEST)
    take(folder, tmp_path / "kept" / "tiny.safetensors")
    checkpoint = restore(tmp_path / "kept" / "tiny.safetensors", tmp_path / "again")
    network, recipe = load_checkpoint(checkpoint)
    assert recipe["name"] == "best"
    for key, value in run.result.state_dict().items():
        assert torch.allclose(network.state_dict()[key], value, atol=1e-3)
    other = Run(replace(BEST, architecture=TINY, seed=5), CPU)
    other.start_from(checkpoint)
    assert torch.equal(other.network.head.weight, network.head.weight)
    config = json.loads((tmp_path / "again" / "config.json").read_text())
    assert config["case_names"] == ["a", "b"]


def test_what_is_no_snapshot_or_has_no_average_is_refused(tmp_path):
    _, folder = run_folder(tmp_path, COURSE)
    with pytest.raises(ValueError, match="averaged"):
        take(folder, tmp_path / "x.safetensors")
    save_file({"w": torch.zeros(2)}, tmp_path / "y.safetensors")
    with pytest.raises(ValueError, match=r"y\.safetensors"):
        restore(tmp_path / "y.safetensors", tmp_path / "again")
