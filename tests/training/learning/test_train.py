"""Training runs: learning, resuming, later cycles, several processes."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from tests.training.toys import TINY
from training.data.batches import batches
from training.data.recipes import Stage
from training.learning.train import CHECKPOINT, Place, Run, train
from training.shipping.export import export

CPU = Place(torch.device("cpu"))


@pytest.mark.parametrize(("optimizer", "rate"), [("adamw", 1e-2), ("muon", 2e-2)])
def test_training_learns_and_writes_config_and_curves(cases, tmp_path, capsys, optimizer, rate):
    recipe = replace(
        TINY,
        stages=(Stage(60, (24, 24, 16)),),
        epoch_steps=20,
        ema=0.8,
        optimizer=optimizer,
        learning_rate=rate,
    )
    train(recipe, cases, tmp_path, CPU)
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Epoch")]
    losses = [float(line.split("loss ")[1].split()[0]) for line in lines]
    assert len(losses) == 3
    assert losses[-1] < 0.8 * losses[0]
    config = json.loads((tmp_path / "config.json").read_text())
    assert config["case_names"] == ["case0", "case1"]
    assert list(tmp_path.glob("events.out.tfevents.*"))


@pytest.mark.parametrize("optimizer", ["adamw", "muon"])
def test_an_interrupted_run_ends_as_an_uninterrupted_one(cases, tmp_path, optimizer):
    torch.set_num_threads(1)
    recipe = replace(TINY, optimizer=optimizer)
    whole = train(recipe, cases, tmp_path / "whole", CPU)
    half = Run(recipe, CPU)
    half.network.train()
    for step, (x, y) in enumerate(batches(cases, recipe, 0, 0, 0)):
        if step == 3:
            break
        half.advance(x, y)
    (tmp_path / "half").mkdir()
    half.save(tmp_path / "half" / CHECKPOINT)
    resumed = train(recipe, cases, tmp_path / "half", CPU)
    for a, b in zip(whole.parameters(), resumed.parameters(), strict=True):
        assert torch.allclose(a, b, atol=1e-5)


def test_a_checkpoint_of_another_recipe_is_refused(cases, tmp_path):
    Run(TINY, CPU).save(tmp_path / CHECKPOINT)
    with pytest.raises(ValueError, match="another recipe"):
        train(replace(TINY, learning_rate=1.0), cases, tmp_path, CPU)


def test_a_second_cycle_begins_with_the_first_ones_averaged_weights(cases, tmp_path):
    train(TINY, cases, tmp_path / "first", CPU)
    second = replace(TINY, name="second", after=TINY.name, stages=(Stage(1, (16, 16, 16)),))
    with pytest.raises(ValueError, match="--start"):
        train(second, cases, tmp_path / "second", CPU)
    first = tmp_path / "first" / CHECKPOINT
    run = Run(second, CPU)
    run.start_from(first)
    kept = torch.load(first, weights_only=True)["average"]
    for name, value in run.network.state_dict().items():
        assert torch.equal(value, kept[f"module.{name}"])
    train(second, cases, tmp_path / "second", CPU, start=first)
    assert torch.load(tmp_path / "second" / CHECKPOINT, weights_only=True)["step"] == 1


def test_a_run_begins_with_the_weights_of_a_model_package(tmp_path):
    first = Run(TINY, CPU)
    first.save(tmp_path / CHECKPOINT)
    export(tmp_path / CHECKPOINT, tmp_path / "package", "toy")
    second = Run(replace(TINY, seed=TINY.seed + 1), CPU)
    second.start_from(tmp_path / "package")
    theirs = first.result.state_dict()
    for name, value in second.network.state_dict().items():
        if not name.startswith("extra_heads."):
            torch.testing.assert_close(value, theirs[name], rtol=1e-3, atol=1e-4)


@pytest.mark.slow
def test_two_processes_train_one_network(cases_dir, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    names = ["BraTS2021_00006", "BraTS2021_01476"]
    command = [
        *[sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2"],
        *["--master-addr", "127.0.0.1", "--master-port", str(port)],
        *["-m", "training", "train", "--cases", str(cases_dir), "--out", str(tmp_path)],
        *["--steps", "2", "--threads", "1", "--device", "cpu", "--only", *names],
    ]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    root = Path(__file__).parents[3]
    done = subprocess.run(
        command, check=True, cwd=root, env=environment, capture_output=True, text=True
    )
    assert done.stdout.count("Epoch") == 2
    state = torch.load(tmp_path / CHECKPOINT, weights_only=True)
    assert state["step"] == 4
