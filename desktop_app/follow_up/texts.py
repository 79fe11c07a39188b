"""Time points in words, in the current language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.follow_up.aligning import TimeAlignment
from core.studies.segmentation import Segmentation
from core.studies.study import Modality
from desktop_app.language.follow_up_rows import UNKNOWN, short_day
from desktop_app.language.follow_up_texts import doubt_text
from desktop_app.language.provenance_text import result_name
from desktop_app.language.translation import number
from desktop_app.state.follow_up import Entry
from desktop_app.work.following import Following

translate = QCoreApplication.translate

_BETWEEN = " · "


def entry_title(entry: Entry) -> str:
    """What stands above the views of a time point."""
    if entry.day is None:
        return entry.name
    day = short_day(entry.day)
    return day if entry.name == entry.day.isoformat() else f"{day}{_BETWEEN}{entry.name}"


def contents_text(entry: Entry, segmentation: Segmentation | None) -> str:
    """Which sequences there are, and what found the tumour."""
    study = entry.study
    if study is None:
        return translate("FollowUp", "Its scans are not read yet.")
    sequences = ", ".join(m.value for m in Modality if m in study.volumes)
    if segmentation is None:
        return _BETWEEN.join([sequences, translate("FollowUp", "not segmented yet")])
    return f"{sequences}{_BETWEEN}{result_name(segmentation.provenance)}"


def trust_cell(entry: Entry, following: Following) -> str:
    """The trust of an alignment in few characters."""
    found = following.alignment_of(entry)
    if found is not None:
        sign = "" if found.trusted else "⚠ "
        return sign + number(found.likeness, 2)
    if following.number_of(entry) == 0:
        return translate("FollowUp", "first")
    return "…" if following.busy else UNKNOWN


def trust_text(entry: Entry, following: Following) -> str:
    """How a time point lies on the first one, and how far that can be trusted; empty if unknown."""
    found = following.alignment_of(entry)
    if found is not None:
        return " ".join([_moved(found), *(doubt_text(doubt) for doubt in found.doubts)])
    if following.number_of(entry) == 0:
        return translate("FollowUp", "The others are aligned to this one.")
    return ""


def _moved(found: TimeAlignment) -> str:
    text = translate(
        "FollowUp",
        "Aligned by {0}: turned {1}°, moved {2} mm; likeness {3}, outlines {4} (1 is the same).",
    )
    return text.format(
        found.modality.value,
        number(found.found.turn_degrees, 1),
        number(found.found.shift_mm, 1),
        number(found.likeness, 2),
        number(found.overlap, 2),
    )
