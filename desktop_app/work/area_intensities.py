"""Intensities within the areas that a person drew, computed once for views, list and tables."""

from __future__ import annotations

from collections import OrderedDict

import numpy as np
from PySide6.QtCore import QObject

from core.measuring.areas import Intensities, intensities_within
from core.studies.study import Modality
from desktop_app.state.mark_geometry import outline_flat
from desktop_app.state.marks import AREAS, Mark
from desktop_app.state.session import Session

_MOST_KEPT = 400


class AreaIntensities(QObject):
    """Remembers what was computed; one area of one slice takes a fifth of a millisecond."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._kept: OrderedDict[tuple[object, ...], Intensities | None] = OrderedDict()
        # Every key holds a volume, which would otherwise outlive its study.
        session.study_changed.connect(self._kept.clear)

    @classmethod
    def of(cls, session: Session) -> AreaIntensities:
        """The one that belongs to a session, made at the first call."""
        found = session.findChild(cls)
        return found if isinstance(found, cls) else cls(session)

    def get(self, mark: Mark, modality: Modality) -> Intensities | None:
        """What a sequence holds within an area; None for a line, or where there is nothing."""
        shown = self._session.volumes.get(modality)
        inside = 0 <= mark.slice_index < self._session.shape[mark.plane.axis]
        if mark.kind not in AREAS or shown is None or not inside:
            return None
        # The volume stands in the key itself, so that no other can come by its identity.
        key = (shown, mark.kind, mark.plane, mark.slice_index, mark.points)
        if key not in self._kept:
            picture = np.moveaxis(shown.ras, mark.plane.axis, 0)[mark.slice_index]
            self._kept[key] = intensities_within(picture, outline_flat(mark))
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return self._kept[key]
