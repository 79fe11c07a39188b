"""The self-test in the window: one row per check as it ends, with a cancel button."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.progress import Progress
from desktop_app.dialogs.base import Dialog
from desktop_app.language.sentences import spoken_numbers, translated
from desktop_app.look import icons, theme
from desktop_app.look.plain import PlainLabel
from desktop_app.self_test.graphics import check_graphics
from desktop_app.self_test.outcome import CheckFailed, Outcome, Report, Said
from desktop_app.self_test.run import SelfTest
from desktop_app.work.jobs import Job, Jobs

_PARTS = 1000
_TALL = 10_000
"""Higher than any row: a style wraps only within a rectangle that is not empty."""


class SelfTestDialog(Dialog):
    """Runs whenever it is shown; a run goes on in the background until it ends or is cancelled.

    Attributes:
        report: of the last run that went to its end; None before that.
    """

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(760, 420))
        self._jobs = jobs
        self._job: Job | None = None
        self._outcomes: list[Outcome] = []
        self._ended = ""
        self.report: Report | None = None
        self.table = QTreeWidget()
        self.table.setRootIsDecorated(False)
        self.table.setWordWrap(True)
        self.table.setItemDelegateForColumn(1, _Wrapping(self.table))
        self.table.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        self.table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.table.header().setStretchLastSection(True)
        self.table.header().sectionResized.connect(self.table.scheduleDelayedItemsLayout)
        self.bar, self.summary = QProgressBar(), PlainLabel()
        self.bar.setRange(0, _PARTS)
        self.bar.setTextVisible(False)
        self.summary.setWordWrap(True)
        self.buttons = QDialogButtonBox(self)
        self.copy = self.buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        self.close_ = QPushButton()
        self.buttons.addButton(self.close_, QDialogButtonBox.ButtonRole.RejectRole)
        self.copy.clicked.connect(self._copy)
        self.buttons.rejected.connect(self._cancel_or_close)
        layout = QVBoxLayout(self)
        for widget in (self.table, self.bar, self.summary, self.buttons):
            layout.addWidget(widget)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the current language."""
        self.setWindowTitle(self.tr("Self-test"))
        self.table.setHeaderLabels([self.tr("Check"), self.tr("Result")])
        self.table.setAccessibleName(self.tr("Self-test"))
        self.bar.setAccessibleName(self.tr("Progress"))
        self.copy.setText(self.tr("Copy report"))
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Start anew, unless a run is under way."""
        super().showEvent(event)
        if not event.spontaneous() and self._job is None:
            self.start()

    def start(self) -> None:
        """Run every check."""
        graphics = _graphics_now()
        job = self._job = self._jobs.new("self-test")
        self._outcomes, self.report, self._ended = [], None, ""
        job.item.connect(self._arrived)
        job.progress.connect(lambda done, total, _: self.bar.setValue(_PARTS * done // total))
        job.finished.connect(self._finished)
        job.failed.connect(self._failed)
        job.cancelled.connect(self._cancelled)

        def work(progress: Progress) -> Report:
            return SelfTest(lambda: _told(graphics)).run(progress, job.hand)

        job.start(work, network=True)
        self.bar.setValue(0)
        self._show()

    def _arrived(self, outcome: Outcome) -> None:
        self._outcomes.append(outcome)
        self._show()

    def _finished(self, report: Report) -> None:
        self.report, self._job = report, None
        self._show()

    def _failed(self, error: Exception) -> None:
        self._job, self._ended = None, repr(error)
        self._show()

    def _cancelled(self) -> None:
        self._job = None
        self._show()

    def _cancel_or_close(self) -> None:
        if self._job is not None:
            self._job.cancel()
        else:
            self.reject()

    def reject(self) -> None:
        """Closing also gives up the run."""
        if self._job is not None:
            self._job.cancel()
        super().reject()

    def _copy(self) -> None:
        if self.report is not None:
            QGuiApplication.clipboard().setText(self.report.english() + "\n")

    def _show(self) -> None:
        self.table.clear()
        for outcome in self._outcomes:
            item = QTreeWidgetItem(self.table, [_spoken(Said(outcome.name)), _spoken(outcome.said)])
            colours = theme.current()
            colour = colours.accent if outcome.passed else colours.error
            name = "check" if outcome.passed else "warning"
            item.setIcon(0, icons.icon(name, QColor(colour)))
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{name}: {item.text(0)}")
        running = self._job is not None
        self.bar.setVisible(running)
        self.copy.setEnabled(self.report is not None)
        self.close_.setText(self.tr("Cancel") if running else self.tr("Close"))
        self.summary.setText(self._summary())

    def _summary(self) -> str:
        if self._job is not None:
            return self.tr(
                "The demo study is segmented and compared; this may take up to a minute."
            )
        if self.report is None:
            return self._ended or self.tr("The self-test was cancelled.")
        if self.report.passed:
            return self.tr("Everything works on this computer.")
        return self.tr(
            "Something does not work here. Install the program again; if that does not help, "
            "report it with this report."
        )


class _Wrapping(QStyledItemDelegate):
    """Makes rows as high as their texts need; a tree by itself asks as if columns had no end."""

    def __init__(self, table: QTreeWidget) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Room for the text within its column."""
        wrapped = QStyleOptionViewItem(option)
        wrapped.rect = QRect(0, 0, self._table.columnWidth(index.column()), _TALL)
        return super().sizeHint(wrapped, index)


def _spoken(said: Said) -> str:
    text = QCoreApplication.translate("SelfTest", said.text)
    return text.format(*(spoken_numbers(translated(str(value))) for value in said.values))


def _graphics_now() -> tuple[Said, dict[str, str]] | CheckFailed:
    """Looked at in the GUI thread, before the worker asks."""
    try:
        return check_graphics()
    except CheckFailed as failure:
        return failure


def _told(graphics: tuple[Said, dict[str, str]] | CheckFailed) -> tuple[Said, dict[str, str]]:
    if isinstance(graphics, CheckFailed):
        raise graphics
    return graphics
