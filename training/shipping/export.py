"""Checkpoint → model package: ``python -m training export CHECKPOINT FOLDER --name NAME``.

Writes ``weights.safetensors`` in fp16, the OpenVINO IR that reads them (any input size) and
``model.json`` with the SHA-256 of each.
"""

from __future__ import annotations

import argparse
import json
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openvino as ov
import torch
from torch import nn

from core import __version__
from core.networks.conversion import torch_to_openvino
from core.networks.network import Architecture, HalfResolutionUNet
from core.networks.package_files import sha256
from core.segmenting.model_package import CARD, FORMAT
from core.segmenting.postprocessing import PostProcessing
from training.learning.train import CHECKPOINT
from training.shipping.ir_weights import save_weights_and_ir


class _Probabilities(nn.Module):
    """What the IR holds: the network and its sigmoid."""

    def __init__(self, network: HalfResolutionUNet) -> None:
        super().__init__()
        self.network = network

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.sigmoid(self.network(x))


def load_checkpoint(path: Path) -> tuple[HalfResolutionUNet, dict[str, Any]]:
    """The network to ship and the recipe it was trained by; executes nothing in the file."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    recipe: dict[str, Any] = state["recipe"]
    network = HalfResolutionUNet(Architecture.from_json(recipe["architecture"]))
    if recipe["ema"]:
        prefix = "module."
        weights = {
            key.removeprefix(prefix): value
            for key, value in state["average"].items()
            if key.startswith(prefix)
        }
    else:
        weights = state["network"]
    network.load_state_dict(weights)
    return network.eval(), {**recipe, "trained_steps": state["step"]}


def export(
    checkpoint: Path,
    folder: Path,
    name: str,
    *,
    rules: PostProcessing | None = None,
    scores: Mapping[str, Any] | None = None,
    expected_dice: Mapping[str, Sequence[float]] | None = None,
    provenance: Mapping[str, Any] | None = None,
) -> None:
    """Write a model package.

    Args:
        checkpoint: of :mod:`training train`.
        folder: made where it is absent.
        name: the package's name.
        rules: postprocessing learnt by ``training evaluate``.
        scores: held-out scores.
        expected_dice: lines learnt by ``training expected-dice``.
        provenance: cases and licences, beside the recipe, which is always written.
    """
    network, recipe = load_checkpoint(checkpoint)
    architecture = Architecture.from_json(recipe["architecture"])
    patch = recipe["stages"][-1]["patch"]
    window = patch[0] if patch else None
    folder.mkdir(parents=True, exist_ok=True)
    weights = {k: v for k, v in network.state_dict().items() if not k.startswith("extra_heads.")}
    half = {k: v.half() for k, v in weights.items()}
    files = save_weights_and_ir(half, to_openvino(network, architecture), folder)
    card = {
        "format": FORMAT,
        "name": name,
        "architecture": recipe["architecture"],
        "preprocessing": recipe["preprocessing"],
        "postprocessing": (rules or PostProcessing()).to_json(),
        "flips": [0],
        "shifts": [1],
        "window": window,
        "label_convention": "internal: 1 NCR, 2 ED, 3 ET; outputs: sigmoid WT, TC, ET",
        "provenance": {
            **(provenance or {}),
            "recipe": recipe,
            "gliovista": __version__,
            "torch": torch.__version__,
            "python": platform.python_version(),
        },
        "scores": dict(scores or {}),
        "expected_dice": dict(expected_dice or {}),
        "files": {file: sha256(folder / file) for file in files},
    }
    (folder / CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


def to_openvino(network: HalfResolutionUNet, architecture: Architecture) -> ov.Model:
    """The network and its sigmoid for OpenVINO, of inputs of any size."""
    edge = architecture.multiple
    example = torch.zeros(1, architecture.in_channels, edge, edge, edge * 2)
    model = torch_to_openvino(_Probabilities(network), example)
    model.reshape({0: ov.PartialShape([1, example.shape[1], -1, -1, -1])})
    return model


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path, help=f"{CHECKPOINT} of a run, or its folder")
    parser.add_argument("folder", type=Path, help="the package to make")
    parser.add_argument("--name", required=True)
    parser.add_argument("--evaluation", type=Path, help="training evaluate's JSON, Fast mode")
    parser.add_argument("--accurate", type=Path, help="the same of Accurate mode")
    parser.add_argument("--missing", type=Path, help="training missing's JSON")
    parser.add_argument("--expected", type=Path, help="training expected-dice's JSON")
    args = parser.parse_args(arguments)
    path: Path = args.checkpoint
    path = path / CHECKPOINT if path.is_dir() else path
    rules, scores, lines = None, {}, None
    if args.evaluation:
        report = _read(args.evaluation)
        rules, scores = PostProcessing.from_json(report["rules"]), report["summary"]
    if args.accurate:
        scores = {**scores, "accurate": _read(args.accurate)["summary"]}
    if args.missing:
        scores = {**scores, "missing": _read(args.missing)["scores"]}
    if args.expected:
        lines = _read(args.expected)["expected_dice"]
    config = path.with_name("config.json")
    export(
        path,
        args.folder,
        args.name,
        rules=rules,
        scores=scores,
        expected_dice=lines,
        provenance={"cases": _read(config)["case_names"] if config.exists() else []},
    )


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
