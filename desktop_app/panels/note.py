"""A remark in the side panel that follows the session and the language."""

from __future__ import annotations

from PySide6.QtCore import QEvent

from desktop_app.look.plain import PlainLabel
from desktop_app.state.session import Session


class Note(PlainLabel):
    """A few words that a subclass writes in :meth:`refresh`.

    Args:
        session: what it tells of.
        role: how the style sheet colours it.
    """

    def __init__(self, session: Session, role: str) -> None:
        super().__init__()
        self.session = session
        self.setProperty("role", role)
        self.setWordWrap(True)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Follow the session."""
        raise NotImplementedError
