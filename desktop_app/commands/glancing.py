"""Looking at something for a while: one view alone, the scan without labels; then as before."""

from __future__ import annotations

import time
from collections.abc import Callable

from desktop_app.commands.view import set_layout
from desktop_app.state.display import LayoutKind, Plane
from desktop_app.state.session import Session
from desktop_app.views.view_area import ViewArea

_HOLD_SECONDS = 0.3
"""Holding the overlay's key longer than this shows the scan alone only while it is held."""


class Glancing:
    """Remembers what was shown before a view was enlarged or the labels were hidden."""

    def __init__(self, session: Session, view_area: ViewArea) -> None:
        self._session, self._view_area = session, view_area
        self._before_enlarging = session.layout
        self._overlay_pressed, self._overlay_before = 0.0, True

    def commands(self) -> dict[str, Callable[[], object]]:
        """Action ids and what they do."""
        return {"layout_one": self._toggle_large, "overlay": self._toggle_overlay}

    def enlarge(self, modality: object, plane: Plane) -> None:
        """Show one view alone, or go back to the layout before."""
        session, layout = self._session, self._session.layout
        if layout.kind is LayoutKind.ONE:
            before = self._before_enlarging
            kind = LayoutKind.FOUR if before.kind is LayoutKind.ONE else before.kind
            session.set_layout(kind=kind, modality=modality, plane=plane)
        else:
            self._before_enlarging = layout
            session.set_layout(kind=LayoutKind.ONE, modality=modality, plane=plane)
        session.set_active(modality, plane)  # type: ignore[arg-type]
        self._view_area.focus_active()

    def _toggle_large(self) -> None:
        if self._session.layout.kind is not LayoutKind.ONE:
            self._before_enlarging = self._session.layout
        set_layout(self._session, LayoutKind.ONE)

    def _toggle_overlay(self) -> None:
        self._overlay_pressed = time.monotonic()
        self._overlay_before = self._session.display.overlay
        self._session.set_display(overlay=not self._session.display.overlay)

    def end_overlay(self) -> None:
        """The overlay's key was let go of: after holding it, what was before comes back."""
        held = time.monotonic() - self._overlay_pressed
        if self._overlay_pressed and held > _HOLD_SECONDS:
            self._session.set_display(overlay=self._overlay_before)
        self._overlay_pressed = 0.0
