"""A patient of two time points, as far as a report asks for them."""

from __future__ import annotations

from datetime import date

import numpy as np

from core.follow_up.following import FollowUp, follow_up
from core.follow_up.time_point import TimePoint
from core.labels import Label
from core.space.affine import Grid
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Study, Volume

GRID = Grid((12, 12, 12), np.eye(4))


def course() -> FollowUp:
    """Enhancing tumour that grows."""
    days = (date(2024, 1, 5), date(2024, 5, 1))
    points = [_point(f"{day}", day, 4 + 3 * n) for n, day in enumerate(days)]
    return follow_up(points, alignments=[None, None])


def _point(name: str, day: date, edge: int) -> TimePoint:
    labels = np.zeros(GRID.shape, np.uint8)
    labels[:edge, :edge, :edge] = Label.ET
    study = Study(name, {Modality.T1GD: Volume(np.ones(GRID.shape, np.float32), GRID.affine)})
    return TimePoint(name, study, Segmentation(name, GRID, labels), day)
