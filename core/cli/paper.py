"""Laying a page out on paper, which needs fonts and so belongs to the window's libraries."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class Paper(Protocol):
    """Writes HTML as a PDF; whoever starts the command line hands one over, or none."""

    def __call__(self, body: str, title: str, footer: str, path: Path) -> Path:
        """Write A4 pages and give their path.

        Raises:
            WritingError: the folder or the disk refused.
        """
