"""Where a study comes from: a folder, named files, or a stacked file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import typer

from core.dicom.places import holds_dicom
from core.files.stacked import parse_order
from core.opening.reading import OpenedStudy, open_stack, open_study
from core.progress import Progress
from core.studies.naming import recognise_text
from core.studies.study import Modality


@dataclass(frozen=True)
class Source:
    """One of the ways to name a study; the other fields are None or empty.

    Beside a folder, ``files`` says what single files of it are.
    ``axes`` are those that the person states, for files that do not; ``raw`` says that the
    scans are as they left the scanner; ``series`` names DICOM series.
    """

    folder: Path | None
    files: dict[Modality, Path]
    stack: Path | None
    order: str | None
    axes: str | None = None
    raw: bool = False
    series: Mapping[Modality, str] = field(default_factory=dict)

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
        dicom = self.folder is not None and holds_dicom(self.folder)
        if self.series and not dicom:
            raise typer.BadParameter("--series is for a FOLDER of DICOM, a zip or a DICOMDIR.")
        if self.files and dicom:
            raise typer.BadParameter(
                "--t1, --t1gd, --t2 and --flair name NIfTI files; of DICOM use --series T1=4."
            )
        if self.axes is not None and dicom:
            raise typer.BadParameter(
                "--axes is for files that do not say how their axes run; DICOM files say it."
            )

    def open(self, progress: Progress, *, without_unreadable: bool = False) -> OpenedStudy:
        """Read and check the study, without files that cannot be read where that is wanted.

        Raises:
            ReadingError, GeometryError, CheckError: see :mod:`core.opening.reading`.
        """
        if self.stack is not None:
            return open_stack(self.stack, parse_order(self.order or ""), axes=self.axes)
        if self.folder is not None and holds_dicom(self.folder):
            return _open_dicom(self.folder, self.series, progress)
        source, stated = (self.files, None) if self.folder is None else (self.folder, self.files)
        if self.raw:
            from core.opening.raw import open_raw

            return open_raw(source, progress, stated, axes=self.axes)
        return open_study(
            source,
            progress,
            stated=stated,
            without_unreadable=without_unreadable,
            axes=self.axes,
        )


def parse_series(texts: Sequence[str]) -> dict[Modality, str]:
    """What ``--series T1=4 --series FLAIR=…`` says; any habit of naming a sequence will do.

    Raises:
        typer.BadParameter: no ``=``, a word that names no sequence, or a sequence named twice.
    """
    named: dict[Modality, str] = {}
    for text in texts:
        word, equals, series = text.partition("=")
        told = recognise_text(word.strip())
        if not equals or not series.strip() or told is None:
            raise typer.BadParameter(
                f"--series {text}: write a sequence and a series, such as T1=4, T1Gd=7, T2=5 or "
                "FLAIR=t2_tirm."
            )
        if told[0] in named:
            raise typer.BadParameter(f"--series names {told[0].value} twice.")
        named[told[0]] = series.strip()
    return named


def _open_dicom(folder: Path, series: Mapping[Modality, str], progress: Progress) -> OpenedStudy:
    from core.opening.raw import open_raw

    if not series:
        return open_raw(folder, progress)
    from core.cli.series_naming import named_choice
    from core.dicom.finding import find_series

    choice = named_choice(find_series([folder], progress), series, folder)
    return open_raw(folder, progress, choice=choice)
