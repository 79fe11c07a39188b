"""An nnU-Net results folder answers here what nnU-Net's own networks and windows answer."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from scipy.ndimage import binary_fill_holes, gaussian_filter

from core.errors import ModelPackageError
from core.foreign_models.adding import add_model, read_original
from core.labels import Region
from core.segmenting.imported import imported_probabilities
from core.segmenting.model_package import load_model
from core.segmenting.recipe import Recipe
from core.studies.study import Modality, Study
from tests.core.foreign_models.makers import LABELS, REGIONS, published_network, write_nnunet

ORDER = (Modality.T1, Modality.T1GD, Modality.T2, Modality.FLAIR)
PATCH = (16, 32, 32)


def nnunet_answers(
    study: Study, networks: Sequence[torch.nn.Module], mirror: bool, softmax: bool
) -> np.ndarray:
    """nnU-Net v2.8's prediction written down plainly, on the demo's LPS files at their spacing.

    Its sums are float32 here, where nnU-Net rounds them to half precision. Checked against
    nnunetv2 itself with float32 sums: the largest difference was 1e-5.
    """
    data = np.stack([study.volumes[m].data.astype(np.float32).transpose(2, 1, 0) for m in ORDER])
    mask = binary_fill_holes((data != 0).any(axis=0))
    box = tuple(slice(w.min(), w.max() + 1) for w in np.nonzero(mask))
    data, inside = data[(slice(None), *box)], mask[box]
    for channel in data:
        values = channel[inside]
        channel[inside] = (values - values.mean()) / values.std()
    steps = []
    for n, p in zip(data.shape[1:], PATCH, strict=True):
        count = int(np.ceil((n - p) / (p * 0.5))) + 1
        steps.append([int(np.round((n - p) / max(count - 1, 1) * i)) for i in range(count)])
    peak = np.zeros(PATCH)
    peak[tuple(p // 2 for p in PATCH)] = 1
    weight = gaussian_filter(peak, [p / 8 for p in PATCH], mode="constant")
    half = (weight / weight.max() * 10).astype(np.float16)
    half[half == 0] = half[half > 0].min()
    weights = torch.from_numpy(half.astype(np.float32))
    axes = [a for r in range(4) for a in itertools.combinations((2, 3, 4), r)] if mirror else [()]
    whole: Any = 0
    sums = torch.zeros(data.shape[1:])
    for at in itertools.product(*steps):
        place = tuple(slice(a, a + p) for a, p in zip(at, PATCH, strict=True))
        part = torch.from_numpy(data[(slice(None), *place)].copy())[None]
        with torch.inference_mode():
            answers = [torch.flip(n(torch.flip(part, a)), a)[0] for n in networks for a in axes]
        answer = torch.stack(answers).mean(0)
        if isinstance(whole, int):
            whole = torch.zeros(len(answer), *data.shape[1:])
        whole[(slice(None), *place)] += answer * weights
        sums[place] += weights
    logits = whole / sums
    each = torch.softmax(logits, 0) if softmax else torch.sigmoid(logits)
    regions = torch.stack([each[1:].sum(0), each[2:].sum(0), each[3]]) if softmax else each
    out = np.zeros((3, *mask.shape), np.float32)
    out[(slice(None), *box)] = regions.numpy()
    return out.transpose(0, 3, 2, 1)


@pytest.mark.parametrize(
    ("residual", "labels", "folds", "mirror"),
    [(False, REGIONS, 1, False), (True, LABELS, 2, False), (False, LABELS, 1, True)],
    ids=["plain, regions", "residual, labels, two folds", "plain, labels, mirrored"],
)
def test_a_whole_study_is_answered_as_by_nnunet(
    residual: bool, labels: Mapping[str, Any], folds: int, mirror: bool, small_demo: Study,
    tmp_path: Path, library: Path,
) -> None:  # fmt: skip
    networks = [published_network(residual, 3 if labels is REGIONS else 4, n) for n in range(folds)]
    folder = write_nnunet(
        tmp_path / "results", residual=residual, labels=labels, folds=folds, networks=networks
    )
    package = add_model(folder, library)
    recipe = package.recipe
    assert isinstance(recipe, Recipe)
    assert recipe.networks == folds
    model = load_model(package.folder, precision="f32")
    found = imported_probabilities(
        small_demo, recipe, model.folds, lambda *_: None, mirrored=mirror
    )
    expected = nnunet_answers(small_demo, networks, mirror, softmax=labels is LABELS)
    assert np.abs(found - expected).max() < 1e-3
    assert np.ptp(found) > 0.1


def test_what_its_files_tell_is_kept(tmp_path: Path) -> None:
    folder = write_nnunet(tmp_path / "r", labels=LABELS, folds=2, spacing=(5.0, 3.0, 3.5))
    original = read_original(folder)
    assert (original.name, original.kind) == (
        "Dataset043_Tumours",
        "nnU-Net v2 3d_fullres PlainConvUNet",
    )
    assert original.facts == {"cases": "7", "licences": "CC BY 4.0", "folds": "0, 1"}
    recipe = original.recipe
    assert (recipe.channels, recipe.axes, recipe.spacing_mm) == (ORDER, "SPL", (5.0, 3.0, 3.5))
    assert {r: set(c) for r, c in recipe.outputs.regions.items()} == {
        Region.WT: {1, 2, 3},
        Region.TC: {2, 3},
        Region.ET: {3},
    }
    assert Recipe.from_json(json.loads(json.dumps(recipe.to_json()))) == recipe


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "another normalisation": (
        {"normalization_schemes": ["CTNormalization"] * 4},
        "CTNormalization is not known for MRI",
    ),
    "another preprocessor": ({"preprocessor_name": "Own"}, "preprocessor Own is not known"),
    "two dimensions": ({"patch_size": [32, 32]}, "no network of volumes"),
    "a cascade": ({"previous_stage": "3d_lowres"}, "second stage of a cascade"),
    "another network": (
        {"architecture": {"network_class_name": "own.Net", "arch_kwargs": {}}},
        "its network Net is not known",
    ),
    "another resampling": ({"resampling_fn_data": "own"}, r"way of resampling \(own\)"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_understood_is_refused_in_a_sentence(what: str, tmp_path: Path) -> None:
    changes, sentence = REFUSED[what]
    folder = write_nnunet(tmp_path / "r", **changes)
    with pytest.raises(ModelPackageError, match=sentence):
        read_original(folder)


def test_a_resection_cavity_is_refused_by_name(tmp_path: Path) -> None:
    folder = write_nnunet(tmp_path / "r", labels={**LABELS, "resection cavity": 4},
                          networks=[published_network(False, 5, 0)])  # fmt: skip
    with pytest.raises(ModelPackageError, match="resection cavity"):
        read_original(folder)


@pytest.mark.parametrize("file", ["plans.json", "dataset.json", "fold_0/checkpoint_final.pth"])
def test_a_damaged_file_leaves_nothing_behind(file: str, tmp_path: Path, library: Path) -> None:
    folder = write_nnunet(tmp_path / "r")
    whole = (folder / file).read_bytes()
    (folder / file).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ModelPackageError, match=Path(file).name.replace(".", r"\.")):
        add_model(folder, library)
    assert not list(library.glob("*")) if library.exists() else True


def test_a_folder_without_folds_says_which_to_choose(tmp_path: Path) -> None:
    folder = write_nnunet(tmp_path / "r", folds=0)
    with pytest.raises(ModelPackageError, match="Choose the folder that holds fold_0"):
        read_original(folder)
