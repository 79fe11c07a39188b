"""Where the sequences of a raw study lie, and who says so, in a session."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import SignalInstance

from core.opening.again import accepted
from core.registration.rigid import SaidBy
from core.sessions.alignments import places_to_plain, read_places
from core.sessions.contents import Part
from core.space.affine import Grid
from desktop_app.state.part import Load
from desktop_app.state.session import Session


class AlignmentsPart:
    """All of them: another search may end elsewhere, and results were made on these.

    The study is opened with them (:func:`desktop_app.work.session_parts.known_places`), so that
    what is left to put back is who looked at them.
    """

    name = "alignments"
    worth = True

    def changes(self, session: Session) -> Sequence[SignalInstance]:
        """An alignment was judged, or the study prepared again."""
        return (session.study_changed,)

    def save(self, session: Session) -> Callable[[], Part] | None:
        """Nothing of a study in which nothing was aligned."""
        made = session.preparation
        if made is None or not made.alignments:
            return None
        reference, alignments = made.reference, made.alignments
        return lambda: Part(places_to_plain(reference, alignments))

    def read(self, part: Part, grid: Grid) -> Load:
        """The study lies as these say."""
        del grid
        places = read_places(part.values, "", "")
        looked_at = [m for m, a in places.alignments.items() if a.said_by is SaidBy.PERSON]

        def load(session: Session) -> None:
            now, findings = session.preparation, tuple(session.findings)
            new = [m for m in looked_at if now and now.alignments[m].said_by is SaidBy.SEARCH]
            if now is None or not new:
                return
            for modality in new:
                now, findings = accepted(now, modality, findings)
            session.set_preparation(now, findings)

        return load


def chosen(session: Session) -> bool:
    """Whether a person chose an alignment, or looked at one and found it right."""
    made = session.preparation
    return made is not None and any(
        found.said_by is not SaidBy.SEARCH for found in made.alignments.values()
    )
