"""What the shown result is, and the switch between the results of a study."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.actions.all import action
from desktop_app.language.provenance_text import provenance_text, result_name
from desktop_app.look.plain import PlainLabel, as_tip
from desktop_app.state.results import Result
from desktop_app.state.session import Session


class ResultHeader(QWidget):
    """One line that says where the shown labels come from; a list where there are more."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.text, self.choice = PlainLabel(), ResultChoice()
        self.text.setProperty("role", "quiet")
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.choice.activated.connect(self._show)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.text)
        column.addWidget(self.choice)
        for signal in (session.segmentation_changed, session.state_changed):
            signal.connect(self.refresh)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        self.choice.setAccessibleName(self.tr("Result that is shown"))
        keys = [action(name).first_key() for name in ("previous_result", "next_result")]
        self.choice.setToolTip(self.tr("Results of this study ({0}, {1})").format(*keys))
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Follow the session."""
        results = self.session.results
        shown, listed = results.shown, results.all
        self.setVisible(shown is not None)
        self.choice.setVisible(len(listed) > 1)
        self.choice.show_results(listed, shown)
        self.choice.setEnabled(not self.session.busy)
        if shown is not None:
            star = "* " if shown.unsaved else ""
            self.text.setText(star + provenance_text(shown.provenance))
            saved = self.tr("Not exported yet") if shown.unsaved else self.tr("In a file")
            self.text.setToolTip(as_tip(saved))

    def _show(self, index: int) -> None:
        result = self.choice.itemData(index)
        if isinstance(result, Result):
            self.session.show_result(result)


class ResultChoice(QComboBox):
    """A list of results, never wider than its place."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(8)
        self._listed: list[tuple[Result, str]] = []

    def show_results(self, listed: list[Result], chosen: Result | None) -> None:
        """Replace the list, and choose one of it."""
        models = {(r.provenance.model, r.provenance.origin) for r in listed if r.provenance.model}
        several = len(models) > 1
        named = [(r, result_name(r.provenance, with_model=several)) for r in listed]
        if named != self._listed:
            self._listed = named
            self.clear()
            for result, name in named:
                self.addItem(name, result)
                self.setItemData(
                    self.count() - 1,
                    as_tip(provenance_text(result.provenance)),
                    Qt.ItemDataRole.ToolTipRole,
                )
        self.setCurrentIndex(listed.index(chosen) if chosen in listed else -1)
