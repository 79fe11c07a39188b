"""A foreign model as it was read, before it is converted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import ModelPackageError
from core.segmenting.recipe import Recipe

if TYPE_CHECKING:
    import torch

Build = Callable[[], "torch.nn.Module | torch.jit.ScriptModule | Path"]
"""Makes one network with its weights, ready to run; or names the ONNX file that is one."""


@dataclass(frozen=True)
class Original:
    """What a folder or file of another program says, checked.

    Attributes:
        name: the model's, as its own files tell it, else the folder's.
        kind: of package, with its version, such as ``"MONAI bundle 0.5.3"``.
        recipe: how it runs.
        networks: as many as the recipe has.
        files: what the weights came from.
        facts: cases, licence and the like, as its files tell them.
        dice: mean held-out Dice by region, as its files tell it; empty where they do not.
    """

    name: str
    kind: str
    recipe: Recipe
    networks: tuple[Build, ...]
    files: tuple[Path, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    dice: Mapping[str, float] = field(default_factory=dict)


def refused(path: Path, what: str) -> ModelPackageError:
    """The error of a file that cannot be taken, in a full sentence."""
    return ModelPackageError(f"{path}: {what}")
