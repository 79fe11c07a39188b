"""Studies and a model whose answer is known, for processes that no fixture reaches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import numpy as np

from core.segmenting.model_package import Model
from tests.conftest import write_study
from tests.core.cli.conftest import BrightSpots, toy_model, tumour_arrays


def tumour_study(folder: Path, moved: int = 0) -> None:
    """Write a small study with a tumour, another for each number of voxels that it is moved by."""
    write_study(folder, {m: np.roll(a, moved, 2) for m, a in tumour_arrays().items()})


@contextmanager
def fixed_model() -> Iterator[Model]:
    """Inside the block, the model finds bright spots whatever it is called."""
    model = toy_model(BrightSpots())
    with mock.patch("core.segmenting.model_package.load_model", return_value=model):
        yield model
