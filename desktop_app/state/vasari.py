"""What a person answered to VASARI, in the place of the program or where it does not answer."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

Codes = tuple[int, ...]


class VasariChoices(QObject):
    """The answers that a person chose.

    Attributes:
        chosen: by the feature's id; nothing of those that nobody chose.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.chosen: Mapping[str, Codes] = {}

    def choose(self, key: str, codes: Codes) -> None:
        """Answer a question; no code leaves it to the program, or open."""
        chosen = {**self.chosen, key: codes}
        self.set_all({k: c for k, c in chosen.items() if c})

    def set_all(self, chosen: Mapping[str, Codes]) -> None:
        """Put other answers in the place of all."""
        if dict(chosen) != dict(self.chosen):
            self.chosen = dict(chosen)
            self.changed.emit()
