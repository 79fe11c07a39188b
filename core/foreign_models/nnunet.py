"""A results folder of nnU-Net v2: ``plans.json``, ``dataset.json`` and ``fold_*/checkpoint_*.pth``.

github.com/MIC-DKFZ/nnUNet (Apache-2.0), documentation/dataset_format.md and plans_handler.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from core.foreign_models.monai_config import read_json
from core.foreign_models.original import Original, refused
from core.foreign_models.weights import load_into, read_weights
from core.foreign_models.words import regions_of_channels, regions_of_labels, sequences
from core.labels import Region
from core.segmenting.recipe import (
    Crop,
    Manner,
    Normalise,
    Outputs,
    Recipe,
    Resample,
    Scheme,
    Step,
    Windows,
    three,
)

PLANS, DATASET = "plans.json", "dataset.json"
_CHECKPOINTS = ("checkpoint_final.pth", "checkpoint_best.pth")
_SCHEMES = {"NoNormalization": Scheme.NONE, "RescaleTo01Normalization": Scheme.RANGE}
_ZSCORE = "ZScoreNormalization"

_READERS: Mapping[str, str] = {
    "SimpleITKIO": "SPL",
    "NibabelIO": "SPL",
    "NibabelIOWithReorient": "SAR",
}
"""Which way the axes of the arrays run that nnU-Net's readers give. The first two take a file's own
axes, last first; files are taken to lie as BraTS's do and ITK likes best (LPS)."""


def is_nnunet(folder: Path) -> bool:
    """Whether a folder looks like a results folder."""
    return (folder / PLANS).is_file() and (folder / DATASET).is_file()


def read_nnunet(folder: Path) -> Original:
    """Read a results folder with all its folds; builds no network yet.

    Raises:
        ModelPackageError: a file is absent, does not say what is needed, or asks for more than is
            known here.
    """
    plans, dataset = read_json(folder / PLANS), read_json(folder / DATASET)
    checkpoints = _checkpoints(folder)
    first = read_weights(checkpoints[0])
    name = _configuration_name(first, folder)
    mirrored = first.get("inference_allowed_mirroring_axes") or ()
    del first
    configuration = _configuration(plans, name, folder / PLANS)
    try:
        names = dataset.get("channel_names") or dataset["modality"]
        channels = [str(names[key]) for key in sorted(names, key=int)]
        outputs, count = _outputs(dataset, folder / DATASET)
        shape = _shape(configuration, len(channels), count, folder / PLANS)
        recipe = Recipe(
            channels=sequences(channels, folder / DATASET),
            axes=_axes(plans, folder / PLANS),
            steps=_steps(configuration, len(channels), folder / PLANS),
            windows=Windows(
                size=three(configuration["patch_size"], int),
                overlap=0.5,
                gaussian=True,
                manner=Manner.NNUNET,
            ),
            outputs=outputs,
            networks=len(checkpoints),
            mirrored=tuple(int(axis) for axis in mirrored),
        )
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise refused(
            folder / PLANS, f"it and {DATASET} do not say what is needed ({error!r})."
        ) from error
    return Original(
        name=str(plans.get("dataset_name") or folder.resolve().parent.name or folder.name),
        kind=f"nnU-Net v2 {configuration_kind(configuration, name)}",
        recipe=recipe,
        networks=tuple(partial(_built, shape, path) for path in checkpoints),
        files=(*checkpoints, folder / PLANS, folder / DATASET),
        facts=_facts(dataset, checkpoints),
        dice=_dice(checkpoints),
    )


def configuration_kind(configuration: Mapping[str, Any], name: str) -> str:
    """The configuration and its architecture in a few words."""
    told = configuration.get("architecture", {}).get("network_class_name", "")
    network = str(told or configuration.get("UNet_class_name", "")).rpartition(".")[2]
    return f"{name} {network}"


def _checkpoints(folder: Path) -> list[Path]:
    folds = sorted(p for p in folder.glob("fold_*") if p.is_dir())
    # As nnU-Net itself: the network of all cases only where there are no folds.
    numbered = [fold for fold in folds if fold.name != "fold_all"] or folds
    found = []
    for fold in numbered:
        path = next((fold / n for n in _CHECKPOINTS if (fold / n).is_file()), None)
        if path is not None:
            found.append(path)
    if not found:
        raise refused(
            folder,
            f"no fold holds {_CHECKPOINTS[0]}. Choose the folder that holds fold_0 and so on.",
        )
    return found


def _configuration_name(checkpoint: Mapping[str, Any], folder: Path) -> str:
    arguments = checkpoint.get("init_args")
    told = arguments.get("configuration") if isinstance(arguments, Mapping) else None
    return str(told or folder.resolve().name.rpartition("__")[2])


def _configuration(plans: Mapping[str, Any], name: str, path: Path) -> dict[str, Any]:
    listed = plans.get("configurations", {})
    merged: dict[str, Any] = {}
    chain, current = [], name
    while isinstance(listed, Mapping) and isinstance(listed.get(current), Mapping):
        chain.append(listed[current])
        current = str(listed[current].get("inherits_from", ""))
        if len(chain) > len(listed):
            raise refused(path, f"its configuration {name} inherits from itself.")
    for part in reversed(chain):
        merged.update(part)
    if not merged:
        raise refused(path, f"it has no configuration {name}.")
    if merged.get("previous_stage"):
        raise refused(path, f"{name} is the second stage of a cascade, which is not run here.")
    if len(merged.get("patch_size", ())) != 3:
        raise refused(path, f"{name} is no network of volumes. Choose one such as 3d_fullres.")
    if merged.get("preprocessor_name", "DefaultPreprocessor") != "DefaultPreprocessor":
        raise refused(path, f"its preprocessor {merged['preprocessor_name']} is not known.")
    return merged


def _axes(plans: Mapping[str, Any], path: Path) -> str:
    reader = str(plans.get("image_reader_writer", "SimpleITKIO"))
    if reader not in _READERS:
        raise refused(path, f"its reader {reader} is not known.")
    order = [int(axis) for axis in plans.get("transpose_forward", (0, 1, 2))]
    return "".join(_READERS[reader][axis] for axis in order)


def _steps(configuration: Mapping[str, Any], channels: int, path: Path) -> tuple[Step, ...]:
    schemes, masks = configuration["normalization_schemes"], configuration["use_mask_for_norm"]
    chosen = []
    for scheme, mask in zip(schemes[:channels], masks[:channels], strict=True):
        if scheme == _ZSCORE:
            chosen.append(Scheme.ZSCORE_MASK if mask else Scheme.ZSCORE)
        elif scheme in _SCHEMES:
            chosen.append(_SCHEMES[scheme])
        else:
            raise refused(path, f"its normalisation {scheme} is not known for MRI.")
    there = _spline(configuration, "resampling_fn_data", path)
    back = _spline(configuration, "resampling_fn_probabilities", path)
    if back.get("order_z", 0) != 0:
        raise refused(path, "its way of bringing probabilities back across slices is not known.")
    resample = Resample(
        three(configuration["spacing"], float),
        Manner.NNUNET,
        order=there.get("order", 3),
        order_across=there.get("order_z", 0),
        order_back=back.get("order", 1),
    )
    return (Crop(), Normalise(tuple(chosen)), resample)


def _spline(configuration: Mapping[str, Any], which: str, path: Path) -> dict[str, Any]:
    name = configuration.get(which, "resample_data_or_seg_to_shape")
    told: dict[str, Any] = configuration.get(f"{which}_kwargs", {})
    if name != "resample_data_or_seg_to_shape" or told.get("force_separate_z") is not None:
        raise refused(path, f"its way of resampling ({name}) is not known.")
    return told


def _outputs(dataset: Mapping[str, Any], path: Path) -> tuple[Outputs, int]:
    """What the outputs mean, and how many there are; see nnU-Net's ``LabelManager``."""
    labels: Mapping[str, Any] = dataset["labels"]
    told = {name: _numbers(value) for name, value in labels.items() if name != "ignore"}
    if dataset.get("regions_class_order") and any(len(n) > 1 for n in told.values()):
        names = [name for name, numbers in told.items() if set(numbers) != {0}]
        return Outputs(regions_of_channels(names, path), softmax=False, activated_last=True), len(
            names
        )
    # The outputs are in the order of the numbers, the background's first.
    ordered = sorted(told, key=lambda name: told[name])
    names_by_channel = dict(enumerate(ordered))
    found = regions_of_labels(names_by_channel, path)
    return Outputs(found, softmax=True, activated_last=True), len(ordered)


def _numbers(value: Any) -> tuple[int, ...]:
    return tuple(map(int, value)) if isinstance(value, Sequence) else (int(value),)


def _shape(configuration: Mapping[str, Any], channels: int, outputs: int, path: Path) -> Any:
    from core.foreign_models.nnunet_networks import PLAIN, RESIDUAL, Shape

    told = _architecture(configuration)
    name, arguments = told["network_class_name"].rpartition(".")[2], told["arch_kwargs"]
    if name not in (PLAIN, RESIDUAL):
        raise refused(path, f"its network {name} is not known; {PLAIN} and {RESIDUAL} are.")
    _require_usual(arguments, path)
    stages = int(arguments["n_stages"])
    blocks = arguments["n_blocks_per_stage" if name == RESIDUAL else "n_conv_per_stage"]
    return Shape(
        residual=name == RESIDUAL,
        channels=channels,
        outputs=outputs,
        features=_each(arguments["features_per_stage"], stages),
        kernels=_edges(arguments["kernel_sizes"], stages),
        strides=_edges(arguments["strides"], stages),
        blocks=_each(blocks, stages),
        decoder=_each(arguments["n_conv_per_stage_decoder"], stages - 1),
        bias=bool(arguments.get("conv_bias", False)),
        norm_eps=float((arguments.get("norm_op_kwargs") or {}).get("eps", 1e-5)),
        slope=float((arguments.get("nonlin_kwargs") or {}).get("negative_slope", 0.01)),
    )


def _architecture(configuration: Mapping[str, Any]) -> Mapping[str, Any]:
    """As newer plans tell it; older ones (before 2.4) name the same otherwise."""
    if "architecture" in configuration:
        told: Mapping[str, Any] = configuration["architecture"]
        return told
    name, blocks = configuration["UNet_class_name"], configuration["n_conv_per_stage_encoder"]
    base, most = configuration["UNet_base_num_features"], configuration["unet_max_num_features"]
    return {
        "network_class_name": name,
        "arch_kwargs": {
            "n_stages": len(blocks),
            "features_per_stage": [min(base * 2**i, most) for i in range(len(blocks))],
            "kernel_sizes": configuration["conv_kernel_sizes"],
            "strides": configuration["pool_op_kernel_sizes"],
            "n_conv_per_stage": blocks,
            "n_blocks_per_stage": blocks,
            "n_conv_per_stage_decoder": configuration["n_conv_per_stage_decoder"],
            "conv_bias": True,
        },
    }


_USUAL: Mapping[str, tuple[str, ...]] = {
    "conv_op": ("Conv3d",),
    "norm_op": ("InstanceNorm3d",),
    "nonlin": ("LeakyReLU",),
    "dropout_op": ("",),
}


def _require_usual(arguments: Mapping[str, Any], path: Path) -> None:
    for what, usual in _USUAL.items():
        told = arguments.get(what, usual[0])
        if str(told or "").rpartition(".")[2] not in usual:
            raise refused(path, f"its network has {told} as {what}, which is not known here.")
    if not (arguments.get("norm_op_kwargs") or {"affine": True}).get("affine", False):
        raise refused(path, "its instance norm has no weights.")


def _each(values: Any, count: int) -> tuple[int, ...]:
    listed = [values] * count if isinstance(values, int) else list(values)
    if len(listed) != count:
        raise ValueError(f"{values!r} are not {count}")
    return tuple(map(int, listed))


def _edges(values: Any, count: int) -> tuple[Any, ...]:
    listed = [values] * count if isinstance(values, int) else list(values)
    if len(listed) != count:
        raise ValueError(f"{values!r} are not {count}")
    return tuple(three([v] * 3 if isinstance(v, int) else v, int) for v in listed)


def _built(shape: Any, path: Path) -> Any:
    from core.foreign_models.nnunet_networks import UNet, first_names

    weights = read_weights(path).get("network_weights")
    if not isinstance(weights, Mapping):
        raise refused(path, "it holds no network_weights, so it is no checkpoint of nnU-Net v2.")
    return load_into(UNet(shape), first_names(weights), path)


def _facts(dataset: Mapping[str, Any], checkpoints: Sequence[Path]) -> dict[str, Any]:
    told = {
        "cases": dataset.get("numTraining", ""),
        "licences": dataset.get("licence") or dataset.get("license") or "",
        "source": dataset.get("reference", ""),
        "folds": ", ".join(path.parent.name.removeprefix("fold_") for path in checkpoints),
    }
    return {name: str(value) for name, value in told.items() if value}


def _dice(checkpoints: Iterable[Path]) -> dict[str, float]:
    """Mean of the folds' own validation, of a network of regions; empty where not all tell."""
    keys = {"(1, 2, 3)": Region.WT, "(1, 3)": Region.TC, "(2, 3)": Region.TC, "3": Region.ET,
            "(3,)": Region.ET}  # fmt: skip
    found: dict[str, list[float]] = {}
    folds = list(checkpoints)
    for path in folds:
        summary = path.parent / "validation" / "summary.json"
        try:
            means = json.loads(summary.read_text(encoding="utf-8"))["mean"]
            for key, region in keys.items():
                if key in means:
                    found.setdefault(region.value, []).append(float(means[key]["Dice"]))
        except (OSError, ValueError, KeyError, TypeError):
            return {}
    whole = set(found) == {r.value for r in Region}
    if not whole or any(len(values) != len(folds) for values in found.values()):
        return {}
    return {region: sum(values) / len(values) for region, values in found.items()}
