"""Recipes: every number that shapes a training run, saved beside its weights."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from core.networks.network import Architecture
from core.segmenting.preprocessing import Preprocessing
from training.data.augment import Augmentation

Size = tuple[int, int, int]


@dataclass(frozen=True)
class Stage:
    """A stretch of training with one patch size.

    Attributes:
        steps: optimiser steps.
        patch: voxels along x, y, z; padded with zeros to what the network needs. None is the
            whole crop, as inference sees it.
        batch: patches a step and process.
        margins: least and largest margin in voxels of a box around the whole tumour, which
            takes the patch's place; None for patches.
    """

    steps: int
    patch: Size | None
    batch: int = 1
    margins: tuple[int, int] | None = None


@dataclass(frozen=True)
class Recipe:
    """How to train.

    Attributes:
        name: what ``--recipe`` calls it.
        architecture, preprocessing, augmentation: see there.
        stages: one after the other.
        epoch_steps: steps between epoch lines; 0 means one pass over the cases.
        epochs: with ``epoch_steps`` 0, how many passes; it then sets the first stage's steps.
        cases: use at most this many cases.
        optimizer: ``adamw`` or ``muon``, see :mod:`training.learning.optimizer`.
        learning_rate: peak; warmed up linearly, then cosine to zero, or constant.
        cosine: whether the learning rate falls.
        weight_decay: AdamW's.
        clip_norm: largest gradient norm.
        ema: decay of the averaged weights that are kept; 0 keeps the last weights.
        seed: of weights and patches.
        after: the recipe whose weights it begins with, None for random ones.
    """

    name: str
    architecture: Architecture = field(default_factory=Architecture)
    preprocessing: Preprocessing = field(default_factory=Preprocessing)
    augmentation: Augmentation = field(default_factory=Augmentation)
    stages: tuple[Stage, ...] = (Stage(1000, (128, 128, 128)),)
    epoch_steps: int = 100
    epochs: int = 0
    cases: int | None = None
    optimizer: str = "adamw"
    learning_rate: float = 1.5e-3
    warmup_steps: int = 40
    cosine: bool = True
    weight_decay: float = 1e-2
    clip_norm: float = 5.0
    ema: float = 0.99
    seed: int = 0
    after: str | None = None

    @property
    def steps(self) -> int:
        """Optimiser steps in all."""
        return sum(stage.steps for stage in self.stages)

    def stage_at(self, step: int) -> Stage:
        """The stage that holds a step."""
        for stage in self.stages:
            if step < stage.steps:
                return stage
            step -= stage.steps
        return self.stages[-1]

    def to_json(self) -> dict[str, Any]:
        """Plain values, for the config file beside the weights."""
        return {
            **asdict(self),
            "architecture": self.architecture.to_json(),
            "preprocessing": self.preprocessing.to_json(),
        }


COURSE = Recipe(
    name="course",
    augmentation=Augmentation(
        on_tumour=0.0,
        flip=(0, 0, 0),
        spatial=0,
        gain=0,
        shift=0,
        bend=0,
        biased=0,
        noise=0,
        blur=0,
        drop=0,
        transplant=0,
        fade=0,
    ),
    architecture=Architecture(supervised=0),
    stages=(Stage(0, (160, 192, 90)),),
    epoch_steps=0,
    epochs=10,
    cases=32,
    learning_rate=1e-3,
    warmup_steps=0,
    cosine=False,
    weight_decay=0.0,
    ema=0.0,
)
"""The course project's protocol done right: up to 32 cases, 90 axial slices of each, 10
epochs, learning rate 0.001, Dice + BCE on WT, TC and ET."""

BEST = Recipe(
    name="best",
    stages=(Stage(1000, (96, 96, 96)), Stage(580, None)),
    ema=0.995,
)
"""Small patches first, which are cheap, then whole crops, whose instance-norm statistics are
those that inference sees."""

LONGER = replace(
    BEST,
    name="longer",
    stages=(Stage(2400, (96, 96, 96)), Stage(450, None)),
    augmentation=Augmentation(drop=0.04, misaligned=0.05),
    optimizer="muon",
    learning_rate=3e-3,
    seed=1,
    after="best",
)
"""A second cycle, from where :data:`BEST` ended, far from fitting even its own cases."""

VARIED = replace(
    LONGER,
    name="varied",
    stages=(Stage(2000, (96, 96, 96)), Stage(450, None)),
    augmentation=Augmentation(
        spatial=0.5,
        rotate_degrees=10.0,
        zoom=0.25,
        gain=0.25,
        shift=0.3,
        bend=0.45,
        noise=0.2,
        blur=0.2,
        drop=0.04,
        misaligned=0.1,
        transplant=0.4,
        fade=0.4,
    ),
    seed=2,
    after="longer",
)
"""A third cycle with stronger disturbances, since :data:`LONGER` fits its own cases far better
than others. Alone it is no better; :mod:`training blend` joins the two."""

SETTLED = replace(
    VARIED,
    name="settled",
    stages=(Stage(1600, (96, 96, 96)), Stage(400, None)),
    augmentation=replace(VARIED.augmentation, spatial=0.4, bias=0.25, fade=0.25),
    seed=3,
    after="varied",
)
"""A fourth cycle, from the mean of the second and the third; tumours are faded no more than in
:data:`LONGER`, bias fields are stronger."""

COARSE = Recipe(
    name="coarse",
    architecture=Architecture(widths=(16, 32, 64, 128)),
    preprocessing=Preprocessing(spacing_mm=1.5),
    stages=(Stage(800, (64, 64, 64)), Stage(80, None)),
    augmentation=Augmentation(drop=0.04, misaligned=0.05),
    optimizer="muon",
    learning_rate=3e-3,
)
"""The whole head in a tenth of the work: 1.5 mm voxels, 3 mm inside. Ten minutes on one core of a
processor with AVX2, cheap enough for several seeds and folds."""

HOSPITALS = replace(
    SETTLED,
    name="hospitals",
    stages=(Stage(1200, (96, 96, 96)), Stage(200, None)),
    learning_rate=2e-3,
    seed=4,
    after="settled",
)
"""A fifth cycle, from the weights that ship, on cases of a hospital that they lacked."""

NEAR = replace(
    HOSPITALS,
    name="near",
    stages=(Stage(400, None, margins=(6, 40)),),
    seed=6,
    after="hospitals",
)
"""Ends on the boxes that a fine network sees which looks only where a coarse one found something:
their field of view is that of its instance norm."""

FRESH = replace(
    HOSPITALS,
    name="fresh",
    stages=(Stage(1600, (96, 96, 96)), Stage(200, None)),
    learning_rate=3e-3,
    seed=5,
    after=None,
)
"""One cycle from random weights on many patients, every disturbance from the start: what a
network of a quarter of an hour on one core with AMX is worth on cases held out of all of it."""

RECIPES = {
    recipe.name: recipe
    for recipe in (COURSE, BEST, LONGER, VARIED, SETTLED, HOSPITALS, NEAR, FRESH, COARSE)
}
