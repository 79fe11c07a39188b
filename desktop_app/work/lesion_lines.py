"""The lines of the enhancing lesions among the marks: they follow what was measured."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QObject

from core.measuring.lesions import Lesion
from core.space.affine import Affine
from core.space.diameters import Diameters
from desktop_app.state.display import Plane, Point
from desktop_app.state.marks import Mark, MarkKind
from desktop_app.state.session import Session
from desktop_app.work.measuring import Measuring

MOST_LESIONS = 10
"""So many of the largest are drawn and listed; the tables hold every one."""


class LesionLines(QObject):
    """Puts two lines per lesion into the session's marks, after every measurement."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session, self._measuring = session, Measuring.of(session)
        self._measuring.changed.connect(self._follow)
        session.segmentation_changed.connect(self._follow)

    def _follow(self) -> None:
        session, measured = self._session, self._measuring.measurements
        if session.grid is None:
            return
        if measured is not None:
            lines = lesion_marks(measured.lesions[:MOST_LESIONS], session.grid.affine)
            session.marks.set_lesions(lines, session.spacing_mm)
        elif session.labels is None and session.marks.lesions:
            session.marks.set_lesions((), session.spacing_mm)


def lesion_marks(lesions: Sequence[Lesion], affine: Affine) -> list[Mark]:
    """Lesions as marks without an id.

    Args:
        lesions: the largest first.
        affine: of the RAS+ view.
    """
    return [
        line_mark(lesion.diameters, affine, number=number, slices=lesion.slices)
        for number, lesion in enumerate(lesions, start=1)
    ]


def line_mark(
    lines: Diameters, affine: Affine, *, number: int = 1, name: str = "", slices: int = 0
) -> Mark:
    """Two diameters as a mark on their axial slice."""
    back = np.linalg.inv(affine)
    ends = np.asarray([*lines.longest_ends, *lines.perpendicular_ends])
    voxels = ends @ back[:3, :3].T + back[:3, 3]
    index = round(float(voxels[:, Plane.AXIAL.axis].mean()))
    points: tuple[Point, ...] = tuple((x, y, z) for x, y, z in voxels.tolist())
    return Mark(
        id=0,
        kind=MarkKind.LESION,
        plane=Plane.AXIAL,
        slice_index=index,
        points=points,
        number=number,
        name=name,
        by_hand=False,
        slices=slices,
    )
