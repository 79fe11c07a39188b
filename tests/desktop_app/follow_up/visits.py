"""Time points without scans worth aligning: what follows from them is not asked of the network."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.follow_up.aligning import TimeAlignment
from core.labels import Label
from core.registration.rigid import Alignment
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Study, Volume
from desktop_app.state.follow_up import Entry
from tests.conftest import LPS, brain_arrays


def study(name: str = "later") -> Study:
    """A toy brain on the grid of the tests' study folder."""
    return Study(name, {m: Volume(data, LPS) for m, data in brain_arrays().items()})


def labels(of: Study, side: int) -> Segmentation:
    """A cube of enhancing tumour within one of oedema."""
    label_map = np.zeros(of.grid.shape, np.uint8)
    label_map[8 : 12 + side, 10 : 14 + side, 8 : 12 + side] = Label.ED
    label_map[10 : 10 + side, 12 : 12 + side, 10 : 10 + side] = Label.ET
    return Segmentation(of.name, of.grid, label_map)


def entry(name: str, side: int = 6, **more) -> Entry:
    """A time point with scans and labels."""
    own = study(name)
    return replace(Entry(name, own, labels(own, side)), **more)


def still(matrix=None, likeness: float = 0.98, doubts=()) -> TimeAlignment:
    """An alignment that was found elsewhere."""
    matrix = np.eye(4) if matrix is None else matrix
    found = Alignment(matrix, 1.0, None, 0.1, np.zeros(3))
    return TimeAlignment(found, Modality.T1GD, likeness, 0.97, tuple(doubts))
