"""``gliovista follow-up``: one patient at several times."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.cli.follow_up_options import FollowUpOptions
from core.cli.follow_up_page import NOTE, page, resection_line
from core.cli.options import takes
from core.cli.output import (
    console,
    number,
    print_findings,
    print_json,
    print_remark,
    progress_bar,
    table,
    write_text,
)
from core.cli.paper import Paper
from core.cli.results import loading
from core.errors import WritingError
from core.files.outputs import make_folder, require_outputs
from core.follow_up.change import ChangeMap
from core.follow_up.change_files import change_paths, write_changes
from core.follow_up.clinical import Disease
from core.follow_up.finding import FoundPoint, find_time_points, open_time_point
from core.follow_up.following import FollowUp, follow_up
from core.follow_up.plain_values import as_csv, as_dict
from core.follow_up.rano import Assessment
from core.follow_up.reasons import QUESTIONS
from core.follow_up.resection import Resection
from core.follow_up.steps import changes_of, resections_of
from core.follow_up.time_point import DayFrom, Phase, TimePoint, in_order
from core.labels import Region
from core.opening.inputs import scan_files
from core.progress import Progress
from core.studies.study import Study

if TYPE_CHECKING:
    from core.segmenting.model_package import Model


_NO_EXTENT = (
    "The extent of resection cannot be told: it needs a label map that tells enhancing tumour "
    "before and after the operation, so T1Gd at both."
)


@dataclass(frozen=True)
class Told:
    """A follow-up with all that is told of it.

    Attributes:
        found: the time points.
        assessments: of each.
        changes: of each against the one before; None where one has no segmentation.
        taken: the extent of resection, where there was an operation.
    """

    found: FollowUp
    assessments: tuple[Assessment, ...]
    changes: tuple[ChangeMap | None, ...]
    taken: Resection | None


def make_follow_up(paper: Paper | None) -> Callable[..., Any]:
    """The sub-command.

    Args:
        paper: writes the PDF; None where nothing can.
    """

    @takes(FollowUpOptions)
    def follow_up(options: FollowUpOptions) -> int:
        """Align, measure and compare one patient's studies of several days.

        Time points stand in the order of their dates (of DICOM, of BIDS, in names, or --dates);
        where one is missing, in the order in which they are named. Categories are RANO 2.0's:
        support, not diagnosis.
        """
        return _run(options, paper)

    return follow_up


def _run(options: FollowUpOptions, paper: Paper | None) -> int:
    if options.pdf is not None and paper is None:
        raise WritingError(
            f"{options.pdf}: a PDF needs the window's libraries, which are not here. Use --csv or "
            "--json."
        )
    _require(options)
    with progress_bar("Finding") as (progress, _):
        found = find_time_points(options.studies, progress)
    for sentence in found.left_out:
        print_remark(sentence)
    dated = _dated(found.points, options)
    # What was typed wrong is said before the long work.
    options.treatment(len(dated))
    options.clinical([point.name for point in dated])
    _require_changes(options, dated)
    points = _labelled(dated, options) if options.with_labels else _segmented(dated, options)
    for point in points:
        if point.findings:
            print_remark(f"{point.name}:")
            print_findings(point.findings)
    _require(options, [point.study for point in points])
    with progress_bar("Comparing") as (progress, _):
        told = _told(points, options, progress)
        maps = _written_maps(options, told, progress)
    if options.operated is not None and told.taken is None:
        print_remark(_NO_EXTENT)
    print_findings(told.found.findings)
    for path, text in _texts(options, told):
        write_text(path, text)
    if options.pdf is not None and paper is not None:
        title = f"Follow-up: {told.found.points[0].name} to {told.found.points[-1].name}"
        body = page(title, told.found, told.assessments, told.changes, told.taken)
        paper(body, title, NOTE, options.pdf, told.found)
    if options.json:
        print_json(as_dict(told.found, told.assessments, told.changes, told.taken))
    else:
        _show(told)
        for written in filter(None, (options.csv, options.pdf, *maps)):
            console().print(f"Wrote {written.absolute()}", markup=False)
    return 0


def _require(options: FollowUpOptions, studies: Sequence[Study] = ()) -> None:
    for path, ending in ((options.csv, ".csv"), (options.pdf, ".pdf")):
        if path is not None and path.suffix.lower() != ending:
            raise WritingError(f"{path}: expected a name that ends in {ending}.")
    wanted = [path for path in (options.csv, options.pdf) if path is not None]
    inputs = [path for study in studies for path in scan_files(study)]
    require_outputs(wanted, overwrite=options.overwrite, inputs=inputs)


def _require_changes(options: FollowUpOptions, found: Sequence[FoundPoint]) -> None:
    """Refuse change maps that cannot be written, before the long work."""
    if options.changes is None:
        return
    days = [one.day or date.min for one in found]
    ordered = list(found)
    if date.min not in days:
        ordered.sort(key=lambda one: one.day or date.min)
    make_folder(options.changes)
    steps = change_paths(options.changes, [one.name for one in ordered])
    paths = [path for step in steps for path in step.values()]
    require_outputs(paths, overwrite=options.overwrite)


def _written_maps(options: FollowUpOptions, told: Told, progress: Progress) -> list[Path]:
    if options.changes is None:
        return []
    return write_changes(options.changes, told.found.points, told.changes, progress)


def _texts(options: FollowUpOptions, told: Told) -> list[tuple[Path, str]]:
    if options.csv is None:
        return []
    return [(options.csv, as_csv(told.found, told.assessments, told.changes))]


def _dated(points: Sequence[FoundPoint], options: FollowUpOptions) -> list[FoundPoint]:
    """The time points with the dates that were typed."""
    days = options.days(len(points))
    return [
        point if day is None else replace(point, day=day, day_from=DayFrom.PERSON)
        for point, day in zip(points, days, strict=True)
    ]


def _labelled(found: Sequence[FoundPoint], options: FollowUpOptions) -> list[TimePoint]:
    with progress_bar("Reading") as (progress, _):
        return [
            open_time_point(one, progress, raw=options.raw, with_labels=True).point for one in found
        ]


def _segmented(found: Sequence[FoundPoint], options: FollowUpOptions) -> list[TimePoint]:
    """Each time point read and segmented, one after the other: one run of the network each."""
    from core.segmenting.inference import segment
    from core.segmenting.passes import Mode

    mode = Mode(options.mode.value)
    points = []
    with loading(options.network) as loaded:
        for one in found:
            with progress_bar(f"Reading {one.name}") as (progress, _):
                point = open_time_point(one, progress, raw=options.raw).point
            with progress_bar(f"Segmenting {one.name}") as (progress, _):
                progress(0, 1, "loading the model")
                model: Model = loaded()
                found_there = segment(point.study, model, progress, mode, own_probabilities=False)
                points.append(point.with_segmentation(found_there))
    return points


def _told(points: Sequence[TimePoint], options: FollowUpOptions, progress: Progress) -> Told:
    found = follow_up(_phased(points, options.operated), progress)
    names = [point.name for point in found.points]
    assessments = found.assess(options.treatment(len(names)), options.clinical(names))
    taken = next(iter(resections_of(found)), None)
    return Told(found, assessments, changes_of(found, progress), taken)


def _phased(points: Sequence[TimePoint], operated: int | None) -> list[TimePoint]:
    """The time points with where they stand, by date, to the operation that was named."""
    ordered = in_order(points).points
    if operated is None:
        return list(points)
    phases = {
        point.name: Phase.BEFORE_SURGERY
        if n < operated - 1
        else Phase.AFTER_SURGERY
        if n == operated - 1
        else Phase.LATER
        for n, point in enumerate(ordered)
    }
    return [replace(point, phase=phases[point.name]) for point in points]


def _show(told: Told) -> None:
    columns = ("time point", "date", *(f"{r.value}\nml" for r in Region), "sum of products\nmm²",
               "new", "category", "standing")  # fmt: skip
    rows = []
    for point, sizes, new, one in zip(
        told.found.points, told.found.sizes, told.found.new_lesions, told.assessments, strict=True
    ):
        ml = {} if sizes is None else sizes.region_ml
        size = None if sizes is None else sizes.by_disease.get(Disease.ENHANCING)
        rows.append(
            (
                point.name,
                f"{point.day:%Y-%m-%d}" if point.day else "",
                *(number(ml[r], 1) if r in ml else "" for r in Region),
                "" if size is None else number(size.products_mm2, 0),
                "?" if new is None else str(len(new)),
                one.category.value if one.category else one.role.value,
                one.standing.value if one.category else "",
            )
        )
    table(NOTE, columns, rows)
    for one in told.assessments:
        console().print(f"{one.name}:", markup=False)
        for reason in one.reasons:
            console().print(f"  {reason.text}", markup=False)
        for question in one.open:
            console().print(f"  Not told: {QUESTIONS[question]}", markup=False)
    if told.taken is not None:
        console().print(resection_line(told.taken), markup=False)
