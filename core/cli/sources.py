"""Where a study comes from: a folder, named files, or a stacked file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import typer

from core.dicom.places import holds_dicom
from core.files.stacked import parse_order
from core.opening.reading import OpenedStudy, open_stack, open_study
from core.progress import Progress
from core.studies.study import Modality


@dataclass(frozen=True)
class Source:
    """One of the ways to name a study; the other fields are None or empty.

    Beside a folder, ``files`` says what single files of it are.
    ``axes`` are those that the person states, for files that do not; ``raw`` says that the
    scans are as they left the scanner.
    """

    folder: Path | None
    files: dict[Modality, Path]
    stack: Path | None
    order: str | None
    axes: str | None = None
    raw: bool = False

    def require_one(self) -> None:
        """Refuse a command line that names no study, or two.

        Raises:
            typer.BadParameter: says which ways there are.
        """
        named = self.folder is not None or bool(self.files)
        if named == (self.stack is not None):
            raise typer.BadParameter(
                "name one study: a FOLDER, or its files with --t1, --t1gd, --t2 and --flair, "
                "or both where a name in the folder tells too little, or --stack FILE with --order."
            )
        if self.order is not None and self.stack is None:
            raise typer.BadParameter("--order belongs to --stack.")
        if self.raw and self.stack is not None:
            raise typer.BadParameter("--raw is for a FOLDER or named files.")

    def open(self, progress: Progress, *, without_unreadable: bool = False) -> OpenedStudy:
        """Read and check the study, without files that cannot be read where that is wanted.

        Raises:
            ReadingError, GeometryError, CheckError: see :mod:`core.opening.reading`.
        """
        if self.stack is not None:
            return open_stack(self.stack, parse_order(self.order or ""), axes=self.axes)
        source, stated = (self.files, None) if self.folder is None else (self.folder, self.files)
        if self.raw or (self.folder is not None and holds_dicom(self.folder)):
            from core.opening.raw import open_raw

            return open_raw(source, progress, stated)
        return open_study(
            source,
            progress,
            stated=stated,
            without_unreadable=without_unreadable,
            axes=self.axes,
        )
