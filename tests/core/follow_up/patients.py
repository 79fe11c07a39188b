"""A phantom patient whose motion and growth are known."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np

from core.follow_up.time_point import TimePoint
from core.labels import Label
from core.phantom.phantom import demo_study
from core.space.affine import Affine, Grid
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Study, Volume

SHAPE = (80, 80, 52)
SPACING_MM = 3.0


@cache
def head(seed: int = 7) -> Study:
    """T1Gd of the demo head at 3 mm."""
    study, _ = demo_study(seed, SHAPE, SPACING_MM)
    return Study("patient", {Modality.T1GD: study.volumes[Modality.T1GD]})


def ball(grid: Grid, centre_mm: tuple[float, float, float], radius_mm: float, thick_mm: float = 6):
    """A tumour of three shells: necrosis, an enhancing rim, oedema of ``thick_mm`` around."""
    ijk = np.indices(grid.shape).reshape(3, -1)
    xyz = grid.affine[:3, :3] @ ijk + grid.affine[:3, 3:]
    away = np.linalg.norm(xyz - np.array(centre_mm)[:, None], axis=0).reshape(grid.shape)
    labels = np.zeros(grid.shape, np.uint8)
    labels[away <= radius_mm + thick_mm] = Label.ED
    labels[away <= radius_mm] = Label.ET
    labels[away <= radius_mm / 3] = Label.NCR
    return labels


def ball_ml(radius_mm: float) -> float:
    """Volume of a ball."""
    return float(4 / 3 * np.pi * radius_mm**3 / 1000)


def point(name: str, study: Study, labels=None, **more) -> TimePoint:
    """A time point, segmented where labels are given."""
    found = None if labels is None else Segmentation(name, study.grid, labels)
    return TimePoint(name, replace(study, name=name), found, **more)


def moved(study: Study, motion: Affine) -> Study:
    """The same voxels where a motion takes them: another scan of a head that lies otherwise."""
    volumes = {m: Volume(v.data, motion @ v.affine) for m, v in study.volumes.items()}
    return Study(study.name, volumes)


def rescanned(study: Study, motion: Affine) -> Study:
    """The head after a motion, interpolated on the grid that it had before."""
    from core.space.resampling import sampled

    volumes = {
        m: Volume(sampled(v.data, motion @ v.affine, v.grid), v.affine)
        for m, v in study.volumes.items()
    }
    return Study(study.name, volumes)
