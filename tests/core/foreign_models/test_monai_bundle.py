"""A MONAI bundle answers here what MONAI answers; what it asks beyond the known is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nibabel as nib
import numpy as np
import pytest
import torch

from core.errors import CheckError, ModelPackageError
from core.foreign_models.adding import add_model, read_original
from core.segmenting.imported import imported_probabilities
from core.segmenting.inference import segment
from core.segmenting.model_package import load_model
from core.studies.study import Modality, Study
from tests.core.foreign_models.makers import (
    NORMALISE,
    SEGRESNET,
    bundle_config,
    segresnet,
    write_bundle,
)

ORDER = (Modality.T1GD, Modality.T1, Modality.T2, Modality.FLAIR)


def monai_answers(study: Study, folder: Path, files: Path) -> np.ndarray:
    """Sigmoid of what MONAI's own bundle parser, transforms and inferer give: TC, WT, ET."""
    from monai.bundle import ConfigParser

    paths = []
    for modality in ORDER:
        volume = study.volumes[modality]
        paths.append(files / f"{modality.value}.nii")
        nib.save(nib.Nifti1Image(volume.data, volume.affine), paths[-1])
    parser = ConfigParser()
    parser.read_config(folder / "configs" / "inference.json")
    parser["device"] = "cpu"
    network = parser.get_parsed_content("network_def").eval()
    network.load_state_dict(torch.load(folder / "models" / "model.pt", weights_only=True))
    transform = parser.get_parsed_content("preprocessing")
    image = transform({"image": [str(p) for p in paths]})["image"]
    with torch.inference_mode():
        logits = parser.get_parsed_content("inferer")(image[None].float(), network)[0]
    answer = torch.sigmoid(logits)
    answer.applied_operations = image.applied_operations
    return np.asarray(transform.inverse({"image": answer})["image"])


PREPROCESSING = {
    "as brats_mri_segmentation": [NORMALISE],
    "turned and resampled": [
        {"_target_": "Orientationd", "keys": "image", "axcodes": "RAS"},
        {"_target_": "Spacingd", "keys": "image", "pixdim": [3.0, 5.0, 4.0], "mode": "bilinear"},
        NORMALISE,
    ],
    "cropped": [
        {"_target_": "CropForegroundd", "keys": "image", "source_key": "image"},
        {"_target_": "ScaleIntensityd", "keys": "image", "channel_wise": True},
    ],
}


@pytest.mark.parametrize("kind", PREPROCESSING)
def test_a_whole_study_is_answered_as_by_monai(
    kind: str, small_demo: Study, tmp_path: Path, library: Path
) -> None:
    transforms = [{"_target_": "LoadImaged", "keys": "image"}, *PREPROCESSING[kind]]
    config = bundle_config(preprocessing={"_target_": "Compose", "transforms": transforms})
    if kind == "cropped":
        config["inferer"] = {**config["inferer"], "mode": "gaussian", "overlap": 0.3}
    folder = write_bundle(tmp_path / "brats", config, network=segresnet())
    tc, wt, et = monai_answers(small_demo, folder, tmp_path)
    package = add_model(folder, library)
    assert package.recipe is not None
    model = load_model(package.folder, precision="f32")
    found = imported_probabilities(small_demo, package.recipe, model.folds, lambda *_: None)
    assert np.abs(found - np.stack([wt, tc, et])).max() < 1e-3
    assert np.ptp(found) > 0.1


def test_a_result_says_which_model_made_it_where_from_and_its_hash(
    small_demo: Study, tmp_path: Path, library: Path
) -> None:
    package = add_model(write_bundle(tmp_path / "brats", network=segresnet()), library)
    seen: list[tuple[int, int]] = []
    found = segment(
        small_demo, load_model(package.folder), lambda done, total, _: seen.append((done, total))
    )
    assert found.probabilities is not None
    assert found.probabilities.shape == (3, *small_demo.grid.shape)
    line = found.provenance.line()
    assert f"brats (MONAI bundle 0.5.3, SHA-256 {package.digest[:12]})" in line
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1]


def test_channels_follow_their_names_and_not_their_places(
    small_demo: Study, tmp_path: Path, library: Path
) -> None:
    """The same network with its input and output channels permuted, and told so, answers alike."""
    network = segresnet()
    straight = write_bundle(tmp_path / "straight", network=network)
    with torch.no_grad():
        first, last = network.convInit.conv, network.conv_final[2].conv
        first.weight.copy_(first.weight[:, [3, 1, 0, 2]])
        last.weight.copy_(last.weight[[2, 0, 1]])
        last.bias.copy_(last.bias[[2, 0, 1]])
    turned = write_bundle(
        tmp_path / "turned",
        inputs=("FLAIR", "T1", "T1c", "T2"),
        outputs=("Enhancing tumor", "Tumor core", "Whole tumor"),
        network=network,
    )
    answers = []
    for folder in (straight, turned):
        package = add_model(folder, library)
        model = load_model(package.folder, precision="f32")
        assert package.recipe is not None
        answers.append(
            imported_probabilities(small_demo, package.recipe, model.folds, lambda *_: None)
        )
    assert np.abs(answers[0] - answers[1]).max() < 1e-3


def test_a_study_without_one_of_its_sequences_is_refused_by_name(
    small_demo: Study, tmp_path: Path, library: Path
) -> None:
    from dataclasses import replace

    package = add_model(write_bundle(tmp_path / "brats", network=segresnet()), library)
    volumes = {m: v for m, v in small_demo.volumes.items() if m is not Modality.T2}
    with pytest.raises(CheckError, match="needs T1Gd, T1, T2, FLAIR; T2 is not there"):
        segment(replace(small_demo, volumes=volumes), load_model(package.folder))


def test_torchscript_is_taken_where_it_is_arithmetic_alone(
    small_demo: Study, tmp_path: Path, library: Path
) -> None:
    network = segresnet()
    folder = write_bundle(tmp_path / "scripted")
    with torch.inference_mode():
        traced = torch.jit.trace(network, torch.zeros(1, 4, 32, 32, 24))
    traced.save(str(folder / "models" / "model.ts"))
    package = add_model(folder, library)
    model = load_model(package.folder, precision="f32")
    same = add_model(write_bundle(tmp_path / "plain", network=network), library)
    other = load_model(same.folder, precision="f32")
    window = np.random.default_rng(0).normal(size=(4, 32, 32, 24)).astype(np.float32)
    found, expected = (np.array(m.engine(window, lambda: None)) for m in (model, other))
    assert np.abs(found - expected).max() < 1e-3


class Writing(torch.nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        torch.save(x, "stolen")
        return x


def test_torchscript_that_writes_files_is_refused(tmp_path: Path) -> None:
    folder = write_bundle(tmp_path / "scripted")
    torch.jit.script(Writing()).save(str(folder / "models" / "model.ts"))
    original = read_original(folder)
    with pytest.raises(ModelPackageError, match=r"refused: it uses “torch\.save”"):
        original.networks[0]()


INFERER = bundle_config()["inferer"]
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "code in the network": (
        {"network_def": {**SEGRESNET, "init_filters": "$__import__('os').system('true')"}},
        "would have to be run as Python",
    ),
    "an import": ({"network_def": {**SEGRESNET, "in_channels": "$import os"}}, "run as Python"),
    "code in a window": ({"inferer": {**INFERER, "roi_size": "$open('x')"}}, "run as Python"),
    "another class": ({"network_def": {"_target_": "os.system"}}, "only these of MONAI's"),
    "a class beside": ({"network_def": {"_target_": "scripts.net.SegResNet"}}, "only these"),
    "a step": (
        {"preprocessing": {"transforms": [{"_target_": "Lambdad", "func": "x"}]}},
        "step Lambdad is not known",
    ),
    "an option": (
        {"preprocessing": {"transforms": [{**NORMALISE, "subtrahend": 3}]}},
        "option subtrahend",
    ),
    "a loop": ({"network_def": "@network_def"}, "refers to itself"),
    "nothing there": ({"network_def": "@nowhere"}, "which is not there"),
    "no windows": ({"inferer": {"_target_": "SimpleInferer"}}, "SlidingWindowInferer"),
    "no activation": ({"postprocessing": {"transforms": []}}, "sigmoid or softmax"),
    "a macro": ({"inferer": "%other.json::inferer"}, "is a macro"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_understood_is_refused_in_a_sentence(
    what: str, tmp_path: Path, library: Path
) -> None:
    changes, sentence = REFUSED[what]
    folder = write_bundle(tmp_path / "b", bundle_config(**changes), network=segresnet())
    with pytest.raises(ModelPackageError, match=sentence):
        add_model(folder, library)
    assert not list(library.glob("*")) if library.exists() else True


def test_references_and_sums_are_followed(tmp_path: Path) -> None:
    config = bundle_config(
        edge=16,
        inferer={**INFERER, "roi_size": "$[@edge * 2, @edge + 16, 24]", "overlap": "$1 / 4"},
    )
    recipe = read_original(write_bundle(tmp_path / "b", config, network=segresnet())).recipe
    assert recipe.windows.size == (32, 32, 24)
    assert recipe.windows.overlap == 0.25


@pytest.mark.parametrize("names", [("T1c", "T1", "T2", "CT"), ("T1c", "T1c", "T2", "FLAIR")])
def test_channels_that_are_not_these_sequences_are_refused(
    names: tuple[str, ...], tmp_path: Path
) -> None:
    with pytest.raises(ModelPackageError, match="input channel"):
        read_original(write_bundle(tmp_path / "b", inputs=names, network=segresnet()))


def test_outputs_that_miss_a_region_are_refused(tmp_path: Path) -> None:
    folder = write_bundle(tmp_path / "b", outputs=("Whole tumor",), network=segresnet())
    with pytest.raises(ModelPackageError, match="do not tell TC, ET"):
        read_original(folder)


def test_absent_files_are_named(tmp_path: Path) -> None:
    folder = write_bundle(tmp_path / "b")
    with pytest.raises(ModelPackageError, match=r"model\.pt: this file of weights is missing"):
        read_original(folder)
    (folder / "configs" / "metadata.json").write_text(json.dumps({"version": "1"}))
    with pytest.raises(ModelPackageError, match="does not name the network's channels"):
        read_original(folder)


def test_weights_of_another_network_are_refused(tmp_path: Path, library: Path) -> None:
    config = bundle_config(network_def={**SEGRESNET, "init_filters": 16})
    folder = write_bundle(tmp_path / "b", config, network=segresnet())
    with pytest.raises(ModelPackageError, match="weights do not fit the network"):
        add_model(folder, library)
