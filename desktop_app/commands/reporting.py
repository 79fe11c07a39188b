"""What the report's action does: ask what it is to hold and where, draw and write it in jobs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog

from core import __version__
from core.anatomy.placing import place
from core.anatomy.whereabouts import find_whereabouts
from core.errors import WritingError
from core.files.outputs import exists, require_output
from core.labels import Region
from core.opening.inputs import scan_files
from core.progress import Progress
from core.segmenting.inference import held_out_dice
from core.segmenting.model_package import ModelPackage
from core.segmenting.passes import Mode
from core.studies.provenance import Provenance
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Study
from core.vasari.scoring import score
from desktop_app.commands.surroundings import Surroundings
from desktop_app.commands.writing import answered, folder_that_answers, writing_job
from desktop_app.dialogs.report_dialog import ReportDialog
from desktop_app.exporting.asking import may_replace
from desktop_app.exporting.names import name_without_patient
from desktop_app.language.follow_up_series import Series, series_of
from desktop_app.language.translation import speaking
from desktop_app.planning.record import Record, load, places
from desktop_app.reporting.contents import (
    Choice,
    Contents,
    corrected_ml,
    key_slices,
    shown_sequences,
)
from desktop_app.reporting.course_picture import course_picture
from desktop_app.reporting.follow_up_course import Course
from desktop_app.reporting.key_pictures import (
    PATTERNS,
    Picture,
    embedded,
    key_picture,
    pattern_picture,
)
from desktop_app.reporting.page import Prepared, footer_of, report_html, title_of
from desktop_app.reporting.paper import write_html, write_pdf
from desktop_app.state.display import Plane
from desktop_app.work.answering import Answering
from desktop_app.work.measuring import Measuring
from desktop_app.work.placing import Placing
from desktop_app.work.plan_measuring import PlanMeasuring
from desktop_app.work.surface_pictures import surface_picture

_LAST_FOLDER = "recent/last_export_folder"
_ENDINGS = (".pdf", ".html", ".htm")


class ReportCommands(QObject):
    """Writes the report of the study that is open."""

    def __init__(
        self,
        around: Surroundings,
        package: Callable[[Provenance], ModelPackage | None],
        course: Callable[[], Course | None] = lambda: None,
    ) -> None:
        """Remember what to work with.

        Args:
            around: what commands work with.
            package: gives that of the model which made a result; called in a worker.
            course: gives what is known of other time points; None without any.
        """
        super().__init__(around.parent)
        self._around, self._package, self._course = around, package, course
        self._session = around.session

    def commands(self) -> dict[str, Callable[[], object]]:
        """Action ids and what they do."""
        return {"report": self.report}

    def report(self) -> None:
        """Ask what it is to hold and where it goes, and write it."""
        session = self._session
        if Measuring.of(session).busy or PlanMeasuring.of(session).busy:
            self._around.messages.note(self.tr("The measurements are not ready yet."))
            return
        # Another result may arrive while the person is asked.
        contents = self._contents()
        if contents is None:
            return
        dialog = ReportDialog(
            list(contents.volumes),
            self._around.parent,
            with_course=contents.course is not None,
        )
        if not dialog.exec():
            return
        path = self._ask(contents.study)
        if path is not None:
            self._write(contents, dialog.choice, path)

    def _ask(self, study: Study) -> Path | None:
        """Where to; None if nowhere."""
        store = self._around.settings.store
        folder = folder_that_answers(Path(str(store.value(_LAST_FOLDER, "") or Path.home())))
        chosen, used = QFileDialog.getSaveFileName(
            self._around.parent,
            self.tr("Save report"),
            str(folder / f"{name_without_patient(study)}_report.pdf"),
            "PDF (*.pdf);;HTML (*.html)",
        )
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.lower() not in _ENDINGS:
            path = path.with_name(path.name + (".html" if "html" in used else ".pdf"))
        scans = scan_files(study, self._around.session.preparation)
        try:
            answered(lambda: require_output(path, overwrite=True, inputs=scans), path.parent)
        except WritingError as error:
            self._around.show_error(error)
            return None
        # The file dialog asked about the name that was chosen, not about what is written instead.
        asked = path == Path(chosen) or not exists(path)
        if not asked and not may_replace([path.name], self._around.parent):
            return None
        store.setValue(_LAST_FOLDER, str(path.parent))
        return path

    def _contents(self) -> Contents | None:
        """What is open now, on the patient's own scans; None without a result."""
        session = self._session
        session.show_own()
        study, labels = session.study, session.labels
        if study is None or labels is None:
            return None
        return Contents(
            study=study,
            labels=labels,
            volumes=dict(session.volumes),
            spacing_mm=session.spacing_mm,
            radiological=session.display.radiological,
            measured=Measuring.of(session).measurements,
            marks=tuple(mark for mark in session.marks.items if mark.shown),
            relabelled_ml=session.corrections.differing * study.grid.voxel_ml,
            findings=tuple(session.findings),
            held_out={},
            record=Record(),
            version=__version__,
            course=self._course(),
            planned=PlanMeasuring.of(session).found,
            whereabouts=Placing.of(session).found,
            vasari=Answering.of(session).answers,
        )

    def _write(self, contents: Contents, choice: Choice, path: Path) -> None:
        """Draw the pictures in one job, then lay out and write the file in another."""
        rows = shown_sequences(choice, contents.volumes)
        contents = replace(contents, volumes={m: contents.volumes[m] for m in rows})
        own = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation))
        package, chosen = self._package, dict(self._session.vasari.chosen)
        series = None
        if choice.follow_up and contents.course is not None:
            with speaking(choice.language):
                series = series_of(contents.course.found)
        job = self._around.jobs.new("report: pictures", path.name)
        job.finished.connect(lambda found: self._lay_out(found[0], found[1], choice, path))
        job.failed.connect(self._around.show_error)
        job.start(
            lambda progress: _prepare(
                _placed(contents, chosen, progress) if choice.place else contents,
                package,
                own if choice.planning else None,
                progress,
                with_surfaces=choice.measurements,
                series=series,
            )
        )

    def _lay_out(self, contents: Contents, prepared: Prepared, choice: Choice, path: Path) -> None:
        with speaking(choice.language):
            body = report_html(contents, prepared, choice)
            title, footer = title_of(contents), footer_of(contents)
        language = choice.language.value

        def write() -> Path:
            if path.suffix.lower() == ".pdf":
                return write_pdf(body, title, footer, path)
            return write_html(body, title, footer, path, language)

        job = writing_job(self._around, "report: write", path)
        job.finished.connect(self._written)
        job.failed.connect(self._around.show_error)
        job.start(lambda progress: write())

    def _written(self, path: Path) -> None:
        self._around.messages.note(self.tr("Written: {0} in {1}").format(path.name, path.parent))


def _prepare(
    contents: Contents,
    package: Callable[[Provenance], ModelPackage | None],
    own_folder: Path | None,
    progress: Progress,
    *,
    with_surfaces: bool = False,
    series: Series | None = None,
) -> tuple[Contents, Prepared]:
    """What takes a worker: pictures, the planning record, and how good the model is."""
    slices = key_slices(contents)
    pictures: dict[Modality, dict[Plane, Picture]] = {}
    for modality in contents.volumes:
        progress(len(pictures), len(contents.volumes), modality.value)
        pictures[modality] = {
            plane: embedded(key_picture(contents, modality, plane, index))
            for plane, index in slices.items()
        }
    patterns = {label: embedded(pattern_picture(label)) for label in PATTERNS}
    record = contents.record
    if own_folder is not None:
        record, _ = load(places(contents.study, own_folder))
    held_out = _held_out(contents.segmentation, package)
    drawn = None
    if with_surfaces:
        drawn = surface_picture(contents.study, contents.segmentation, progress=progress)
    surfaces = None if drawn is None else embedded(drawn)
    corrected = corrected_ml(contents.segmentation)
    curve = None if series is None else embedded(course_picture(series))
    prepared = Prepared(pictures, patterns, corrected, surfaces, curve)
    return replace(contents, record=record, held_out=held_out), prepared


def _placed(
    contents: Contents, chosen: Mapping[str, tuple[int, ...]], progress: Progress
) -> Contents:
    """The same with where the tumour lies and VASARI, found now where the window has not."""
    study, found, measured = contents.study, contents.segmentation, contents.measured
    where, answers = contents.whereabouts, contents.vasari
    if measured is None or (where is not None and answers is not None):
        return contents
    placement = where.placement if where else place(study, found.label_map > 0, progress)
    where = where or find_whereabouts(found, placement, progress=progress)
    if answers is None:
        told = score(found, study, measured, placement, progress)
        answers = replace(told, chosen=chosen)
    return replace(contents, whereabouts=where, vasari=answers)


def _held_out(
    found: Segmentation, package: Callable[[Provenance], ModelPackage | None]
) -> dict[Region, float]:
    """Mean Dice of the model that made a result, in its mode; empty where it is not known."""
    if found.model_name is None or found.untold or found.mode is None:
        return {}
    model = package(found.provenance)
    if model is None or model.recipe is not None:
        return {}  # what a model's own files claim was not measured here
    return held_out_dice(model, Mode(found.mode))
