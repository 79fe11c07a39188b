"""The brain extractor's package: a folder with weights and ``brain.json``, which says all.

As :mod:`core.segmenting.model_package`, loading checks every file's SHA-256 and executes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.networks.engine import Engine, Precision
from core.networks.openvino_engine import OpenVINOEngine
from core.networks.package_cards import verified_card
from core.networks.package_files import IR, WEIGHTS, require_architecture

FORMAT = 1
BRAIN_CARD = "brain.json"
"""Another name than a tumour model's, so that neither is taken for the other."""

BRAIN_FOLDER = Path(__file__).resolve().parents[2] / "resources" / "models" / "brain"
"""The package that ships with the program."""


@dataclass(frozen=True)
class BrainPackage:
    """What ``brain.json`` says, after its files' hashes were checked.

    Attributes:
        folder: where it lies.
        name: for reports.
        architecture: see :class:`core.networks.network.Architecture`.
        spacing_mm: of the network's input.
        threshold: brain is where the mean probability reaches it.
        margin_mm: by how much the brain is widened, so that tumour at its rim stays in.
        provenance: heads, teacher, licences, versions.
        scores: held-out scores and the command that printed them.
    """

    folder: Path
    name: str
    architecture: Mapping[str, Any]
    spacing_mm: float
    threshold: float
    margin_mm: float
    provenance: Mapping[str, Any]
    scores: Mapping[str, Any]

    @property
    def multiple(self) -> int:
        """Input edges must be a multiple of this many voxels."""
        return int(2 ** len(self.architecture["widths"]))


@dataclass(frozen=True)
class BrainModel:
    """A package and the engine that runs it."""

    package: BrainPackage
    engine: Engine


def read_brain_package(folder: Path) -> BrainPackage:
    """Read and verify a package; loads no network library.

    Raises:
        ModelPackageError: it is no such package, a file is missing, or a hash differs.
    """
    with verified_card(folder / BRAIN_CARD, "brain extractor", FORMAT) as card:
        return BrainPackage(
            folder=folder,
            name=str(card["name"]),
            architecture=require_architecture(card["architecture"]),
            spacing_mm=float(card["spacing_mm"]),
            threshold=float(card["threshold"]),
            margin_mm=float(card["margin_mm"]),
            provenance=card["provenance"],
            scores=card["scores"],
        )


def load_brain_model(
    folder: Path = BRAIN_FOLDER, threads: int = 0, precision: Precision = "auto"
) -> BrainModel:
    """Verify a package and load its network into OpenVINO.

    Args:
        folder: the package; default the one that ships with the program.
        threads: CPU threads; 0 for all.
        precision: of the arithmetic.

    Raises:
        ModelPackageError: see :func:`read_brain_package`.
    """
    package = read_brain_package(folder)
    engine = OpenVINOEngine(folder / IR, folder / WEIGHTS, package.multiple, threads, precision)
    return BrainModel(package, engine)
