"""One network to OpenVINO, and whether it still answers what the original does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from core.errors import ModelPackageError, lacks_memory
from core.foreign_models.original import Build
from core.networks.conversion import onnx_to_openvino, torch_to_openvino
from core.networks.openvino_engine import OpenVINOEngine
from core.segmenting.imported import in_regions
from core.segmenting.recipe import Recipe
from core.segmenting.recipe_steps import prepare_for
from core.segmenting.sliding import padding, window_places
from core.studies.study import Study

if TYPE_CHECKING:
    import openvino as ov

Array = npt.NDArray[np.float32]

TOLERANCE = 1e-3
"""By how much a probability may differ once converted."""


@dataclass(frozen=True)
class Converted:
    """How a conversion went.

    Attributes:
        largest_difference: between the probabilities of the original and the converted network.
    """

    largest_difference: float


def convert_network(
    build: Build, recipe: Recipe, study: Study, path: Path, on_compare: Callable[[], None]
) -> Converted:
    """Convert a network, write it, and compare it with the original on a window of a study.

    Args:
        build: makes the network.
        recipe: how it runs.
        study: to compare on.
        path: of the IR to write; its weights lie beside it.
        on_compare: called before the comparison; may raise ``Cancelled``.

    Raises:
        ModelPackageError: it cannot be built or converted, does not answer as its recipe says, or
            answers otherwise than the original.
    """
    import openvino as ov

    window = _window(study, recipe)
    network = build()
    try:
        model = _openvino(network, window)
        model.reshape(list(window.shape))
        _require_answer(model, recipe, path)
        ov.save_model(model, path, compress_to_fp16=False)
    except (RuntimeError, ValueError, TypeError, IndexError) as error:
        if lacks_memory(error):
            raise
        first = str(error).strip().splitlines()[-1][:200]
        raise ModelPackageError(f"This network cannot be converted to OpenVINO: {first}") from error
    on_compare()
    expected = _original_answer(network, model, window)
    del network, model
    engine = OpenVINOEngine(path, path.with_suffix(".bin"), 1, 0, "f32", one_size=True)
    found = engine(window[0], lambda: None)
    outputs = recipe.outputs
    difference = float(np.abs(in_regions(found, outputs) - in_regions(expected, outputs)).max())
    if not difference <= TOLERANCE:
        raise ModelPackageError(
            f"Converted to OpenVINO, this network's probabilities differ by {difference:.2g} from "
            f"the original's on the demo study; at most {TOLERANCE:g} is allowed."
        )
    return Converted(difference)


def _window(study: Study, recipe: Recipe) -> Array:
    """The middle window of a study as the network sees it, (1, channels, a, b, c)."""
    array = prepare_for(study, recipe).array
    padded = np.pad(array, [(0, 0), *padding(array.shape[1:], recipe.windows.size)])
    places = window_places(padded.shape[1:], recipe.windows)
    return np.ascontiguousarray(padded[(slice(None), *places[len(places) // 2])])[None]


def _openvino(network: Any, window: Array) -> ov.Model:
    if isinstance(network, Path):
        return onnx_to_openvino(network)
    import torch

    return torch_to_openvino(network, torch.from_numpy(window))


def _original_answer(network: Any, model: ov.Model, window: Array) -> Array:
    if isinstance(network, Path):
        # OpenVINO itself reads ONNX: what was written is compared with what was read.
        import openvino as ov

        compiled = ov.Core().compile_model(model, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
        return np.array(compiled(window)[0][0])
    import torch

    with torch.inference_mode():
        answer: Array = network(torch.from_numpy(window))[0].float().numpy()
    return answer


def _require_answer(model: ov.Model, recipe: Recipe, path: Path) -> None:
    if len(model.inputs) != 1 or len(model.outputs) != 1:
        raise ModelPackageError(
            f"{path.name}: expected a network of one input and one output, found "
            f"{len(model.inputs)} and {len(model.outputs)}."
        )
    shape = list(model.output(0).get_partial_shape().to_shape())
    needed = max(max(channels) for channels in recipe.outputs.regions.values()) + 1
    if len(shape) != 5 or tuple(shape[2:]) != recipe.windows.size or shape[1] < needed:
        raise ModelPackageError(
            f"{path.name}: expected an answer of {needed} channels or more, as large as its window "
            f"{recipe.windows.size}, found {tuple(shape)}."
        )
