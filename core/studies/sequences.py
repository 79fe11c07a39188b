"""The sequences that a study has, and which of them it may lack."""

from __future__ import annotations

from collections.abc import Collection

from core.labels import Region
from core.studies.study import Modality

FEWEST = 2
TELLING = (Modality.T1GD, Modality.FLAIR)
"""One of these must be there: without both, neither core nor oedema can be told."""

NEEDED = "Two sequences at least are needed, T1Gd or FLAIR among them."


def absent(present: Collection[Modality]) -> tuple[Modality, ...]:
    """The sequences that are not among some, in the order of :class:`Modality`."""
    return tuple(m for m in Modality if m not in present)


def untold_regions(present: Collection[Modality]) -> tuple[Region, ...]:
    """The regions that some sequences cannot tell.

    Only T1Gd shows what enhances, and without it the core's border is a guess too.
    """
    return () if Modality.T1GD in present else (Region.TC, Region.ET)


def enough(present: Collection[Modality]) -> bool:
    """Whether a study of these sequences can be segmented; :data:`NEEDED` says the rule."""
    return len(present) >= FEWEST and any(m in present for m in TELLING)
