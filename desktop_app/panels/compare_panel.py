"""Two results side by side: which, how they are drawn, how much they share, where they do not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.labels import Region
from desktop_app.actions.all import action
from desktop_app.language.comparison_rows import lesion_table, piece_text, score_table
from desktop_app.language.measurement_rows import name_of
from desktop_app.language.provenance_text import result_name
from desktop_app.language.sentences import translated
from desktop_app.look.plain import PlainLabel
from desktop_app.look.swatches import square
from desktop_app.panels.measurements import TableView
from desktop_app.panels.result_header import ResultChoice
from desktop_app.state.results import Result
from desktop_app.state.session import Session
from desktop_app.views.difference import ONLY_REFERENCE, ONLY_RESULT
from desktop_app.work.comparing import Comparing


class ComparePanel(QWidget):
    """Follows the session and what :class:`desktop_app.work.comparing.Comparing` knows."""

    action_requested = Signal(str)

    def __init__(self, session: Session, comparing: Comparing) -> None:
        super().__init__()
        self.session, self.comparing = session, comparing
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.hint, self.details = PlainLabel(), QWidget()
        self.hint.setProperty("role", "quiet")
        self.hint.setWordWrap(True)
        column.addLayout(self._make_choices())
        column.addWidget(self.hint)
        column.addWidget(self.details)
        inner = QVBoxLayout(self.details)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        inner.addLayout(self._make_styles())
        inner.addLayout(self._make_legend())
        inner.addLayout(self._make_regions())
        self.progress, self.scores, self.lesions = QProgressBar(), TableView(self), TableView(self)
        self.next, self.where, self._lesions_title = QPushButton(), PlainLabel(), PlainLabel()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.next.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.next.clicked.connect(lambda: self.action_requested.emit("next_disagreement"))
        self.where.setProperty("role", "quiet")
        self._lesions_title.setProperty("role", "heading")
        self.lesions.cellClicked.connect(self._visit)
        self.lesions.cellDoubleClicked.connect(self._visit)
        for widget in (
            self.progress, self.scores, self.next, self.where, self._lesions_title, self.lesions,
        ):  # fmt: skip
            inner.addWidget(widget)
        comparing.changed.connect(self.refresh)
        for signal in (
            session.segmentation_changed, session.display_changed, session.state_changed,
        ):  # fmt: skip
            signal.connect(self.refresh)
        self.retranslate()

    def _make_choices(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self.reference, self._reference_name = ResultChoice(), PlainLabel()
        self._reference_name.setProperty("role", "quiet")
        self._reference_name.setBuddy(self.reference)
        grid.addWidget(self._reference_name, 0, 0)
        grid.addWidget(self.reference, 0, 1)
        self.reference.activated.connect(self._choose_reference)
        return grid

    def _make_styles(self) -> QHBoxLayout:
        self.outlines, self.differences = QPushButton(), QPushButton()
        return self._exclusive(
            {self.outlines: {"differences": False}, self.differences: {"differences": True}}
        )

    def _make_regions(self) -> QHBoxLayout:
        self.regions = {region: QPushButton(region.value) for region in Region}
        return self._exclusive(
            {button: {"compared_region": region} for region, button in self.regions.items()}
        )

    def _exclusive(self, changes: dict[QPushButton, dict[str, object]]) -> QHBoxLayout:
        row, group = QHBoxLayout(), QButtonGroup(self)
        row.setSpacing(4)
        for button, change in changes.items():
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, c=change: self.session.set_display(**c))
            group.addButton(button)
            row.addWidget(button, 1)
        return row

    def _make_legend(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        self._legend = [(PlainLabel(), PlainLabel()) for _ in range(2)]
        for row, ((sign, text), colour) in enumerate(
            zip(self._legend, (ONLY_RESULT, ONLY_REFERENCE), strict=True)
        ):
            sign.setPixmap(QPixmap.fromImage(square(colour, self.devicePixelRatioF())))
            text.setProperty("role", "quiet")
            text.setWordWrap(True)
            grid.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, row, 1)
        return grid

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        self._reference_name.setText(self.tr("Reference"))
        self.reference.setAccessibleName(self.tr("Reference it is compared with"))
        self.outlines.setText(self.tr("Outlines"))
        self.outlines.setToolTip(self.tr("The reference as outlines with a white rim"))
        self.differences.setText(self.tr("Differences"))
        self.differences.setToolTip(self.tr("Paint what only one of the two has"))
        self._legend[0][1].setText(self.tr("Only in the result (false positive)"))
        self._legend[1][1].setText(self.tr("Only in the reference (false negative)"))
        for region, button in self.regions.items():
            button.setToolTip(name_of(region.value))
        spec = action("next_disagreement")
        self.next.setText(f"{spec.translated_name()} ({spec.first_key()})")
        self.next.setToolTip(spec.translated_tooltip())
        self.scores.setAccessibleName(self.tr("Scores of each region"))
        self.lesions.setAccessibleName(self.tr("Lesions"))
        self.lesions.setToolTip(self.tr("Click: go to the lesion."))
        self.progress.setAccessibleName(self.tr("Comparing"))
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Follow the session."""
        session, display = self.session, self.session.display
        listed, shown = session.results.all, session.results.shown
        self.reference.show_results(listed, self._compared(listed))
        self.reference.setEnabled(len(listed) > 1 and not session.busy)
        compared = session.comparison is not None and shown is not None
        self.details.setVisible(compared)
        self.hint.setVisible(not compared)
        self.hint.setText(self._hint(listed))
        (self.differences if display.differences else self.outlines).setChecked(True)
        self.regions[display.compared_region].setChecked(True)
        for sign, text in self._legend:
            sign.setVisible(display.differences)
            text.setVisible(display.differences)
        self._show_numbers(display.compared_region)

    def _hint(self, listed: list[Result]) -> str:
        if len(listed) > 1:
            return self.tr("Choose a reference to compare the result with.")
        text = self.tr(
            "Nothing to compare yet: segment in both modes or with another model, or load a label "
            "map with {0}."
        )
        return text.format(action("load_labels").first_key())

    def _show_numbers(self, region: Region) -> None:
        comparing = self.comparing
        found = comparing.compared.get(region)
        self.progress.setVisible(comparing.busy)
        for widget in (self.scores, self.lesions, self._lesions_title, self.next):
            widget.setVisible(found is not None)
        self.where.setVisible(found is not None or bool(comparing.error))
        if comparing.error:
            self.where.setText(translated(comparing.error))
        if found is None:
            return
        self.scores.show_table(score_table(comparing.compared))
        self.lesions.show_table(lesion_table(found.lesions))
        title = self.tr("Lesions of {0}: {1}")
        self._lesions_title.setText(title.format(region.value, len(found.lesions)))
        pieces = found.disagreements
        self.next.setEnabled(bool(pieces))
        if not pieces:
            self.where.setText(self.tr("They agree about this region."))
        elif comparing.place == 0:
            self.where.setText(self.tr("{0} disagreements").format(len(pieces)))
        else:
            text = self.tr("{0} of {1}: {2}")
            piece = pieces[comparing.place - 1]
            self.where.setText(text.format(comparing.place, len(pieces), piece_text(piece)))

    def _compared(self, listed: list[Result]) -> Result | None:
        other = self.session.comparison
        return next((r for r in listed if r.labels is other), None)

    def _choose_reference(self, index: int) -> None:
        result = self.reference.itemData(index)
        if isinstance(result, Result):
            self.session.set_comparison(result.labels, result_name(result.provenance))

    def _visit(self, row: int, _column: int) -> None:
        found = self.comparing.compared.get(self.session.display.compared_region)
        if found is not None and row < len(found.lesions):
            self.comparing.visit(found.lesions[row])
