"""What DICOM objects say of labels and regions, in words, codes and colour; in English alone."""

from __future__ import annotations

from dataclasses import dataclass

from core.labels import LABEL_RGB, REGION_RGB, Label, Region
from core.studies.segmentation import Segmentation

Coded = tuple[str, str, str]
"""Value, scheme and meaning of a code."""

CATEGORY: Coded = ("49755003", "SCT", "Morphologically Abnormal Structure")
BRAIN: Coded = ("12738006", "SCT", "Brain")

ALGORITHM: Coded = ("123110", "DCM", "Artificial Intelligence")

REGIONS = {
    Region.WT: "Whole tumour: NCR + ED + ET",
    Region.TC: "Tumour core: NCR + ET",
    Region.ET: "Enhancing tumour",
}
LABELS = {
    Label.NCR: "Necrotic and non-enhancing tumour core",
    Label.ED: "Peritumoural oedema",
}
"""The label ET is the region ET."""

UNSURE = "unsure"
"""Said of what the study's sequences cannot tell, and a person asked for all the same."""


@dataclass(frozen=True)
class Segment:
    """One segment.

    Attributes:
        label: which voxels of the label map it holds.
        short: for identifiers.
        name: for a person.
        code: of CID 7159, Lesion Segmentation Type (DICOM PS3.16).
        rgb: its colour.
    """

    label: Label
    short: str
    name: str
    code: Coded
    rgb: tuple[int, int, int]


_LABELS = (
    Segment(
        Label.NCR,
        "NCR",
        "Necrotic and non-enhancing tumour core (NCR)",
        ("6574001", "SCT", "Necrosis"),
        LABEL_RGB[Label.NCR],
    ),
    Segment(
        Label.ED,
        "ED",
        "Peritumoural oedema (ED)",
        ("79654002", "SCT", "Edema"),
        LABEL_RGB[Label.ED],
    ),
    Segment(
        Label.ET,
        "ET",
        "Enhancing tumour (ET)",
        ("C113842", "NCIt", "Enhancing Lesion"),
        LABEL_RGB[Label.ET],
    ),
)
_WHOLE = Segment(
    Label.ED, "WT", "Whole tumour (WT)", ("108369006", "SCT", "Neoplasm"), REGION_RGB[Region.WT]
)


def segments_of(segmentation: Segmentation) -> tuple[Segment, ...]:
    """The labels, also those without a voxel; the whole tumour where they cannot be told apart."""
    return _LABELS if segmentation.labels else (_WHOLE,)


def name_of(segment: Segment, segmentation: Segmentation) -> str:
    """A segment's name, with a word of doubt where the sequences cannot tell it."""
    return f"{segment.name}, {UNSURE}" if segmentation.untold_shown else segment.name
