"""One study of a batch, wherever it is segmented."""

from __future__ import annotations

import threading
import traceback
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from core.cli.options import NetworkOptions
from core.cli.results import label_ml, require_writable
from core.errors import GliovistaError, lacks_memory
from core.labels import Region
from core.opening.reading import open_study
from core.progress import Cancelled, Progress
from core.segmenting.absence import with_scores
from core.segmenting.expected_dice import doubtful

if TYPE_CHECKING:
    from core.segmenting.model_package import Model

NAME_ENDING = "_seg.nii.gz"

_ONE_PASS_AT_A_TIME = threading.Lock()
"""A loaded network serves one study at a time; a cluster's worker may have several threads,
which then read and write beside it."""


@dataclass(frozen=True)
class Row:
    """What became of one study.

    Attributes:
        status: ``done``, ``skipped`` (its file exists, from the same scans) or ``failed``.
        ml: volume per label that the label map tells apart, and of WT; empty unless done.
        text: the error, or the findings.
        expected_dice: estimate per region, where there is one
            (:mod:`core.segmenting.expected_dice`).
        check: the regions whose estimate is low.
        untold: the regions that the study's sequences cannot tell; the label map holds them only
            with ``--all-regions``.
    """

    study: str
    folder: str
    status: str
    ml: dict[str, float]
    seconds: float
    text: str
    expected_dice: dict[str, float] = field(default_factory=dict)
    check: list[str] = field(default_factory=list)
    untold: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Task:
    """What a worker needs to know of one study.

    Attributes:
        folder: the study's; absolute, for a worker's working folder may be another.
        target: the label map to write; absolute.
        options: how.
    """

    folder: Path
    target: Path
    options: NetworkOptions

    @property
    def name(self) -> str:
        """The study's, as the label map bears it."""
        return self.target.name.removesuffix(NAME_ENDING)

    def settled(self) -> Row | None:
        """The row of a study that need not be segmented, or cannot be kept; else None.

        Skipped is one whose label map exists and was made from these very scans. One that was
        made from others is another study's, or an older state's of this one.
        """
        from core.files.marks import mark_in, mark_of_files
        from core.files.outputs import exists, require_output
        from core.opening.reading import find_study

        try:
            # What is there already may lie where nothing more can be written.
            if self.options.overwrite or not exists(self.target) or self.target.is_dir():
                require_output(self.target, overwrite=True)
                return None
            files = {
                m: hit.path
                for m, hit in find_study(self.folder, without_unreadable=True).files.items()
            }
            made_from, mark = mark_in(self.target), mark_of_files(files)
        except Exception as error:
            return _fault(self, error)
        if made_from == mark:
            text = f"{self.target} exists"
            return Row(self.name, str(self.folder), "skipped", {}, 0.0, text)
        whose = (
            "was made from other scans than those of this study"
            if made_from
            else "does not tell which study's it is"
        )
        return self.failed(
            f"{self.target}: this file exists and {whose}. Move it away, choose another folder, "
            "or add --overwrite to replace it."
        )

    def failed(self, text: str) -> Row:
        """The row of a study that could not be segmented."""
        return Row(self.name, str(self.folder), "failed", {}, 0.0, text)


def segment_one(task: Task, model: Model, progress: Progress) -> Row:
    """Read, segment and write one study; what is the study's fault becomes its row.

    Raises:
        Cancelled: out of ``progress``.
    """
    try:
        return _segment(task, model, progress)
    except Exception as error:
        return _fault(task, error)


def _segment(task: Task, model: Model, progress: Progress) -> Row:
    from core.files.marks import mark_of_study
    from core.files.writing import write_label_map
    from core.segmenting.inference import segment
    from core.segmenting.passes import Mode

    options = task.options
    require_writable([task.target], overwrite=options.overwrite)
    without = options.without_unreadable
    axes = options.axes
    opened = open_study(task.folder, progress, without_unreadable=without, axes=axes)
    study = opened.study
    require_writable([task.target], overwrite=options.overwrite, study=study)
    with _ONE_PASS_AT_A_TIME:
        found = segment(
            study, model, progress, Mode(options.mode.value), all_regions=options.all_regions
        )
    # Another batch may have written meanwhile.
    require_writable([task.target], overwrite=options.overwrite, study=study)
    convention, mark = options.labels.convention, mark_of_study(study)
    findings = with_scores(opened.findings, lambda: model.package)
    found = found.with_findings(finding.code for finding in findings)
    write_label_map(found, study.reference, task.target, convention, mark)
    remarks = "\n".join(finding.text for finding in findings)
    seconds = sum(found.seconds.values())
    expected = {region.value: dice for region, dice in (found.expected_dice or {}).items()}
    check = [region.value for region in doubtful(found.expected_dice)]
    ml = label_ml(found)
    volumes = {**{la.name: ml[la.name] for la in found.labels}, Region.WT.value: sum(ml.values())}
    return Row(
        task.name,
        str(task.folder),
        "done",
        volumes,
        seconds,
        remarks,
        expected,
        check,
        [region.value for region in found.untold],
    )


def _fault(task: Task, error: Exception) -> Row:
    """The row of a study that an error ended: no study takes the others' results along.

    Raises:
        Cancelled: the person ended the batch.
    """
    if lacks_memory(error):
        return task.failed("Too little memory for this study.")
    if isinstance(error, GliovistaError):
        return task.failed(str(error))
    if isinstance(error, Cancelled):
        raise error
    return task.failed(fault(error))


def fault(error: Exception) -> str:
    """The sentence for what no study should be able to cause."""
    trace = traceback.extract_tb(error.__traceback__)
    place = f" in {trace[-1].name}" if trace else ""
    return (
        f"The program itself failed at this study ({type(error).__name__}{place}: {error}). The "
        "other studies went on; please report it."
    )


def segment_remotely(task: Task, threads: int, progress: Progress) -> Row:
    """:func:`segment_one` in a process that keeps its model from one study to the next."""
    options = task.options
    try:
        model = _kept_model(options.model, options.engine.value, options.threads or threads)
    except Exception as error:
        return _fault(task, error)
    return segment_one(task, model, progress)


_LOADING = threading.Lock()


def _kept_model(folder: Path | None, engine: str, threads: int) -> Model:
    # Several threads of a worker must not each load a model of their own.
    with _LOADING:
        return _loaded_model(folder, engine, threads)


@lru_cache(maxsize=1)
def _loaded_model(folder: Path | None, engine: str, threads: int) -> Model:
    from core.segmenting.model_package import load_model

    return load_model(folder, engine, threads)  # type: ignore[arg-type]  # an EngineChoice's value
