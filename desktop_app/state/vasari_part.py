"""What a person answered to VASARI, in a session."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import SignalInstance

from core.sessions.contents import Part
from core.space.affine import Grid
from core.vasari.features import FEATURES
from desktop_app.state.part import Load, fields_of
from desktop_app.state.session import Session


class VasariPart:
    """The answers that a person chose, by the feature's id."""

    name = "vasari"
    worth = True

    def changes(self, session: Session) -> Sequence[SignalInstance]:
        """The choices tell of themselves."""
        return (session.vasari.changed,)

    def save(self, session: Session) -> Callable[[], Part] | None:
        """Nothing while nobody chose anything."""
        chosen = session.vasari.chosen
        if not chosen:
            return None
        return lambda: Part({key: list(codes) for key, codes in chosen.items()})

    def read(self, part: Part, grid: Grid) -> Load:
        """An answer that its question does not have is refused."""
        del grid
        chosen: dict[str, tuple[int, ...]] = {}
        for key, codes in fields_of(part.values).items():
            if not isinstance(codes, list) or not set(codes) <= set(FEATURES[key].options):
                raise ValueError(f"{key} has no such answer: {codes!r:.40}")
            chosen[key] = tuple(codes)
        return lambda session: session.vasari.set_all(chosen)
