"""How long each mode takes on this computer, and how well it did on patients it had not seen.

A network's time goes with the voxels that pass through it, so that one run tells of the others:
seconds per million voxels and pass are remembered, and the seconds of all the rest.
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
from core.segmenting.inference import held_out_dice, network_megavoxels
from core.segmenting.model_package import Model
from core.segmenting.passes import Mode, Pass, mode_passes, padded_size
from core.studies.segmentation import Segmentation
from core.studies.sequences import absent
from desktop_app.state.session import Session

RATE = "work/seconds_per_megavoxel"
REST = "work/seconds_besides_network"
COMPANION = "work/seconds_of_companion"

_WARM_UP_EDGE, _TRIAL_EDGE = 64, 96
"""Voxels of the cubes by which a computer is measured before its first run: the first pass of an
engine takes up to twice as long as those after it, and a smaller cube tells less of a head."""

_REST_SECONDS = 0.3
_COMPANION_SECONDS = 5.0


@dataclass(frozen=True)
class ModeFacts:
    """What a person chooses a mode by.

    Attributes:
        mode: which.
        seconds: expected for the open study; None before this computer was measured.
        dice: mean Dice of each region over held-out cases; empty where nobody measured it.
    """

    mode: Mode
    seconds: float | None
    dice: Mapping[Region, float]


def measured_rate(model: Model) -> float:
    """Seconds per million voxels on this computer now; takes about a third of a fast run.

    Runs in a worker thread.
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

    Attributes:
        trial: seconds per million voxels as :func:`measured_rate` told them, before the first run.
    """

    def __init__(self, store: QSettings) -> None:
        self._store = store
        self.trial: float | None = None

    @property
    def never_ran(self) -> bool:
        """Whether nothing is known of this computer yet."""
        return self.trial is None and self._store.value(RATE) is None

    def seconds(self, session: Session, model: Model, mode: Mode) -> float | None:
        """Expected for the open study; None while none is open, or nothing was measured yet."""
        rate = self._read(RATE, self.trial or 0.0)
        if session.grid is None or not session.volumes or not rate:
            return None
        package = model.package
        first, last = session.head
        voxels, spacing = [b - a + 1 for a, b in zip(first, last, strict=True)], session.spacing_mm
        if session.study is not None and session.study.prepared is not None:
            # No more than the brain and a margin goes through the network.
            grid = session.study.prepared.grid
            voxels, spacing = list(grid.shape), grid.spacing_mm
        x, y, z = (
            max(round(n * mm / package.preprocessing.spacing_mm), 1)
            for n, mm in zip(voxels, spacing, strict=True)
        )
        companion = package.companion is not None and mode is Mode.ACCURATE
        passes = [Pass()] if companion else mode_passes(package, mode)
        megavoxels = network_megavoxels((x, y, z), package, passes)
        if package.finder:
            megavoxels *= TYPICAL_SHARE
        more = self._read(COMPANION, _COMPANION_SECONDS) if companion else 0.0
        return megavoxels * rate + more + self._read(REST, _REST_SECONDS)

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
            facts.append(ModeFacts(mode, seconds, dice))
        return facts

    def remember(self, found: Segmentation, rest: float) -> None:
        """Learn from a run that ended.

        Args:
            found: what it found.
            rest: seconds that it took besides the network.
        """
        network = found.seconds.get("network", 0.0)
        if found.megavoxels > 0 and network > 0:
            self._store.setValue(RATE, network / found.megavoxels)
            companion = found.seconds.get("companion", 0.0)
            self._store.setValue(REST, rest - companion)
            if companion > 0:
                self._store.setValue(COMPANION, companion)

    def _read(self, key: str, default: float) -> float:
        try:
            value = float(str(self._store.value(key, default)))
        except ValueError:
            return default
        return value if value > 0 else default
