"""Mean and spread of each sequence within each label, computed off the GUI thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Signal

from core.labels import TUMOUR_LABELS, Label
from core.space.boxes import box_of
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Study
from desktop_app.state.session import Session
from desktop_app.work.jobs import Job, Jobs


@dataclass(frozen=True)
class Intensity:
    """One sequence within one label, in the file's own units."""

    mean: float
    deviation: float


Intensities = Mapping[Label, Mapping[Modality, Intensity]]


def label_intensities(study: Study, segmentation: Segmentation) -> Intensities:
    """Measure every sequence within every label that is there; runs in a worker thread."""
    found: dict[Label, dict[Modality, Intensity]] = {}
    box = box_of(segmentation.label_map)
    if box is None:
        return found
    for label in TUMOUR_LABELS:
        where = np.nonzero(segmentation.label_map[box] == label)
        if where[0].size:
            found[label] = {
                modality: Intensity(float(values.mean()), float(values.std()))
                for modality, volume in study.volumes.items()
                if (values := volume.data[box][where].astype(np.float64)).size
            }
    return found


class LabelIntensities(QObject):
    """Follows a session's segmentation; its jobs are those of the window."""

    changed = Signal()

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__(session)
        self.values: Intensities = {}
        self._session, self._jobs = session, jobs
        self._job: Job | None = None
        session.segmentation_changed.connect(self._follow)

    def _follow(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job, self.values = None, {}
        study, segmentation = self._session.study, self._session.segmentation
        if study is not None and segmentation is not None:
            self._job = self._jobs.new("intensities")
            self._job.finished.connect(self._finished)
            self._job.start_after_paint(lambda progress: label_intensities(study, segmentation))
        self.changed.emit()

    def _finished(self, values: Intensities) -> None:
        self.values, self._job = values, None
        self.changed.emit()
