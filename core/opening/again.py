"""A raw study that is open, prepared again after a person looked at an alignment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.opening.raw import open_volumes
from core.opening.reading import OpenedStudy
from core.preparing.aligned_files import own_scan
from core.preparing.own_brain import with_corrected_brain
from core.preparing.preparing import Preparation, said_of_places
from core.progress import Progress, no_progress
from core.registration.rigid import Alignment, SaidBy, Target, align, as_headers_say
from core.studies.findings import Finding
from core.studies.study import Modality


def open_again(
    made: Preparation,
    changed: Mapping[Modality, Alignment],
    said: Sequence[Finding] = (),
    progress: Progress = no_progress,
) -> OpenedStudy:
    """Prepare an open study again with other alignments of some sequences.

    The brain is found anew in what then lies on each other, and corrected as a person did it; no
    file is read.

    Args:
        made: how the study was prepared.
        changed: the alignments that are others now.
        said: findings of the open study; those of the reading are kept.
        progress: called many times a second; may raise ``Cancelled``.

    Raises:
        CheckError: see :func:`open_raw`.
    """
    volumes = {m: own_scan(made, m) for m in made.aligned}
    kept = [f for f in said if f.code in ("series_taken", "axes_stated")]
    known = {**made.alignments, **changed}
    name, axes_from = made.study.name, made.study.axes_from
    opened = open_volumes(volumes, name, progress, kept, known, axes_from=axes_from)
    if made.corrected_brain is None or opened.preparation is None:
        return opened
    again = with_corrected_brain(opened.preparation, made.corrected_brain, progress)
    return replace(opened, study=again.study, preparation=again)


def align_again(made: Preparation, modality: Modality, seed: int, progress: Progress) -> Alignment:
    """Look for a sequence's place once more, at other points of the head than before.

    Args:
        made: how the study was prepared.
        modality: not the reference.
        seed: another one than before makes another choice of points.
        progress: may raise ``Cancelled``.
    """
    fixed = Target(own_scan(made, made.reference), progress, seed)
    return align(fixed, own_scan(made, modality), progress)


def by_headers(made: Preparation, modality: Modality, progress: Progress) -> Alignment:
    """Leave a sequence where its header puts it; see :func:`as_headers_say`."""
    return as_headers_say(own_scan(made, made.reference), own_scan(made, modality), progress)


def accepted(
    made: Preparation, modality: Modality, findings: Sequence[Finding]
) -> tuple[Preparation, tuple[Finding, ...]]:
    """A person looked at an alignment and found it right: its doubt is a doubt no more.

    Args:
        made: how the study was prepared.
        modality: not the reference.
        findings: of the open study.

    Returns:
        The same preparation with that said, and the findings without the doubt.
    """
    alignment = replace(made.alignments[modality], said_by=SaidBy.PERSON)
    made = replace(made, alignments={**made.alignments, modality: alignment})
    said = said_of_places({modality: alignment}, made.reference)
    told: list[Finding] = []
    for finding in findings:
        doubt = finding.code == "alignment_unsure" and finding.modality is modality
        told += said if doubt else [finding]
    return made, tuple(told)
