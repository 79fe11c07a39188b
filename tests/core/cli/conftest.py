"""A model whose answer is known for any study, and small studies that hold a tumour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from core.labels import Region
from core.segmenting import inference
from core.segmenting.model_package import Model, ModelPackage
from core.segmenting.postprocessing import PostProcessing
from core.segmenting.preprocessing import Preprocessing
from core.studies.study import Modality
from tests.conftest import brain_arrays, write_study

SPOT = (slice(8, 14), slice(14, 20), slice(10, 16))
SCORES = {
    "learnt": {"WT": {"dice": 0.8}, "TC": {"dice": 0.7}, "ET": {"dice": 0.6}},
    "missing": {"T1": {"WT": {"dice": 0.75}, "TC": {"dice": 0.65}, "ET": {"dice": 0.55}}},
}
CORE = (slice(10, 12), slice(16, 18), slice(12, 14))


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch):
    """Tables are as wide as in a file, whatever terminal the tests are started from."""
    monkeypatch.delenv("COLUMNS", raising=False)


@dataclass
class BrightSpots:
    """WT where FLAIR is bright, TC and ET where T1Gd is bright too."""

    name: str = "bright spots"
    multiple: int = 8
    interrupt: type[BaseException] | None = None

    def __call__(self, array, tick):
        tick()
        if self.interrupt is not None:
            raise self.interrupt
        whole = (array[3] > 3.9).astype(np.float32)
        core = whole * (array[1] > 3.9)
        return np.stack([whole, core, core])


def toy_model(engine: BrightSpots) -> Model:
    """A model of the package's usual rules around an engine."""
    package = ModelPackage(
        folder=Path("toy"),
        name="toy",
        architecture={"widths": [4, 8, 8]},
        preprocessing=Preprocessing(),
        postprocessing=PostProcessing(),
        flips=(0, 1, 2),
        shifts=(),
        window=None,
        provenance={},
        scores=SCORES,
    )
    return Model(package, engine)


@pytest.fixture
def engine(monkeypatch) -> BrightSpots:
    """The engine that `load_model` gives for the rest of the test."""
    engine = BrightSpots()
    model = toy_model(engine)
    monkeypatch.setattr(
        "core.segmenting.model_package.load_model", lambda folder, engine_name, threads: model
    )
    return engine


def tumour_arrays():
    """The toy brain with an oedema of 216 voxels around an enhancing core of 8."""
    arrays = brain_arrays()
    arrays[Modality.FLAIR][SPOT] = 1500
    arrays[Modality.T1GD][CORE] = 2500
    return arrays


@pytest.fixture
def case(tmp_path) -> Path:
    """A study folder with a tumour."""
    write_study(tmp_path / "case_1", tumour_arrays())
    return tmp_path / "case_1"


@pytest.fixture
def estimating(monkeypatch) -> Callable[..., None]:
    """Make `segment` estimate the Dice of each region as told."""
    run = inference.segment

    def estimate(**dice: float) -> None:
        found = {Region(name): value for name, value in dice.items()}
        monkeypatch.setattr(
            inference, "segment", lambda *a, **k: replace(run(*a, **k), expected_dice=found)
        )

    return estimate
