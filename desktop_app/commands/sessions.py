"""Saving and opening the work on a study, and offering what was kept of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from core.errors import ReadingError
from core.opening.inputs import scan_files
from core.sessions.autosaves import Autosave, newest_of, read_autosave
from core.sessions.contents import SessionContents
from core.sessions.session_file import ENDING, read_session, write_session
from core.studies.segmentation import Segmentation
from core.studies.study import Study
from desktop_app.commands.surroundings import Surroundings
from desktop_app.commands.writing import folder_that_answers, writing_job
from desktop_app.exporting.names import name_without_patient
from desktop_app.opening.opener import Opener
from desktop_app.opening.session_sources import prepared_as_in, same_files, source_of_session
from desktop_app.opening.sources import Source
from desktop_app.state.part import Load
from desktop_app.work.autosaving import Autosaver, crashed, tidy
from desktop_app.work.jobs import Jobs
from desktop_app.work.session_parts import caught, contents_of, identity_of, made_ready

Kept = tuple[Autosave, SessionContents]
"""Work that the program kept, and where."""

_LAST_FOLDER = "recent/session_folder"


class Files(Protocol):
    """What this needs of the commands about studies."""

    @property
    def opener(self) -> Opener:
        """Reads studies."""

    def open_source(self, source: Source) -> None:
        """Open a study, after asking about unsaved work."""

    def guard(self, then: Callable[[], object]) -> None:
        """Go on, after asking about unsaved work."""


class SessionCommands(QObject):
    """Work that survives: by itself, and in files that the person names.

    Attributes:
        autosaver: keeps the work.
        quiet: jobs that nobody asked for and nobody waits for.
    """

    nothing_kept = Signal(object)
    """A Study was opened of which no work was kept."""

    def __init__(self, around: Surroundings, files: Files, folder: Path) -> None:
        super().__init__(around.parent)
        self._around, self._files = around, files
        self._session, self._jobs = around.session, around.jobs
        self.quiet = Jobs(self)
        self.autosaver = Autosaver(around.session, self.quiet, folder, self)
        self.autosaver.failed.connect(around.show_error)
        self._wanted: tuple[Source, SessionContents] | None = None
        self._from: Path | None = None
        self._said = ""
        around.session.segmentation_changed.connect(self._withdraw)
        files.opener.finished.connect(self._opened)
        files.opener.failed.connect(self._forget)

    def commands(self) -> dict[str, Callable[[], object]]:
        """Action ids and what they do."""
        return {"save_session": self.save, "open_session": self.choose, "kept_work": self.go_on}

    # -- by hand -------------------------------------------------------------------------

    def save(self) -> None:
        """Let the person name a file for the work on the open study."""
        self._session.show_own()
        study, parts = self._session.study, caught(self._session)
        if study is None:
            return
        if parts is None:
            self._around.messages.note(self.tr("There is no work on this study to save yet."))
            return
        chosen, _ = QFileDialog.getSaveFileName(
            self._around.parent,
            self.tr("Save the work on this study"),
            str(self._folder() / f"{name_without_patient(study)}{ENDING}"),
            self.tr("Gliovista sessions (*{0})").format(ENDING),
        )
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix == ENDING else path.with_name(path.name + ENDING)
        self._around.settings.store.setValue(_LAST_FOLDER, str(path.parent))
        inputs = tuple(scan_files(study, self._session.preparation))
        # Qt asked about a file that exists; an ending that was added makes another one of it.
        overwrite = str(path) == chosen

        def write(progress: object) -> None:
            contents = contents_of(parts, identity_of(study))
            write_session(contents, path, overwrite=overwrite, inputs=inputs)

        job = writing_job(self._around, "save session", path)
        job.finished.connect(
            lambda _: self._around.messages.note(self.tr("Saved: {0}").format(path))
        )
        job.failed.connect(self._around.show_error)
        job.start(write)

    def choose(self) -> None:
        """Let the person choose a session."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._around.parent,
            self.tr("Open the work on a study"),
            str(self._folder()),
            self.tr("Gliovista sessions (*{0})").format(ENDING),
        )
        if chosen:
            self._around.settings.store.setValue(_LAST_FOLDER, str(Path(chosen).parent))
            self.open_path(Path(chosen))

    def open_path(self, path: Path) -> None:
        """Open a session: its study first, then the work on it."""
        self._read(lambda: read_session(path), None)

    def _folder(self) -> Path:
        kept = Path(str(self._around.settings.store.value(_LAST_FOLDER, "") or Path.home()))
        return folder_that_answers(kept)

    # -- what was kept -------------------------------------------------------------------

    def offer_after_crash(self) -> None:
        """Ask whether to go on where a killed program left; tidies the folder besides."""
        folder = self.autosaver.folder

        def look(progress: object) -> Kept | None:
            left = crashed(folder)
            tidy(folder)
            return (left[0], read_autosave(left[0].path)) if left else None

        job = self.quiet.new("look for kept work")
        job.finished.connect(self._offer_crashed)
        job.failed.connect(self._around.show_error)
        job.start(look)

    def _offer_crashed(self, found: Kept | None) -> None:
        if found is None or self._session.study_name:
            return
        autosave, contents = found
        text = self.tr("The program ended unexpectedly. Go on with {0} of {1}?")
        self._around.messages.working(
            text.format(contents.study.name, autosave.clock),
            self.tr("Go on"),
            lambda: self._take(contents, autosave.path),
        )

    def go_on(self) -> None:
        """Bring back the newest work that an earlier session left on the open study."""
        study = self._session.study
        if study is not None:
            self._look(study, self._bring_back)

    def _bring_back(self, study: Study, found: Kept | None) -> None:
        if found is None:
            self._around.messages.note(self.tr("No earlier work on this study was kept."))
        elif self._session.is_open(study):
            self._take(found[1], found[0].path)

    def _offer_kept(self, study: Study) -> None:
        self._look(study, self._offer)

    def _look(self, study: Study, then: Callable[[Study, Kept | None], None]) -> None:
        """Find the newest work on a study that this session has not begun itself."""
        if self.autosaver.writing:
            # It may be of this very study, which was left a moment ago.
            once = Qt.ConnectionType.SingleShotConnection
            self.autosaver.at_rest.connect(lambda: self._look(study, then), once)
            return
        own = self.autosaver.own_path
        folder = self.autosaver.folder

        def look(progress: object) -> Kept | None:
            found = newest_of(folder, identity_of(study).mark, own)
            return None if found is None else (found, read_autosave(found.path))

        job = self.quiet.new("look for kept work")
        job.finished.connect(lambda found: then(study, found))
        job.failed.connect(self._around.show_error)
        job.start_after_paint(look)

    def _offer(self, study: Study, found: Kept | None) -> None:
        session = self._session
        if not session.is_open(study) or session.labels is not None:
            return
        if found is None:
            self.nothing_kept.emit(study)
            return
        autosave, contents = found
        if self._around.messages.text:
            return  # what the opening had to say comes first; the File menu has the way back
        text = self.tr("Your work on this study of {0} was kept.")
        self._said = text.format(autosave.clock)
        self._around.messages.working(
            self._said,
            self.tr("Go on with it"),
            lambda: self._take(contents, autosave.path),
        )

    def _withdraw(self) -> None:
        """Whoever has begun anew is not asked any more; what was kept is set aside."""
        messages = self._around.messages
        if self._session.labels is not None and self._said and messages.text == self._said:
            messages.hide()

    def _take(self, contents: SessionContents, path: Path) -> None:
        self._from = path
        self._resume(contents)

    # -- putting back --------------------------------------------------------------------

    def _read(self, read: Callable[[], SessionContents], path: Path | None) -> None:
        self._from = path
        job = self._jobs.new("read session")
        job.finished.connect(self._resume)
        job.failed.connect(self._around.show_error)
        job.start(lambda progress: read())

    def _resume(self, contents: SessionContents) -> None:
        """Put the work into its study, which is opened unless it is open."""
        study = self._session.study
        if study is not None and same_files(study, contents):
            self._files.guard(lambda: self._make_ready(contents, study))
            return
        try:
            source = source_of_session(contents)
        except ReadingError as error:
            self._around.show_error(error)
            return
        if source is None:
            text = self.tr("{0}: this session names no scans. Open its study first.")
            self._around.messages.error(text.format(contents.study.name))
            return
        self._wanted = source, contents
        self._files.open_source(source)

    def _opened(self, source: Source) -> None:
        wanted, self._wanted = self._wanted, None
        study = self._session.study
        if study is None:
            return
        # Whoever did not want to leave the study before may have opened another one since.
        if wanted is not None and wanted[0] is source:
            self._make_ready(wanted[1], study)
        else:
            self._offer_kept(study)

    def _forget(self) -> None:
        self._wanted = None

    def _make_ready(self, contents: SessionContents, study: Study) -> None:
        job, before = self._jobs.new("make session ready"), self._maps()

        def ready(loads: list[Load] | None) -> None:
            self._session.settle()
            if all(any(now is old for old in before) for now in self._maps()):
                self._put_back(contents, loads, study)
            else:  # somebody worked on it meanwhile
                self._files.guard(lambda: self._put_back(contents, loads, study))

        job.finished.connect(ready)
        job.failed.connect(self._around.show_error)
        made = self._session.preparation
        job.start(lambda progress: made_ready(contents, study, made))

    def _maps(self) -> list[Segmentation]:
        """Of every result of the open study."""
        return [result.segmentation for result in self._session.results.own]

    def _put_back(self, contents: SessionContents, loads: list[Load] | None, study: Study) -> None:
        if not self._session.is_open(study):
            return
        if self._session.busy:
            text = self.tr(
                "Something else is under way. Go on with the kept work once it has ended."
            )
            self._around.messages.working(
                text, self.tr("Go on with it"), lambda: self._put_back(contents, loads, study)
            )
            return
        if loads is None:
            self._prepare_again(contents)
            return
        self._around.messages.hide()
        self._session.show_own()
        for load in loads:
            load(self._session)
        if self._from is not None and self._from.stem == self.autosaver.mark:
            self.autosaver.taken_up()

    def _prepare_again(self, contents: SessionContents) -> None:
        """Put the open study's sequences where the session has them, then go on with it.

        Whoever has unsaved work was asked before.
        """
        self._session.show_own()
        made, findings = self._session.preparation, self._session.findings
        source = None if made is None else prepared_as_in(contents, made, findings)
        if source is not None:
            self._wanted = source, contents
            self._files.opener.open(source)

    def shut_down(self) -> None:
        """Write what is not written yet, and wait until every quiet job ended."""
        self.autosaver.shut_down()
        self.quiet.shut_down()
