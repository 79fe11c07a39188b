"""``gliovista batch``: every study under a folder, going on after a bad one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import as_completed
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from core.cli.batch_studies import Row, Task, fault, segment_one
from core.cli.batch_tasks import find_tasks, scans_of
from core.cli.batch_workers import Workers, on_cluster, on_this_machine, run_task
from core.cli.bids import write_dataset_files
from core.cli.exit_codes import ExitCode
from core.cli.options import NetworkOptions, takes
from core.cli.output import console, number, print_json, progress_bar, table
from core.cli.results import load
from core.errors import WritingError
from core.files.outputs import make_folder, own_input
from core.labels import TUMOUR_LABELS, Region
from core.progress import Cancelled

_LOST = (
    "The process that segmented it ended unexpectedly, perhaps for lack of memory. Run the batch "
    "again with fewer workers."
)


@dataclass(frozen=True, kw_only=True)
class BatchOptions(NetworkOptions):
    """Options of ``batch``."""

    root: Annotated[
        Path,
        typer.Argument(
            help="Folder of study folders, of DICOM, or a BIDS tree.", show_default=False
        ),
    ]
    output: Annotated[
        Path,
        typer.Argument(help="Folder for NAME_seg.nii.gz files.", show_default=False),
    ]
    raw: Annotated[
        bool,
        typer.Option(
            "--raw",
            help="Scans as they left the scanner: align them and remove the skull. So is DICOM.",
        ),
    ] = False
    bids: Annotated[
        bool,
        typer.Option("--bids", help="Of a BIDS tree: write OUTPUT as BIDS derivatives."),
    ] = False
    workers: Annotated[
        int,
        typer.Option(min=1, help="Processes that share this machine's cores; each needs 1 GB."),
    ] = 1
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Dask scheduler, such as tcp://host:8786, whose workers see the same folders.",
            show_default=False,
        ),
    ] = None


@takes(BatchOptions)
def batch(options: BatchOptions) -> int:
    """Segment every study under a folder; a bad one is reported and the rest go on.

    Studies whose label map exists are skipped unless --overwrite is given, so an interrupted
    batch can be run again; a file of that name that was not made from the study's own scans is a
    failure. DICOM studies are told apart by patient and study. Exit code 1 when any study failed.
    """
    if options.cluster is not None and options.workers > 1:
        raise typer.BadParameter("--workers and --cluster are two ways; choose one.")
    tasks = find_tasks(options.root, options.output, options, raw=options.raw, bids=options.bids)
    own = own_input([path for task in tasks for path in task.outputs], scans_of(tasks))
    if own is not None:
        raise WritingError(f"{own}: this is one of the batch's own scans. Choose another folder.")
    make_folder(options.output)
    if options.bids:
        convention, overwrite = options.labels.convention, options.overwrite
        write_dataset_files(options.output, options.root, convention, overwrite=overwrite)
    if options.cluster is not None:
        run = _with_workers(lambda: on_cluster(options.cluster or ""))
    elif options.workers > 1:
        run = _with_workers(lambda: on_this_machine(options.workers))
    else:
        run = _here
    rows = run(tasks)
    if options.json:
        print_json([asdict(row) for row in rows])
    else:
        _show(rows)
    return ExitCode.SOME_FAILED if any(r.status == "failed" for r in rows) else ExitCode.OK


def _here(tasks: Sequence[Task]) -> list[Row]:
    """One after the other in this process, with a bar for the steps of each."""
    model = load(tasks[0].options)
    rows = []
    with progress_bar("Studies", nested=True) as (progress, steps):
        for done, task in enumerate(tasks):
            progress(done, len(tasks), f"{done + 1}/{len(tasks)} {task.name}")
            rows.append(task.settled() or segment_one(task, model, steps))
    return rows


def _with_workers(
    workers: Callable[[], AbstractContextManager[Workers]],
) -> Callable[[Sequence[Task]], list[Row]]:
    """Many at once, in other processes; rows come back in the order of the tasks."""

    def run(tasks: Sequence[Task]) -> list[Row]:
        rows = {n: row for n, task in enumerate(tasks) if (row := task.settled())}
        with progress_bar("Studies") as (progress, _), workers() as them:
            waiting = {
                them.pool.submit(run_task, task): n for n, task in enumerate(tasks) if n not in rows
            }
            progress(len(rows), len(tasks), "")
            lost = []
            for future in as_completed(waiting):
                n = waiting[future]
                try:
                    rows[n] = future.result()
                except them.lost:
                    lost.append(n)
                except Cancelled:
                    raise
                except Exception as error:
                    rows[n] = tasks[n].failed(fault(error))
                progress(len(rows), len(tasks), tasks[n].name)
        for n in lost:
            rows[n] = _alone(tasks[n], workers)
        return [rows[n] for n in range(len(tasks))]

    return run


def _alone(task: Task, workers: Callable[[], AbstractContextManager[Workers]]) -> Row:
    """Once more a study whose process died: perhaps it was another's fault, or memory's."""
    with workers() as them:
        try:
            return them.pool.submit(run_task, task).result()
        except them.lost:
            return task.failed(_LOST)


_DOUBTS = {"alignment_unsure": "alignment", "brain_cut_off": "brain"}

_VOLUMES = (*(label.name for label in TUMOUR_LABELS), Region.WT.value)


def _show(rows: Sequence[Row]) -> None:
    were_raw = any(row.moved_mm is not None or row.brain_ml is not None for row in rows)
    raw = ("moved mm", "turned °", "brain ml", "look at") if were_raw else ()
    table(
        f"{sum(row.status == 'done' for row in rows)} of {len(rows)} studies segmented",
        ("study", "", *(f"{name} ml" for name in _VOLUMES), "s", "check", *raw),
        [
            (
                row.study,
                row.status,
                *(number(row.ml[name], 1) if name in row.ml else "" for name in _VOLUMES),
                number(row.seconds, 1) if row.ml else "",
                " ".join(row.check),
                *(_of_raw(row) if raw else ()),
            )
            for row in rows
        ],
    )
    if any(row.check for row in rows):
        console().print("check: the Dice to expect of these regions is low; look at them first.")
    if any("alignment_unsure" in row.look_at for row in rows):
        console().print("alignment: one sequence may not lie right on another; look at both.")
    if any(row.untold for row in rows):
        what = ", ".join(row.study for row in rows if row.untold)
        console().print(f"Without T1Gd, only WT can be told: {what}.", markup=False)
    for row in rows:
        for line in row.text.splitlines():
            console().print(f"{row.study}: {line}", markup=False)


def _of_raw(row: Row) -> tuple[str, ...]:
    """How far sequences had to be moved at most, the brain that is left, and doubts of both."""
    values = (row.moved_mm, row.turned_degrees, row.brain_ml)
    digits = (1, 1, 0)
    doubts = [word for code, word in _DOUBTS.items() if code in row.look_at]
    told = ("" if v is None else number(v, d) for v, d in zip(values, digits, strict=True))
    return (*told, " ".join(doubts))
