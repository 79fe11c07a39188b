"""Segmenting in the background: the model stays loaded, a result for a closed study is dropped."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from core.correction.history import Step
from core.foreign_models.library import is_of, package_of
from core.networks.engine import bring_in_openvino
from core.preparing.own_brain import corrected_ml, with_corrected_brain
from core.preparing.preparing import Preparation
from core.progress import Progress
from core.segmenting.inference import segment
from core.segmenting.model_package import Model, ModelPackage
from core.segmenting.passes import Mode
from core.studies.provenance import Provenance
from core.studies.study import Modality, Study
from desktop_app.state.session import Session
from desktop_app.state.shown import ShownLabels, show_labels
from desktop_app.work.estimates import Estimates, ModeFacts, measured_rate
from desktop_app.work.jobs import Job, Jobs
from desktop_app.work.models import Models

_TICK_MS = 200

_OVERDUE_SECONDS = 1.0
"""How long a segmentation may be almost done."""


@dataclass(frozen=True, eq=False)
class Segmented:
    """What a worker thread hands over.

    Attributes:
        labels: ready for the views.
        model: that found them.
        rest: seconds that it took besides loading the model and running the network.
        preparation: of the study, where it was cut out anew along a corrected brain.
    """

    labels: ShownLabels
    model: Model
    rest: float
    preparation: Preparation | None = None


@dataclass(frozen=True, eq=False)
class Wanted:
    """What is to be segmented.

    Attributes:
        study: the open one.
        mode: how much time to spend.
        preparation: how raw scans became it.
        brain: as a person corrected it since, shape of the study's grid; None where nobody did.
        findings: codes of what the pre-flight check said, which the result remembers.
        other: the package of another model than the chosen one; None for that one.
    """

    study: Study
    mode: Mode
    preparation: Preparation | None = None
    brain: npt.NDArray[np.bool_] | None = None
    findings: tuple[str, ...] = ()
    other: Path | None = None


def segment_study(wanted: Wanted, models: Models, threads: int, progress: Progress) -> Segmented:
    """Segment and prepare the label map for the views; runs in a worker thread."""
    model = models.get(threads) if wanted.other is None else models.get(threads, wanted.other)
    begun = time.monotonic()
    study, preparation = wanted.study, wanted.preparation
    if preparation is not None and wanted.brain is not None:
        preparation = with_corrected_brain(
            preparation, wanted.brain, lambda done, total, text: progress(0, 1, text)
        )
        study = preparation.study
    found = segment(study, model, progress, wanted.mode).with_findings(wanted.findings)
    if preparation is not None:
        found = found.with_brain(corrected_ml(preparation))
    labels = show_labels(found)
    rest = time.monotonic() - begun - found.seconds["network"]
    return Segmented(labels, model, rest, None if wanted.brain is None else preparation)


class Segmenter(QObject):
    """Runs one segmentation at a time for the study that is open."""

    started = Signal()
    progressed = Signal(float, object)
    """Fraction done, and seconds left or None while nobody knows."""
    finished = Signal()
    failed = Signal(object)
    cancelled = Signal()
    modes_changed = Signal()
    """What :meth:`modes` tells."""

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        store: QSettings,
        folder: Path,
        parent: QObject | None = None,
    ) -> None:
        """Remember what to work with.

        Args:
            session: whose study is segmented.
            jobs: for the work off the GUI thread.
            store: where this computer's speed is remembered.
            folder: of the models that were brought.
            parent: Qt parent.
        """
        super().__init__(parent)
        self._session, self._jobs, self._folder = session, jobs, folder
        self.models = Models()
        self._estimates = Estimates(store)
        self._model: Model | None = None
        self._loading: Job | None = None
        self._job: Job | None = None
        self._other: Path | None = None
        self._run_by = self.models
        self._study: Study | None = None
        self._mode = Mode.FAST
        self._begun = 0.0
        self._fraction = 0.0
        self._brain_step: Step | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tell)
        session.study_changed.connect(self._study_changed)

    def bring_in_library(self) -> None:
        """Import what runs a network, while nobody waits for the window.

        What goes wrong is told once a segmentation needs it.
        """
        job = self._jobs.new("bring in OpenVINO")
        job.start(lambda progress: bring_in_openvino(), network=True)

    def warm_up(self, threads: int = 0) -> None:
        """Load the model ahead of the first segmentation, such as while a study is read.

        What goes wrong is told once a segmentation needs the model and tries again.
        """
        if self._loading is not None or self.models.is_ready(threads):
            return
        job = self._jobs.new("load model")
        self._loading = job
        job.finished.connect(self._loaded)
        job.failed.connect(self._not_loaded)
        models = self.models
        job.start(lambda progress: models.get(threads), network=True)

    def choose(self, folder: Path | None, threads: int = 0) -> None:
        """Let another model segment from now on; it is loaded where a study waits for it.

        Args:
            folder: its package; None for the one that ships with the program.
            threads: of the processor; 0 for all.
        """
        if folder == self.models.folder:
            return
        self.models = Models(folder)
        self._model = None
        self._session.set_has_accurate(True)
        if self._loading is not None:
            self._loading.cancel()
            self._loading = None
        self.modes_changed.emit()
        if self._session.study is not None:
            self.warm_up(threads)

    @property
    def channels(self) -> tuple[Modality, ...]:
        """The sequences that the chosen model needs; empty before it is loaded."""
        model = self._model
        # One of this program's own kind learnt to do without.
        needs = model is not None and model.package.recipe is not None
        return model.package.channels if needs and model is not None else ()

    def package(self, made: Provenance) -> ModelPackage | None:
        """That of the model that made a result; None where it is not here any more.

        Reads files, so off the GUI thread.
        """
        model = self._model
        if model is not None and is_of(model.package, made):
            return model.package
        return package_of(made, self._folder)

    def modes(self) -> list[ModeFacts]:
        """Time and accuracy of each mode; empty before a model is loaded or a study open."""
        model, session = self._model, self._session
        return [] if model is None else self._estimates.facts(session, model)

    def start(self, threads: int = 0, mode: Mode = Mode.FAST, other: Path | None = None) -> None:
        """Segment the open study.

        Args:
            threads: of the processor; 0 for all.
            mode: how much time to spend.
            other: the package of another model than the chosen one, for this once.
        """
        study = self._session.study
        if study is None or self._job is not None:
            return
        job = self._jobs.new("segment")
        self._job, self._study, self._mode, self._other = job, study, mode, other
        self._begun, self._fraction = time.monotonic(), 0.0
        job.progress.connect(self._progressed)
        job.finished.connect(lambda found: self._done(job, found))
        job.failed.connect(lambda error: self._failed(job, error))
        self._session.set_segmenting(True)
        self._timer.start()
        self.started.emit()
        models, wanted = self.models, self._wanted(study)
        self._run_by = models
        job.start(lambda progress: segment_study(wanted, models, threads, progress), network=True)
        self._tell()

    def _wanted(self, study: Study) -> Wanted:
        """The open study as it is now; the brain as a copy, for a person may go on painting."""
        brain, preparation = self._session.brain, self._session.preparation
        self._brain_step = brain.history.last
        mask = brain.mask > 0 if brain.mask is not None and brain.pending else None
        codes = tuple(finding.code for finding in self._session.findings)
        return Wanted(study, self._mode, preparation, mask, codes, self._other)

    def cancel(self) -> None:
        """Give up at once; the thread ends at its next step and its result is dropped."""
        job = self._job
        if job is not None:
            self._end()
            job.cancel()
            self.cancelled.emit()

    def _loaded(self, model: Model) -> None:
        self._loading = None
        self._model = model
        self._session.set_has_accurate(model.package.has_accurate)
        self.modes_changed.emit()
        if self._job is None and self._estimates.wants_trial(model):
            self._measure(model)

    def _measure(self, model: Model) -> None:
        """Before the first run on a computer, a small one tells how long the others take."""
        job = self._jobs.new("measure speed")
        job.finished.connect(lambda rate: self._measured(model, rate))
        job.start(lambda progress: measured_rate(model), network=True)

    def _measured(self, model: Model, rate: float) -> None:
        self._estimates.learn_trial(model, rate)
        self.modes_changed.emit()

    def _not_loaded(self) -> None:
        self._loading = None

    def _study_changed(self) -> None:
        if self._job is not None and self._session.study is not self._study:
            self.cancel()
        self.modes_changed.emit()

    def _progressed(self, done: int, total: int, text: str) -> None:
        del text
        self._fraction = done / total
        self._tell()

    def _tell(self) -> None:
        """Emit how far it is, from steps done and from how long it took the last time."""
        elapsed = time.monotonic() - self._begun
        model = self._model if self._runs_chosen() else None
        expected = model and self._estimates.seconds(self._session, model, self._mode)
        if expected:
            fraction = max(self._fraction * 0.5, min(elapsed / expected, 0.97))
            left = expected - elapsed
            # Long overdue, nobody knows any more.
            self.progressed.emit(fraction, max(left, 0.0) if left > -_OVERDUE_SECONDS else None)
        else:
            self.progressed.emit(self._fraction, None)

    def _runs_chosen(self) -> bool:
        """Whether what runs is the chosen model, and still the chosen one."""
        return self._other is None and self._run_by is self.models

    def _end(self) -> None:
        self._job = self._study = None
        self._timer.stop()
        self._session.set_segmenting(False)

    def _done(self, job: Job, found: Segmented) -> None:
        if job is not self._job:
            return
        self._estimates.remember(found.model.package, found.labels.segmentation, found.rest)
        if self._runs_chosen():
            self._loaded(found.model)
        self._end()
        if found.preparation is not None:
            self._session.use_preparation(found.preparation)
            self._session.brain.used = self._brain_step
            self._session.brain_changed.emit()
        self._session.add_result(found.labels, unsaved=True)
        self.finished.emit()

    def _failed(self, job: Job, error: Exception) -> None:
        if job is not self._job:
            return
        self._end()
        self.failed.emit(error)
