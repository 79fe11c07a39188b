"""Laying a page out on paper, which needs fonts and so belongs to the window's libraries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from core.follow_up.following import FollowUp

CURVE = "<!-- curve -->"
"""Where a body wants the curve of volumes, which only the window's libraries can draw."""


class Paper(Protocol):
    """Writes HTML as a PDF; whoever starts the command line hands one over, or none."""

    def __call__(
        self, body: str, title: str, footer: str, path: Path, course: FollowUp | None = None
    ) -> Path:
        """Write A4 pages and give their path.

        Args:
            body: the pages.
            title: of the document.
            footer: of each page.
            path: ends in ``.pdf``.
            course: whose volumes are drawn as a curve where the body holds :data:`CURVE`.

        Raises:
            WritingError: the folder or the disk refused.
        """
