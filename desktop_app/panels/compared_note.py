"""What the white outline is, and how much of the labels it shares."""

from __future__ import annotations

from desktop_app.actions.all import action
from desktop_app.language.translation import number
from desktop_app.panels.note import Note
from desktop_app.state.session import Session
from desktop_app.work.agreement import Agreement
from desktop_app.work.jobs import Jobs


class ComparedNote(Note):
    """One line; hidden while nothing is compared."""

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__(session, "quiet")
        self._agreement = Agreement(session, jobs)
        self._agreement.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Follow the session."""
        self.setVisible(self.session.comparison is not None)
        text = self.tr("White outline: {0}").format(self.session.comparison_name)
        dice = self._agreement.dice
        if dice:
            values = "  ".join(f"{region.value} {number(v, 2)}" for region, v in dice.items())
            text += "\nDice " + values.replace(" ", "\N{NO-BREAK SPACE}")
        self.setText(text)
        self.setToolTip(
            self.tr("Dice: how much the labels and the outline share, from 0 to 1 (the same).")
        )


class CompareHint(Note):
    """How to compare; hidden while something is compared."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, "quiet")
        for signal in (session.segmentation_changed, session.study_changed):
            signal.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Follow the session."""
        self.setVisible(self.session.comparison is None)
        text = self.tr("Nothing is compared. Load a label map beside the result with {0}.")
        self.setText(text.format(action("load_labels").first_key()))
