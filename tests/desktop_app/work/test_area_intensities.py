"""Intensities within areas are remembered for the open study alone."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace

from core.studies.study import Modality
from desktop_app.state.display import Plane
from desktop_app.state.marks import Mark, MarkKind
from desktop_app.work.area_intensities import AreaIntensities


def test_volumes_in_which_an_area_was_measured_do_not_outlive_their_study(opened):
    session = opened.session
    # A copy, for views hold the volume that they drew last.
    session.volumes[Modality.FLAIR] = replace(session.volumes[Modality.FLAIR])
    shown = weakref.ref(session.volumes[Modality.FLAIR])
    mark = Mark(1, MarkKind.ELLIPSE, Plane.AXIAL, 9, ((8, 8, 9), (20, 20, 9)))
    assert AreaIntensities.of(session).get(mark, Modality.FLAIR) is not None
    session.close()
    gc.collect()
    assert shown() is None
