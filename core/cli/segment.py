"""``gliovista segment``: one study to a label map."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.deliveries import Deliveries, DeliveryOptions
from core.cli.options import takes
from core.cli.output import (
    console,
    findings_as_json,
    number,
    print_findings,
    print_json,
    progress_bar,
    table,
)
from core.cli.results import (
    as_json,
    axes_as_json,
    expected_lines,
    loading,
    told_ml,
    untold_lines,
)
from core.cli.sources import Source, parse_series
from core.segmenting.absence import with_scores
from core.studies.segmentation import Segmentation
from core.studies.sequences import absent
from core.studies.study import Modality

if TYPE_CHECKING:
    from core.segmenting.model_package import Model

_FILE = "Files instead of a folder, or where a name in it tells too little"


@dataclass(frozen=True, kw_only=True)
class SegmentOptions(DeliveryOptions):
    """Options of ``segment``."""

    folder: Annotated[
        Path | None, typer.Argument(help="Folder with the sequences, told by their names.")
    ] = None
    t1: Annotated[Path | None, typer.Option(rich_help_panel=_FILE, help="T1.")] = None
    t1gd: Annotated[Path | None, typer.Option(rich_help_panel=_FILE, help="T1Gd.")] = None
    t2: Annotated[Path | None, typer.Option(rich_help_panel=_FILE, help="T2.")] = None
    flair: Annotated[Path | None, typer.Option(rich_help_panel=_FILE, help="FLAIR.")] = None
    stack: Annotated[
        Path | None,
        typer.Option(rich_help_panel=_FILE, help="One .nii, .nii.gz or .npy of all channels."),
    ] = None
    order: Annotated[
        str | None,
        typer.Option(rich_help_panel=_FILE, help="Its channels, such as flair,t1,t1gd,t2."),
    ] = None

    raw: Annotated[
        bool,
        typer.Option(
            "--raw",
            help="Scans as they left the scanner: align them and remove the skull. So is DICOM.",
        ),
    ] = False
    series: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SEQUENCE=SERIES",
            help="Of DICOM: T1=4, by number, UID or description; may be repeated. info lists them.",
            show_default=False,
        ),
    ] = None

    @property
    def source(self) -> Source:
        """The study that the options name."""
        named = (self.t1, self.t1gd, self.t2, self.flair)
        files = {m: path for m, path in zip(Modality, named, strict=True) if path is not None}
        series = parse_series(self.series or ())
        return Source(self.folder, files, self.stack, self.order, self.axes, self.raw, series)


@takes(SegmentOptions)
def segment(options: SegmentOptions) -> int:
    """Segment one study and write the label map on the study's own grid."""
    from core.files.marks import mark_of_study
    from core.segmenting.inference import segment as run
    from core.segmenting.passes import Mode

    source = options.source
    source.require_one()
    deliveries = Deliveries(options, options.output)
    deliveries.require()
    with loading(options) as loaded:
        with progress_bar("Reading") as (progress, _):
            opened = source.open(progress, without_unreadable=options.without_unreadable)
        # The model, which tells what an absent sequence costs, is loading meanwhile.
        findings = with_scores(opened.findings, lambda: loaded().package)
        print_findings(findings)
        study = opened.study
        deliveries = deliveries.named(opened)
        deliveries.require(opened)
        with progress_bar("Segmenting") as (progress, _):
            progress(0, 1, "loading the model")
            model = loaded()
            mode = Mode(options.mode.value)
            segmentation = run(
                study,
                model,
                progress,
                mode,
                all_regions=options.all_regions,
                own_probabilities=options.probabilities is not None,
            )
    segmentation = segmentation.with_findings(finding.code for finding in findings)
    # Another run may have written meanwhile.
    deliveries.require(opened)
    written = deliveries.write(segmentation, opened, mark_of_study(study))
    if options.json:
        facts = {
            **as_json(segmentation, model),
            "mode": options.mode.value,
            "findings": findings_as_json(findings),
            "absent": [m.value for m in absent(study.volumes)],
            "axes": axes_as_json(study),
            "files": {m.value: str(v.path) if v.path else None for m, v in study.volumes.items()},
            "label_convention": options.labels.value,
            "probabilities": {},
            **{kind: _absolute(paths) for kind, paths in written.items()},
        }
        print_json(facts)
    else:
        _show(segmentation, model, _each(written))
    return 0


def _absolute(paths: Path | dict[str, Path]) -> str | dict[str, str]:
    if isinstance(paths, Path):
        return str(paths.absolute())
    return {name: str(path.absolute()) for name, path in paths.items()}


def _each(written: dict[str, Path | dict[str, Path]]) -> list[Path]:
    kinds = [[p] if isinstance(p, Path) else list(p.values()) for p in written.values()]
    return [path for kind in kinds for path in kind]


def _show(segmentation: Segmentation, model: Model, written: Iterable[Path]) -> None:
    """Volumes of labels and regions, what to expect of them, and the files."""
    rows = [(name, number(value, 1)) for name, value in told_ml(segmentation).items()]
    seconds = sum(segmentation.seconds.values())
    title = f"{segmentation.study_name}: {segmentation.model_name}, {model.engine.name}"
    table(f"{title}, {seconds:.1f} s", ("", "ml"), rows)
    for line in (*untold_lines(segmentation), *expected_lines(segmentation)):
        console().print(line, markup=False)
    for path in written:
        console().print(f"Wrote {path.absolute()}", markup=False)
