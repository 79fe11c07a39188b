"""``gliovista vasari``: the VASARI features that scans, labels and an atlas can give."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from core.cli.evaluate import AnyLabels
from core.cli.options import Axes, Json, Overwrite, takes
from core.cli.output import (
    console,
    print_findings,
    print_json,
    print_remark,
    progress_bar,
    table,
    write_text,
)
from core.cli.sources import Source
from core.errors import GeometryError, ReadingError, WritingError
from core.files.label_files import read_label_file
from core.files.outputs import require_output
from core.opening.finding import find_study
from core.opening.inputs import scan_files
from core.opening.reading import OpenedStudy
from core.space.affine import turned_onto
from core.studies.naming import is_nifti_name
from core.studies.provenance import Provenance
from core.studies.segmentation import Segmentation
from core.studies.study import Study
from core.vasari.answers import Answer, Vasari


@dataclass(frozen=True, kw_only=True)
class VasariOptions:
    """Options of ``vasari``."""

    folder: Annotated[Path, typer.Argument(metavar="STUDY", help="Folder with the sequences.")]
    labels: Annotated[
        Path | None,
        typer.Option(help="Label map on the study's grid; default the one in the folder."),
    ] = None
    convention: Annotated[AnyLabels, typer.Option(help="How it numbers its labels.")] = (
        AnyLabels.AUTO
    )
    axes: Axes = None
    raw: Annotated[
        bool, typer.Option("--raw", help="Scans as they left the scanner. So is DICOM.")
    ] = False
    csv: Annotated[Path | None, typer.Option(help="Also write a table to this file.")] = None
    overwrite: Overwrite = False
    json: Json = False


@takes(VasariOptions)
def vasari(options: VasariOptions) -> int:
    """Tell the VASARI features of a study with a label map: each with its number and its rule.

    What only a person can judge is left open. Features that need an atlas are told where one fits
    well enough.
    """
    from core.anatomy.placing import place
    from core.measuring.measurements import measure
    from core.vasari.scoring import score

    labels = options.labels or _labels_in(options.folder)
    _require_table(options, labels, [])
    source = Source(options.folder, {}, None, None, options.axes, options.raw)
    with progress_bar("Reading") as (progress, _):
        opened = source.open(progress)
    print_findings(opened.findings)
    study = opened.study
    _require_table(options, labels, [*scan_files(study, opened.preparation)])
    found = _read_labels(labels, options.convention, study)
    with progress_bar("Measuring") as (progress, _):
        measured = measure(found, study, progress)
    with progress_bar("Placing") as (progress, _):
        placement = place(study, found.label_map > 0, progress)
    with progress_bar("Scoring") as (progress, _):
        told = score(found, study, measured, placement, progress)
    if options.csv is not None:
        from core.vasari.table import as_csv

        write_text(options.csv, as_csv(told))
    if options.json:
        print_json(told.to_dict())
    else:
        _show(told, opened)
        if options.csv is not None:
            console().print(f"Wrote {options.csv.absolute()}", markup=False)
    return 0


def _labels_in(folder: Path) -> Path:
    """The one label map of a folder.

    Raises:
        ReadingError: it holds none, or several.
    """
    found = find_study(folder).segmentation if folder.is_dir() else ()
    if len(found) != 1:
        there = ", ".join(path.name for path in found) or "none"
        raise ReadingError(
            f"{folder}: expected one label map in it, found {there}. Name one with --labels."
        )
    return found[0]


def _read_labels(path: Path, convention: AnyLabels, study: Study) -> Segmentation:
    """A label map on the study's axes.

    Raises:
        ReadingError, GeometryError, LabelConventionError: it is none, or another study's.
    """
    file = read_label_file(path, convention.convention)
    if file.ambiguous:
        print_remark(
            f"{path}: its numbers fit more than one convention; {file.convention.value} was taken. "
            "--convention names another."
        )
    placed = turned_onto(file.label_map, file.volume.affine, study.grid)
    if placed is None:
        found, expected = (
            " × ".join(map(str, shape)) for shape in (file.label_map.shape, study.grid.shape)
        )
        raise GeometryError(
            f"{path}: this label map lies on another grid than the study ({found} voxels; the "
            f"study has {expected}, or lies elsewhere). Choose the label map that belongs to these "
            "scans."
        )
    return Segmentation(study.name, study.grid, placed, provenance=Provenance(file=path.name))


def _require_table(options: VasariOptions, labels: Path, inputs: list[Path]) -> None:
    """Refuse a table that cannot be written, before the work.

    Raises:
        WritingError: an image's name, an input, or see :mod:`core.files.outputs`.
    """
    if options.csv is None:
        return
    if is_nifti_name(options.csv):
        raise WritingError(f"{options.csv}: expected a name for a table, such as vasari.csv.")
    require_output(options.csv, overwrite=options.overwrite, inputs=[labels, *inputs])


def _show(told: Vasari, opened: OpenedStudy) -> None:
    rows = [
        (f"{key} {answer.feature.name}", _said(told, key), _number(answer))
        for key, answer in told.answers.items()
    ]
    table(f"{opened.study.name}: VASARI", ("", "answer", "number"), rows)
    where = "no atlas was placed" if told.trust is None else (
        f"atlas placed by {told.placed}, trust {told.trust:.2f} of 1"
    )  # fmt: skip
    console().print(
        f"{where.capitalize()}. An atlas does not know what this tumour displaced or infiltrated.",
        markup=False,
    )


def _said(told: Vasari, key: str) -> str:
    answer = told.answers[key]
    if not answer.computed:
        return "open"
    return ", ".join(answer.feature.options[code] for code in told.codes(key))


def _number(answer: Answer) -> str:
    return "" if answer.value is None else f"{answer.value:.1f} {answer.unit}".rstrip()
