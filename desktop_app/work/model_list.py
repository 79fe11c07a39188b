"""The models that are there, and which of them segments; files are touched off the GUI thread."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.foreign_models.library import Listed, listed_models, remove_model
from core.progress import Progress
from core.segmenting.model_package import ModelPackage
from desktop_app.state.settings import MODEL, Settings
from desktop_app.work.jobs import Job, Jobs


class ModelList(QObject):
    """Reads, brings and removes models, one after the other.

    Attributes:
        folder: where models that were brought are kept.
        listed: all that are there, the shipped one first; empty before :meth:`refresh` has ended.
    """

    changed = Signal()
    """What is listed, or what is being done."""
    chosen_changed = Signal()
    progressed = Signal(int, int, str)
    """How far bringing a model is."""
    added = Signal(object)
    """The package that was brought."""
    removed = Signal(str)
    failed = Signal(object)

    def __init__(
        self, folder: Path, settings: Settings, jobs: Jobs, parent: QObject | None = None
    ) -> None:
        """Remember what to work with.

        Args:
            folder: of models that were brought; it need not exist.
            settings: the person's choices.
            jobs: for the work off the GUI thread.
            parent: Qt parent.
        """
        super().__init__(parent)
        self.folder, self._settings, self._jobs = folder, settings, jobs
        self.listed: tuple[Listed, ...] = ()
        self._reading: Job | None = None
        self._working: Job | None = None
        settings.changed.connect(self._follow_settings)

    # -- which one segments --------------------------------------------------------------

    @property
    def chosen_name(self) -> str:
        """Its folder's name; empty for the one that ships."""
        name = self._settings.get(MODEL)
        return name if Path(name).name == name else ""

    @property
    def chosen_folder(self) -> Path | None:
        """Its package; None for the one that ships."""
        name = self.chosen_name
        return self.folder / name if name else None

    @property
    def chosen(self) -> Listed | None:
        """The model that segments; None where it is not listed (yet, or any more)."""
        return next((model for model in self.listed if self.is_chosen(model)), None)

    def is_chosen(self, model: Listed) -> bool:
        """Whether a model is the one that segments."""
        return model.shipped if not self.chosen_name else model.folder == self.chosen_folder

    def choose(self, model: Listed) -> None:
        """Let a model segment from now on."""
        self._settings.set(MODEL, "" if model.shipped else model.name)

    def _follow_settings(self, key: str) -> None:
        if key == MODEL.key:
            self.chosen_changed.emit()
            self.changed.emit()

    # -- what is there -------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether a model is being brought or removed."""
        return self._working is not None

    @property
    def known(self) -> bool:
        """Whether what is there was read, or is being read; it may have changed since."""
        return bool(self.listed) or self._reading is not None

    def refresh(self) -> None:
        """Read all models anew."""
        if self._reading is not None:
            self._reading.cancel()
        job = self._reading = self._jobs.new("list models")
        job.finished.connect(self._read)
        job.failed.connect(self.failed)
        folder = self.folder
        job.start(lambda progress: tuple(listed_models(folder)))

    def _read(self, listed: tuple[Listed, ...]) -> None:
        self._reading, self.listed = None, listed
        self.changed.emit()

    def add(self, path: Path) -> None:
        """Bring a model; :attr:`added` or :attr:`failed` tells how it ended.

        Args:
            path: a folder, or an ONNX file.
        """
        if self._working is not None:
            return
        job = self._work("bring a model")
        job.progress.connect(self.progressed)
        job.finished.connect(self._added)
        job.cancelled.connect(lambda: self._end(job))
        folder = self.folder

        def work(progress: Progress) -> ModelPackage:
            # It brings in what reads and converts, which nobody else waits for.
            from core.foreign_models.adding import add_model

            return add_model(path, folder, progress)

        job.start(work, network=True)
        self.changed.emit()

    def _added(self, package: ModelPackage) -> None:
        self._working = None
        self.added.emit(package)
        self.changed.emit()
        self.refresh()

    def cancel(self) -> None:
        """Give up what is being brought, of which nothing is left."""
        if self._working is not None:
            self._working.cancel()

    def remove(self, model: Listed) -> None:
        """Delete a model that was brought; instead of a chosen one, the shipped one segments."""
        if self._working is not None or model.shipped:
            return
        if self.is_chosen(model):
            self._settings.set(MODEL, "")
        name, folder = model.name, self.folder
        job = self._work("remove a model")
        job.finished.connect(lambda _: self._removed(name))
        job.start(lambda progress: remove_model(name, folder))
        self.changed.emit()

    def _removed(self, name: str) -> None:
        self._working = None
        self.removed.emit(name)
        self.changed.emit()
        self.refresh()

    def _work(self, name: str) -> Job:
        job = self._working = self._jobs.new(name)
        job.failed.connect(lambda error: self._failed(job, error))
        return job

    def _failed(self, job: Job, error: Exception) -> None:
        self._end(job)
        self.failed.emit(error)
        # What could not be removed whole, or is there in spite of it, is to be seen.
        self.refresh()

    def _end(self, job: Job) -> None:
        if self._working is job:
            self._working = None
            self.changed.emit()
