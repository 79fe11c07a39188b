"""The steps of a raw study: followed while it opens, and done again one by one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop_app.commands.files import FileCommands
from desktop_app.commands.surroundings import Surroundings
from desktop_app.opening.sources import FilesSource, FolderSource, SeriesSource, Source
from desktop_app.panels.step_strip import Redo, StepStrip
from desktop_app.work.segmenting import Segmenter
from desktop_app.work.steps import PreparationSteps

_SHOWN = "window/steps"


class PreparingCommands(QObject):
    """What the step strip does.

    Args:
        around: what commands work with.
        files: opens studies.
        segmenter: finds tumours.
        segment: what the action of that name does.
    """

    def __init__(
        self,
        around: Surroundings,
        files: FileCommands,
        segmenter: Segmenter,
        segment: Callable[[], object],
    ) -> None:
        super().__init__(around.parent)
        self._files, self._segmenter, self._segment = files, segmenter, segment
        self._store = around.settings.store
        self.steps = PreparationSteps(around.session, self._store, self)
        self.strip = StepStrip(self.steps)
        self.strip.cancel_requested.connect(self._cancel)
        self.strip.redo_requested.connect(self._redo)
        self.strip.set_wanted(str(self._store.value(_SHOWN, "true")) != "false")
        opener = files.opener
        opener.started.connect(self._started)
        opener.progressed.connect(lambda source, *at: self.steps.follow(*at))
        opener.finished.connect(lambda source: self.steps.end())
        opener.failed.connect(lambda source, error: self.steps.end(failed=True))
        opener.cancelled.connect(self.steps.forget)
        opener.unsorted.connect(lambda source: self.steps.forget())
        segmenter.progressed.connect(self.steps.segmenting)

    @property
    def shown(self) -> bool:
        """Whether the person wants to see the steps of an open study."""
        return self.strip.wanted

    def show_steps(self, shown: bool) -> None:
        """Show the steps of a raw study, or hide them."""
        self._store.setValue(_SHOWN, "true" if shown else "false")
        self.strip.set_wanted(shown)

    def _started(self, source: Source) -> None:
        if isinstance(source, SeriesSource):
            self.steps.begin(len(source.choice.series))
        elif isinstance(source, FilesSource) and source.raw:
            self.steps.begin(len(source.files))
        elif isinstance(source, FolderSource) and source.raw:
            self.steps.begin(4)
        else:
            self.steps.forget()

    def _cancel(self) -> None:
        if self.steps.busy:
            self._files.give_up()
        else:
            self._segmenter.cancel()

    def _redo(self, what: str) -> None:
        {Redo.SERIES: self._files.choose_again, Redo.SEGMENT: self._segment}[Redo(what)]()
