"""The click network's package: a folder with weights and ``clicks.json``, which says all.

As :mod:`core.segmenting.model_package`, loading checks every file's SHA-256 and executes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.clicking.network_input import EDGE, PROMPTS
from core.errors import ModelPackageError
from core.networks.engine import Engine, Precision
from core.networks.openvino_engine import OpenVINOEngine
from core.networks.package_cards import verified_card
from core.networks.package_files import IR, WEIGHTS, require_architecture
from core.segmenting.model_package import MODELS_FOLDER
from core.segmenting.preprocessing import Preprocessing

FORMAT = 1
CLICK_CARD = "clicks.json"
"""Another name than a tumour model's, so that neither is taken for the other."""


@dataclass(frozen=True)
class ClickPackage:
    """What ``clicks.json`` says, after its files' hashes were checked.

    Attributes:
        folder: where it lies.
        name: for reports.
        architecture: see :class:`core.networks.network.Architecture`.
        preprocessing: how the sequences become channels.
        provenance: cases, recipe, seeds, versions.
        scores: held-out scores and the command that printed them.
    """

    folder: Path
    name: str
    architecture: Mapping[str, Any]
    preprocessing: Preprocessing
    provenance: Mapping[str, Any]
    scores: Mapping[str, Any]

    @property
    def multiple(self) -> int:
        """Input edges must be a multiple of this many voxels."""
        return int(2 ** len(self.architecture["widths"]))


@dataclass(frozen=True)
class ClickModel:
    """A package and the engine that runs it."""

    package: ClickPackage
    engine: Engine


def shipped_click_packages(root: Path = MODELS_FOLDER) -> list[Path]:
    """Folders under ``root`` that hold a ``clicks.json``, sorted by name."""
    return sorted(p.parent for p in root.glob(f"*/{CLICK_CARD}"))


def read_click_package(folder: Path) -> ClickPackage:
    """Read and verify a package; loads no network library.

    Raises:
        ModelPackageError: it is no such package, a file is missing, a hash differs, or its network
            reads something else than :mod:`core.clicking.network_input` writes.
    """
    path = folder / CLICK_CARD
    with verified_card(path, "click network", FORMAT) as card:
        package = ClickPackage(
            folder=folder,
            name=str(card["name"]),
            architecture=require_architecture(card["architecture"]),
            preprocessing=Preprocessing.from_json(card["preprocessing"]),
            provenance=card["provenance"],
            scores=card["scores"],
        )
        edge, channels = int(card["edge"]), int(package.architecture["in_channels"])
    wanted = package.preprocessing.input_channels + PROMPTS
    if (edge, channels) != (EDGE, wanted):
        raise ModelPackageError(
            f"{path}: expected {wanted} channels of {EDGE} voxels an edge, found {channels} of "
            f"{edge}. Use the program version that it was made for."
        )
    return package


def load_click_model(
    folder: Path | None = None, threads: int = 0, precision: Precision = "auto"
) -> ClickModel:
    """Verify a package and load its network into OpenVINO.

    Args:
        folder: the package; default the newest that ships with the program.
        threads: CPU threads; 0 for all.
        precision: of the arithmetic.

    Raises:
        ModelPackageError: none ships, or see :func:`read_click_package`.
    """
    if folder is None:
        shipped = shipped_click_packages()
        if not shipped:
            raise ModelPackageError(
                f"{MODELS_FOLDER}: {CLICK_CARD} is missing (click network). "
                "Install Gliovista again."
            )
        folder = shipped[-1]
    package = read_click_package(folder)
    engine = OpenVINOEngine(folder / IR, folder / WEIGHTS, package.multiple, threads, precision)
    return ClickModel(package, engine)
