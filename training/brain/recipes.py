"""Every number that shapes the brain extractor, saved beside its weights."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from core.networks.network import Architecture


@dataclass(frozen=True)
class Disturbance:
    """How a head is changed before each step; probabilities are per sample.

    Attributes:
        mirrored: left and right exchanged.
        turn_degrees, turn_most: standard deviation and limit of each rotation angle.
        zoom: largest relative change of size, for each axis.
        shift_mm: largest shift along each axis.
        rim, rim_mm: a lump of another signal at the brain's edge, and its radii.
        thick, thick_voxels: slices so many voxels thick along a random axis.
        cut, cut_share: the field of view ends early on one side, by up to this share.
        neck: the lowest slice goes on downwards.
        stripped: nothing but the brain is there, as in prepared studies.
        curve: another contrast: grey values mapped through random knots, air stays dark.
        gamma: spread of the exponent of the grey-value curve.
        biased, bias: a smooth multiplicative field, and its strength.
        noisy, noise: Rician noise, and its largest deviation (bright tissue is 1).
    """

    mirrored: float = 0.5
    turn_degrees: float = 10.0
    turn_most: float = 30.0
    zoom: float = 0.15
    shift_mm: float = 8.0
    rim: float = 0.4
    rim_mm: tuple[float, float] = (6.0, 24.0)
    thick: float = 0.3
    thick_voxels: tuple[float, float] = (1.5, 3.5)
    cut: float = 0.3
    cut_share: float = 0.35
    neck: float = 0.2
    stripped: float = 0.06
    curve: float = 0.4
    gamma: float = 0.3
    biased: float = 0.5
    bias: float = 0.35
    noisy: float = 0.4
    noise: float = 0.08


@dataclass(frozen=True)
class Stage:
    """A stretch of training on one grid.

    Attributes:
        steps: optimiser steps, one head each.
        spacing_mm: of the network's input.
    """

    steps: int
    spacing_mm: float


@dataclass(frozen=True)
class BrainRecipe:
    """How to train the brain extractor.

    Attributes:
        architecture: of one input channel, one output.
        stages: one after the other; what ships works on the last one's grid. A coarse grid
            teaches where a brain lies at a fraction of the time, a fine one its outline.
        disturbance: see there.
        optimizer: see :func:`training.learning.optimizer.make_optimizer`.
        learning_rate: peak; warmed up linearly, then cosine to zero.
        weight_decay, clip_norm, ema, seed: as in :class:`training.data.recipes.Recipe`.
        tumour_weight: how many times a tumour's voxel counts in the cross-entropy.
    """

    architecture: Architecture = field(
        default_factory=lambda: Architecture(in_channels=1, widths=(16, 32, 64, 96), supervised=2)
    )
    stages: tuple[Stage, ...] = (Stage(500, 4.0), Stage(400, 2.5))
    disturbance: Disturbance = field(default_factory=Disturbance)
    optimizer: str = "muon"
    learning_rate: float = 3e-3
    warmup_steps: int = 30
    weight_decay: float = 1e-2
    clip_norm: float = 5.0
    ema: float = 0.99
    seed: int = 0
    tumour_weight: float = 4.0

    @property
    def steps(self) -> int:
        """Optimiser steps in all."""
        return sum(stage.steps for stage in self.stages)

    @property
    def spacing_mm(self) -> float:
        """Of the network that ships."""
        return self.stages[-1].spacing_mm

    def spacing_at(self, step: int) -> float:
        """Of the stage that holds a step."""
        for stage in self.stages:
            if step < stage.steps:
                return stage.spacing_mm
            step -= stage.steps
        return self.spacing_mm

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            **asdict(self),
            "architecture": self.architecture.to_json(),
            "spacing_mm": self.spacing_mm,
        }
