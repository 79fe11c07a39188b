"""An ONNX file with its JSON answers as the network that it was written from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.errors import ModelPackageError
from core.foreign_models.adding import add_model, read_original
from core.labels import Region
from core.segmenting.inference import segment
from core.segmenting.model_package import load_model
from core.segmenting.passes import Mode
from core.segmenting.recipe import Manner, Recipe, Scheme
from core.studies.study import Modality, Study

onnx = pytest.importorskip("onnx", reason="onnx writes the files: pip install -e '.[dev]'")
from onnx import TensorProto, helper, numpy_helper  # noqa: E402

ORDER = ("FLAIR", "T1c", "T1", "T2")
EDGES = (32, 32, 24)
CARD: dict[str, Any] = {
    "channels": list(ORDER),
    "normalisation": "zscore_nonzero",
    "window": list(EDGES),
    "outputs": ["whole tumor", "tumor core", "enhancing tumor"],
    "activation": "sigmoid",
    "name": "three by three",
    "cases": 12,
    "licences": "CC BY 4.0",
    "dice": {"WT": 0.9, "TC": 0.8, "ET": 0.7},
}


def weights(outputs: int = 3) -> dict[str, np.ndarray]:
    """Of two convolutions with a leaky rectifier between them."""
    rng = np.random.default_rng(3)
    return {
        "w1": rng.normal(0, 0.2, (6, 4, 3, 3, 3)).astype(np.float32),
        "b1": rng.normal(0, 0.2, 6).astype(np.float32),
        "w2": rng.normal(0, 0.5, (outputs, 6, 1, 1, 1)).astype(np.float32),
        "b2": rng.normal(0, 0.2, outputs).astype(np.float32),
    }


def answer_of(values: Mapping[str, np.ndarray], array: np.ndarray) -> np.ndarray:
    """The same by PyTorch: logits of (channels, a, b, c)."""
    import torch

    t = {name: torch.from_numpy(value) for name, value in values.items()}
    x = torch.from_numpy(array)[None]
    hidden = torch.nn.functional.conv3d(x, t["w1"], t["b1"], padding=1)
    hidden = torch.nn.functional.leaky_relu(hidden, 0.1)
    return torch.nn.functional.conv3d(hidden, t["w2"], t["b2"])[0].numpy()


def write_onnx(
    folder: Path,
    values: Mapping[str, np.ndarray],
    card: Mapping[str, Any] | None = None,
    **changes: Any,
) -> Path:
    """A file as exporters write it, batches of any size, with its JSON beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    shape, answer = ["batch", 4, *EDGES], ["batch", len(values["b2"]), *EDGES]
    graph = helper.make_graph(
        [
            helper.make_node("Conv", ["image", "w1", "b1"], ["h"], pads=[1] * 6),
            helper.make_node("LeakyRelu", ["h"], ["r"], alpha=0.1),
            helper.make_node("Conv", ["r", "w2", "b2"], ["logits"]),
        ],
        "small",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, answer)],
        [numpy_helper.from_array(value, name) for name, value in values.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    path = folder / "net.onnx"
    onnx.save(model, path)
    told = {**(CARD if card is None else card), **changes}
    path.with_suffix(".json").write_text(json.dumps(told))
    return path


def plain_answers(study: Study, values: Mapping[str, np.ndarray]) -> np.ndarray:
    """Normalise, slide windows by half their edges with MONAI's own inferer, and sigmoid."""
    import torch
    from monai.inferers import sliding_window_inference

    # The network's axes are LPS, as the demo's files are.
    data = np.stack([study.volumes[Modality(name)].data.astype(np.float32) for name in SEQUENCES])
    for channel in data:
        inside = channel != 0
        channel[inside] = (channel[inside] - channel[inside].mean()) / channel[inside].std()
    logits = sliding_window_inference(
        torch.from_numpy(data)[None],
        EDGES,
        1,
        lambda x: torch.from_numpy(np.stack([answer_of(values, part) for part in x.numpy()])),
        overlap=0.5,
        mode="gaussian",
    )[0]
    return torch.sigmoid(logits).numpy()


SEQUENCES = ("FLAIR", "T1Gd", "T1", "T2")


def test_a_whole_study_is_answered_as_by_the_network_it_was_written_from(
    small_demo: Study, tmp_path: Path, library: Path
) -> None:
    values = weights()
    package = add_model(write_onnx(tmp_path / "m", values), library)
    model = load_model(package.folder, precision="f32")
    found = segment(small_demo, model).probabilities
    assert found is not None
    expected = plain_answers(small_demo, values)
    # Probabilities of a result are whole 255ths.
    assert np.abs(found / 255 - expected).max() < 0.5 / 255 + 1e-3
    assert np.ptp(expected) > 0.3
    window = np.random.default_rng(0).normal(size=(4, *EDGES)).astype(np.float32)
    answer = np.array(model.engine(window, lambda: None))
    assert np.abs(answer - answer_of(values, window)).max() < 1e-3


def test_what_the_json_tells_is_told(tmp_path: Path, library: Path) -> None:
    package = add_model(write_onnx(tmp_path / "m", weights()), library)
    assert package.name == "three by three"
    assert package.folder.name == "three-by-three"
    assert package.origin.startswith("ONNX, SHA-256 ")
    assert package.channels == (Modality.FLAIR, Modality.T1GD, Modality.T1, Modality.T2)
    assert package.provenance["cases"] == "12"
    assert package.provenance["licences"] == "CC BY 4.0"
    assert package.provenance["conversion"]["largest_difference"] <= 1e-3
    assert package.scores["plain"]["TC"]["dice"] == 0.8


def test_a_folder_with_one_file_is_that_file(tmp_path: Path) -> None:
    path = write_onnx(tmp_path / "m", weights())
    assert read_original(tmp_path / "m").files[0] == path


def test_every_field_of_the_json_counts(tmp_path: Path) -> None:
    path = write_onnx(
        tmp_path / "m",
        weights(4),
        outputs=["background", "edema", "necrotic core", "enhancing tumour"],
        activation="softmax",
        normalisation=["none", "zscore", "range", "zscore_mask"],
        spacing_mm=[1, 1, 2],
        axes="RAS",
        crop=True,
        overlap=0.25,
        gaussian=False,
        mirrored=[0],
        manner="nnunet",
    )
    recipe: Recipe = read_original(path).recipe
    assert recipe.axes == "RAS"
    assert recipe.spacing_mm == (1.0, 1.0, 2.0)
    kinds = [type(step).__name__ for step in recipe.steps]
    assert kinds == ["Crop", "Normalise", "Resample"]
    assert recipe.steps[1].schemes == (  # type: ignore[union-attr]
        Scheme.NONE,
        Scheme.ZSCORE,
        Scheme.RANGE,
        Scheme.ZSCORE_MASK,
    )
    assert (recipe.windows.overlap, recipe.windows.gaussian) == (0.25, False)
    assert recipe.windows.manner is Manner.NNUNET
    assert recipe.mirrored == (0,)
    assert recipe.outputs.softmax
    assert recipe.outputs.regions == {Region.WT: (2, 1, 3), Region.TC: (2, 3), Region.ET: (3,)}


def test_accurate_mode_averages_the_mirrored_axes(
    small_demo: Study, tmp_path: Path, library: Path
) -> None:
    package = add_model(write_onnx(tmp_path / "m", weights(), mirrored=[0]), library)
    model = load_model(package.folder, precision="f32")
    fast, accurate = (segment(small_demo, model, mode=mode) for mode in Mode)
    assert accurate.megavoxels == 2 * fast.megavoxels
    assert not np.array_equal(fast.probabilities, accurate.probabilities)


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no channels": ({"channels": None}, r"net\.json: it does not say what is needed"),
    "another channel": ({"channels": ["FLAIR", "T1c", "T1", "CT"]}, "input channel “CT”"),
    "an unknown scheme": ({"normalisation": "minmax"}, "it does not say what is needed"),
    "too few schemes": ({"normalisation": ["none"]}, "as many normalisations"),
    "a flat window": ({"window": [32, 32]}, "are not three sizes"),
    "a region less": ({"outputs": ["whole tumor", "tumor core"]}, "do not tell ET"),
    "an activation": ({"activation": "relu"}, "it does not say what is needed"),
    "axes that are none": ({"axes": "XYZ"}, "it does not say what is needed"),
    "an axis that is none": ({"mirrored": [3]}, "a mirrored axis that is none"),
    "windows that never move": ({"overlap": 1.0}, "an overlap outside of 0 to 0.9"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_json_that_says_otherwise_is_refused_in_a_sentence(what: str, tmp_path: Path) -> None:
    changes, sentence = REFUSED[what]
    path = write_onnx(tmp_path / "m", weights(), **changes)
    with pytest.raises(ModelPackageError, match=sentence):
        read_original(path)


@pytest.mark.parametrize("name", ["channels", "normalisation", "window", "outputs", "activation"])
def test_a_field_that_is_needed_is_asked_for_by_name(name: str, tmp_path: Path) -> None:
    card = {key: value for key, value in CARD.items() if key != name}
    path = write_onnx(tmp_path / "m", weights(), card)
    with pytest.raises(ModelPackageError, match=f"it does not say {name}"):
        read_original(path)


def test_without_its_json_it_says_which_is_missing(tmp_path: Path) -> None:
    path = write_onnx(tmp_path / "m", weights())
    path.with_suffix(".json").unlink()
    with pytest.raises(ModelPackageError, match=r"net\.json: this file is missing"):
        read_original(path)


def test_weights_in_another_file_are_refused_and_not_read(tmp_path: Path, library: Path) -> None:
    """A file may name any other of this computer as its weights."""
    path = write_onnx(tmp_path / "m", weights())
    model = onnx.load(path)
    onnx.save(model, path, save_as_external_data=True, location="outside.bin", size_threshold=0)
    assert (tmp_path / "m" / "outside.bin").is_file()
    with pytest.raises(ModelPackageError, match="cannot be converted to OpenVINO"):
        add_model(path, library)
    assert not any(library.iterdir())


def test_an_answer_of_too_few_channels_is_refused(tmp_path: Path, library: Path) -> None:
    path = write_onnx(tmp_path / "m", weights(2))
    with pytest.raises(ModelPackageError, match="expected an answer of 3 channels"):
        add_model(path, library)
    assert not any(library.iterdir())


def test_a_damaged_file_is_refused(tmp_path: Path, library: Path) -> None:
    path = write_onnx(tmp_path / "m", weights())
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(ModelPackageError, match="cannot be converted to OpenVINO"):
        add_model(path, library)
