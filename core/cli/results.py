"""Where results go, what may be replaced, and what is told about a segmentation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from core.cli.options import NetworkOptions
from core.errors import WritingError
from core.labels import TUMOUR_LABELS
from core.segmenting.expected_dice import doubtful
from core.studies.naming import NIFTI_SUFFIXES
from core.studies.segmentation import Segmentation

if TYPE_CHECKING:
    from core.segmenting.model_package import Model


def require_writable(path: Path, *, overwrite: bool) -> None:
    """Refuse an output path before the long work rather than after it.

    Raises:
        WritingError: wrong ending, no such folder, or a file that may not be replaced.
    """
    if not path.name.lower().endswith(NIFTI_SUFFIXES):
        raise WritingError(f"{path}: expected a name that ends in .nii or .nii.gz.")
    if not path.absolute().parent.is_dir():
        raise WritingError(f"{path}: its folder does not exist. Make it first.")
    if path.exists() and not overwrite:
        raise WritingError(
            f"{path}: this file exists. Choose another name, or add --overwrite to replace it."
        )


def load(options: NetworkOptions) -> Model:
    """The model that the options name.

    Raises:
        ModelPackageError: see :func:`core.segmenting.model_package.load_model`.
    """
    from core.segmenting.model_package import load_model

    return load_model(options.model, options.engine.value, options.threads)


@contextmanager
def loading(options: NetworkOptions) -> Iterator[Callable[[], Model]]:
    """Load the model while the block reads a study.

    Yields:
        Gives the model, waiting for it if need be; raises what :func:`load` raised.
    """
    with ThreadPoolExecutor(1, thread_name_prefix="model") as pool:
        yield pool.submit(load, options).result


def label_ml(segmentation: Segmentation) -> dict[str, float]:
    """Volume of each label in millilitres."""
    voxel_ml = segmentation.grid.voxel_ml
    return {
        label.name: np.count_nonzero(segmentation.label_map == label) * voxel_ml
        for label in TUMOUR_LABELS
    }


def as_json(segmentation: Segmentation, model: Model) -> dict[str, Any]:
    """What machines ask of a segmentation: volumes, sizes, time, and what made it."""
    from core.measuring.measurements import measure

    measured = measure(segmentation).to_dict()
    expected = segmentation.expected_dice
    return {
        "study": segmentation.study_name,
        "model": segmentation.model_name,
        "engine": model.engine.name,
        "seconds": segmentation.seconds,
        "labels": measured["labels"],
        "regions": measured["regions"],
        "expected_dice": None if expected is None else {r.value: d for r, d in expected.items()},
        "check": [region.value for region in doubtful(expected)],
    }


def expected_lines(segmentation: Segmentation) -> list[str]:
    """What a person is told of the Dice to expect: the estimates, and whether to look twice."""
    expected = segmentation.expected_dice
    if not expected:
        return []
    listed = " ".join(f"{region.value} {dice:.2f}" for region, dice in expected.items())
    lines = [f"Expected Dice (estimate): {listed}"]
    low = doubtful(expected)
    if low:
        lines.append(f"Check this one: the estimate of {' and '.join(low)} is low.")
    return lines
