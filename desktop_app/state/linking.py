"""Two sessions that look at one place: what is done in one is seen in the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from typing import Any

from PySide6.QtCore import QObject

from core.space.affine import grid_difference_mm
from core.studies.study import Modality
from desktop_app.state.display import Display, Window, WindowPreset
from desktop_app.state.session import Session

_OWN = frozenset({"windows"})
"""Each scan has grey values of its own."""


class Linking(QObject):
    """Keeps cursor, zoom, layout and display of two sessions alike, which share one grid.

    Windows are alike in what they are to each scan's own automatic one: two scanners write other
    numbers for the same tissue.

    Args:
        first: the session of the open study.
        second: that of what stands beside it.
    """

    def __init__(self, first: Session, second: Session) -> None:
        super().__init__(second)
        self._first, self._second = first, second
        self._still = False
        for one, other in ((first, second), (second, first)):
            for signal, copy in (
                (one.cursor_changed, self._cursor),
                (one.camera_changed, self._camera),
                (one.layout_changed, self._layout),
                (one.active_changed, self._active),
                (one.display_changed, self._display),
            ):
                signal.connect(self._once(copy, one, other))

    def _once(
        self, copy: Callable[[Session, Session], None], one: Session, other: Session
    ) -> Callable[[], None]:
        """A copy that is not copied back: what comes back may differ in its last digit."""

        def run() -> None:
            if not self._still:
                with self._held():
                    copy(one, other)

        return run

    @contextmanager
    def _held(self) -> Iterator[None]:
        before, self._still = self._still, True
        try:
            yield
        finally:
            self._still = before

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Nothing follows within the block; afterwards the second shows what the first does."""
        with self._held():
            yield
        self.follow()

    def follow(self) -> None:
        """Let the second show the place that the first shows."""
        with self._held():
            for copy in (self._display, self._layout, self._active, self._camera, self._cursor):
                copy(self._first, self._second)

    @property
    def _apart(self) -> bool:
        """Whether the two do not lie on one grid just now."""
        one, other = self._first.grid, self._second.grid
        return one is None or other is None or grid_difference_mm(one, other) > 0

    def _cursor(self, one: Session, other: Session) -> None:
        if not self._apart:
            other.set_cursor(one.cursor)

    def _camera(self, one: Session, other: Session) -> None:
        if not self._apart:
            other.set_camera(one.camera)

    def _layout(self, one: Session, other: Session) -> None:
        layout = one.layout
        other.set_layout(kind=layout.kind, plane=layout.plane, modality=layout.modality)

    def _active(self, one: Session, other: Session) -> None:
        if one.active in other.layout.cells():
            other.set_active(*one.active)

    def _display(self, one: Session, other: Session) -> None:
        names = [f.name for f in fields(Display) if f.name not in _OWN]
        changes: dict[str, Any] = {name: getattr(one.display, name) for name in names}
        windows = {m: _alike(m, one, other) for m in one.volumes if m in other.volumes}
        other.set_display(**changes, windows={**other.display.windows, **windows})


def _alike(modality: Modality, one: Session, other: Session) -> Window:
    """The window of ``other`` that is to its automatic one what that of ``one`` is to its own."""
    now = one.window(modality)
    own, theirs = (s.volumes[modality].windows[WindowPreset.AUTO] for s in (one, other))
    scale = theirs.width / own.width
    return Window(
        theirs.low + (now.low - own.low) * scale, theirs.low + (now.high - own.low) * scale
    )
