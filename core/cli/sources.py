"""Where a study comes from: a folder, named files, or a stacked file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import typer

from core.files.stacked import parse_order
from core.opening.reading import OpenedStudy, open_stack, open_study
from core.progress import Progress
from core.studies.study import Modality


@dataclass(frozen=True)
class Source:
    """One of the three ways to name a study; the other fields are None or empty."""

    folder: Path | None
    files: dict[Modality, Path]
    stack: Path | None
    order: str | None

    def require_one(self) -> None:
        """Refuse a command line that names no study, or two.

        Raises:
            typer.BadParameter: says which ways there are.
        """
        given = [self.folder is not None, bool(self.files), self.stack is not None]
        if sum(given) != 1:
            raise typer.BadParameter(
                "name one study: a FOLDER, or its files with --t1, --t1gd, --t2 and --flair, "
                "or --stack FILE with --order."
            )
        if self.order is not None and self.stack is None:
            raise typer.BadParameter("--order belongs to --stack.")

    def open(self, progress: Progress) -> OpenedStudy:
        """Read and check the study.

        Raises:
            ReadingError, GeometryError, CheckError: see :mod:`core.opening.reading`.
        """
        if self.stack is not None:
            return open_stack(self.stack, parse_order(self.order or ""))
        return open_study(self.folder or self.files, progress)
