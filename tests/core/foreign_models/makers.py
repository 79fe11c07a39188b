"""Small untrained networks, saved as MONAI and nnU-Net save theirs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

SEGRESNET = {
    "_target_": "SegResNet",
    "blocks_down": [1, 1],
    "blocks_up": [1],
    "init_filters": 8,
    "in_channels": 4,
    "out_channels": 3,
    "dropout_prob": 0.2,
}
NORMALISE = {
    "_target_": "NormalizeIntensityd",
    "keys": "image",
    "nonzero": True,
    "channel_wise": True,
}
INPUTS = ("T1c", "T1", "T2", "FLAIR")
OUTPUTS = ("Tumor core", "Whole tumor", "Enhancing tumor")


def segresnet(seed: int = 0) -> torch.nn.Module:
    from monai.networks.nets import SegResNet

    torch.manual_seed(seed)
    arguments = {k: v for k, v in SEGRESNET.items() if not k.startswith("_")}
    return SegResNet(**arguments).eval()


def bundle_config(**changes: Any) -> dict[str, Any]:
    """As ``brats_mri_segmentation`` has it, with a smaller network and window."""
    config = {
        "imports": ["$import glob", "$import os"],
        "bundle_root": ".",
        "device": "$torch.device('cuda:0' if torch.cuda.is_available() else 'cpu')",
        "network_def": SEGRESNET,
        "network": "$@network_def.to(@device)",
        "preprocessing": {
            "_target_": "Compose",
            "transforms": [{"_target_": "LoadImaged", "keys": "image"}, NORMALISE],
        },
        "inferer": {
            "_target_": "SlidingWindowInferer",
            "roi_size": [32, 32, 24],
            "sw_batch_size": 1,
            "overlap": 0.5,
        },
        "postprocessing": {
            "_target_": "Compose",
            "transforms": [
                {"_target_": "Activationsd", "keys": "pred", "sigmoid": True},
                {"_target_": "AsDiscreted", "keys": "pred", "threshold": 0.5},
                {"_target_": "Lambdad", "func": "$lambda x: torch.where(x[[2]] > 0, 4, 0)"},
            ],
        },
        "evaluating": ["$@evaluator.run()"],
    }
    return {**config, **changes}


def write_bundle(
    folder: Path,
    config: Mapping[str, Any] | None = None,
    inputs: Sequence[str] = INPUTS,
    outputs: Sequence[str] = OUTPUTS,
    network: torch.nn.Module | None = None,
) -> Path:
    (folder / "configs").mkdir(parents=True)
    (folder / "models").mkdir()
    (folder / "configs" / "inference.json").write_text(json.dumps(config or bundle_config()))
    metadata = {
        "version": "0.5.3",
        "data_source": "a made-up one",
        "eval_metrics": {"val_mean_dice": 0.8, "val_mean_dice_tc": 0.85, "val_mean_dice_wt": 0.9,
                         "val_mean_dice_et": 0.79},
        "network_data_format": {
            "inputs": {"image": {"channel_def": dict(map(_numbered, enumerate(inputs)))}},
            "outputs": {"pred": {"channel_def": dict(map(_numbered, enumerate(outputs)))}},
        },
    }  # fmt: skip
    (folder / "configs" / "metadata.json").write_text(json.dumps(metadata))
    if network is not None:
        torch.save(network.state_dict(), folder / "models" / "model.pt")
    return folder


def _numbered(item: tuple[int, str]) -> tuple[str, str]:
    return str(item[0]), item[1]


REGIONS = {
    "background": 0,
    "whole tumor": [1, 2, 3],
    "tumor core": [2, 3],
    "enhancing tumor": [3],
}
LABELS = {"background": 0, "edema": 1, "non-enhancing tumor": 2, "enhancing tumour": 3}
NNUNET_CHANNELS = ("T1", "T1ce", "T2", "FLAIR")


def architecture(residual: bool) -> dict[str, Any]:
    """Keyword arguments as plans tell them."""
    return {
        "n_stages": 3,
        "features_per_stage": [4, 8, 12],
        "conv_op": "torch.nn.modules.conv.Conv3d",
        "kernel_sizes": [[1, 3, 3], [3, 3, 3], [3, 3, 3]],
        "strides": [[1, 1, 1], [1, 2, 2], [2, 2, 2]],
        "n_blocks_per_stage" if residual else "n_conv_per_stage": [1, 2, 2],
        "n_conv_per_stage_decoder": [1, 1],
        "conv_bias": True,
        "norm_op": "torch.nn.modules.instancenorm.InstanceNorm3d",
        "norm_op_kwargs": {"eps": 1e-05, "affine": True},
        "dropout_op": None,
        "dropout_op_kwargs": None,
        "nonlin": "torch.nn.LeakyReLU",
        "nonlin_kwargs": {"inplace": True},
    }


def published_network(residual: bool, outputs: int, seed: int) -> torch.nn.Module:
    """Built by nnU-Net's own library."""
    from dynamic_network_architectures.architectures import unet

    torch.manual_seed(seed)
    told = architecture(residual)
    for name, kind in (("conv_op", torch.nn.Conv3d), ("norm_op", torch.nn.InstanceNorm3d),
                       ("nonlin", torch.nn.LeakyReLU)):  # fmt: skip
        told[name] = kind
    kind = unet.ResidualEncoderUNet if residual else unet.PlainConvUNet
    return kind(input_channels=4, num_classes=outputs, deep_supervision=False, **told).eval()


def _resampling(order: int) -> dict[str, Any]:
    return {"is_seg": False, "order": order, "order_z": 0, "force_separate_z": None}


def write_nnunet(
    folder: Path,
    *,
    residual: bool = False,
    labels: Mapping[str, Any] = REGIONS,
    folds: int = 1,
    spacing: Sequence[float] = (4.0, 4.0, 4.0),
    networks: Sequence[torch.nn.Module] = (),
    **configuration: Any,
) -> Path:
    folder.mkdir(parents=True)
    regions = any(isinstance(value, list) for value in labels.values())
    dataset: dict[str, Any] = {
        "channel_names": dict(map(_numbered, enumerate(NNUNET_CHANNELS))),
        "labels": labels,
        "numTraining": 7,
        "licence": "CC BY 4.0",
    }
    if regions:
        dataset["regions_class_order"] = [1, 2, 3]
    kind = "ResidualEncoderUNet" if residual else "PlainConvUNet"
    told = {
        "preprocessor_name": "DefaultPreprocessor",
        "patch_size": [16, 32, 32],
        "spacing": list(spacing),
        "normalization_schemes": ["ZScoreNormalization"] * 4,
        "use_mask_for_norm": [True] * 4,
        "resampling_fn_data": "resample_data_or_seg_to_shape",
        "resampling_fn_data_kwargs": _resampling(order=3),
        "resampling_fn_seg": "resample_data_or_seg_to_shape",
        "resampling_fn_seg_kwargs": {**_resampling(order=1), "is_seg": True},
        "resampling_fn_probabilities": "resample_data_or_seg_to_shape",
        "resampling_fn_probabilities_kwargs": _resampling(order=1),
        "batch_dice": False,
        "architecture": {
            "network_class_name": f"dynamic_network_architectures.architectures.unet.{kind}",
            "arch_kwargs": architecture(residual),
            "_kw_requires_import": ["conv_op", "norm_op", "dropout_op", "nonlin"],
        },
        **configuration,
    }
    plans = {
        "dataset_name": "Dataset043_Tumours",
        "image_reader_writer": "SimpleITKIO",
        "transpose_forward": [0, 1, 2],
        "transpose_backward": [0, 1, 2],
        "foreground_intensity_properties_per_channel": {str(n): {} for n in range(4)},
        "configurations": {"3d_fullres": told},
    }
    (folder / "plans.json").write_text(json.dumps(plans))
    (folder / "dataset.json").write_text(json.dumps(dataset))
    outputs = 3 if regions else 4
    for fold in range(folds):
        network = networks[fold] if networks else published_network(residual, outputs, fold)
        (folder / f"fold_{fold}").mkdir()
        checkpoint = {
            "network_weights": network.state_dict(),
            "optimizer_state": torch.optim.SGD(network.parameters(), 0.1).state_dict(),
            "logging": {"ema_fg_dice": [np.float64(0.5), np.float32(0.25)]},
            "_best_ema": np.float64(0.7),
            "init_args": {"configuration": "3d_fullres", "fold": fold},
            "trainer_name": "nnUNetTrainer",
            "inference_allowed_mirroring_axes": (0, 1, 2),
        }
        torch.save(checkpoint, folder / f"fold_{fold}" / "checkpoint_final.pth")
    return folder
