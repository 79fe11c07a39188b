"""The category of each time point by RANO 2.0, and why; support, not diagnosis."""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.follow_up.rano import Assessment
from desktop_app.follow_up.texts import entry_title
from desktop_app.language.follow_up_rows import category_line
from desktop_app.language.follow_up_texts import question_text, reason_text, resection_text
from desktop_app.look.plain import PlainLabel
from desktop_app.state.follow_up import Entry
from desktop_app.work.following import Following


class CategoryPanel(QWidget):
    """Follows what is known, of the time point that is chosen."""

    def __init__(self, following: Following) -> None:
        super().__init__()
        self.following = following
        self._entry: Entry | None = None
        self.title, self.category, self.reasons = PlainLabel(), PlainLabel(), PlainLabel()
        self.support = PlainLabel()
        self.title.setProperty("role", "quiet")
        self.category.setProperty("role", "value")
        self.support.setProperty("role", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for label in (self.title, self.category, self.reasons, self.support):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            column.addWidget(label)
        self.reasons.setTextFormat(Qt.TextFormat.RichText)
        following.changed.connect(self.refresh)
        self.retranslate()

    def show_entry(self, entry: Entry | None) -> None:
        """Tell of another time point."""
        self._entry = entry
        self.refresh()

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        self.support.setText(
            self.tr(
                "Support, not a diagnosis: the category follows from the numbers and from what you "
                "said. Who treats the patient decides."
            )
        )
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    @property
    def assessment(self) -> Assessment | None:
        """Of the time point that is chosen."""
        number = self.following.number_of(self._entry)
        listed = self.following.assessments
        return listed[number] if number is not None and number < len(listed) else None

    def refresh(self) -> None:
        """Follow what is known."""
        one = self.assessment
        for label in (self.title, self.category, self.reasons, self.support):
            label.setVisible(one is not None)
        if one is None or self._entry is None:
            return
        self.title.setText(entry_title(self._entry))
        self.category.setText(category_line(one))
        self.reasons.setText(self._told(one))

    def _told(self, one: Assessment) -> str:
        parts = [_listed([reason_text(reason) for reason in one.reasons])]
        if one.open:
            asked = _listed([question_text(question) for question in one.open])
            title = html.escape(self.tr("Not told yet:"))
            parts.append(f"<p><b>{title}</b></p>{asked}")
        taken = None if self._entry is None else self.following.resection_at(self._entry)
        if taken is not None:
            title = html.escape(self.tr("Extent of resection"))
            parts.append(f"<p><b>{title}</b></p>{_listed(resection_text(taken).splitlines())}")
        return "".join(parts)


def _listed(sentences: list[str]) -> str:
    items = "".join(f"<li>{html.escape(text)}</li>" for text in sentences)
    return f'<ul style="margin: 0; -qt-list-indent: 0">{items}</ul>' if items else ""
