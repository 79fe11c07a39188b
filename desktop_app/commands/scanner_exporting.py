"""Exports for archives, planning systems and other programs: DICOM objects, what was aligned."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMessageBox

from core.errors import WritingError
from core.preparing.preparing import Preparation
from core.progress import Progress
from core.studies.segmentation import Segmentation
from core.studies.study import Volume
from desktop_app.commands.exporting import ExportCommands
from desktop_app.commands.surroundings import Surroundings
from desktop_app.exporting.names import from_dicom
from desktop_app.look.plain import MessageBox

if TYPE_CHECKING:
    from core.dicom_results.storing import Finish


class Patient(Enum):
    """Whether an object says whose it is."""

    TOLD = "told"
    LEFT_OUT = "left out"


class _Writer(Protocol):
    def __call__(
        self, segmentation: Segmentation, reference: Volume, path: Path, progress: Progress
    ) -> None: ...


class ScannerExportCommands(QObject):
    """Exports that refer to the scanner's own images."""

    def __init__(self, around: Surroundings, exports: ExportCommands) -> None:
        """Remember what to work with.

        Args:
            around: what commands work with.
            exports: asks where to, and before a file is replaced.
        """
        super().__init__(around.parent)
        self._around, self._exports = around, exports
        self._window, self._session = around.parent, around.session

    def commands(self) -> dict[str, Callable[[], object]]:
        """Action ids and what they do."""
        return {
            "export_segmentation_object": self.export_segmentation_object,
            "export_structure_set": self.export_structure_set,
            "export_aligned": self.export_aligned,
        }

    def export_segmentation_object(self) -> None:
        """Save the segmentation as DICOM-SEG."""
        self._export_object(self.tr("Export DICOM segmentation"), "seg.dcm", _segmentation_object)

    def export_structure_set(self) -> None:
        """Save the segmentation as RTSTRUCT."""
        self._export_object(self.tr("Export RT structure set"), "rtstruct.dcm", _structure_set)

    def export_aligned(self) -> None:
        """Save every sequence on the reference's grid, and the transforms that bring it there."""
        from core.preparing.aligned_files import NOTHING_ALIGNED, aligned_paths, transform_paths

        preparation = self._session.preparation
        if preparation is None:
            self._around.show_error(WritingError(NOTHING_ALIGNED))
            return
        title = self.tr("Export aligned sequences and transforms")
        before = str(self._exports.last_folder)
        chosen = QFileDialog.getExistingDirectory(self._window, title, before)
        if not chosen:
            return
        folder = Path(chosen)
        targets = [
            *aligned_paths(preparation, folder).values(),
            *transform_paths(preparation, folder).values(),
        ]
        if self._exports.may_write(targets, folder):
            self._exports.last_folder = folder
            names = ", ".join(path.name for path in targets)
            self._run(partial(_write_aligned, preparation, folder), names, folder)

    # -- asking and writing --------------------------------------------------------------

    def _export_object(self, title: str, ending: str, write: Callable[[Patient], _Writer]) -> None:
        session = self._session
        segmentation, preparation = session.segmentation, session.preparation
        if segmentation is None:
            return
        if preparation is None or not from_dicom(session.study):
            from core.dicom_results.source_images import NO_SOURCE

            self._around.show_error(WritingError(NO_SOURCE))
            return
        patient = self.ask_about_the_patient(title)
        if patient is None:
            return
        path, _ = self._exports.ask(title, ending, "DICOM (*.dcm)")
        if path is None:
            return

        def written(_: object) -> None:
            if session.segmentation is segmentation:
                session.mark_saved()

        work = partial(_write_object, write, patient, segmentation, preparation, path)
        self._run(work, path.name, path.parent, written)

    def ask_about_the_patient(self, title: str) -> Patient | None:
        """Whether the object shall say whose it is; None for no object at all."""
        box = MessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Information)
        box.setWindowTitle(title)
        box.setText(self.tr("A DICOM object says whose it is."))
        box.setInformativeText(
            self.tr(
                "It carries the patient's name, identifiers and dates from the source images, by "
                "which an archive files it under the right study. Without them, and with other "
                "UIDs, no archive or viewer can lay it over the original images."
            )
        )
        role = QMessageBox.ButtonRole
        told = box.addButton(self.tr("With the patient's data"), role.AcceptRole)
        left_out = box.addButton(self.tr("Anonymous"), role.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(told)
        box.exec()
        answers = {told: Patient.TOLD, left_out: Patient.LEFT_OUT}
        return next((a for button, a in answers.items() if box.clickedButton() is button), None)

    def _run(
        self,
        work: Callable[[Progress], object],
        name: str,
        folder: Path,
        then: Callable[[object], None] | None = None,
    ) -> None:
        """Write in the background, saying how far it is."""
        job = self._around.jobs.new("export", name)
        messages = self._around.messages

        def at(done: int, total: int, _: str) -> None:
            share = f" {100 * done // total} %"
            messages.working(self.tr("Writing…") + share, self.tr("Cancel"), job.cancel)

        def written(result: object) -> None:
            messages.note(self.tr("Written: {0} in {1}").format(name, folder))
            if then is not None:
                then(result)

        job.progress.connect(at)
        job.finished.connect(written)
        job.failed.connect(self._around.show_error)
        job.cancelled.connect(lambda: messages.note(self.tr("Nothing more was written.")))
        job.start(work)


def _finish(patient: Patient) -> Finish:
    if patient is Patient.LEFT_OUT:
        from core.dicom_results.deidentifying import deidentified

        return deidentified
    from core.dicom_results.storing import as_it_is

    return as_it_is


def _segmentation_object(patient: Patient) -> _Writer:
    from core.dicom_results.segmentation_object import write_segmentation_object

    return partial(write_segmentation_object, finish=_finish(patient))


def _structure_set(patient: Patient) -> _Writer:
    from core.dicom_results.structure_set import write_structure_set

    return partial(write_structure_set, finish=_finish(patient))


def _write_object(
    write: Callable[[Patient], _Writer],
    patient: Patient,
    segmentation: Segmentation,
    preparation: Preparation,
    path: Path,
    progress: Progress,
) -> None:
    from core.preparing.on_scan import on_scan

    found, scan = on_scan(segmentation, preparation, preparation.reference)
    write(patient)(found, scan, path, progress=progress)


def _write_aligned(preparation: Preparation, folder: Path, progress: Progress) -> None:
    from core.preparing.aligned_files import write_aligned, write_transforms

    write_aligned(preparation, folder, progress)
    write_transforms(preparation, folder)
