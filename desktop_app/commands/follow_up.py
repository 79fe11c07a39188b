"""What the actions about time points do, and the page that shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFileDialog

from core.files.outputs import exists, require_output
from core.files.writing import replacing
from core.follow_up.carrying import carried
from core.follow_up.plain_values import as_csv
from core.follow_up.steps import changes_of
from core.opening.inputs import scan_files
from core.opening.reading import OpenedStudy
from core.progress import Progress
from core.studies.study import Study
from desktop_app.commands.files import FileCommands
from desktop_app.commands.surroundings import Surroundings
from desktop_app.commands.time_point_labels import TimePointLabels
from desktop_app.commands.time_point_reading import TimePointReading
from desktop_app.commands.time_point_segmenting import TimePointSegmenting
from desktop_app.commands.time_point_work import TimePointWork
from desktop_app.commands.writing import folder_that_answers, writing_job
from desktop_app.exporting.asking import may_replace
from desktop_app.exporting.names import name_without_patient
from desktop_app.follow_up.answers_panel import AnswersPanel
from desktop_app.follow_up.beside_area import BesideArea
from desktop_app.follow_up.beside_panel import BesidePanel
from desktop_app.follow_up.category_panel import CategoryPanel
from desktop_app.follow_up.course_panel import CoursePanel
from desktop_app.follow_up.points_panel import PointsPanel
from desktop_app.opening.sources import KnownSource
from desktop_app.opening.time_points import others_beside
from desktop_app.panels.section import Section
from desktop_app.panels.side_panel import SidePanel
from desktop_app.reporting.follow_up_course import Course
from desktop_app.state.display import LayoutKind
from desktop_app.state.follow_up import Beside, Entry, FollowUpKept
from desktop_app.state.shown import ShownLabels, show_labels
from desktop_app.work.following import Following
from desktop_app.work.jobs import Jobs
from desktop_app.work.segmenting import Segmenter
from desktop_app.work.standing import Standing

_LAST_FOLDER = "recent/last_export_folder"
_MANY_VIEWS = frozenset({LayoutKind.FOUR, LayoutKind.TWELVE})
"""Layouts whose views would be small in half of the window."""


class FollowUpCommands(QObject):
    """Puts the page of the follow-up together, and what its actions do."""

    def __init__(
        self,
        around: Surroundings,
        files: FileCommands,
        segmenter: Segmenter,
        panel: SidePanel,
        area: BesideArea,
        quiet: Jobs,
    ) -> None:
        """Remember what to work with.

        Args:
            around: what commands work with.
            files: opens studies, after asking about unsaved work.
            segmenter: holds the loaded model.
            panel: where the page is.
            area: of the views.
            quiet: jobs that nobody waits for.
        """
        super().__init__(around.parent)
        self._around, self._files, self._area = around, files, area
        self._session, self._state = around.session, around.session.follow_up
        self.following = Following(around.session, around.jobs)
        self.standing = Standing(around.session, around.jobs, self.following.place)
        self.work = TimePointWork(around)
        self.labels = TimePointLabels(around)
        self.reading = TimePointReading(around, files, self.labels, self.work)
        self.segmenting = TimePointSegmenting(around, self.following, segmenter, self.work)
        self._quiet = quiet
        self._opening: tuple[KnownSource, Entry, FollowUpKept] | None = None
        self._beside = Beside.NOTHING
        self._kind_before: LayoutKind | None = None
        area.stand(self.standing)
        self._fill(panel)
        self.following.changed.connect(self.standing.follow)
        for work in (self.following, self.standing):
            work.failed.connect(around.show_error)
        files.opener.finished.connect(self._opened)
        files.opener.failed.connect(self._forget)
        files.folder_opened.connect(self._look_beside)
        around.session.study_changed.connect(self._follow_study)
        self._state.shown_changed.connect(self._follow_beside)
        around.parent.installEventFilter(self)
        self._retranslate()

    def _fill(self, panel: SidePanel) -> None:
        store = self._around.settings.store
        self.points = PointsPanel(self._session, self.following)
        self.beside = BesidePanel(self._session)
        self.course = CoursePanel(self.following)
        self.answers = AnswersPanel(self._state)
        self.category = CategoryPanel(self.following)
        self._sections = {
            "time_points": Section("time_points", self.points, store),
            "beside": Section("beside", self.beside, store),
            "course": Section("course", self.course, store),
            "category": Section("category", self.category, store),
            "answers": Section("answers", self.answers, store, unfolded=False),
        }
        for section in self._sections.values():
            panel.follow_up.add(section)
        for asking in (self.points, self.beside):
            asking.action_requested.connect(panel.action_requested)
        self.points.open_requested.connect(self.open_entry)
        self.points.segment_requested.connect(self.segment)
        self.points.labels_requested.connect(self.labels.choose)
        self.points.cancel_requested.connect(self.work.cancel)
        self.work.progressed.connect(self.points.show_progress)
        self.points.chosen_changed.connect(self._show_chosen)
        self._state.changed.connect(self._show_chosen)

    def commands(self) -> dict[str, Callable[[], object]]:
        """Action ids and what they do."""
        return {
            "add_time_point": self.add,
            "segment_time_points": self.segment_others,
            "beside": self.toggle_beside,
            "flick": self.flick,
            "change_overlay": self.toggle_change,
            "next_time_point": self.next_beside,
            "carry_labels": self.carry,
            "open_time_point": self.open_beside,
            "export_follow_up": self.export,
        }

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the language, which only widgets are told."""
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        return super().eventFilter(watched, event)

    def _retranslate(self) -> None:
        titles = {
            "time_points": self.tr("Time points"),
            "beside": self.tr("Views"),
            "course": self.tr("Course"),
            "category": self.tr("RANO 2.0"),
            "answers": self.tr("What RANO 2.0 asks"),
        }
        for name, title in titles.items():
            self._sections[name].set_title(title)

    def _show_chosen(self) -> None:
        for panel in (self.answers, self.category):
            panel.show_entry(self.points.chosen)

    # -- time points ---------------------------------------------------------------------

    def add(self) -> None:
        """Let a person choose the folder of another time point."""
        chosen = QFileDialog.getExistingDirectory(
            self._around.parent, self.tr("Add a time point of this patient"), str(self._start())
        )
        if chosen:
            self.reading.add(Path(chosen))

    def _look_beside(self, folder: Path) -> None:
        """Offer what lies beside a study that was just opened; nothing is read unasked."""
        job = self._quiet.new("look for time points")
        study = self._session.study
        job.finished.connect(lambda count: self._offer(folder, study, count))
        job.failed.connect(self._around.show_error)
        job.start_after_paint(lambda progress: others_beside(folder, progress))

    def _offer(self, folder: Path, study: Study | None, count: int) -> None:
        messages = self._around.messages
        if not count or study is None or self._session.study is not study or messages.text:
            return
        text = self.tr("{0} other studies of this patient lie beside this one.").format(count)
        messages.working(
            text, self.tr("Follow them up"), lambda: self.follow_up_folder(folder.parent)
        )

    def follow_up_folder(self, folder: Path) -> None:
        """Take every time point in a patient's folder, and show the page."""
        self._around.messages.hide()
        self.points.action_requested.emit("page_follow_up")
        self.reading.add(folder)

    def _start(self) -> Path:
        study = self._session.study
        path = None if study is None else study.reference.path
        return path.parent.parent if path else Path.home()

    def segment(self, entry: Entry) -> None:
        """Let the network find the tumour of a time point."""
        if entry.study is self._session.study:
            self.points.action_requested.emit("segment")
        else:
            self.segmenting.segment([entry])

    def segment_others(self) -> None:
        """Let the network find the tumour wherever there is no result."""
        without = [
            e
            for e in self._state.entries
            if e.study is not None and self.following.segmentation_of(e) is None
        ]
        for entry in without:
            self.segment(entry)

    def _follow_study(self) -> None:
        """A brain that was corrected makes another study of the same scans."""
        study = self._session.study
        if study is None or not self._state.entries or self._state.of(study) is not None:
            return
        same = [e for e in self._state.entries if e.name == self._open_name]
        if same and self._session.preparation is not None:
            self._state.put(same[0], study=study, preparation=self._session.preparation)

    @property
    def _open_name(self) -> str:
        """Of the entry that was the open study's."""
        known = {self.reading.open_name, self._session.study_name}
        return next((e.name for e in self._state.entries if e.name in known), "")

    # -- opening another time point ------------------------------------------------------

    def open_beside(self) -> None:
        """Make the time point beside the open study."""
        if self._state.other is not None:
            self.open_entry(self._state.other)

    def open_entry(self, entry: Entry) -> None:
        """Make a time point the open study; the one that was open stays among the others."""
        if entry.study is None or entry.study is self._session.study:
            return
        opened = OpenedStudy(entry.study, entry.findings, entry.preparation)
        source = KnownSource(opened)
        self._files.guard(lambda: self._open(source, entry))

    def _open(self, source: KnownSource, entry: Entry) -> None:
        session, state = self._session, self._state
        session.show_own()
        own = state.of(session.study)
        if own is not None:
            found = self.following.segmentation_of(own)
            state.put(own, segmentation=found, findings=tuple(session.findings))
        self._opening = (source, entry, state.keep())
        self._files.opener.open(source)

    def _opened(self, source: object) -> None:
        waiting, self._opening = self._opening, None
        if waiting is None or waiting[0] is not source:
            return
        _, entry, kept = waiting
        self._state.reset(kept)
        self.reading.open_name = entry.name
        found, study = entry.segmentation, self._session.study
        if found is None or study is None:
            return
        job = self._around.jobs.new("show labels")
        job.finished.connect(lambda labels: self._show_found(labels, study))
        job.failed.connect(self._around.show_error)
        job.start(lambda progress: show_labels(found))

    def _show_found(self, labels: ShownLabels, study: Study) -> None:
        if self._session.study is study and self._session.labels is None:
            made = labels.segmentation.provenance
            self._session.add_result(labels, unsaved=not made.file or bool(made.steps))

    def _forget(self) -> None:
        self._opening = None

    # -- beside --------------------------------------------------------------------------

    def toggle_beside(self) -> None:
        """Show another time point beside the open study, or the open study alone."""
        state = self._state
        how = Beside.NOTHING if state.beside is Beside.SIDE else Beside.SIDE
        state.show(self._other(), how, flicked=state.flicked)

    def _follow_beside(self) -> None:
        """Two large pictures side by side; the layout before comes back with the open study."""
        session, beside = self._session, self._state.beside
        before, self._beside = self._beside, beside
        if beside is before:
            return
        kind = session.layout.kind
        if beside is Beside.SIDE and before is Beside.NOTHING and kind in _MANY_VIEWS:
            self._kind_before = kind
            modality, plane = session.active
            session.set_layout(kind=LayoutKind.ONE, modality=modality, plane=plane)
        elif beside is Beside.NOTHING and self._kind_before is not None:
            if kind is LayoutKind.ONE:
                session.set_layout(kind=self._kind_before)
            self._kind_before = None

    def flick(self) -> None:
        """Show the other of the two in the same place."""
        state = self._state
        flicked = state.beside is not Beside.PLACE or not state.flicked
        state.show(self._other(), Beside.PLACE, flicked=flicked)

    def toggle_change(self) -> None:
        """Paint what grew and shrank, or the labels again."""
        session = self._session
        on = not session.display.change
        if on and self._state.beside is Beside.NOTHING:
            self._state.show(self._other(), Beside.SIDE)
        session.set_display(change=on, overlay=True)

    def next_beside(self) -> None:
        """Show the next of the others beside; round and round."""
        state = self._state
        others = state.others(self._session.study)
        if not others:
            return
        place = others.index(state.other) + 1 if state.other in others else 0
        how = Beside.SIDE if state.beside is Beside.NOTHING else state.beside
        state.show(others[place % len(others)], how, flicked=state.flicked)

    def _other(self) -> Entry | None:
        """The one that stood there last, else the one before the open study, else any."""
        state, study = self._state, self._session.study
        others = state.others(study)
        if state.other in others:
            return state.other
        own = state.of(study)
        before = state.entries[: state.entries.index(own)] if own is not None else ()
        near = [e for e in reversed(before) if e in others]
        return next(iter((*near, *others)), None)

    def carry(self) -> None:
        """Start the open study's labels from those of the time point beside."""
        session, other, study = self._session, self._state.other, self._session.study
        own = self._state.of(study)
        motion = None if other is None else self.following.place(other)
        found = None if other is None else self.following.segmentation_of(other)
        source = None if other is None or found is None else other.point(found)
        # What the open study has already stays among its results, as it is.
        target = None if own is None else replace(own, segmentation=None).point()
        if source is None or target is None or motion is None:
            self._around.messages.note(
                self.tr("The time point beside has no labels yet, or is not aligned.")
            )
            return

        def work(progress: object) -> ShownLabels:
            return show_labels(carried(source, target, motion))

        def ready(labels: ShownLabels) -> None:
            if session.study is study:
                session.add_result(labels, unsaved=True)

        job = self._around.jobs.new("carry labels over")
        job.finished.connect(ready)
        job.failed.connect(self._around.show_error)
        job.start(work)

    def told(self) -> Course | None:
        """What a report tells of the time points; None where nothing is known."""
        following = self.following
        if following.found is None:
            return None
        return Course(following.found, following.assessments, following.resections)

    # -- export --------------------------------------------------------------------------

    def export(self) -> None:
        """Ask for a file and write the course as a table."""
        found, study = self.following.found, self._session.study
        if found is None or study is None:
            self._around.messages.note(self.tr("The time points are not put together yet."))
            return
        path = self._ask(f"{name_without_patient(study)}_follow-up.csv")
        if path is None:
            return
        assessments = self.following.assessments
        scans = [file for p in found.points for file in scan_files(p.study, None)]

        def write(progress: Progress) -> Path:
            changes = changes_of(found, progress)
            require_output(path, overwrite=True, inputs=scans)
            with replacing(path) as fresh:
                fresh.write_text(as_csv(found, assessments, changes), encoding="utf-8")
            return path

        job = writing_job(self._around, "follow-up table", path)
        job.finished.connect(self._written)
        job.failed.connect(self._around.show_error)
        job.start(write)

    def _ask(self, name: str) -> Path | None:
        """Where to; None if nowhere."""
        store = self._around.settings.store
        folder = folder_that_answers(Path(str(store.value(_LAST_FOLDER, "") or Path.home())))
        chosen, _ = QFileDialog.getSaveFileName(
            self._around.parent,
            self.tr("Export the course"),
            str(folder / name),
            self.tr("Tables (*.csv)"),
        )
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.lower() != ".csv":
            path = path.with_name(path.name + ".csv")
            if exists(path) and not may_replace([path.name], self._around.parent):
                return None
        store.setValue(_LAST_FOLDER, str(path.parent))
        return path

    def _written(self, path: Path) -> None:
        self._around.messages.note(self.tr("Written: {0} in {1}").format(path.name, path.parent))
