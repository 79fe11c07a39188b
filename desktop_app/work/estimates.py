"""How long each mode takes on this computer, and how well it did on patients it had not seen.

A network's time goes with the voxels that pass through it, so that one run tells of the others:
seconds per million voxels and pass are remembered, and the seconds of all the rest. Of a model that
was brought from elsewhere nothing is told before its own first run: another's speed is not its own.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QSettings

from core.labels import Region
from core.segmenting.absence import dice_without
from core.segmenting.finder import TYPICAL_SHARE
from core.segmenting.imported import recipe_megavoxels
from core.segmenting.inference import held_out_dice, network_megavoxels
from core.segmenting.model_package import Model, ModelPackage
from core.segmenting.passes import Mode, Pass, mode_passes, padded_size
from core.segmenting.recipe import Crop, Recipe
from core.space.affine import ras_grid
from core.studies.segmentation import Segmentation
from core.studies.sequences import absent
from desktop_app.state.session import Session

RATE = "work/seconds_per_megavoxel"
REST = "work/seconds_besides_network"
COMPANION = "work/seconds_of_companion"

_WARM_UP_EDGE, _TRIAL_EDGE = 64, 96
"""Voxels of the cubes by which a computer is measured before its first run: the first pass of an
engine takes up to twice as long as those after it, and a smaller cube tells less of a head."""

_RAS_LETTERS = ("RL", "AP", "SI")

_REST_SECONDS = 0.3
_COMPANION_SECONDS = 5.0


@dataclass(frozen=True)
class ModeFacts:
    """What a person chooses a mode by.

    Attributes:
        mode: which.
        seconds: expected for the open study; None before this computer was measured.
        dice: mean Dice of each region over held-out cases; empty where nobody measured it.
        claimed: whether it is what the model's own files tell, and nobody measured it here.
    """

    mode: Mode
    seconds: float | None
    dice: Mapping[Region, float]
    claimed: bool = False


def remembered_as(name: str, package: ModelPackage) -> str:
    """The store's key of a model's speed; each that was brought from elsewhere has its own.

    Args:
        name: :data:`RATE`, :data:`REST` or :data:`COMPANION`.
        package: the model's.
    """
    return f"{name}_{package.digest[:12]}" if package.origin else name


def measured_rate(model: Model) -> float:
    """Seconds per million voxels on this computer now; takes about a third of a fast run.

    Of a model of this program's own kind; runs in a worker thread.
    """
    channels = model.package.preprocessing.input_channels
    seconds = 0.0
    for edge in (_WARM_UP_EDGE, _TRIAL_EDGE):
        size = padded_size((edge, edge, edge), model.engine.multiple)
        noise = np.random.default_rng(0).normal(size=(channels, *size)).astype(np.float32)
        begun = time.monotonic()
        model.engine(noise, lambda: None)
        seconds = (time.monotonic() - begun) / (np.prod(size) / 1e6)
    return float(seconds)


class Estimates:
    """Seconds of a segmentation, from the last one on this computer.

    Args:
        store: where the last run's speed is remembered.
    """

    def __init__(self, store: QSettings) -> None:
        self._store = store
        self._trials: dict[str, float] = {}

    def wants_trial(self, model: Model) -> bool:
        """Whether a small run should tell how fast this computer is, of which nothing is known."""
        key = remembered_as(RATE, model.package)
        known = key in self._trials or self._store.value(key) is not None
        # A window of another's network takes as long as its first run may.
        return model.package.recipe is None and not known

    def learn_trial(self, model: Model, rate: float) -> None:
        """What :func:`measured_rate` told of a model, which holds until its first run."""
        self._trials[remembered_as(RATE, model.package)] = rate

    def seconds(self, session: Session, model: Model, mode: Mode) -> float | None:
        """Expected for the open study; None while none is open, or nothing was measured yet."""
        package = model.package
        key = remembered_as(RATE, package)
        rate = self._read(key, self._trials.get(key, 0.0))
        if session.grid is None or not session.volumes or not rate:
            return None
        companion = package.companion is not None and mode is Mode.ACCURATE
        megavoxels = _megavoxels(session, package, mode, alone=not companion)
        rest = self._read(remembered_as(REST, package), _REST_SECONDS)
        if companion:
            rest += self._read(remembered_as(COMPANION, package), _COMPANION_SECONDS)
        return megavoxels * rate + rest

    def facts(self, session: Session, model: Model) -> list[ModeFacts]:
        """Of each mode, Fast first; none while no study is open."""
        facts: list[ModeFacts] = []
        if session.grid is None or not session.volumes:
            return facts
        missing = absent(session.study.volumes) if session.study else ()
        for mode in Mode:
            seconds = self.seconds(session, model, mode)
            if missing:
                # Measured in Fast mode alone.
                without = dice_without(model.package.scores, missing)
                dice = without if mode is Mode.FAST else {}
            else:
                dice = held_out_dice(model.package, mode)
            facts.append(ModeFacts(mode, seconds, dice, model.package.recipe is not None))
        return facts

    def remember(self, package: ModelPackage, found: Segmentation, rest: float) -> None:
        """Learn from a run that ended.

        Args:
            package: of the model that ran.
            found: what it found.
            rest: seconds that it took besides the network.
        """
        network = found.seconds.get("network", 0.0)
        if found.megavoxels > 0 and network > 0:
            self._store.setValue(remembered_as(RATE, package), network / found.megavoxels)
            companion = found.seconds.get("companion", 0.0)
            self._store.setValue(remembered_as(REST, package), rest - companion)
            if companion > 0:
                self._store.setValue(remembered_as(COMPANION, package), companion)

    def _read(self, key: str, default: float) -> float:
        try:
            value = float(str(self._store.value(key, default)))
        except ValueError:
            return default
        return value if value > 0 else default


def _megavoxels(session: Session, package: ModelPackage, mode: Mode, *, alone: bool) -> float:
    """Millions of voxels that go through the model's networks for the open study.

    Args:
        session: with volumes.
        package: the model's.
        mode: how much time is spent.
        alone: without a companion, in whose place the own network runs more often.
    """
    recipe = package.recipe
    if recipe is not None:
        return _recipe_megavoxels(session, recipe, mode)
    voxels, spacing = _looked_at(session, cropped=True)
    x, y, z = (
        max(round(n * mm / package.preprocessing.spacing_mm), 1)
        for n, mm in zip(voxels, spacing, strict=True)
    )
    passes = mode_passes(package, mode) if alone else [Pass()]
    megavoxels = network_megavoxels((x, y, z), package, passes)
    return megavoxels * TYPICAL_SHARE if package.finder else megavoxels


def _recipe_megavoxels(session: Session, recipe: Recipe, mode: Mode) -> float:
    """The same of another's network, whose windows slide over what its recipe leaves."""
    cropped = any(isinstance(step, Crop) for step in recipe.steps)
    voxels, spacing = _looked_at(session, cropped=cropped)
    shape = []
    for number, letter in enumerate(recipe.axes):
        axis = next(n for n, letters in enumerate(_RAS_LETTERS) if letter in letters)
        wanted = spacing[axis] if recipe.spacing_mm is None else recipe.spacing_mm[number]
        shape.append(max(round(voxels[axis] * spacing[axis] / wanted), 1))
    return recipe_megavoxels(shape, recipe, mirrored=mode is Mode.ACCURATE)


def _looked_at(
    session: Session, *, cropped: bool
) -> tuple[tuple[int, ...], tuple[float, float, float]]:
    """Voxels and their edges in mm, along RAS axes, of what a model sees of the open study."""
    study = session.study
    if study is not None and study.prepared is not None:
        # No more than the brain and a margin goes through the network.
        grid = ras_grid(study.prepared.grid)
        return grid.shape, grid.spacing_mm
    if not cropped:
        return session.shape, session.spacing_mm
    first, last = session.head
    return tuple(b - a + 1 for a, b in zip(first, last, strict=True)), session.spacing_mm
