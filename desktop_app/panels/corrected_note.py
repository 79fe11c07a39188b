"""That a person changed what is shown, and that no estimate holds for it any more."""

from __future__ import annotations

from desktop_app.language.measurement_rows import brain_note
from desktop_app.panels.note import Note
from desktop_app.state.session import Session


class CorrectedNote(Note):
    """One line, where the expected Dice stands for what nobody changed."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "warning")
        session.segmentation_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Follow the session."""
        found = self.session.segmentation
        corrected = found is not None and found.corrected
        brain = brain_note(found)
        self.setVisible(corrected or bool(brain))
        text = self.tr("Corrected by hand.") if corrected else ""
        if found is not None and corrected and found.uncorrected.expected_dice:
            text += " " + self.tr("The expected Dice was for the uncorrected result.")
        self.setText(f"{text} {brain}".strip())
