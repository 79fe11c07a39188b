"""``gliovista info``: what a folder was recognised to hold, and what the check says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from core.checks.preflight import refused
from core.cli.exit_codes import ExitCode
from core.cli.options import Axes, Json, takes
from core.cli.output import (
    console,
    findings_as_json,
    print_findings,
    print_json,
    progress_bar,
    table,
)
from core.cli.results import axes_as_json
from core.cli.sources import Source
from core.dicom.places import holds_dicom
from core.files.stacked import parse_order, read_stack
from core.opening.placing import check_placed
from core.opening.reading import StudyFiles, find_study, read_volumes
from core.progress import Progress
from core.segmenting.absence import shipped_package, with_scores
from core.studies.naming import Recognised, stem
from core.studies.sequences import absent
from core.studies.study import Modality, Volume


@dataclass(frozen=True, kw_only=True)
class InfoOptions:
    """Options of ``info``."""

    folder: Annotated[
        Path | None,
        typer.Argument(help="Folder with a study's files; for DICOM a zip or DICOMDIR too."),
    ] = None
    stack: Annotated[
        Path | None, typer.Option(help="Instead: one .nii, .nii.gz or .npy of all channels.")
    ] = None
    order: Annotated[str | None, typer.Option(help="Its channels, such as flair,t1,t1gd,t2.")] = (
        None
    )
    axes: Axes = None
    json: Json = False
    identify: Annotated[
        bool, typer.Option("--identify", help="Of DICOM: name the patient too.")
    ] = False


@takes(InfoOptions)
def info(options: InfoOptions) -> int:
    """Say what was recognised in a folder and why, each grid and orientation, and all findings.

    Of DICOM, list the series, what each was taken for and why. Writes nothing and runs no
    network. Exit code 4 when the study would be refused.
    """
    Source(options.folder, {}, options.stack, options.order).require_one()
    if options.folder is not None and holds_dicom(options.folder):
        from core.cli.info_dicom import info_dicom

        return info_dicom(options.folder, json=options.json, identify=options.identify)
    with progress_bar("Reading") as (progress, _):
        files, volumes = _read(options, progress)
    checked = check_placed(volumes, files.name, options.axes)
    # As they were taken to lie, where a file does not say.
    volumes = {**volumes, **(checked.study.volumes if checked.study else {})}
    findings = with_scores([*checked.findings, *files.findings], shipped_package)
    if options.json:
        print_json(
            {
                "study": files.name,
                "sequences": {m.value: _facts(files, m, volumes[m]) for m in files.files},
                "absent": [m.value for m in absent(files.files)],
                "segmentation": [str(path) for path in files.segmentation],
                "ignored": [str(path) for path in files.ignored],
                "findings": findings_as_json(findings),
                "axes": axes_as_json(checked.study) if checked.study else None,
                "accepted": checked.study is not None,
            }
        )
    else:
        _show(files, volumes)
        print_findings(findings)
        verdict = "would be refused" if refused(findings) else "can be segmented"
        console().print(f"This study {verdict}.")
    return ExitCode.REFUSED if checked.study is None else ExitCode.OK


def _read(options: InfoOptions, progress: Progress) -> tuple[StudyFiles, dict[Modality, Volume]]:
    if options.folder is not None:
        files = find_study(options.folder)
        return files, read_volumes({m: hit.path for m, hit in files.files.items()}, progress)
    path, order = options.stack or Path(), parse_order(options.order or "")
    volumes = read_stack(path, order)
    hits = {m: Recognised(path, m, f"channel {order.index(m) + 1}") for m in volumes}
    return StudyFiles(stem(path), hits, (), ()), volumes


def _facts(files: StudyFiles, modality: Modality, volume: Volume) -> dict[str, Any]:
    hit, grid = files.files[modality], volume.grid
    return {
        "file": str(hit.path),
        "reason": hit.reason,
        "shape": list(grid.shape),
        "spacing_mm": list(grid.spacing_mm),
        "axes": grid.axis_codes,
        "oblique_degrees": grid.oblique_degrees,
        "type": str(volume.data.dtype),
        "range": [float(volume.data.min()), float(volume.data.max())],
    }


def _show(files: StudyFiles, volumes: dict[Modality, Volume]) -> None:
    out = console()
    out.print(files.name, markup=False)
    for modality, hit in files.files.items():
        out.print(f"  {modality.value:5} {hit.path.name} ({hit.reason})", markup=False)
    for modality in absent(files.files):
        out.print(f"  {modality.value:5} absent", markup=False)
    for title, paths in (("Label map", files.segmentation), ("Not used", files.ignored)):
        for path in paths:
            out.print(f"  {title}: {path.name}", markup=False)
    rows = []
    for modality, volume in volumes.items():
        facts = _facts(files, modality, volume)
        oblique = facts["oblique_degrees"]
        rows.append(
            (
                modality.value,
                " × ".join(map(str, facts["shape"])),
                " × ".join(f"{mm:.4g}" for mm in facts["spacing_mm"]),
                facts["axes"] + (f" {oblique:.1f}°" if oblique > 0.05 else ""),
                facts["type"],
                " … ".join(f"{value:.6g}" for value in facts["range"]),
            )
        )
    table("", ("", "voxels", "mm", "axes", "type", "values"), rows)
