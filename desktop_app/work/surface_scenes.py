"""Surfaces of what is open, built off the GUI thread; they follow corrections."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from core.errors import GliovistaError
from core.progress import Progress
from core.studies.segmentation import Segmentation
from core.studies.study import Study
from desktop_app.state.session import Session
from desktop_app.surfaces.scene import Part, Scene, brain_part, scene_of, tumour_parts
from desktop_app.work.jobs import PAINT_MS, Job, Jobs

_BETWEEN_STROKES_MS = 400


class SurfaceScenes(QObject):
    """Follows a session while somebody looks.

    Attributes:
        scene: of the study and the segmentation that are shown; None while there is none.
        error: why there is none, as a sentence; empty if nothing failed.
    """

    changed = Signal()
    """Building began or ended, or there is nothing to build any more."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent or session)
        self.scene: Scene | None = None
        self.error = ""
        self._session, self._jobs = session, Jobs(self)
        self._job: Job | None = None
        self._active = False
        self._wanted: tuple[Study | None, Segmentation | None] = (None, None)
        self._brain: tuple[Study | None, Part | None] = (None, None)
        session.study_changed.connect(self._follow)
        session.segmentation_changed.connect(self._follow)

    @property
    def busy(self) -> bool:
        """Whether surfaces are being built."""
        return self._job is not None

    def set_active(self, active: bool) -> None:
        """Follow the session, or leave it alone while nobody looks."""
        self._active = active
        self._follow()

    def shut_down(self) -> None:
        """Stop, and wait until the thread ended."""
        self._active, self._job = False, None
        self._jobs.shut_down()

    def _follow(self) -> None:
        session = self._session
        wanted = (session.study, session.segmentation if session.study else None)
        if not self._active or (wanted[0] is self._wanted[0] and wanted[1] is self._wanted[1]):
            return
        if wanted[0] is not self._wanted[0]:
            self.scene = None
        self._wanted, self.error = wanted, ""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        study, segmentation = wanted
        if study is not None:
            self._start(study, segmentation)
        self.changed.emit()

    def _start(self, study: Study, segmentation: Segmentation | None) -> None:
        known = self._brain[1] if self._brain[0] is study else None
        job = self._job = self._jobs.new("surfaces")
        job.finished.connect(self._finished)
        job.failed.connect(self._failed)
        corrected = segmentation is not None and segmentation.corrected
        wait_ms = _BETWEEN_STROKES_MS if corrected else PAINT_MS
        job.start_after_paint(
            lambda progress: (study, *build(study, segmentation, known, progress)), wait_ms
        )

    def _finished(self, result: tuple[Study, Part | None, Scene | None]) -> None:
        study, brain, self.scene = result
        self._brain, self._job = (study, brain), None
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._job = None
        # Asked again with the next change, as after any other failure.
        self._wanted = (None, None)
        if not isinstance(error, GliovistaError | MemoryError):
            raise error
        self.error = str(error) or "MemoryError"
        self.changed.emit()


def build(
    study: Study, segmentation: Segmentation | None, brain: Part | None, progress: Progress
) -> tuple[Part | None, Scene | None]:
    """Make the surfaces that are not known yet; the brain's, and all together."""
    if brain is None:
        brain = brain_part(list(study.brain_alone.volumes.values()), progress)
    tumour: tuple[Part, ...] = ()
    if segmentation is not None:
        tumour = tumour_parts(segmentation.label_map, segmentation.grid.affine, progress)
    return brain, scene_of((brain, *tumour))
