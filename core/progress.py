"""Progress and cancelling of long work, without a word of Qt."""

from __future__ import annotations

from typing import Protocol


class Cancelled(Exception):
    """Raised out of a progress callback when the person no longer wants the result."""


class Progress(Protocol):
    """``progress(done, total, text)``: called between steps of long work.

    It may raise :class:`Cancelled`; the work must then leave nothing half done.
    """

    def __call__(self, done: int, total: int, text: str) -> None:
        """Tell that ``done`` of ``total`` steps are over, and what runs now."""


def no_progress(done: int, total: int, text: str) -> None:
    """Discard progress, for callers that do not show it."""
