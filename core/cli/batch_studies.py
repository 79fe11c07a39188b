"""One study of a batch, wherever it is segmented."""

from __future__ import annotations

import json
import threading
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from core.cli.bids import BidsStudy, sidecar, sidecar_of
from core.cli.options import NetworkOptions
from core.cli.output import write_text
from core.cli.results import label_ml, named_model, require_writable
from core.errors import GliovistaError, WritingError, lacks_memory
from core.labels import Region
from core.opening.reading import OpenedStudy, open_study
from core.progress import Cancelled, Progress
from core.segmenting.absence import with_scores
from core.segmenting.expected_dice import doubtful
from core.studies.findings import Finding, Severity
from core.studies.segmentation import Segmentation
from core.studies.study import Study

if TYPE_CHECKING:
    from core.cli.dicom_studies import DicomStudy
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
        moved_mm: of raw scans, how far the sequence moved that moved most to be aligned.
        turned_degrees: the same of its turn.
        brain_ml: of raw scans, the brain that was found; None where the skull was gone before.
        look_at: codes of the findings that a person should look at.
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
    moved_mm: float | None = None
    turned_degrees: float | None = None
    brain_ml: float | None = None
    look_at: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Task:
    """What a worker needs to know of one study.

    Attributes:
        folder: the study's; absolute, for a worker's working folder may be another.
        target: the label map to write; absolute.
        options: how.
        raw: whether the scans are as they left the scanner.
        dicom: the study where it is DICOM; ``raw`` then says nothing.
        bids: where the study stands in a BIDS dataset, if derivatives of one are written.
    """

    folder: Path
    target: Path
    options: NetworkOptions
    raw: bool = False
    dicom: DicomStudy | None = None
    bids: BidsStudy | None = None

    @property
    def name(self) -> str:
        """The study's, as the label map bears it."""
        return self.bids.name if self.bids else self.target.name.removesuffix(NAME_ENDING)

    @property
    def outputs(self) -> list[Path]:
        """All files that are written of the study."""
        return [self.target, sidecar_of(self.target)] if self.bids else [self.target]

    def mark(self) -> str:
        """Of the scans, as the label map bears it.

        Raises:
            ReadingError: they cannot be read, or tell too few sequences.
        """
        from core.cli.dicom_studies import mark_of_choice
        from core.files.marks import mark_of_files
        from core.opening.reading import find_study

        if self.dicom is not None:
            return mark_of_choice(self.dicom.choice())
        found = find_study(self.folder, without_unreadable=True).files
        return mark_of_files({m: hit.path for m, hit in found.items()})

    def settled(self) -> Row | None:
        """The row of a study that need not be segmented, or cannot be kept; else None.

        Skipped is one whose label map exists and was made from these very scans. One that was
        made from others is another study's, or an older state's of this one.
        """
        from core.files.marks import mark_in
        from core.files.outputs import exists, require_output

        try:
            # What is there already may lie where nothing more can be written.
            if self.options.overwrite or not exists(self.target) or self.target.is_dir():
                if self.bids is None:
                    require_output(self.target, overwrite=True)
                return None
            made_from, mark = mark_in(self.target), self.mark()
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
    except WritingError as error:
        # Another batch may have written the same result meanwhile.
        row = None if task.options.overwrite else task.settled()
        return row if row is not None and row.status == "skipped" else _fault(task, error)
    except Exception as error:
        return _fault(task, error)


def _segment(task: Task, model: Model, progress: Progress) -> Row:
    from core.files.outputs import make_folder
    from core.files.writing import write_label_map
    from core.segmenting.inference import segment
    from core.segmenting.passes import Mode

    options = task.options
    if task.bids is not None:
        make_folder(task.target.parent)
    _require_writable(task)
    opened, mark = _opened(task, progress)
    study = opened.study
    _require_writable(task, study)
    with _ONE_PASS_AT_A_TIME:
        found = segment(
            study,
            model,
            progress,
            Mode(options.mode.value),
            all_regions=options.all_regions,
            own_probabilities=False,
        )
    # Another batch may have written meanwhile, and may do so until the file has its name.
    _require_writable(task, study)
    if task.bids is not None:
        facts = sidecar(task.bids, found, study, options.mode.value)
        write_text(sidecar_of(task.target), json.dumps(facts, indent=2) + "\n")
    findings = with_scores(opened.findings, lambda: model.package)
    found = found.with_findings(finding.code for finding in findings)
    write_label_map(
        found,
        study.reference,
        task.target,
        options.labels.convention,
        mark,
        overwrite=options.overwrite,
    )
    return _row(task, found, findings)


def _require_writable(task: Task, study: Study | None = None) -> None:
    from core.files.outputs import require_outputs

    overwrite = task.options.overwrite
    require_writable([task.target], overwrite=overwrite, study=study)
    # Without its label map, a sidecar is left from a run that was ended between the two.
    require_outputs(task.outputs[1:], overwrite=True)


def _opened(task: Task, progress: Progress) -> tuple[OpenedStudy, str]:
    """The study, and the mark of its scans."""
    from core.cli.dicom_studies import mark_of_choice
    from core.files.marks import mark_of_study
    from core.opening.raw import open_raw

    options = task.options
    if task.dicom is not None:
        choice = task.dicom.choice(progress)
        return open_raw(task.folder, progress, choice=choice), mark_of_choice(choice)
    if task.raw:
        opened = open_raw(task.folder, progress, axes=options.axes)
    else:
        without, axes = options.without_unreadable, options.axes
        opened = open_study(task.folder, progress, without_unreadable=without, axes=axes)
    return opened, mark_of_study(opened.study)


def _row(task: Task, found: Segmentation, findings: Sequence[Finding]) -> Row:
    expected = {region.value: dice for region, dice in (found.expected_dice or {}).items()}
    ml = label_ml(found)
    told = {f.code: f.values for f in findings}
    moves = [f.values for f in findings if f.code in ("aligned", "alignment_unsure")]
    brain = told.get("brain_extracted")
    return Row(
        task.name,
        str(task.folder),
        "done",
        {**{la.name: ml[la.name] for la in found.labels}, Region.WT.value: sum(ml.values())},
        sum(found.seconds.values()),
        "\n".join(finding.text for finding in findings),
        expected,
        [region.value for region in doubtful(found.expected_dice)],
        [region.value for region in found.untold],
        max((float(v["mm"]) for v in moves), default=None),
        max((float(v["degrees"]) for v in moves), default=None),
        float(brain["ml"]) if brain else None,
        [f.code for f in findings if f.severity is Severity.WARNED],
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

    name = engine  # an EngineChoice's value
    return load_model(named_model(folder), name, threads)  # type: ignore[arg-type]
