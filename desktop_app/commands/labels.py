"""Loading a label map beside or instead of the model's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from core.labels import LabelConvention
from core.opening.label_maps import LabelFile, read_labels
from core.studies.study import Study
from desktop_app.commands.surroundings import Surroundings
from desktop_app.commands.view import largest_tumour
from desktop_app.opening.label_dialog import LabelDialog
from desktop_app.opening.label_maps import labels_of
from desktop_app.panels.finding_texts import finding_text
from desktop_app.state.shown import ShownLabels


class LabelCommands(QObject):
    """What the actions about loaded label maps do."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around.parent)
        self._around = around
        self._window, self._session = around.parent, around.session

    def commands(self) -> dict[str, Callable[[], object]]:
        """Action ids and what they do."""
        return {"load_labels": self.choose}

    def choose(self) -> None:
        """Let the person choose a file."""
        study = self._session.study
        if study is None:
            return
        path = study.reference.path
        start = str(path.parent if path else Path.home())
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Load label map"), start, "NIfTI (*.nii *.nii.gz)"
        )
        if chosen:
            self.load(Path(chosen))

    def load(self, path: Path) -> None:
        """Read a label map in the background, then ask what is not certain."""
        study = self._session.study
        if study is None:
            return
        job = self._around.jobs.new("read labels")
        job.finished.connect(lambda file: self._ask(file, study))
        job.failed.connect(self._around.show_error)
        job.start(lambda progress: read_labels(path, study))

    def _ask(self, file: LabelFile, study: Study) -> None:
        if not self._session.is_open(study):
            return
        if len(file.readings) == 1 and self._session.labels is None:
            self.use(file, next(iter(file.readings)), beside=False)
            return
        dialog = LabelDialog(file, has_labels=self._session.labels is not None, parent=self._window)

        def chosen() -> None:
            # Another study may have been opened behind the dialog.
            if self._session.is_open(study):
                self.use(file, dialog.convention, beside=dialog.beside)

        dialog.accepted.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def use(self, file: LabelFile, convention: LabelConvention, *, beside: bool) -> None:
        """Show the labels, read by a convention."""
        study = self._session.study
        if study is None:
            return
        job = self._around.jobs.new("show labels")

        def ready(labels: ShownLabels) -> None:
            session = self._session
            if not session.is_open(study):
                return
            # What was shown stays among the results, with its corrections.
            session.add_result(
                labels, unsaved=False, path=file.path, findings=file.findings, show=not beside
            )
            if beside:
                session.set_comparison(labels, file.path.name)
            else:
                largest_tumour(session)
            if file.findings:
                self._around.messages.error(lambda: "\n".join(map(finding_text, file.findings)))

        job.finished.connect(ready)
        job.failed.connect(self._around.show_error)
        job.start(lambda progress: labels_of(file, convention, study))
