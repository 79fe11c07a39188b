"""Checkpoint → the brain extractor's package."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from core import __version__
from core.brain_extraction.package import BRAIN_CARD, FORMAT
from core.networks.package_files import sha256
from training.brain.learning import load_brain_checkpoint
from training.shipping.export import to_openvino
from training.shipping.ir_weights import save_weights_and_ir


def ship(
    checkpoint: Path,
    folder: Path,
    name: str,
    *,
    threshold: float = 0.5,
    margin_mm: float = 0.0,
    scores: Mapping[str, Any] | None = None,
    provenance: Mapping[str, Any] | None = None,
) -> None:
    """Write a package.

    Args:
        checkpoint: of :func:`training.brain.learning.train_brain`.
        folder: made where it is absent.
        name: the package's name.
        threshold: see :class:`core.brain_extraction.package.BrainPackage`.
        margin_mm: see there.
        scores: held-out scores.
        provenance: heads, teacher and licences, beside the recipe, which is always written.
    """
    network, architecture, recipe = load_brain_checkpoint(checkpoint)
    folder.mkdir(parents=True, exist_ok=True)
    weights = {k: v for k, v in network.state_dict().items() if not k.startswith("extra_heads.")}
    half = {k: v.half() for k, v in weights.items()}
    files = save_weights_and_ir(half, to_openvino(network, architecture), folder)
    card = {
        "format": FORMAT,
        "name": name,
        "architecture": recipe["architecture"],
        "spacing_mm": recipe["spacing_mm"],
        "threshold": threshold,
        "margin_mm": margin_mm,
        "provenance": {
            **(provenance or {}),
            "recipe": recipe,
            "gliovista": __version__,
            "torch": torch.__version__,
            "python": platform.python_version(),
        },
        "scores": dict(scores or {}),
        "files": {file: sha256(folder / file) for file in files},
    }
    (folder / BRAIN_CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
