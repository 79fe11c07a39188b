"""Averaging the weights of two runs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from core.networks.network import Architecture
from training.data.recipes import Recipe, Stage
from training.learning.blend import blend, main
from training.learning.train import CHECKPOINT, Place, Run
from training.shipping.export import load_checkpoint

RECIPE = Recipe("tiny", Architecture(widths=(4, 8)), stages=(Stage(1, (16, 16, 16)),))


def finished(folder: Path, seed: int, widths=(4, 8), cases=("a", "b"), ema: float = 0.9) -> Path:
    architecture = Architecture(widths=widths)
    recipe = replace(RECIPE, seed=seed, architecture=architecture, ema=ema)
    folder.mkdir()
    Run(recipe, Place(torch.device("cpu"))).save(folder / CHECKPOINT)
    (folder / "config.json").write_text(json.dumps({"case_names": list(cases)}))
    return folder


def weights(path: Path) -> torch.Tensor:
    network, _ = load_checkpoint(path)
    return torch.cat([p.detach().flatten() for p in network.parameters()])


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_weights_lie_between_those_of_both_runs(tmp_path, share):
    first, second = finished(tmp_path / "first", 1), finished(tmp_path / "second", 2)
    mixed = weights(blend(first, second, tmp_path / "out", share))
    a, b = weights(first / CHECKPOINT), weights(second / CHECKPOINT)
    assert not torch.allclose(a, b)
    torch.testing.assert_close(mixed, (1 - share) * a + share * b)


def test_the_command_takes_halves_and_says_so_in_the_recipe(tmp_path, capsys):
    first, second = finished(tmp_path / "first", 1), finished(tmp_path / "second", 2)
    main([str(first), str(second), "--out", str(tmp_path / "out")])
    path = tmp_path / "out" / CHECKPOINT
    assert capsys.readouterr().out.strip() == str(path)
    _, recipe = load_checkpoint(path)
    assert recipe["blend"] == {"first": "tiny", "share_of_second": 0.5}
    assert json.loads((tmp_path / "out" / "config.json").read_text())["case_names"] == ["a", "b"]


def test_a_blend_of_a_blend_tells_both(tmp_path):
    runs = [finished(tmp_path / str(n), n) for n in range(3)]
    inner, outer = tmp_path / "inner", tmp_path / "outer"
    blend(runs[0], runs[1], inner, 0.25)
    _, recipe = load_checkpoint(blend(inner, runs[2], outer))
    assert recipe["blend"]["first_is_blend"] == {"first": "tiny", "share_of_second": 0.25}


def test_runs_that_do_not_belong_together_are_refused(tmp_path, capsys):
    first = finished(tmp_path / "first", 1)
    for name, reason, other in (
        ("wider", "architectures", {"widths": (4, 16)}),
        ("others", "same cases", {"cases": ("a", "c")}),
        ("last", "averaged", {"ema": 0.0}),
    ):
        with pytest.raises(ValueError, match=reason):
            blend(first, finished(tmp_path / name, 2, **other), tmp_path / "out")
    for second, told in (("others", "same cases"), ("none", "none/config.json")):
        with pytest.raises(SystemExit):
            main([str(first), str(tmp_path / second), "--out", str(tmp_path / "out")])
        assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
