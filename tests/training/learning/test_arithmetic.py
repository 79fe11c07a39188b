"""The numbers to train in."""

from __future__ import annotations

import pytest
import torch

from tests.training.toys import TINY
from training.data.batches import batches
from training.learning.arithmetic import arithmetic
from training.learning.train import Place, Run


def test_training_computes_as_the_processor_does_best(cases, tmp_path, monkeypatch):
    """In the type that is chosen, and in no other: a machine without bfloat16 emulates it."""
    seen = set()

    def note(module, inputs, output):
        seen.add(output.dtype)

    for kind in (torch.float32, torch.bfloat16):
        monkeypatch.setattr("training.learning.train.arithmetic", lambda _, kind=kind: kind)
        run = Run(TINY, Place(torch.device("cpu")))
        run.network.train()
        run.network.stem.conv1.register_forward_hook(note)
        run.advance(*next(iter(batches(cases, TINY, 0, 0, 0))))
        assert seen == {kind}
        seen.clear()


@pytest.mark.parametrize(("precision", "kind"), [("bf16", torch.bfloat16), ("f32", torch.float32)])
def test_a_processor_trains_in_what_inference_takes_too(monkeypatch, precision, kind):
    monkeypatch.setattr("training.learning.arithmetic.best_precision", lambda _: precision)
    arithmetic.cache_clear()
    assert arithmetic(torch.device("cpu")) is kind
    arithmetic.cache_clear()
