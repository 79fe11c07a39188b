"""Checkpoint → the click network's package."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from core import __version__
from core.clicking.network_input import EDGE
from core.clicking.package import CLICK_CARD, FORMAT
from core.networks.network import Architecture
from core.networks.package_files import sha256
from training.learning.train import CHECKPOINT
from training.shipping.export import load_checkpoint, to_openvino
from training.shipping.ir_weights import save_weights_and_ir


def ship(
    checkpoint: Path,
    folder: Path,
    name: str,
    *,
    scores: Mapping[str, Any] | None = None,
    provenance: Mapping[str, Any] | None = None,
) -> None:
    """Write a package.

    Args:
        checkpoint: of :func:`training.clicks.learn.train_clicks`, or the folder that holds it.
        folder: made where it is absent.
        name: the package's name.
        scores: held-out scores.
        provenance: cases and licences, beside the recipe, which is always written.
    """
    path = checkpoint / CHECKPOINT if checkpoint.is_dir() else checkpoint
    network, recipe = load_checkpoint(path)
    architecture = Architecture.from_json(recipe["architecture"])
    folder.mkdir(parents=True, exist_ok=True)
    weights = {k: v for k, v in network.state_dict().items() if not k.startswith("extra_heads.")}
    half = {k: v.half() for k, v in weights.items()}
    files = save_weights_and_ir(half, to_openvino(network, architecture), folder)
    config = path.with_name("config.json")
    cases = json.loads(config.read_text(encoding="utf-8"))["case_names"] if config.exists() else []
    card = {
        "format": FORMAT,
        "name": name,
        "architecture": recipe["architecture"],
        "preprocessing": recipe["preprocessing"],
        "edge": EDGE,
        "provenance": {
            "cases": cases,
            **(provenance or {}),
            "recipe": recipe,
            "gliovista": __version__,
            "torch": torch.__version__,
            "python": platform.python_version(),
        },
        "scores": dict(scores or {}),
        "files": {file: sha256(folder / file) for file in files},
    }
    (folder / CLICK_CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
