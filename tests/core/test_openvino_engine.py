"""Cancelling OpenVINO in the middle of a pass."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest

from core.model_package import load_model
from core.progress import Cancelled


@pytest.mark.parametrize("reason", [Cancelled, KeyboardInterrupt])
def test_a_pass_that_is_cancelled_raises_the_reason_and_the_next_one_works(toy_package, reason):
    """The pass must be long enough to be under way when the first tick comes."""
    model = load_model(toy_package, "openvino", threads=1)
    edge = 224 // model.engine.multiple * model.engine.multiple
    array = np.random.default_rng(0).random((9, edge, edge, edge), np.float32)

    def cancel() -> None:
        raise reason

    with pytest.raises(reason):
        model.engine(array, cancel)
    small = array[:, :32, :32, :32]
    again = model.engine(small, lambda: None).copy()
    assert again.shape == (3, 32, 32, 32)
    np.testing.assert_array_equal(again, model.engine(small, lambda: None))


def test_the_input_is_let_go_after_a_pass(toy_package):
    model = load_model(toy_package, "openvino")
    array = np.zeros((9, 32, 32, 32), np.float32)
    gone = weakref.ref(array)
    model.engine(array, lambda: None)
    del array
    gc.collect()
    assert gone() is None


def test_a_processor_held_to_older_instructions_computes_in_float32(toy_package, monkeypatch):
    monkeypatch.setenv("ONEDNN_MAX_CPU_ISA", "AVX2")
    assert load_model(toy_package, "openvino").engine.name.endswith("f32")
