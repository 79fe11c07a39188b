"""Where results go and what is told about a segmentation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from core.cli.options import NetworkOptions
from core.errors import WritingError
from core.labels import REGION_LABELS, TUMOUR_LABELS, Region
from core.segmenting.expected_dice import doubtful
from core.studies.naming import NIFTI_SUFFIXES
from core.studies.segmentation import Segmentation
from core.studies.study import Study

if TYPE_CHECKING:
    from core.segmenting.model_package import Model


def require_writable(paths: Sequence[Path], *, overwrite: bool, study: Study | None = None) -> None:
    """Refuse NIfTI files that cannot or may not be written, before the long work.

    Args:
        paths: all that will be written.
        overwrite: whether files that exist may be replaced.
        study: what was read; its scans never are.

    Raises:
        WritingError: wrong ending, or see :func:`core.files.outputs.require_outputs`.
    """
    from core.files.outputs import require_outputs

    require_nifti_names(paths)
    scans = [v.path for v in study.volumes.values() if v.path is not None] if study else []
    require_outputs(paths, overwrite=overwrite, inputs=scans)


def require_nifti_names(paths: Sequence[Path]) -> None:
    """Refuse names that are no NIfTI file's.

    Raises:
        WritingError: names the first one.
    """
    for path in paths:
        if not path.name.lower().endswith(NIFTI_SUFFIXES):
            raise WritingError(f"{path}: expected a name that ends in .nii or .nii.gz.")


def load(options: NetworkOptions) -> Model:
    """The model that the options name.

    Raises:
        ModelPackageError: see :func:`core.segmenting.model_package.load_model`.
    """
    from core.segmenting.model_package import load_model

    return load_model(named_model(options.model), options.engine.value, options.threads)


def named_model(named: Path | None) -> Path | None:
    """The package that ``--model`` means: a folder, or the name of a model that was brought."""
    if named is None:
        return None
    from core.foreign_models.library import find_model, models_folder

    return find_model(named, models_folder())


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


def told_ml(segmentation: Segmentation) -> dict[str, float]:
    """Volumes in millilitres of the labels and regions that the label map tells, by name.

    The label ET is the region ET. Regions that were asked for although the sequences cannot tell
    them bear a question mark.
    """
    ml = label_ml(segmentation)
    regions = {r.value: sum(ml[la.name] for la in REGION_LABELS[r]) for r in segmentation.regions}
    told = {**{label.name: ml[label.name] for label in segmentation.labels}, **regions}
    # Whatever is no WT hangs on the border of the core.
    doubted = set(told) - {Region.WT.value} if segmentation.untold else set()
    return {f"{name} ?" if name in doubted else name: value for name, value in told.items()}


def untold_lines(segmentation: Segmentation) -> list[str]:
    """What a person is told where the sequences cannot tell every region."""
    if not segmentation.untold:
        return []
    names = " and ".join(segmentation.untold)
    if segmentation.untold_shown:
        return [f"?: without T1Gd, {names} cannot be told. Do not trust them."]
    return [
        f"Without T1Gd, {names} cannot be told: the file holds the whole tumour alone, as oedema "
        "(ED, 2). --all-regions writes them all the same."
    ]


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
        "provenance": segmentation.provenance.to_json(),
        "slice_mm": measured["slice_mm"],
        "labels": measured["labels"],
        "regions": measured["regions"],
        "lesions": measured["lesions"],
        "lesion_sum_mm2": measured["lesion_sum_mm2"],
        "untold": [region.value for region in segmentation.untold],
        "untold_shown": segmentation.untold_shown,
        "expected_dice": None if expected is None else {r.value: d for r, d in expected.items()},
        "check": [region.value for region in doubtful(expected)],
    }


def axes_as_json(study: Study) -> dict[str, Any]:
    """How a study's axes were taken to run, and who says so."""
    return {
        "taken": study.grid.axis_codes,
        "from": study.axes_from.value,
        "sides_known": study.sides_known,
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
