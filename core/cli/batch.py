"""``gliovista batch``: every study under a folder, going on after a bad one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.exit_codes import ExitCode
from core.cli.options import NetworkOptions, takes
from core.cli.output import console, number, print_json, progress_bar, table
from core.cli.results import load, require_no_input
from core.errors import GliovistaError, WritingError
from core.labels import TUMOUR_LABELS
from core.progress import Progress
from core.reading import find_studies, find_study, open_study

if TYPE_CHECKING:
    from core.model_package import Model


@dataclass(frozen=True, kw_only=True)
class BatchOptions(NetworkOptions):
    """Options of ``batch``."""

    root: Annotated[
        Path, typer.Argument(help="Folder of study folders, or a BIDS tree.", show_default=False)
    ]
    output: Annotated[
        Path,
        typer.Argument(help="Folder for NAME_seg.nii.gz files.", show_default=False),
    ]


@dataclass(frozen=True)
class Row:
    """What became of one study.

    Attributes:
        status: ``done``, ``skipped`` (its file exists) or ``failed``.
        ml: volume per label, empty unless done.
        text: the error, or the findings.
    """

    study: str
    folder: str
    status: str
    ml: dict[str, float]
    seconds: float
    text: str


@takes(BatchOptions)
def batch(options: BatchOptions) -> int:
    """Segment every study under a folder; a bad one is reported and the rest go on.

    Studies whose label map exists are skipped unless --overwrite is given, so an interrupted
    batch can be run again. Exit code 1 when any study failed.
    """
    folders = find_studies(options.root)
    names = output_names(options.root, folders)
    try:
        options.output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise WritingError(f"{options.output}: the folder cannot be made ({reason}).") from error
    model = load(options)
    rows = []
    with progress_bar("Studies", nested=True) as (progress, steps):
        for done, (folder, name) in enumerate(zip(folders, names, strict=True)):
            progress(done, len(folders), f"{done + 1}/{len(folders)} {name}")
            rows.append(_one(options, folder, options.output / f"{name}_seg.nii.gz", model, steps))
    if options.json:
        print_json([asdict(row) for row in rows])
    else:
        _show(rows)
    return ExitCode.SOME_FAILED if any(r.status == "failed" for r in rows) else ExitCode.OK


def output_names(root: Path, folders: Sequence[Path]) -> list[str]:
    """A file name for each study: its own name, or its path where two share one."""
    own = []
    for folder in folders:
        try:
            own.append(find_study(folder).name)
        except GliovistaError:
            # The study is reported when its turn comes; here it only needs a name.
            own.append(folder.resolve().name)
    return [
        name if own.count(name) == 1 else "_".join(folder.relative_to(root).parts)
        for name, folder in zip(own, folders, strict=True)
    ]


def _one(options: BatchOptions, folder: Path, target: Path, model: Model, steps: Progress) -> Row:
    from core.inference import Mode, segment
    from core.writing import write_label_map

    name = target.name.removesuffix("_seg.nii.gz")
    if target.exists() and not options.overwrite:
        return Row(name, str(folder), "skipped", {}, 0.0, f"{target} exists")
    try:
        opened = open_study(folder, steps)
        require_no_input(target, opened.study)
        found = segment(opened.study, model, steps, Mode(options.mode.value))
        write_label_map(found, opened.study.reference, target, options.labels.convention)
    except GliovistaError as error:
        return Row(name, str(folder), "failed", {}, 0.0, str(error))
    except MemoryError:
        return Row(name, str(folder), "failed", {}, 0.0, "Too little memory for this study.")
    voxel_ml = opened.study.grid.voxel_ml
    ml = {la.name: float((found.label_map == la).sum()) * voxel_ml for la in TUMOUR_LABELS}
    remarks = "\n".join(finding.text for finding in opened.findings)
    return Row(name, str(folder), "done", ml, sum(found.seconds.values()), remarks)


def _show(rows: Sequence[Row]) -> None:
    table(
        f"{sum(row.status == 'done' for row in rows)} of {len(rows)} studies segmented",
        ("study", "", *(f"{la.name} ml" for la in TUMOUR_LABELS), "s"),
        [
            (
                row.study,
                row.status,
                *(number(row.ml[la.name], 1) if row.ml else "" for la in TUMOUR_LABELS),
                number(row.seconds, 1) if row.ml else "",
            )
            for row in rows
        ],
    )
    for row in rows:
        for line in row.text.splitlines():
            console().print(f"{row.study}: {line}", markup=False)
