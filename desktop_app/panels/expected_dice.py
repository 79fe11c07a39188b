"""How good the segmentation probably is, and whether a person should look twice."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.segmenting.expected_dice import doubtful
from desktop_app.language.translation import number
from desktop_app.look.plain import PlainLabel
from desktop_app.state.session import Session


class ExpectedDice(QWidget):
    """The estimates in one line, and a remark where one is low; hidden without estimates.

    It stands outside of the sections, which fold away.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.estimates, self.remark = PlainLabel(), PlainLabel()
        self.estimates.setProperty("role", "quiet")
        self.remark.setProperty("role", "warning")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for label in (self.estimates, self.remark):
            label.setWordWrap(True)
            column.addWidget(label)
        session.segmentation_changed.connect(self.refresh)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.refresh()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Follow the session."""
        found = self.session.segmentation
        expected = (found and found.expected_dice) or {}
        self.setVisible(bool(expected))
        # Spaces that do not break keep the numbers together, on the next line if need be.
        listed = "  ".join(f"{region.value} {number(dice, 2)}" for region, dice in expected.items())
        listed = listed.replace(" ", "\N{NO-BREAK SPACE}")
        self.estimates.setText(self.tr("Expected Dice (estimate): {0}").format(listed))
        low = ", ".join(region.value for region in doubtful(expected))
        self.remark.setVisible(bool(low))
        self.remark.setText(self.tr("Check this one: low estimate of {0}.").format(low))
        self.setToolTip(
            self.tr(
                "How much of what an expert would draw this result probably shares, from 0 to 1: "
                "told from the network's own doubt, as held-out patients taught. It errs; look at "
                "every result."
            )
        )
