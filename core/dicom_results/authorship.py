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
        version: of the program that found it.
    """

    kind: str
    algorithm: str
    described: str
    version: str = VERSION


def authorship_of(segmentation: Segmentation) -> Authorship:
    """Who made a segmentation.

    What was loaded from a file or drawn counts as a person's: the program found none of it.
    """
    told = segmentation.provenance
    if not told.model:
        return Authorship("MANUAL", "", f"Drawn, or loaded from a file. {RESEARCH}")
    version = told.version or VERSION
    algorithm = " ".join(filter(None, (PROGRAM, told.model, told.mode)))
    hand = ["corrected"] if told.steps else []
    hand += ["brain corrected"] if told.brain_ml is not None else []
    hand += ["thresholds moved"] if told.thresholds or segmentation.thresholds else []
    if hand:
        described = f"{algorithm}, {' and '.join(hand)} by hand. {RESEARCH}"
        return Authorship("SEMIAUTOMATIC", algorithm, described, version)
    return Authorship("AUTOMATIC", algorithm, f"{algorithm}. {RESEARCH}", version)
