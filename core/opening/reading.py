"""From a folder or named files to a checked study."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.checks.preflight import Checked, Finding, Severity, refused
from core.errors import (
    CheckError,
    GliovistaError,
    ReadingError,
    UnpreparedError,
    UnusableFileError,
)
from core.files.other_formats import read_scan
from core.files.stacked import read_stack
from core.opening.finding import StudyFiles, find_study, study_name
from core.opening.placing import check_placed
from core.opening.searching import find_studies
from core.progress import Progress, no_progress
from core.space.affine import Affine
from core.studies.findings import ABOUT_RESULTS
from core.studies.naming import stem
from core.studies.sequences import NEEDED, absent, enough
from core.studies.study import Modality, Study, Volume

if TYPE_CHECKING:
    from core.preparing.preparing import Preparation

__all__ = [
    "OpenedStudy",
    "StudyFiles",
    "accept",
    "find_studies",
    "find_study",
    "open_stack",
    "open_study",
    "read_volumes",
]

OnVolume = Callable[[Modality, Volume], None]

OF_PLACES = frozenset({"different_grid", "flipped", "shifted"})
"""Refusals that :mod:`core.opening.raw` helps: the sequences lie on grids of their own."""


@dataclass(frozen=True)
class OpenedStudy:
    """A study that passed the pre-flight check, and what the check said.

    Attributes:
        study: on one grid, repaired where a finding says so.
        findings: repairs and warnings; none refuses.
        preparation: how raw scans became it; None of a study that needed none.
    """

    study: Study
    findings: tuple[Finding, ...]
    preparation: Preparation | None = None


def open_study(
    source: Path | Mapping[Modality, Path],
    progress: Progress = no_progress,
    on_volume: OnVolume | None = None,
    stated: Mapping[Modality, Path] | None = None,
    *,
    without_unreadable: bool = False,
    axes: str | None = None,
) -> OpenedStudy:
    """Find, read and check a study.

    Args:
        source: a folder whose files are recognised by name, or the file of each sequence that
            is there.
        progress: called after each file; may raise ``Cancelled``.
        on_volume: called with each volume as it arrives, in the calling thread, before the
            check; a repair may replace the volume later.
        stated: in a folder, files of which a person said what they are.
        without_unreadable: a person said to go on without a sequence whose file is there, but
            cannot be used.
        axes: axis codes such as ``"LPS"``, for files that do not say which way theirs run.

    Raises:
        ReadingError: too few sequences (:mod:`core.studies.sequences`), or files cannot be read.
        UnusableFileError: a file is there, but cannot be read; its sequence is not absent.
        GeometryError: a file's affine is unusable.
        CheckError: the pre-flight check refuses the study; the text holds every reason.
    """
    besides: tuple[Finding, ...] = ()
    if isinstance(source, Path):
        files = find_study(source, stated, without_unreadable=without_unreadable)
        besides = files.findings
        name = files.name
        paths = {m: hit.path for m, hit in files.files.items()}
    else:
        paths = {m: Path(source[m]) for m in Modality if m in source}
        if not enough(paths):
            missing = " or ".join(absent(paths))
            raise ReadingError(f"No file was named for {missing}. {NEEDED}")
        name = study_name(next(iter(paths.values())).absolute().parent, paths.values())
    volumes, errors = _read(paths, progress, on_volume)
    if errors and not (without_unreadable and enough(volumes)):
        raise _unusable(errors, volumes)
    opened = accept(check_placed(volumes, name, axes), name)
    left_out = [_left_out(modality, error) for modality, error in errors.items()]
    return replace(opened, findings=(*opened.findings, *left_out, *besides))


def _unusable(
    errors: Mapping[Modality, GliovistaError], volumes: Mapping[Modality, Volume]
) -> GliovistaError:
    """The refusal of files that cannot be read; where the others are enough, with the way on."""
    error = _together(list(errors.values()))
    if not enough(volumes):
        return error
    names = " and ".join(errors)
    text = (
        f"{error}\n{names} cannot be read, which is not to be absent: mend it, or go on without "
        "it (on the command line: --without-unreadable)."
    )
    return UnusableFileError(text, tuple(m.value for m in errors))


def _left_out(modality: Modality, reason: GliovistaError) -> Finding:
    """The warning that a sequence was left out on a person's word."""
    text = f"{modality.value} was left out, as you said, though its file is there. {reason}"
    values: dict[str, str | float] = {"sequence": modality.value, "reason": str(reason)}
    return Finding("left_out", Severity.WARNED, text, None, values)


def open_stack(
    path: Path,
    order: Sequence[Modality],
    affine: Affine | None = None,
    on_volume: OnVolume | None = None,
    axes: str | None = None,
) -> OpenedStudy:
    """Read and check a file in which the sequences are stacked.

    Args:
        path: ``.nii``, ``.nii.gz`` or ``.npy``; see :func:`core.files.stacked.read_stack`.
        order: the sequence of each channel.
        affine: where the voxels lie, for a file that does not say.
        on_volume: called with each volume before the check.
        axes: axis codes such as ``"LPS"``, for a file that does not say which way its own run.

    Raises:
        ReadingError: no order, or not a readable stack with as many channels.
        GeometryError: the affine is unusable.
        CheckError: the pre-flight check refuses the study.
    """
    volumes = read_stack(path, order, affine)
    if on_volume is not None:
        for modality, volume in volumes.items():
            on_volume(modality, volume)
    return accept(check_placed(volumes, stem(path), axes), stem(path))


def accept(checked: Checked, name: str) -> OpenedStudy:
    """Give the study of a check that passed.

    Raises:
        CheckError: the check refused; one line for each reason, then for each warning of
            something else to mend in the files, so that a person mends all at once.
    """
    if checked.study is None:
        lines = [f.text for f in refused(checked.findings)]
        warned = [f for f in checked.findings if f.severity is Severity.WARNED]
        besides = [f.text for f in warned if f.code not in ABOUT_RESULTS]
        text = "\n".join([f"{name} was not opened.", *lines, *besides])
        codes = {f.code for f in refused(checked.findings)}
        if codes <= OF_PLACES:
            raise UnpreparedError(text, grids_only="flipped" not in codes)
        raise CheckError(text)
    return OpenedStudy(checked.study, checked.findings)


def read_volumes(
    paths: Mapping[Modality, Path],
    progress: Progress = no_progress,
    on_volume: OnVolume | None = None,
) -> dict[Modality, Volume]:
    """Read all files at the same time; decompression runs outside Python's lock.

    Args:
        paths: one file per modality, NIfTI or another that :func:`read_scan` reads.
        progress: called in the calling thread at the start and after each file; when it
            raises ``Cancelled``, files not yet begun are not read.
        on_volume: called in the calling thread with each volume as it arrives.

    Returns:
        The volumes, in the order of :class:`Modality`.

    Raises:
        ReadingError, GeometryError: a file is unusable; when several are, one line each.
    """
    volumes, errors = _read(paths, progress, on_volume)
    if errors:
        raise _together(list(errors.values()))
    return volumes


def _read(
    paths: Mapping[Modality, Path], progress: Progress, on_volume: OnVolume | None
) -> tuple[dict[Modality, Volume], dict[Modality, GliovistaError]]:
    """Read all files; gives the volumes, and the error of each file that cannot be read."""
    if not paths:
        return {}, {}
    volumes: dict[Modality, Volume] = {}
    errors: dict[Modality, GliovistaError] = {}
    pool = ThreadPoolExecutor(len(paths), thread_name_prefix="read")
    try:
        progress(0, len(paths), "reading")
        jobs = {pool.submit(read_scan, path): m for m, path in paths.items()}
        for done, job in enumerate(as_completed(jobs), 1):
            modality = jobs[job]
            try:
                volumes[modality] = job.result()
            except GliovistaError as error:
                errors[modality] = error
            else:
                if on_volume is not None:
                    on_volume(modality, volumes[modality])
            progress(done, len(paths), f"read {paths[modality].name}")
    finally:
        pool.shutdown(cancel_futures=True)
    ordered = {m: volumes[m] for m in Modality if m in volumes}
    return ordered, {m: errors[m] for m in Modality if m in errors}


def _together(errors: list[GliovistaError]) -> GliovistaError:
    """One error for all files, so that a person need not mend them one by one."""
    if len(errors) == 1:
        return errors[0]
    return ReadingError("\n".join(str(error) for error in errors))
