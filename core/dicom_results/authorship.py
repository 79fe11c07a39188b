"""Who found what is written: the program, a person, or both."""

from __future__ import annotations

from dataclasses import dataclass

from core import __version__
from core.studies.segmentation import Segmentation

PROGRAM = "Gliovista"
VERSION = __version__
RESEARCH = "Research use only; not for diagnosis"


@dataclass(frozen=True)
class Authorship:
    """Where a label map comes from, in DICOM's words.

    Attributes:
        kind: AUTOMATIC, SEMIAUTOMATIC or MANUAL.
        algorithm: program, model and mode; empty for MANUAL.
        described: one line for a person.
    """

    kind: str
    algorithm: str
    described: str


def authorship_of(segmentation: Segmentation) -> Authorship:
    """Who made a segmentation.

    What was loaded from a file or drawn counts as a person's: the program found none of it.
    """
    found = segmentation.uncorrected
    if found.model_name is None:
        return Authorship("MANUAL", "", f"Drawn, or loaded from a file. {RESEARCH}")
    mode = f" {found.mode}" if found.mode else ""
    algorithm = f"{PROGRAM} {found.model_name}{mode}"
    hand = ["corrected"] if segmentation.corrected else []
    hand += ["thresholds moved"] if segmentation.thresholds is not None else []
    if hand:
        described = f"{algorithm}, {' and '.join(hand)} by hand. {RESEARCH}"
        return Authorship("SEMIAUTOMATIC", algorithm, described)
    return Authorship("AUTOMATIC", algorithm, f"{algorithm}. {RESEARCH}")
