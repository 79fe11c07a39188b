"""Which scan of a hospital's study is which sequence: found, shown and changeable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.dicom.series import Series
from core.errors import GliovistaError
from core.opening.series_choice import SeriesChoice
from core.studies.sequences import NEEDED, absent, enough
from core.studies.study import Modality
from desktop_app.dialogs.base import Dialog
from desktop_app.language.sentences import translated
from desktop_app.look.plain import PlainLabel, as_tip
from desktop_app.opening.file_choice import choice_in, choice_of
from desktop_app.opening.offer_row import OfferRow
from desktop_app.opening.offers import Found, Offer, Offered, offer_files, offer_series
from desktop_app.opening.sources import FilesSource, FolderSource, SeriesSource
from desktop_app.opening.study_list import StudyList
from desktop_app.opening.thumbnails import make_thumbnails
from desktop_app.work.jobs import Job, Jobs

_LISTING, _NONE_YET, _ROWS = range(3)


class SeriesDialog(Dialog):
    """Lists the scans in the background, proposes, and lets the person change.

    Attributes:
        rows: one for each scan of the study that is shown.
        studies: to choose from, where there are several.
        ok: the button that opens.
    """

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(940, 700))
        self._jobs = jobs
        self._job: Job | None = None
        self._paths: tuple[Path, ...] = ()
        self._preferred: dict[tuple[str, int], Modality] = {}
        self._found = Found(())
        self._study: Offered | None = None
        self.rows: list[OfferRow] = []
        self._error: Exception | None = None
        self._counted = (0, 0)
        self._intro, self._whose, self._problem = PlainLabel(), PlainLabel(), PlainLabel()
        self._aside = PlainLabel()
        for label in (self._intro, self._whose, self._problem):
            label.setWordWrap(True)
        self._whose.setTextFormat(Qt.TextFormat.PlainText)
        self._whose.setProperty("role", "heading")
        self._aside.setProperty("role", "heading")
        self._problem.setProperty("role", "warning")
        self.studies = StudyList()
        self.studies.study_chosen.connect(self._show_study)
        self.studies.hide()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._listing_page())
        self._choose = PlainLabel()
        self._choose.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._choose.setProperty("role", "quiet")
        self._pages.addWidget(self._choose)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pages.addWidget(self._scroll)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setProperty("primary", True)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self.finished.connect(self._give_up)
        self.retranslate()

    def _listing_page(self) -> QWidget:
        page = QWidget()
        self._counting, self._bar = PlainLabel(), QProgressBar()
        self._counting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(320)
        column = QVBoxLayout(page)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(self._counting)
        column.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return page

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.studies)
        row.addWidget(self._pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._whose)
        column.addWidget(self._intro)
        column.addLayout(row, 1)
        column.addWidget(self._problem)
        column.addWidget(self._buttons)

    # -- listing -------------------------------------------------------------------------

    def look_in(self, paths: Sequence[Path]) -> None:
        """List the DICOM series of folders, archives and files."""
        self._paths = tuple(paths)
        job = self._begin("list series")
        job.progress.connect(self._count)
        job.finished.connect(self.offer)
        job.failed.connect(self._failed)
        job.start(lambda progress: offer_series(self._paths, progress))

    def prefer(self, choice: Mapping[Modality, Series]) -> None:
        """Begin with what was chosen before, in the study that it was chosen from."""
        self._preferred = {_key(series): modality for modality, series in choice.items()}

    def look_at_files(self, source: FolderSource | FilesSource) -> None:
        """Offer the NIfTI files of a study that is not prepared."""
        if isinstance(source, FilesSource):
            self.offer(offer_files(choice_of(source.files)))
            return
        job = self._begin("list files")
        job.finished.connect(self.offer)
        job.failed.connect(self._failed)
        job.start(lambda progress: offer_files(choice_in(source.folder)))

    def offer(self, found: Found) -> None:
        """Show what was found."""
        self._found, self._error = found, None
        several = len(found.studies) > 1
        self.studies.setVisible(several)
        if several:
            self.studies.show_studies(found.studies)
            before = [n for n, s in enumerate(found.studies) if self._preferred_in(s)]
            if before:
                self.studies.choose(before[0])
                return
            self._pages.setCurrentIndex(_NONE_YET)
            self.studies.setFocus()
            self._check()
        else:
            self._show_study(0)

    def _begin(self, name: str) -> Job:
        self._give_up()
        self._job = self._jobs.new(name)
        return self._job

    def _give_up(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _count(self, done: int, total: int, text: str) -> None:
        del text
        self._counted = (done, total)
        self._show_count()

    def _show_count(self) -> None:
        done, total = self._counted
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        text = self.tr("Looking for series…")
        if total:
            text = self.tr("Looking for series: {0} of {1} files").format(done, total)
        self._counting.setText(text)

    def _failed(self, error: Exception) -> None:
        self._error = error
        self._pages.setCurrentIndex(_NONE_YET)
        self._check()

    # -- one study -----------------------------------------------------------------------

    def _show_study(self, index: int) -> None:
        self._study = self._found.studies[index]
        self.rows = [OfferRow(offer) for offer in self._study.offers]
        before = self._preferred_in(self._study)
        for number, row in enumerate(self.rows) if before else ():
            row.select(before.get(number))
        contents = _Column()
        column = QVBoxLayout(contents)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(0)
        self._aside = PlainLabel()
        self._aside.setProperty("role", "heading")
        first_aside = next((r for r in self.rows if r.offer.set_aside), None)
        for row in self.rows:
            row.chosen.connect(self._choose_in)
            if row is first_aside:
                column.addSpacing(12)
                column.addWidget(self._aside)
            column.addWidget(row)
        column.addStretch(1)
        self._scroll.setWidget(contents)
        self._pages.setCurrentIndex(_ROWS)
        self.retranslate()
        self._give_focus()
        job = self._begin("thumbnails")
        job.item.connect(lambda item: self._show_thumbnail(*item))
        offers = self._study.offers
        # The rows are painted first.
        job.start_after_paint(lambda progress: make_thumbnails(offers, job.hand, progress))

    def _preferred_in(self, study: Offered) -> dict[int, Modality]:
        """The sequence of each scan that was chosen before, by its place in the study."""
        keys = [_key(o.scan) if isinstance(o.scan, Series) else None for o in study.offers]
        return {n: self._preferred[k] for n, k in enumerate(keys) if k in self._preferred}

    def _give_focus(self) -> None:
        """Enter confirms what is certain; else the first doubtful row is next to be looked at."""
        certain = self._study is not None and self._study.certain
        self.ok.setDefault(certain)
        doubtful = next(
            (r for r in self.rows if r.offer.looks_like is not None and not r.offer.certain),
            self.rows[0] if self.rows else None,
        )
        if certain or doubtful is None:
            self.ok.setFocus()
        else:
            doubtful.box.setFocus()

    def _show_thumbnail(self, offer: Offer, made: object) -> None:
        for row in self.rows:
            if row.offer is offer:
                row.show_thumbnail(made)  # type: ignore[arg-type]

    def _choose_in(self, row: OfferRow) -> None:
        """A sequence comes of one scan: the one that was chosen before is not used any more."""
        for other in self.rows:
            if other is not row and row.modality is not None and other.modality is row.modality:
                other.select(None)
        row.retranslate()
        self._check()

    # -- what is shown -------------------------------------------------------------------

    @property
    def whose(self) -> str:
        """Whose the study is that is shown."""
        return self._whose.text()

    @property
    def problem(self) -> str:
        """What speaks against opening it."""
        return self._problem.text()

    @property
    def counting(self) -> str:
        """How far the listing is."""
        return self._counting.text()

    # -- what is chosen ------------------------------------------------------------------

    def chosen(self) -> dict[Modality, OfferRow]:
        """The row of each sequence that is chosen."""
        rows = {row.modality: row for row in self.rows if row.modality is not None}
        return {m: rows[m] for m in Modality if m in rows}

    def source(self) -> SeriesSource | FilesSource:
        """What to open once the dialog was accepted."""
        rows = self.chosen()
        files = {m: r.offer.scan for m, r in rows.items() if isinstance(r.offer.scan, Path)}
        if files:
            by_hand = frozenset(m for m, row in rows.items() if row.by_hand)
            return FilesSource(files, raw=True, by_hand=by_hand)
        series = {m: r.offer.scan for m, r in rows.items() if isinstance(r.offer.scan, Series)}
        reasons = {m: r.offer.reason for m, r in rows.items() if not r.by_hand}
        several = len(self._found.studies) > 1
        return SeriesSource(self._paths, SeriesChoice(series, reasons, several))

    def _check(self) -> None:
        chosen = self.chosen()
        ready = self._study is not None and enough(chosen)
        self.ok.setEnabled(ready)
        self._problem.setText(self._doubt(chosen))
        self._problem.setVisible(bool(self._problem.text()))

    def _doubt(self, chosen: Mapping[Modality, OfferRow]) -> str:
        if self._error is not None:
            return self._error_text(self._error)
        if self._study is None:
            return ""
        said = []
        if not enough(chosen):
            said.append(translated(NEEDED))
        elif absent(chosen):
            text = self.tr("Without {0} the result is less accurate.")
            said.append(text.format(", ".join(absent(chosen))))
        if self._found.problems:
            count = len(self._found.problems)
            said.append(self.tr("Files or folders that could not be read: {0}.").format(count))
        return " ".join(said)

    def _error_text(self, error: Exception) -> str:
        if isinstance(error, GliovistaError):
            return translated(str(error))
        return self.tr("The program failed at this: {0}. Please report it.").format(repr(error))

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        self.setWindowTitle(self.tr("Scans of this study"))
        self._intro.setText(
            self.tr(
                "What each was taken for can be changed on the right. The sequences are then "
                "aligned to T1Gd and the skull is removed."
            )
        )
        self._choose.setText(
            "" if self._error else self.tr("Several studies lie here. Choose one on the left.")
        )
        count = sum(row.offer.set_aside for row in self.rows)
        self._aside.setText(self.tr("Set aside: {0}").format(count))
        self.studies.retranslate()
        self._whose.setText(self.studies.heading(self._study) if self._study else "")
        self._whose.setVisible(bool(self._whose.text()))
        for row in self.rows:
            row.retranslate()
        buttons = QDialogButtonBox.StandardButton
        self.ok.setText(self.tr("Align and open"))
        self._buttons.button(buttons.Cancel).setText(self.tr("Cancel"))
        self._problem.setToolTip(as_tip("\n".join(map(translated, self._found.problems))))
        self._show_count()
        self._check()

    def recolour(self) -> None:
        """Take the theme's colours."""
        for row in self.rows:
            row.retranslate()


def _key(series: Series) -> tuple[str, int]:
    """What tells a series when it is listed again."""
    return series.identity.series_uid, series.part


class _Column(QWidget):
    """Rows whose texts wrap: as high as they are at this width, with no empty end."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.heightForWidth(self.width()))
