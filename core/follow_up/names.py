"""What the names of folders tell of a time point: its date, whose it is, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_YEAR_FIRST = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)([01]\d)\2([0-3]\d)(?!\d)")
"""2024-03-09, 2024_03_09, 2024.03.09, 20240309. Where the year does not come first, day and month
cannot be told apart, so nothing else is read."""

_PATIENTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![a-z0-9])(sub-[a-z0-9]+)",
        r"(BraTS-[a-z]{3}-\d{5})-\d{3}",
        r"(BraTS20\d\d_\d{5})",
        r"(?<![a-z0-9])(patient[-_]?\d+)",
    )
)
"""BIDS's subjects, BraTS's cases (whose last three digits are the time point), LUMIERE's."""

_VISIT = re.compile(
    r"(?<![a-z])(ses|session|visit|week|month|day|year|tp|time[-_ ]?point|time|scan|t)[-_ ]?\d+"
    r"|(?<![a-z])(pre|post|intra)[-_ ]?op|baseline|follow[-_ ]?up"
    r"|(?<![a-z])(before|after)(?![a-z])",
    re.IGNORECASE,
)
_BRATS_TIME = re.compile(r"BraTS-[a-z]{3}-\d{5}-\d{3}", re.IGNORECASE)
_BETWEEN = "|"
"""Parts of what headers tell; in no name of a folder's patient."""

_DIGITS = re.compile(r"(\d+)")


def day_in(name: str) -> date | None:
    """The one date in a name, the year first; None for none, several, or one that is no date."""
    found = set()
    for year, _, month, day in _YEAR_FIRST.findall(name):
        try:
            found.add(date(int(year), int(month), int(day)))
        except ValueError:  # such as month 13: digits that mean something else
            return None
    return found.pop() if len(found) == 1 else None


def patient_in(parts: Iterable[str]) -> str:
    """Whose a study is by the names of its folder and those above it; empty where none tells.

    Args:
        parts: the innermost first.
    """
    for part in parts:
        for pattern in _PATIENTS:
            found = pattern.search(part)
            if found:
                return found.group(1).upper()
    return ""


def patient_mark(patient_id: str, name: str, born: str) -> str:
    """What headers tell of a patient; empty where they tell nothing."""
    parts = (patient_id, name.upper(), born)
    return _BETWEEN.join(parts) if any(parts) else ""


def other_patient(first: str, second: str) -> bool:
    """Whether two marks are those of two people.

    What one of them does not know tells nothing, nor can headers be held against names: a study
    may have lost its headers, or some of them, on its way.

    Args:
        first: from :func:`patient_mark` or :func:`patient_in`; empty where nothing is known.
        second: the same of another study.
    """
    ones, twos = first.split(_BETWEEN), second.split(_BETWEEN)
    if len(ones) != len(twos):
        return False
    return any(one and two and one != two for one, two in zip(ones, twos, strict=True))


def is_visit(name: str) -> bool:
    """Whether a folder's name speaks of a time point rather than of a patient."""
    return bool(day_in(name) or _VISIT.search(name) or _BRATS_TIME.fullmatch(name))


def natural(name: str) -> list[str | int]:
    """A key by which “week 10” comes after “week 9”."""
    return [int(part) if part.isdigit() else part.lower() for part in _DIGITS.split(name)]
