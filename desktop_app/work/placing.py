"""Where the open study lies in the atlas, and its tumour in the structures: off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Signal

from core.anatomy.atlas import load_atlas
from core.anatomy.placing import Placement, place
from core.anatomy.whereabouts import Whereabouts, find_whereabouts
from core.errors import GliovistaError
from core.progress import Progress
from core.studies.segmentation import Segmentation
from core.studies.study import Study
from desktop_app.state.session import Session
from desktop_app.state.whereabouts import ShownStructures, show_structures
from desktop_app.work.jobs import PAINT_MS, Job, Jobs

_BETWEEN_STROKES_MS = 800
"""Distances take seconds: they wait until nobody has painted for this long."""


@dataclass(frozen=True, eq=False)
class _Placed:
    """A study in the atlas; without structures where it is not trusted."""

    placement: Placement
    structures: ShownStructures | None


class Placing(QObject):
    """Places the session's study once somebody asks, and then follows its segmentation.

    Attributes:
        placement: of the study that is open; None while nobody asked, and until it is found.
        found: where the regions of the shown segmentation lie; None until it is known.
        error: why it failed, as a sentence; empty if it did not.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._jobs = Jobs(self)
        self._placing: Job | None = None
        self._looking: Job | None = None
        self._asked = False
        self._study: Study | None = None
        self._of: Segmentation | None = None
        self.placement: Placement | None = None
        self.found: Whereabouts | None = None
        self.error = ""
        session.study_changed.connect(self._follow_study)
        session.segmentation_changed.connect(self._follow_segmentation)
        session.display_changed.connect(self._follow_display)
        self._follow_study()

    @classmethod
    def of(cls, session: Session) -> Placing:
        """The one that belongs to a session, made at the first call."""
        found = session.findChild(cls)
        return found if isinstance(found, cls) else cls(session)

    @property
    def busy(self) -> bool:
        """Whether the study is being placed, or its tumour looked at."""
        return self._placing is not None or self._looking is not None

    @property
    def settled(self) -> bool:
        """Whether there is nothing to wait for: it is placed, or could not be."""
        return self._placing is None and (self.placement is not None or bool(self.error))

    def ask(self) -> None:
        """Place the study that is open, and those that are opened after it, unless it is."""
        if not self._asked:
            self._asked = True
            self._begin()

    def cancel(self) -> None:
        """Give up; :meth:`ask` begins anew."""
        self._stop()
        self._asked = False
        self.changed.emit()

    def shut_down(self) -> None:
        """Stop, and wait until the threads ended."""
        self._placing = self._looking = None
        self._jobs.shut_down()

    # -- following -----------------------------------------------------------------------

    def _follow_display(self) -> None:
        if self._session.display.structures:
            self.ask()

    def _follow_study(self) -> None:
        study = self._session.study
        if study is self._study:
            return
        self._stop()
        self._study, self._of = study, None
        self.placement, self.found, self.error = None, None, ""
        # Whoever looks at structures looks at those of the next study too.
        self._asked = self._session.display.structures
        if self._asked:
            self._begin()
        self.changed.emit()

    def _follow_segmentation(self) -> None:
        if self._session.segmentation is not self._of:
            self._look()

    def _stop(self) -> None:
        for job in (self._placing, self._looking):
            if job is not None:
                job.cancel()
        self._placing = self._looking = None

    # -- working -------------------------------------------------------------------------

    def _begin(self) -> None:
        study, found = self._study, self._session.segmentation
        if study is None or self._placing is not None or self.placement is not None:
            return
        tumour = None if found is None else found.label_map > 0
        job = self._placing = self._jobs.new("placing in the atlas")
        job.finished.connect(self._placed)
        job.failed.connect(self._failed)
        job.start_after_paint(lambda progress: _place(study, tumour, progress))
        self.changed.emit()

    def _placed(self, placed: _Placed) -> None:
        self._placing, self.placement = None, placed.placement
        self._session.whereabouts.set_structures(placed.structures)
        self._look()
        self.changed.emit()

    def _look(self) -> None:
        """Find where the shown segmentation lies; the one before is out of date at once."""
        found, placement = self._session.segmentation, self.placement
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        self.found, self._of = None, found
        if found is not None and placement is not None and placement.enough:
            job = self._looking = self._jobs.new("whereabouts")
            job.finished.connect(self._looked)
            job.failed.connect(self._failed)
            wait_ms = _BETWEEN_STROKES_MS if found.corrected else PAINT_MS
            job.start_after_paint(
                lambda progress: find_whereabouts(found, placement, progress=progress), wait_ms
            )
        self.changed.emit()

    def _looked(self, found: Whereabouts) -> None:
        self._looking, self.found = None, found
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._placing = self._looking = None
        if not isinstance(error, GliovistaError):
            raise error
        self.error = str(error)
        self.changed.emit()


def _place(study: Study, tumour: np.ndarray | None, progress: Progress) -> _Placed:
    placement = place(study, tumour, progress)
    if not placement.enough:
        return _Placed(placement, None)
    return _Placed(placement, show_structures(placement, load_atlas(), study.grid))
