"""Trajectories and margins into files that a person names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from core.errors import WritingError
from core.files.outputs import exists, require_output
from core.opening.inputs import scan_files
from core.studies.naming import is_nifti_name
from core.trajectories.files import as_csv, as_json, as_markups, write_shells, write_text
from desktop_app.exporting.asking import may_replace
from desktop_app.exporting.names import name_without_patient
from desktop_app.state.session import Session
from desktop_app.work.jobs import Jobs
from desktop_app.work.plan_measuring import PlanMeasuring

Write = Callable[[Path], Path]

ENDINGS = {
    "json": "_trajectories.json",
    "csv": "_trajectories.csv",
    "markups": "_trajectories.mrk.json",
    "margins": "_margins.nii.gz",
}


class PlanExports(QObject):
    """Asks for a name and writes in a job; what is written is what was known when asked."""

    written = Signal(object)
    """The path."""
    failed = Signal(object)

    def __init__(self, session: Session, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._window = session, jobs, parent

    def export(self, kind: str) -> None:
        """Write one kind of file (:data:`ENDINGS`), if the person names one."""
        study, write = self._session.study, self._writer(kind)
        if study is None or write is None:
            return
        scan = study.reference.path
        folder = scan.parent if scan else Path.home()
        name = name_without_patient(study) + ENDINGS[kind]
        kinds = {
            "json": "JSON (*.json)",
            "csv": "CSV (*.csv)",
            "markups": "3D Slicer (*.mrk.json)",
            "margins": "NIfTI (*.nii.gz *.nii)",
        }
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save the plan"), str(folder / name), kinds[kind]
        )
        if not chosen:
            return
        path = _with_ending(Path(chosen), kind)
        try:
            scans = scan_files(study, self._session.preparation)
            require_output(path, overwrite=True, inputs=scans)
        except WritingError as error:
            self.failed.emit(error)
            return
        asked = path == Path(chosen) or not exists(path)
        if asked or may_replace([path.name], self._window):
            self.write(write, path)

    def write(self, write: Write, path: Path) -> None:
        """Write in a worker."""
        job = self._jobs.new("planning: export")
        job.finished.connect(self.written)
        job.failed.connect(self.failed)
        job.start(lambda _: write(path))

    def _writer(self, kind: str) -> Write | None:
        """What writes a kind of file with what is known now; None where something is missing."""
        session, measuring = self._session, PlanMeasuring.of(self._session)
        study, found, shown = session.study, session.segmentation, measuring.shells
        if study is None:
            return None
        if kind == "margins":
            if shown is None or found is None:
                return None
            shells, provenance, reference = shown.shells, found.provenance, study.reference

            def write(path: Path) -> Path:
                write_shells(shells, provenance, reference, path)
                return path

            return write
        name = name_without_patient(study)
        told = measuring.found
        text = {
            "json": lambda: as_json(told.measured, name, told.shells, told.placement),
            "csv": lambda: as_csv(told.measured, name, told.placement),
            "markups": lambda: as_markups([planned.way for planned in session.plan.items]),
        }[kind]()
        return lambda path: write_text(text, path)


def _with_ending(path: Path, kind: str) -> Path:
    if kind == "margins":
        return path if is_nifti_name(path) else path.with_name(path.name + ".nii.gz")
    ending = {"json": ".json", "csv": ".csv", "markups": ".mrk.json"}[kind]
    return path if path.name.lower().endswith(ending) else path.with_name(path.name + ending)
