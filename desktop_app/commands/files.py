"""Opening and closing: dialogs, dropped files, recent studies, unsaved work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox

from core.errors import (
    CheckError,
    GliovistaError,
    ReadingError,
    SeveralStudiesError,
    UndecidedError,
    UnpreparedError,
    UnusableFileError,
)
from core.opening.searching import find_studies
from core.sessions.session_file import ENDING
from core.studies.findings import Severity
from core.studies.naming import is_segmentation
from core.studies.study import Modality
from desktop_app.commands.surroundings import Surroundings
from desktop_app.commands.writing import folder_that_answers
from desktop_app.language.provenance_text import provenance_text
from desktop_app.language.sentences import translated
from desktop_app.look.plain import MessageBox
from desktop_app.opening.axes_dialog import AxesDialog
from desktop_app.opening.drops import may_be_dicom, source_of
from desktop_app.opening.file_choice import choice_of
from desktop_app.opening.opener import Opener
from desktop_app.opening.patients_dialog import PatientsDialog
from desktop_app.opening.series_dialog import SeriesDialog
from desktop_app.opening.slots_dialog import SlotsDialog
from desktop_app.opening.sources import (
    AgainSource,
    DemoSource,
    FilesSource,
    FolderSource,
    KnownSource,
    SeriesSource,
    Source,
)
from desktop_app.opening.stack_dialog import StackDialog, StackedFile, look_at
from desktop_app.panels.finding_texts import finding_text
from desktop_app.state import recent

_LAST_FOLDER = "recent/last_folder"


class FileCommands(QObject):
    """What the actions about studies do."""

    labels_chosen = Signal(Path)
    """A file that holds a label map of the open study."""
    folder_opened = Signal(Path)
    """A study was opened from this folder, which is among the recent ones now."""
    recent_changed = Signal()
    """Recent studies were forgotten."""
    session_chosen = Signal(Path)
    """A file that holds the work on a study."""

    def __init__(
        self, around: Surroundings, export: Callable[[Callable[[], object]], object]
    ) -> None:
        """Wire the opener.

        Args:
            around: what commands work with.
            export: saves the label map, then calls what it is given.
        """
        super().__init__(around.parent)
        self._around, self._export = around, export
        self._window, self._session = around.parent, around.session
        self._store = around.settings.store
        self._source: Source | None = None
        self.opener = Opener(around.session, around.jobs, self)
        self.opener.started.connect(self._started)
        self.opener.finished.connect(self._opened)
        self.opener.failed.connect(self._failed)
        self.opener.unsorted.connect(lambda source: self.choose_series([source.folder]))

    @property
    def source(self) -> Source | None:
        """What the open study was read from."""
        return self._source

    def commands(self) -> dict[str, Callable[[], object]]:
        """Action ids and what they do."""
        return {
            "open_folder": self.open_folder,
            "open_files": self.open_files,
            "open_stack": self.open_stack,
            "axes": self.ask_axes,
            "open_demo": lambda: self.open_source(DemoSource()),
            "clear_recent": self.clear_recent,
            "close_study": self.close_study,
        }

    def recent(self) -> list[Path]:
        """Folders of earlier studies, newest first."""
        return recent.recent_folders(self._store)

    def clear_recent(self) -> None:
        """Forget which studies were opened before."""
        recent.clear(self._store)
        self.recent_changed.emit()

    # -- opening -------------------------------------------------------------------------

    def open_source(self, source: Source) -> None:
        """Open something, after asking about unsaved work."""
        self.guard(lambda: self.opener.open(source))

    def open_folder(self) -> None:
        """Let the person choose a patient's folder."""
        chosen = QFileDialog.getExistingDirectory(
            self._window, self.tr("Open a patient's folder"), str(self._start_folder())
        )
        if chosen:
            self.open_folder_path(Path(chosen))

    def open_folder_path(self, folder: Path) -> None:
        """Open a patient's folder."""
        self.open_source(FolderSource(folder))

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open what was dropped or named on the command line."""
        source = source_of(paths)
        if source is not None:
            self.open_source(source)
        elif may_be_dicom(paths):
            self.choose_series(paths)
        elif len(paths) == 1:
            self.open_one_file(paths[0])
        elif paths:
            self.choose_among(list(paths))

    def open_one_file(self, path: Path) -> None:
        """A file alone is a stack, a label map of the open study, or one of four sequences."""
        if path.suffix == ENDING:
            self.session_chosen.emit(path)
            return
        if self._session.study is not None and is_segmentation(path):
            self.labels_chosen.emit(path)
            return
        job = self._around.jobs.new("look at file")
        job.finished.connect(self._looked)
        job.failed.connect(self._around.show_error)
        job.start(lambda progress: look_at(path))

    def _looked(self, file: StackedFile) -> None:
        if file.channels > 1:
            dialog = StackDialog(file, self._window)
            self._ask(dialog, lambda: self.open_source(dialog.source()))
        else:
            self.choose_among([file.path])

    def choose_among(self, paths: list[Path]) -> SlotsDialog:
        """Let the person say which of some files is which sequence."""
        dialog = self._slots_dialog(paths[0].parent)
        dialog.offer_files(paths)
        return dialog

    def choose_in(self, folder: Path) -> SlotsDialog:
        """Let the person say which file of a folder is which sequence."""
        dialog = self._slots_dialog(folder)
        dialog.look_in(folder)
        return dialog

    def choose_series(self, paths: Sequence[Path]) -> SeriesDialog:
        """Let the person say which DICOM series is which sequence."""
        self._window.statusBar().clearMessage()
        dialog = self._series_dialog()
        dialog.look_in(paths)
        return dialog

    def choose_again(self) -> None:
        """Let the person choose other scans for the sequences of the raw study that is open."""
        source = self._source
        if isinstance(source, SeriesSource):
            dialog = self.choose_series(source.places)
            dialog.prefer(source.choice.series)
        elif isinstance(source, FolderSource | FilesSource):
            self.choose_raw(source)

    def choose_raw(self, source: FolderSource | FilesSource) -> SeriesDialog:
        """Let the person see which raw NIfTI file is which sequence."""
        dialog = self._series_dialog()
        dialog.look_at_files(source)
        return dialog

    def _series_dialog(self) -> SeriesDialog:
        dialog = SeriesDialog(self._around.jobs, self._window)
        self._ask(dialog, lambda: self.open_source(dialog.source()))
        return dialog

    def _slots_dialog(self, start: Path) -> SlotsDialog:
        dialog = SlotsDialog(self._around.jobs, start, self._window)
        self._ask(dialog, lambda: self.open_source(dialog.source()))
        return dialog

    def _ask(self, dialog: QDialog, then: Callable[[], object]) -> None:
        dialog.accepted.connect(then)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def open_files(self) -> None:
        """Choose the four sequences one by one, beginning with those of the open study."""
        files = self._open_files()
        if not files:
            self._slots_dialog(self._start_folder())
            return
        dialog = self._slots_dialog(next(iter(files.values())).parent)
        dialog.offer(choice_of(files))

    def _open_files(self) -> dict[Modality, Path]:
        """The files of the open study; none where it is one file, or was made by the program."""
        study = self._session.study
        volumes = study.volumes if study is not None else {}
        files = {m: v.path for m, v in volumes.items() if v.path is not None}
        return files if len(set(files.values())) == len(files) else {}

    def open_stack(self) -> None:
        """Choose one file that holds every sequence."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Open a stacked file"),
            str(self._start_folder()),
            self.tr("Stacked volumes (*.nii *.nii.gz *.npy)"),
        )
        if chosen:
            self.open_one_file(Path(chosen))

    def ask_axes(self) -> None:
        """Show how the axes of a file were taken to run that does not say it, and ask."""
        study, source = self._session.study, self._source
        if study is None or source is None:
            return
        if isinstance(source, DemoSource | SeriesSource | AgainSource | KnownSource):
            return
        dialog = AxesDialog(
            next(iter(self._session.volumes.values())),
            study.axes_from,
            radiological=self._session.display.radiological,
            parent=self._window,
        )
        self._ask(dialog, lambda: self.open_source(replace(source, axes=dialog.axes)))

    def _start_folder(self) -> Path:
        return folder_that_answers(Path(str(self._store.value(_LAST_FOLDER, "") or Path.home())))

    def close_study(self) -> None:
        """Return to the start page."""
        self.guard(self._close_study)

    def _close_study(self) -> None:
        self.opener.cancel()
        self._around.messages.hide()
        self._session.close()

    def _started(self, source: Source) -> None:
        self._around.messages.hide()
        self._window.statusBar().showMessage(self.tr("Reading {0}…").format(source.title))

    def give_up(self) -> None:
        """Stop what is being read; what was open before comes back."""
        self.opener.cancel()
        self._window.statusBar().clearMessage()

    def _offer_raw(self, source: FolderSource | FilesSource, text: Callable[[], str]) -> None:
        """Say what is wrong with scans that are not prepared, and offer to prepare them."""
        raw = replace(source, raw=True)
        self._around.messages.error(
            text, lambda: self.tr("Align and remove the skull"), lambda: self.open_source(raw)
        )

    def _opened(self, source: Source) -> None:
        self._window.statusBar().clearMessage()
        self._around.messages.hide()
        if isinstance(source, FolderSource | FilesSource):
            skull = next((f for f in self._session.findings if f.code == "skull"), None)
            if skull is not None and not source.raw:
                self._offer_raw(source, lambda: finding_text(skull))
        if isinstance(source, AgainSource):
            return  # its files are still those that were opened
        self._source = source
        study = self._session.study
        if study is not None and not study.sides_known:
            self.ask_axes()
        place = source.folder if isinstance(source, FolderSource) else None
        if isinstance(source, SeriesSource):
            place = source.places[0]
        if place is not None:
            recent.remember(self._store, place)
            self.folder_opened.emit(place.absolute())
            self._store.setValue(_LAST_FOLDER, str(place.parent))

    def _failed(self, source: Source, error: Exception) -> None:
        self._window.statusBar().clearMessage()
        if isinstance(source, FolderSource) and not source.folder.exists():
            recent.forget(self._store, source.folder)
        if isinstance(error, UnusableFileError) and isinstance(source, FolderSource | FilesSource):
            # A button asks: the person may go on without what cannot be read.
            without = replace(source, without_unreadable=True)
            self._around.messages.error(
                lambda: self.error_text(error),
                lambda: self.tr("Open without {0}").format(", ".join(error.sequences)),
                lambda: self.open_source(without),
            )
            return
        if isinstance(error, UnpreparedError) and isinstance(source, FolderSource | FilesSource):
            self._failed_unprepared(source, error)
            return
        if isinstance(error, SeveralStudiesError) and isinstance(source, FolderSource):
            self._list_studies(source.folder, error)
            return
        if isinstance(error, ReadingError) and isinstance(source, FolderSource):
            folder = source.folder
            if folder.is_dir():
                self._around.messages.error(
                    lambda: self.error_text(error),
                    lambda: self.tr("Choose the files…"),
                    lambda: self.choose_in(folder),
                )
                if isinstance(error, UndecidedError):
                    self.choose_in(folder)
                return
        self._around.show_error(error)

    def _failed_unprepared(
        self, source: FolderSource | FilesSource, error: UnpreparedError
    ) -> None:
        """Raw scans are nothing wrong: who does not want them aligned is told what is."""

        def say() -> None:
            self._around.messages.error(
                lambda: self.error_text(error),
                lambda: self.tr("Align and remove the skull"),
                lambda: self.choose_raw(source),
            )

        if error.grids_only:
            self.choose_raw(source).rejected.connect(say)
        else:
            say()

    def _list_studies(self, folder: Path, error: Exception) -> None:
        """Let the person choose among the studies below a folder."""
        job = self._around.jobs.new("find studies")

        def found(studies: list[Path]) -> None:
            if len(studies) < 2:
                self._around.show_error(error)
                return
            dialog = PatientsDialog(folder, studies, self._window)
            # The dialog's button is off while nothing is chosen.
            self._ask(dialog, lambda: self.open_folder_path(dialog.chosen or folder))

        job.finished.connect(found)
        job.failed.connect(self._around.show_error)
        job.start(lambda progress: find_studies(folder))

    def notes(self) -> dict[Modality, str]:
        """What each view says in its corner, or instead of a scan that is not there yet."""
        if self.opener.busy:
            missing = [m for m in Modality if m not in self._session.volumes]
            return dict.fromkeys(missing, self.tr("reading…"))
        warned = [f for f in self._session.findings if f.severity is Severity.WARNED]
        sign = "⚠ " + self.tr("check this sequence")
        return {f.modality: sign for f in warned if f.modality is not None}

    def error_text(self, error: Exception) -> str:
        """An error as a sentence; what is no fault of the input is named as the program's."""
        if isinstance(error, CheckError):
            # A title, then one reason on each line, which may be long: where does the next begin?
            return "\n• ".join(translated(str(error)).split("\n"))
        if isinstance(error, GliovistaError):
            return translated(str(error))
        if isinstance(error, MemoryError):
            return self.tr("There is not enough memory for this. Close other programs and retry.")
        return self.tr("The program failed at this: {0}. Please report it.").format(repr(error))

    # -- leaving -------------------------------------------------------------------------

    def guard(self, then: Callable[[], object]) -> None:
        """Go on with ``then``, after asking about a segmentation that was not exported."""
        self._session.settle()
        unsaved = self._session.results.unsaved
        if not unsaved:
            then()
            return
        if not self._session.unsaved:
            # The question is about one that is seen, which Export writes.
            self._session.show_result(unsaved[0])
        buttons = QMessageBox.StandardButton
        answer = self.ask_about_unsaved()
        if answer == buttons.Save:
            # Whoever painted while the file was written is asked again.
            self._export(lambda: self.guard(then))
        elif answer == buttons.Discard:
            then()

    def ask_about_unsaved(self) -> QMessageBox.StandardButton:
        """Save, Discard or Cancel."""
        box = MessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        found = self._session.segmentation
        text = self.tr("The segmentation of {0} was not exported.")
        if found is not None and found.corrected:
            text = self.tr("The corrections of {0} were not exported.")
        box.setWindowTitle(self.tr("Not exported"))
        box.setText(text.format(self._session.study_name))
        unsaved = self._session.results.unsaved
        listed = [f"• {provenance_text(result.provenance)}" for result in unsaved]
        question = self.tr("Export now, or discard?")
        if len(listed) > 1:
            question = self.tr("Export now, or discard all of these?")
        box.setInformativeText("\n".join([*listed, question]))
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.button(buttons.Save).setText(self.tr("Export…"))
        box.setDefaultButton(buttons.Save)
        return QMessageBox.StandardButton(box.exec())
