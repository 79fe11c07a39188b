"""The steps of a raw study: followed while it opens, and done again one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from core.opening.again import accepted
from core.preparing.preparing import Preparation, doubtful
from desktop_app.commands.files import FileCommands
from desktop_app.commands.surroundings import Surroundings
from desktop_app.dialogs.alignment import AlignmentDialog
from desktop_app.opening.sources import AgainSource, FilesSource, FolderSource, SeriesSource, Source
from desktop_app.panels.step_strip import Redo, StepStrip
from desktop_app.work.segmenting import Segmenter
from desktop_app.work.steps import PreparationSteps, Step

_SHOWN = "window/steps"


class PreparingCommands(QObject):
    """What the step strip does.

    Args:
        around: what commands work with.
        files: opens studies.
        segmenter: finds tumours.
        trigger: does what an action's menu entry does, if it is possible.
    """

    def __init__(
        self,
        around: Surroundings,
        files: FileCommands,
        segmenter: Segmenter,
        trigger: Callable[[str], object],
    ) -> None:
        super().__init__(around.parent)
        self._files, self._segmenter, self._trigger = files, segmenter, trigger
        self._around = around
        self._seen = around.session.cursor, around.session.camera
        self._store = around.settings.store
        self.steps = PreparationSteps(around.session, self._store, self)
        self.strip = StepStrip(self.steps)
        self.strip.cancel_requested.connect(self._cancel)
        self.strip.redo_requested.connect(self._redo)
        self.strip.set_wanted(str(self._store.value(_SHOWN, "true")) != "false")
        opener = files.opener
        opener.started.connect(self._started)
        opener.progressed.connect(lambda source, *at: self.steps.follow(*at))
        opener.finished.connect(self._opened)
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
        elif isinstance(source, AgainSource):
            session = self._around.session
            self._seen = session.cursor, session.camera
            self.steps.begin(len(source.made.aligned), Step.ALIGNED)
        else:
            self.steps.forget()

    def _cancel(self) -> None:
        if self.steps.busy:
            self._files.give_up()
        else:
            self._segmenter.cancel()

    def _redo(self, what: str) -> None:
        if what == Redo.SERIES:
            self._files.choose_again()
        else:
            self._trigger(what)

    # -- alignment -----------------------------------------------------------------------

    def commands(self) -> dict[str, Callable[[], object]]:
        """Action ids and what they do."""
        return {"alignment": self.look_at_alignment}

    def look_at_alignment(self) -> AlignmentDialog | None:
        """Show how the sequences of a raw study lie on the reference."""
        session = self._around.session
        made = session.preparation
        if made is None or not made.alignments:
            return None
        session.show_own()
        doubts = any(map(doubtful, made.alignments.values()))
        first = None if doubts else session.active[0]
        dialog = AlignmentDialog(
            made,
            self._around.jobs,
            radiological=session.display.radiological,
            first=first,
            parent=self._around.parent,
        )
        dialog.accepted.connect(lambda: self._take(made, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _take(self, made: Preparation, dialog: AlignmentDialog) -> None:
        """Do what was chosen: what only was accepted needs no new preparation."""
        session = self._around.session
        if session.preparation is not made:
            return
        if dialog.moved:
            session.settle()
            brain = session.brain
            if brain.pending and brain.mask is not None:
                made = replace(made, corrected_brain=brain.mask > 0)
            self._files.open_source(
                AgainSource(made, dict(dialog.changed), tuple(session.findings))
            )
            return
        findings = tuple(session.findings)
        for modality in dialog.changed:
            made, findings = accepted(made, modality, findings)
        session.set_preparation(made, findings)

    def _opened(self, source: Source) -> None:
        self.steps.end()
        if isinstance(source, AgainSource):
            # The same grid: what was looked at is still there.
            cursor, camera = self._seen
            self._around.session.set_cursor(cursor)
            self._around.session.set_camera(camera)
