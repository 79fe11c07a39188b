"""From scans as they left the scanner, NIfTI or DICOM, to a study that can be segmented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import numpy as np

from core.brain_extraction.package import load_brain_model
from core.checks.grids import check_spacing
from core.checks.preflight import check, refused
from core.dicom.finding import find_series
from core.dicom.places import holds_dicom
from core.dicom.recognising import recognise
from core.dicom.series import Series
from core.errors import ReadingError
from core.opening.finding import find_study, study_name
from core.opening.placing import check_placed, place
from core.opening.reading import OF_PLACES, OpenedStudy, accept, read_volumes
from core.opening.series_choice import SeriesChoice, read_chosen, recognised_choice
from core.preparing.preparing import prepare_raw
from core.progress import Progress, no_progress
from core.registration.rigid import Alignment
from core.studies.findings import Finding, Severity
from core.studies.sequences import NEEDED, enough
from core.studies.study import AxesFrom, Modality, Volume

_OF_THE_NETWORKS_GRID = frozenset({"skull", "part_of_brain", "no_orientation"})
"""Findings about the head that say nothing new once the brain was extracted by the program."""

_OF_THE_SCANS = frozenset({"two_affines", "not_numbers_outside", "axes_stated"})
"""Findings about the scans themselves, which what is made of them shows no more."""

_OF_THE_GRID = frozenset({"thick_slices", "oblique", "sheared"})
"""Findings about the grid that is shown, measured and written on."""


def open_raw(
    source: Path | Mapping[Modality, Path],
    progress: Progress = no_progress,
    stated: Mapping[Modality, Path] | None = None,
    choice: SeriesChoice | None = None,
    axes: str | None = None,
    known: Mapping[Modality, Alignment] = MappingProxyType({}),
) -> OpenedStudy:
    """Find, read, align, strip and check a study of raw scans.

    Args:
        source: a folder of NIfTI files or of DICOM (also a zip or DICOMDIR), or the file of each
            sequence.
        progress: called many times a second; may raise ``Cancelled``.
        stated: in a folder of NIfTI files, those of which a person said what they are.
        choice: of DICOM, which series is which sequence; without it, what the headers tell.
        axes: axis codes such as ``"LPS"``, for files that do not say which way theirs run.
        known: alignments of these very scans, which are not looked for again.

    Raises:
        ReadingError: too few sequences, several studies, a file cannot be read, or says itself that
            its axes run otherwise.
        GeometryError: a file's affine is unusable.
        CheckError: no head or brain is in them, or the check refuses what was made of them.
    """
    said: tuple[Finding, ...] = ()
    if isinstance(source, Path) and (choice is not None or holds_dicom(source)):
        choice = choice or _recognised(source, progress)
        name = study_name(source) + choice.suffix
        volumes, said = read_chosen(choice, progress), choice.findings
    elif isinstance(source, Path):
        files = find_study(source, stated)
        name = files.name
        volumes = read_volumes({m: hit.path for m, hit in files.files.items()}, progress)
    else:
        name = study_name(next(iter(source.values())).absolute().parent, source.values())
        volumes = read_volumes(source, progress)
    return open_volumes(volumes, name, progress, said, known, axes)


def open_volumes(
    volumes: Mapping[Modality, Volume],
    name: str,
    progress: Progress = no_progress,
    said: Sequence[Finding] = (),
    known: Mapping[Modality, Alignment] = MappingProxyType({}),
    axes: str | None = None,
    axes_from: AxesFrom = AxesFrom.FILE,
) -> OpenedStudy:
    """Align, strip and check sequences that were read.

    Args:
        volumes: each on its own grid.
        name: the study's.
        progress: called many times a second; may raise ``Cancelled``.
        said: findings of the reading.
        known: alignments that are not looked for again.
        axes: which way the files' axes run, where they do not say it.
        axes_from: who said it of volumes that were given their place before.

    Raises:
        ReadingError: ``axes`` contradicts a file.
        CheckError: see :func:`open_raw`.
    """
    if axes is None:
        before = check(volumes, name)
        if axes_from is not AxesFrom.FILE:
            known_axes = (f for f in before.findings if f.code != "no_orientation")
            before = replace(before, findings=tuple(known_axes))
    else:
        before, placed = check_placed(volumes, name, axes), place(volumes, axes)
        volumes, axes_from = placed.volumes, placed.axes_from
    # Where nobody knows how a scan lies, left and right of what is made of it would be a guess.
    stated = tuple(
        replace(f, severity=Severity.REFUSED) if f.code == "no_orientation" else f
        for f in before.findings
    )
    if any(f.code not in OF_PLACES for f in refused(stated)):
        accept(replace(before, study=None, findings=stated), name)
    of_scans = tuple(f for f in before.findings if f.code in _OF_THE_SCANS)
    finite = {m: _finite(volume) for m, volume in volumes.items()}
    made = prepare_raw(finite, name, load_brain_model, progress, known)
    own = {made.reference: made.study.volumes[made.reference]}
    of_grid = tuple(f for f in check_spacing(own) if f.code in _OF_THE_GRID)
    checked = check(made.prepared.volumes, name)
    kept = tuple(
        f
        for f in checked.findings
        if f.code not in _OF_THE_NETWORKS_GRID or f.severity is Severity.REFUSED
    )
    opened = accept(replace(checked, findings=kept), name)
    study = replace(made.study, prepared=opened.study, axes_from=axes_from)
    made = replace(made, study=study)
    findings = (*said, *of_scans, *of_grid, *made.findings, *opened.findings)
    return OpenedStudy(made.study, findings, made)


def _finite(volume: Volume) -> Volume:
    """The volume with its lowest value where it holds no number."""
    good = np.isfinite(volume.data)
    if good.all():
        return volume
    return replace(volume, data=np.where(good, volume.data, volume.data[good].min()))


def choice_of(series: Sequence[Series], source: Path) -> SeriesChoice:
    """What the headers of one study's series tell.

    Raises:
        ReadingError: too few sequences; ``source`` is named in the sentence.
    """
    told = recognise(series)
    if not enough(told.chosen):
        doubts = " ".join(f"{m.value}: {why}" for m, why in told.doubts.items())
        raise ReadingError(
            f"{source}: the series tell {', '.join(told.chosen) or 'none of the sequences'}. "
            f"{NEEDED} “gliovista info” lists what each was taken for and why. {doubts}".rstrip()
        )
    return recognised_choice(told)


def _recognised(source: Path, progress: Progress) -> SeriesChoice:
    found = find_series([source], progress)
    if len(found.studies) > 1:
        raise ReadingError(
            f"{source}: it holds {len(found.studies)} DICOM studies. Choose the folder of one of "
            "them; “gliovista info” lists the series of each."
        )
    return choice_of(found.studies[0], source)
