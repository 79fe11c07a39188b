"""Cancelling OpenVINO in the middle of a pass."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest

from core.progress import Cancelled
from core.segmenting.model_package import load_model


@pytest.mark.parametrize("precision", ["f32", "bf16"])
def test_a_pass_that_is_cancelled_raises_the_reason_and_the_next_one_works(toy_package, precision):
    """The pass must be long enough to be under way when the first tick comes."""
    model = load_model(toy_package, "openvino", threads=1, precision=precision)
    edge = 160 // model.engine.multiple * model.engine.multiple
    array = np.random.default_rng(0).random((9, edge, edge, edge), np.float32)
    small = array[:, :32, :32, :32]
    before = [model.engine(small, lambda: None).copy(), model.engine(array, lambda: None).copy()]
    for reason in (Cancelled, KeyboardInterrupt):

        def cancel(reason: type[BaseException] = reason) -> None:
            raise reason

        with pytest.raises(reason):
            model.engine(array, cancel)
        for given, expected in zip((small, array), before, strict=True):
            np.testing.assert_array_equal(model.engine(given, lambda: None), expected)


@pytest.mark.parametrize("precision", ["f32", "bf16"])
def test_the_input_is_let_go_after_a_pass_and_the_answer_holds(toy_package, precision):
    model = load_model(toy_package, "openvino", precision=precision)
    array = np.random.default_rng(1).random((9, 32, 32, 48), np.float32)
    gone = weakref.ref(array)
    answer = model.engine(array, lambda: None)
    copy = answer.copy()
    del array
    gc.collect()
    assert gone() is None
    np.testing.assert_array_equal(answer, copy)
    other = model.engine(np.zeros((9, 16, 48, 32), np.float32), lambda: None)
    assert other.shape == (3, 16, 48, 32)


def test_a_processor_held_to_older_instructions_computes_in_float32(toy_package, monkeypatch):
    monkeypatch.setenv("ONEDNN_MAX_CPU_ISA", "AVX2")
    assert load_model(toy_package, "openvino").engine.name.endswith("f32")
