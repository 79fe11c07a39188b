"""Series that a person names, by number, UID or description, for the sequences they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from core.dicom.finding import FoundSeries
from core.dicom.recognising import recognise
from core.dicom.series import Series
from core.errors import ReadingError
from core.opening.series_choice import SeriesChoice, recognised_choice
from core.studies.study import Modality


def named_choice(
    found: FoundSeries, named: Mapping[Modality, str], source: Path | str
) -> SeriesChoice:
    """The series that a person names; the other sequences as the headers tell them.

    A name is a series number (``4``, or ``4.2`` for a part of a series), a series instance UID, a
    description, or a part of one that no other series has. Where there are several studies, the
    names must leave one.

    Args:
        found: all series of a folder.
        named: what a person says of some sequences.
        source: for sentences.

    Raises:
        ReadingError: a name fits none or several, or a series that holds no pictures of use.
    """
    series = [one for one in found.series if one.slices]
    fits = {m: _fitting(series, text) for m, text in named.items()}
    for modality, text in named.items():
        if not fits[modality]:
            raise ReadingError(
                f"{source}: no series fits {modality.value}={text}. Give its number, its "
                f"description or its UID. There are: {_listed(series)}"
            )
    studies = set.intersection(*({_study(one) for one in some} for some in fits.values()))
    by_hand = {}
    for modality, some in fits.items():
        left = [one for one in some if _study(one) in studies]
        if len(left) != 1:
            raise ReadingError(_ambiguous(source, modality, named[modality], left or some))
        by_hand[modality] = _usable(left[0], modality)
    taken = list(by_hand.values())
    told = recognised_choice(recognise([s for s in series if _study(s) == _study(taken[0])]))
    others = {
        m: one
        for m, one in told.series.items()
        if m not in by_hand and not any(one is other for other in taken)
    }
    return SeriesChoice({**others, **by_hand}, {m: told.reasons[m] for m in others})


def _fitting(series: Sequence[Series], text: str) -> list[Series]:
    """The series that a name fits by the surest of the ways in which it fits any."""
    wanted = text.strip().casefold()
    for told in (_by_uid, _by_number, _by_description, _within_description):
        if wanted and (found := [one for one in series if told(one, wanted)]):
            return found
    return []


def _by_uid(one: Series, wanted: str) -> bool:
    return one.identity.series_uid == wanted


def _by_number(one: Series, wanted: str) -> bool:
    number = one.facts.number
    return number is not None and wanted in (str(number), f"{number}.{one.part}")


def _by_description(one: Series, wanted: str) -> bool:
    return one.facts.description.strip().casefold() == wanted


def _within_description(one: Series, wanted: str) -> bool:
    return wanted in one.facts.description.casefold()


def _usable(one: Series, modality: Modality) -> Series:
    if not one.verdict.may_be_overruled:
        raise ReadingError(f"{one.title} cannot be {modality.value}: {one.verdict.reason}")
    return one


def _ambiguous(source: Path | str, modality: Modality, text: str, some: Sequence[Series]) -> str:
    where = "" if len({_study(one) for one in some}) == 1 else " in several studies"
    return (
        f"{source}: {modality.value}={text} fits {len(some)} series{where}: {_listed(some)} Give "
        "the number or the UID of one; “gliovista info --identify” tells both."
    )


def _listed(series: Sequence[Series]) -> str:
    several = len({_study(one) for one in series}) > 1
    return "; ".join(
        f"{one.title}{f' of patient {one.patient}, study {one.study}' if several else ''}"
        for one in series
    ) + "."  # fmt: skip


def _study(one: Series) -> tuple[int, int]:
    return one.patient, one.study
