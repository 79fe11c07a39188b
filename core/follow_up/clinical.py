"""What RANO 2.0 asks of the clinic, and images cannot tell: it is asked, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ClinicalState(StrEnum):
    """How the patient is, against the baseline and for no other cause than the tumour."""

    BETTER = "better"
    STABLE = "stable"
    WORSE = "worse"


class Disease(StrEnum):
    """Which part of the tumour is judged; chosen once, before treatment."""

    ENHANCING = "enhancing"
    """Contrast enhancement in T1Gd: the region ET."""
    NON_ENHANCING = "non_enhancing"
    """Signal in T2 and FLAIR: the region WT, whose infiltration and oedema nothing here tells
    apart."""
    MIXED = "mixed"
    """Both, each by itself."""


class Measure(StrEnum):
    """What is compared; RANO 2.0 allows either, chosen once."""

    VOLUME = "volume"
    PRODUCTS = "products"
    """Sum of the products of perpendicular diameters."""


class Course(StrEnum):
    """What the baseline is."""

    NEWLY_DIAGNOSED = "newly_diagnosed"
    """The first MRI after radiotherapy, about four weeks after its end."""
    RECURRENT = "recurrent"
    """The last MRI before the treatment that is judged."""


@dataclass(frozen=True)
class Clinical:
    """What a person says of one time point; None is “not told”.

    Attributes:
        steroids_mg: dexamethasone, or as much of another, in milligrams a day; 0 for none or for
            physiological replacement alone.
        state: how the patient is.
        new_lesion: whether a person sees a new measurable lesion; replaces what is found.
        outside_field: whether what is new or grown lies outside of the field of radiotherapy
            (beyond the 80 % isodose).
        tissue: whether pathology shows tumour that grows.
    """

    steroids_mg: float | None = None
    state: ClinicalState | None = None
    new_lesion: bool | None = None
    outside_field: bool | None = None
    tissue: bool | None = None


NOT_TOLD = Clinical()


@dataclass(frozen=True)
class Treatment:
    """What a person says of the whole course.

    Attributes:
        disease: the part that is judged.
        measure: what is compared.
        course: what the baseline is; None where nobody said.
        radiotherapy_end: its last day.
        baseline: the number, from 0, of the time point that a person chose as the baseline.
    """

    disease: Disease = Disease.ENHANCING
    measure: Measure = Measure.VOLUME
    course: Course | None = None
    radiotherapy_end: date | None = None
    baseline: int | None = None


NOTHING_SAID = Treatment()
