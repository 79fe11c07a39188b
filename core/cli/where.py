"""``gliovista where``: where in the brain a tumour lies, by the atlas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from core.anatomy.placing import place
from core.anatomy.shares import Share
from core.anatomy.whereabouts import RegionPlace, Whereabouts, find_whereabouts
from core.cli.evaluate import AnyLabels
from core.cli.exit_codes import ExitCode
from core.cli.options import Axes, Json, Overwrite, takes
from core.cli.output import (
    console,
    findings_as_json,
    number,
    print_error,
    print_findings,
    print_json,
    print_remark,
    progress_bar,
    table,
    write_text,
)
from core.cli.sources import Source
from core.errors import GeometryError, WritingError
from core.files.outputs import own_input, require_output
from core.labels import LabelConvention, Region
from core.opening.inputs import scan_files
from core.studies.naming import is_nifti_name
from core.studies.segmentation import Segmentation
from core.studies.study import Study

_NEAR_MM = 20.0
"""Structures farther away are in the files, not on the screen."""


@dataclass(frozen=True, kw_only=True)
class WhereOptions:
    """Options of ``where``."""

    folder: Annotated[Path, typer.Argument(help="Folder with a study's files, or DICOM.")]
    labels: Annotated[Path, typer.Option(help="Label map on the study's grid, NIfTI.")]
    numbers: Annotated[AnyLabels, typer.Option(help="How it numbers its labels.")] = AnyLabels.AUTO
    csv: Annotated[Path | None, typer.Option(help="Also write everything to this file.")] = None
    raw: Annotated[
        bool, typer.Option("--raw", help="Scans as they left the scanner. So is DICOM.")
    ] = False
    axes: Axes = None
    overwrite: Overwrite = False
    json: Json = False


@takes(WhereOptions)
def where(options: WhereOptions) -> int:
    """Say in which lobes and structures a tumour lies and how far the others are.

    By an atlas (MNI152, Desikan–Killiany): how well the study follows it is the trust, from 0 to 1.
    An atlas does not know tissue that is displaced, nor where this patient's functions lie. Exit
    code 1 where the trust is too little, and nothing but it is told.
    """
    source = Source(options.folder, {}, None, None, options.axes, options.raw)
    source.require_one()
    with progress_bar("Reading") as (progress, _):
        opened = source.open(progress)
        study = opened.study
        if options.csv is not None:
            _require_table(options.csv, [options.labels, *scan_files(study)], options)
        found = _labels_on(study, options.labels, options.numbers.convention)
    print_findings(opened.findings)
    with progress_bar("Placing") as (progress, _):
        placement = place(study, found.label_map > 0, progress)
        told = find_whereabouts(found, placement, progress=progress)
    if options.csv is not None:
        write_text(options.csv, told.to_csv())
    if options.json:
        print_json({**told.to_dict(), "findings": findings_as_json(opened.findings)})
    else:
        _show(told)
    if not placement.enough:
        print_error(
            f"{study.name}: the brain does not follow the atlas well enough (trust "
            f"{placement.trust:.2f}); where its parts lie is not told. Check the study's "
            "orientation and slice thickness, and that the skull was removed."
        )
        return ExitCode.SOME_FAILED
    if not study.sides_known:
        print_remark("Left and right of this study are a guess, so sides are not told.")
    return ExitCode.OK


def _labels_on(study: Study, path: Path, convention: LabelConvention | None) -> Segmentation:
    """Read a label map and turn it onto the study's axes.

    Raises:
        ReadingError, LabelConventionError: see :func:`core.files.label_files.read_label_file`.
        GeometryError: it lies on another grid.
    """
    from core.files.label_files import read_label_file
    from core.space.affine import turned_onto

    file = read_label_file(path, convention)
    label_map = turned_onto(file.label_map, file.volume.affine, study.grid)
    if label_map is None:
        raise GeometryError(
            f"{path}: this label map has {file.label_map.shape} voxels and does not lie on the "
            f"grid of {study.name}, which has {study.grid.shape}. Give the mask of this study."
        )
    return Segmentation(study.name, study.grid, label_map)


def _require_table(path: Path, inputs: Sequence[Path], options: WhereOptions) -> None:
    """Refuse a table that cannot be written or would replace what is there.

    Raises:
        WritingError: an image's name, a file of the study, or see :mod:`core.files.outputs`.
    """
    if is_nifti_name(path):
        raise WritingError(f"{path}: expected a name for a table, such as where.csv.")
    if own_input([path], inputs) is not None:
        raise WritingError(f"{path}: this is a file of the study. Choose another name.")
    require_output(path, overwrite=options.overwrite)


def _show(told: Whereabouts) -> None:
    placement = told.placement
    console().print(
        f"{told.study_name}: placed by {placement.how.value}, trust {placement.trust:.2f}",
        markup=False,
    )
    for region, here in told.regions.items():
        _show_region(region, here)


def _show_region(region: Region, here: RegionPlace) -> None:
    held = {share.structure.key: share for share in here.shares}
    rows = []
    for way in sorted(here.distances, key=lambda w: (w.mm, -_part(held, w.structure.key))):
        if way.mm > _NEAR_MM:
            continue
        share = held.get(way.structure.key)
        rows.append(
            (
                way.structure.english_with_side,
                number(share.ml, 1) if share else "",
                f"{share.share:.0%}" if share else "",
                number(way.mm, 1),
            )
        )
    table(f"{region.value}, {number(here.ml, 1)} ml", ("", "ml", "share", "mm away"), rows)


def _part(held: Mapping[str, Share], key: str) -> float:
    return held[key].share if key in held else 0.0
