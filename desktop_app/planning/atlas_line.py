"""Where the structures beside trajectories come from, and how far they are trusted."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_app.language.plan_texts import atlas_text
from desktop_app.language.sentences import translated
from desktop_app.look.plain import PlainLabel
from desktop_app.state.session import Session
from desktop_app.work.plan_measuring import PlanMeasuring


class AtlasLine(PlainLabel):
    """The figure of trust with what no atlas knows, or why no structure is told."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._measuring = session, PlanMeasuring.of(session)
        self.setWordWrap(True)
        self.setProperty("role", "quiet")
        self._measuring.changed.connect(self.refresh)
        session.plan.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Say it in the current language; nothing while nothing is planned."""
        planned, placement = bool(self._session.plan.items), self._measuring.placement
        self.setVisible(planned)
        if not planned:
            return
        doubtful = placement is not None and not placement.enough
        role = "warning" if doubtful or self._measuring.not_placed else "quiet"
        if self.property("role") != role:
            self.setProperty("role", role)
            self.style().polish(self)
        self.setText(self._said())

    def _said(self) -> str:
        measuring = self._measuring
        if measuring.being_placed:
            return self.tr("Structures: the study is being placed in the atlas…")
        if measuring.not_placed:
            return self.tr("Structures are not told: {0}").format(translated(measuring.not_placed))
        return atlas_text(measuring.placement)
