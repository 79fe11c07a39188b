"""Where the structures beside trajectories come from, and how far they are trusted."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from desktop_app.language.placement_texts import limits_text, trust_text
from desktop_app.language.sentences import translated
from desktop_app.state.session import Session
from desktop_app.work.plan_measuring import PlanMeasuring


class AtlasLine(QLabel):
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
        measuring, placement = self._measuring, self._measuring.placement
        if measuring.being_placed:
            return self.tr("Structures: the study is being placed in the atlas…")
        if measuring.not_placed:
            return self.tr("Structures are not told: {0}").format(translated(measuring.not_placed))
        if placement is None:
            return self.tr("Structures are not told: the study was not placed in the atlas.")
        if not placement.enough:
            return self.tr("Structures are not told.") + " " + trust_text(placement)
        return f"{trust_text(placement)} {limits_text(placement)}"
