"""Label maps of time points: offered, chosen and read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from core.labels import LabelConvention
from core.opening.label_maps import LabelFile, read_labels
from core.studies.study import Study
from desktop_app.commands.surroundings import Surroundings
from desktop_app.opening.label_dialog import LabelDialog
from desktop_app.opening.label_maps import labels_of
from desktop_app.panels.finding_texts import finding_text
from desktop_app.state.follow_up import Entry
from desktop_app.state.shown import ShownLabels


class TimePointLabels(QObject):
    """Puts what a file holds to a time point, the open one or another."""

    def __init__(self, around: Surroundings) -> None:
        """Take jobs, messages and the session from ``around``."""
        super().__init__(around.parent)
        self._around = around
        self._session, self._state = around.session, around.session.follow_up

    def offer(self, name: str, found: Path) -> None:
        """Say that a label map lies beside the scans; none is ever loaded unasked."""
        if self._around.messages.text:
            return  # that it may be another patient's comes first
        text = self.tr("A label map lies beside the scans of {0}: {1}").format(name, found.name)
        self._around.messages.working(text, self.tr("Load it"), lambda: self.load(name, found))

    def choose(self, entry: Entry) -> None:
        """Let a person choose the label map of a time point."""
        if entry.study is None:
            return
        path = entry.study.reference.path
        chosen, _ = QFileDialog.getOpenFileName(
            self._around.parent,
            self.tr("Label map of {0}").format(entry.name),
            str(path.parent if path else Path.home()),
            "NIfTI (*.nii *.nii.gz)",
        )
        if chosen:
            self.load(entry.name, Path(chosen))

    def load(self, name: str, path: Path) -> None:
        """Read the label map of a time point; asks what its numbers mean where it is not clear."""
        entry = self._state.named(name)
        study = entry.study if entry is not None else None
        if study is None:
            return
        self._around.messages.hide()
        job = self._around.jobs.new("read labels")
        job.finished.connect(lambda file: self._ask(name, study, file))
        job.failed.connect(self._around.show_error)
        job.start(lambda progress: read_labels(path, study))

    def _ask(self, name: str, study: Study, file: LabelFile) -> None:
        if len(file.readings) == 1:
            self._use(name, study, file, next(iter(file.readings)))
            return
        dialog = LabelDialog(file, has_labels=False, parent=self._around.parent)
        dialog.accepted.connect(lambda: self._use(name, study, file, dialog.convention))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _use(self, name: str, study: Study, file: LabelFile, convention: LabelConvention) -> None:
        job = self._around.jobs.new("use labels")
        job.finished.connect(lambda labels: self._put(name, study, file, labels))
        job.failed.connect(self._around.show_error)
        job.start(lambda progress: labels_of(file, convention, study))

    def _put(self, name: str, study: Study, file: LabelFile, labels: ShownLabels) -> None:
        entry = self._state.named(name)
        if entry is None or entry.study is not study:
            return
        if study is self._session.study:
            self._session.add_result(labels, unsaved=False, path=file.path, findings=file.findings)
        else:
            # Those of an earlier label map go with it.
            kept = (f for f in entry.findings if f.values.get("file") != _file_of(entry))
            findings = (*kept, *file.findings)
            self._state.put(entry, segmentation=labels.segmentation, findings=findings)
        if file.findings:
            self._around.messages.error(lambda: "\n".join(map(finding_text, file.findings)))


def _file_of(entry: Entry) -> str | None:
    """The label map's file that a time point has now."""
    return entry.segmentation.provenance.file if entry.segmentation else None
