"""What a model package's card says of its coarse network, which tells where to look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from core.networks.package_files import require_architecture
from core.segmenting.preprocessing import Preprocessing

FINDER_IR, FINDER_WEIGHTS = "finder.xml", "finder.safetensors"
"""The coarse network's files within a model package."""

TYPICAL_SHARE = 0.4
"""Of a head's box that is looked at, for an estimate of the time before anything is known."""


@dataclass(frozen=True)
class Finder:
    """What a model package's card says of its coarse network.

    Attributes:
        architecture: see :class:`core.networks.network.Architecture`.
        preprocessing: its own, at a coarser spacing.
        seen: probability of WT from which a voxel is looked at, 0 to 1.
        least_ml: parts that are smaller are not looked at.
        margin_mm: around all that is looked at.
        recipe: what it was trained by, and on which cases.
    """

    architecture: Mapping[str, Any]
    preprocessing: Preprocessing
    seen: float
    least_ml: float
    margin_mm: float
    recipe: Mapping[str, Any]

    @property
    def multiple(self) -> int:
        """Input edges must be a multiple of this many voxels."""
        return int(2 ** len(self.architecture["widths"]))

    def to_json(self) -> dict[str, Any]:
        """Plain values for a model package's JSON."""
        return {**asdict(self), "preprocessing": self.preprocessing.to_json()}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Finder:
        """Inverse of :meth:`to_json`.

        Raises:
            KeyError, TypeError, ValueError: the values are not those of a finder.
        """
        plain = {
            "architecture": require_architecture(values["architecture"]),
            "preprocessing": Preprocessing.from_json(values["preprocessing"]),
        }
        return cls(**{**values, **plain})
