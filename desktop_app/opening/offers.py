"""Scans that a person may choose the sequences from: DICOM series, or NIfTI files. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.dicom.finding import find_series
from core.dicom.recognising import recognise
from core.dicom.series import Identity, Series
from core.progress import Progress
from core.studies.study import Modality
from desktop_app.opening.file_choice import FileChoice

CERTAIN = 0.75
"""Words and physics of a header that agree give .7 to .95; nobody need look twice at this."""


@dataclass(frozen=True, eq=False)
class Offer:
    """One scan.

    Attributes:
        scan: the series, or the file.
        looks_like: the sequence it may be; None for none of the four.
        confidence: 0 to 1.
        reason: why, in sentences of ``core``.
        proposed: whether the program would take it, as the best of its kind.
        may_be_chosen: whether a person may take it for a sequence.
    """

    scan: Series | Path
    looks_like: Modality | None = None
    confidence: float = 0.0
    reason: str = ""
    proposed: bool = False
    may_be_chosen: bool = True

    @property
    def set_aside(self) -> bool:
        """Whether the program would use it for nothing."""
        return isinstance(self.scan, Series) and not self.scan.verdict.usable

    @property
    def certain(self) -> bool:
        """Whether what is proposed needs no second look."""
        return self.proposed and self.confidence >= CERTAIN


@dataclass(frozen=True, eq=False)
class Offered:
    """The scans of one study.

    Attributes:
        offers: those that are proposed first, then the other usable ones, then the rest.
        identity: whose they are; None for files.
        patient: counted from 1 within what was listed together.
    """

    offers: tuple[Offer, ...]
    identity: Identity | None = None
    patient: int = 1

    @property
    def certain(self) -> bool:
        """Whether all four sequences were recognised so surely that nobody need look twice."""
        return sum(offer.certain for offer in self.offers) == len(Modality)


@dataclass(frozen=True)
class Found:
    """What was found in what a person dropped.

    Attributes:
        studies: each with its scans; one for files.
        problems: sentences about what could not be read.
    """

    studies: tuple[Offered, ...]
    problems: tuple[str, ...] = ()


def offer_series(paths: Sequence[Path], progress: Progress) -> Found:
    """List the series in folders, archives and files; runs in a worker thread.

    Raises:
        ReadingError: nothing there is DICOM.
    """
    found = find_series(paths, progress)
    return Found(tuple(map(_offered, found.studies)), found.problems)


def _offered(series: Sequence[Series]) -> Offered:
    told = recognise(series)
    chosen = {id(c.series) for c in told.chosen.values()}
    hits = [c for some in told.candidates.values() for c in some]
    hits.sort(key=lambda c: id(c.series) not in chosen)  # stable: in the order of the sequences
    offers = [
        Offer(c.series, c.modality, c.confidence, c.reason, id(c.series) in chosen) for c in hits
    ]
    offers += [Offer(one, reason=why) for one, why in told.unknown]
    offers += [
        Offer(one, reason=one.verdict.reason, may_be_chosen=one.verdict.may_be_overruled)
        for one in series
        if not one.verdict.usable
    ]
    return Offered(tuple(offers), series[0].identity, series[0].patient)


def offer_files(choice: FileChoice) -> Found:
    """Offer NIfTI files, as their names tell or as they were chosen before; reads nothing."""
    sequences = {path: modality for modality, path in choice.proposed.items()}
    files = sorted(choice.files, key=lambda p: (p not in sequences, _place(sequences.get(p)), p))
    return Found((Offered(tuple(_file(p, sequences.get(p), choice) for p in files)),))


def _file(path: Path, modality: Modality | None, choice: FileChoice) -> Offer:
    sure = 1.0 if modality is not None else 0.0
    return Offer(path, modality, sure, choice.reasons.get(path, ""), modality is not None)


def clock(seconds: float) -> str:
    """Seconds after midnight as hours and minutes."""
    minutes = int(seconds // 60) % (24 * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _place(modality: Modality | None) -> int:
    return len(Modality) if modality is None else list(Modality).index(modality)
