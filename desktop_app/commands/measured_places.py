"""Showing in the views where a value was measured, or a mark of the list."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from core.labels import REGION_LABELS, Label, Region
from desktop_app.language.mark_texts import mark_value
from desktop_app.language.measurement_rows import name_of
from desktop_app.state.display import Plane
from desktop_app.state.marks import Mark
from desktop_app.state.session import Session
from desktop_app.work.lesion_lines import line_mark
from desktop_app.work.measured_places import MeasuredPlace


def show_place(session: Session, place: MeasuredPlace) -> None:
    """Go to where a value was measured, with its lines drawn."""
    session.marks.point_at()
    if session.grid is None:
        return
    if place.symmetry_plane:
        session.set_display(symmetry_plane=True)
    if place.point_mm is None:
        _show_most(session, place.key)
        return
    if place.lines is not None:
        mark = line_mark(place.lines, session.grid.affine)
        text = f"{name_of(place.key)}: {mark_value(mark, session.spacing_mm)}"
        session.marks.point_at([line_mark(place.lines, session.grid.affine, name=text)])
        _show_plane(session, Plane.AXIAL)
    session.show_point(place.point_mm)


def show_mark(session: Session, mark: Mark) -> None:
    """Select a mark and go to its slice."""
    session.marks.point_at()
    session.marks.select(mark.id)
    _show_plane(session, mark.plane)
    voxel = list(mark.middle)
    voxel[mark.plane.axis] = mark.slice_index
    session.set_cursor(voxel)


def _show_plane(session: Session, plane: Plane) -> None:
    if plane not in {shown for _, shown in session.layout.cells()}:
        modality = session.active[0]
        session.set_layout(plane=plane)
        session.set_active(modality, plane)


def _show_most(session: Session, key: str) -> None:
    """The slice of the active plane that holds most of a label or region."""
    if session.labels is None:
        return
    labels: Sequence[Label] = (
        sorted(REGION_LABELS[Region(key)]) if key in set(Region) else [Label[key]]
    )
    plane = session.active[1]
    area = session.labels.areas[plane][:, [int(label) for label in labels]].sum(axis=1)
    if area.any():
        index = int(area.argmax())
        where = np.moveaxis(session.labels.ras, plane.axis, 0)[index]
        at = np.argwhere(np.isin(where, labels))
        nearest = at[((at - at.mean(axis=0)) ** 2).sum(axis=1).argmin()].tolist()
        nearest.insert(plane.axis, index)
        session.set_cursor(nearest)
