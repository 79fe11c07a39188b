"""VASARI beside the views: what is answered, by whom, and the question that is looked at."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.vasari.answers import Vasari
from core.vasari.features import FEATURES
from desktop_app.anatomy.answer_choice import AnswerChoice
from desktop_app.language.sentences import translated
from desktop_app.language.vasari_texts import answer_text, feature_name, number_text
from desktop_app.look import theme
from desktop_app.look.plain import PlainLabel
from desktop_app.state.session import Session
from desktop_app.state.whereabouts import Way
from desktop_app.work.answering import Answering

_HEIGHT = 264
"""Pixels of the table that are in sight; the other features scroll."""

_ROOM = 8
"""Pixels between the texts of two rows."""


class VasariPanel(QWidget):
    """A row for each feature; below them the chosen one with its number, rule and answers."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session, self.answering = session, Answering.of(session)
        self.note, self.progress, self.stop = PlainLabel(), QProgressBar(), QPushButton()
        self.note.setWordWrap(True)
        self.note.setProperty("role", "quiet")
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.begin = QPushButton()
        self.table = FeatureTable()
        self.choice = AnswerChoice()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 0)
        column.setSpacing(8)
        for button in (self.begin, self.stop):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for widget in (
            self.note, self.begin, self.progress, self.stop, self.table, self.choice
        ):  # fmt: skip
            column.addWidget(widget)
        self.begin.clicked.connect(self.answering.ask)
        self.stop.clicked.connect(self.answering.cancel)
        self.table.feature_chosen.connect(self._show)
        self.table.currentCellChanged.connect(lambda *_: self._show_choice())
        self.choice.chosen.connect(session.vasari.choose)
        for signal in (
            self.answering.changed,
            session.study_changed,
            session.segmentation_changed,
        ):
            signal.connect(self.refresh)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        self.begin.setText(self.tr("Answer what can be answered"))
        self.stop.setText(self.tr("Cancel"))
        self.progress.setAccessibleName(self.tr("Answering"))
        self.table.setAccessibleName(self.tr("VASARI features"))
        self.table.setToolTip(self.tr("Click on a feature: see it in the views."))
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the theme."""
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Follow the answers."""
        answering, answers = self.answering, self.answering.answers
        found = self.session.segmentation
        self.begin.setVisible(answers is None and not answering.busy and found is not None)
        self.progress.setVisible(answering.busy)
        self.stop.setVisible(answering.busy)
        self.table.setVisible(answers is not None)
        self.choice.setVisible(answers is not None)
        if answers is not None:
            self.table.show_answers(answers)
        self._show_choice()
        text = self._note(answers)
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _note(self, answers: Vasari | None) -> str:
        if self.answering.error:
            return translated(self.answering.error)
        if answers is None:
            return self.tr(
                "A questionnaire of radiologists. The program answers what labels, scans and an "
                "atlas can tell, by rules that stand beside; the rest is left to you."
            )
        open_ones = sum(1 for key in FEATURES if not self._told(answers, key))
        return self.tr("Support for reading, no diagnosis. Left to you: {0}.").format(open_ones)

    @staticmethod
    def _told(answers: Vasari, key: str) -> bool:
        return bool(answers.codes(key)) or answers.answers[key].computed

    def _show_choice(self) -> None:
        answers, key = self.answering.answers, self.table.key
        if answers is not None and key:
            self.choice.show_feature(answers, key)

    def _show(self, key: str) -> None:
        """Go to where a feature can be seen, with its line."""
        answers = self.answering.answers
        if answers is None:
            return
        self._show_choice()
        answer = answers.answers[key]
        self.session.marks.point_at()
        if answer.shown is None:
            self.session.whereabouts.point_at()
            return
        start, end = answer.shown.line_mm or (answer.shown.point_mm, answer.shown.point_mm)
        text = f"{key} {feature_name(key)}: {number_text(answer) or answer_text(answers, key)}"
        self.session.show_point(answer.shown.point_mm)
        self.session.whereabouts.point_at(Way(start, end, text))


class FeatureTable(QTableWidget):
    """Features and answers; open ones are dimmed, a person's are marked."""

    feature_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(len(FEATURES), 2)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setIconSize(QSize(12, 12))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFixedHeight(_HEIGHT)
        self.cellClicked.connect(lambda row, _: self.feature_chosen.emit(list(FEATURES)[row]))

    @property
    def key(self) -> str:
        """The feature that is looked at; empty for none."""
        return list(FEATURES)[self.currentRow()] if self.currentRow() >= 0 else ""

    def show_answers(self, answers: Vasari) -> None:
        """Replace what is shown."""
        quiet, accent = theme.current().quiet, self.palette().link().color()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for row, key in enumerate(FEATURES):
            name = QTableWidgetItem(f"{key}  {feature_name(key)}")
            said = QTableWidgetItem(answer_text(answers, key))
            said.setTextAlignment(right)
            answer = answers.answers[key]
            if key in answers.chosen:
                font = said.font()
                font.setBold(True)
                said.setFont(font)
                said.setForeground(accent)
            elif not answer.computed:
                said.setForeground(quiet)
            self.setItem(row, 0, name)
            self.setItem(row, 1, said)
        if self.currentRow() < 0:
            self.setCurrentCell(0, 0)
        self._fit_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two fifths are for the answers; rows wrap where their texts are long."""
        super().resizeEvent(event)
        self.horizontalHeader().resizeSection(1, round(self.viewport().width() * 0.42))
        self._fit_rows()

    def _fit_rows(self) -> None:
        self.resizeRowsToContents()
        for row in range(self.rowCount()):
            self.setRowHeight(row, self.rowHeight(row) + _ROOM)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return does what a click does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.key:
            self.feature_chosen.emit(self.key)
        else:
            super().keyPressEvent(event)
