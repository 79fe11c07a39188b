"""Offers a label map that lies beside the scans; none is ever loaded unasked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from core.studies.study import Study
from desktop_app.commands.surroundings import Surroundings
from desktop_app.opening.beside import label_maps_beside
from desktop_app.work.jobs import Jobs


class LabelOffer(QObject):
    """Says what lies there, with the button that loads it.

    Args:
        around: what commands work with.
        jobs: for what nobody waits for.
        load: loads one file.
        choose: lets the person choose among several.
    """

    def __init__(
        self,
        around: Surroundings,
        jobs: Jobs,
        load: Callable[[Path], object],
        choose: Callable[[], object],
    ) -> None:
        super().__init__(around.parent)
        self._around, self._jobs = around, jobs
        self._load, self._choose = load, choose
        self._said = ""
        around.session.segmentation_changed.connect(self._withdraw)

    def look(self, study: Study) -> None:
        """Look beside the scans of a study that was just opened."""
        job = self._jobs.new("look for label maps")
        job.finished.connect(lambda found: self._offer(study, found))
        job.failed.connect(lambda error: self._failed(study, error))
        job.start_after_paint(lambda progress: label_maps_beside(study))

    def _offer(self, study: Study, found: list[Path]) -> None:
        session, messages = self._around.session, self._around.messages
        if not found or not session.is_open(study) or session.labels is not None:
            return
        if messages.text:
            return  # what the opening had to say comes first; the menu has the way
        if len(found) == 1:
            text = self.tr("A label map lies beside these scans: {0}")
            self._said = text.format(found[0].name)
            messages.working(self._said, self.tr("Load it"), lambda: self._load(found[0]))
        else:
            self._said = self.tr("{0} label maps lie beside these scans.").format(len(found))
            messages.working(self._said, self.tr("Choose one…"), self._choose)

    def _failed(self, study: Study, error: Exception) -> None:
        """Nobody asked: it takes no other words' place, and whoever has labels misses nothing."""
        session, messages = self._around.session, self._around.messages
        if session.is_open(study) and session.labels is None and not messages.text:
            self._around.show_error(error)

    def _withdraw(self) -> None:
        """Whoever has labels needs no offer any more."""
        messages = self._around.messages
        if self._around.session.labels is not None and self._said and messages.text == self._said:
            messages.hide()
