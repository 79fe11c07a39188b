"""A part of the work on a study that a session file keeps.

Whoever adds work to the session adds a part: a class of this kind in a module of its own, and its
name to :data:`desktop_app.work.session_parts.PARTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import SignalInstance

from core.sessions.contents import Part
from core.space.affine import Grid
from desktop_app.state.session import Session

Load = Callable[[Session], None]
"""Puts into a session what was read; runs in the GUI thread and takes no time."""


class SessionPart(Protocol):
    """One kind of work: how it is told, and how it comes back."""

    name: str
    """In the file; lower-case letters, digits and underscores."""

    worth: bool
    """Whether it is work by itself, for which a file is kept; a view is not."""

    def changes(self, session: Session) -> Sequence[SignalInstance]:
        """Signals after which it may be another."""

    def save(self, session: Session) -> Callable[[], Part] | None:
        """What the session holds now; None where there is nothing.

        Called in the GUI thread, where it takes no time: what it returns does the work in another
        thread, on values that nobody changes.
        """

    def read(self, part: Part, grid: Grid) -> Load:
        """Make ready what :meth:`save` told; runs in a worker thread.

        Raises:
            ValueError, KeyError, TypeError: it is no such part, or does not lie on the grid.
        """


def fields_of(values: Any) -> dict[str, Any]:
    """The values of a part, which must be an object.

    Raises:
        TypeError: they are something else.
    """
    if not isinstance(values, dict):
        raise TypeError(f"expected an object, found {values!r:.40}")
    return values
