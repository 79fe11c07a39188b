"""What a person should know of a follow-up before believing it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from core.follow_up.aligning import TimeAlignment
from core.follow_up.names import other_patient
from core.follow_up.time_point import DayFrom, Ordered, OrderedBy, Phase, TimePoint
from core.space.affine import grid_difference_mm
from core.studies.findings import Finding, Severity


def findings_of(
    ordered: Ordered, alignments: Sequence[TimeAlignment | None]
) -> tuple[Finding, ...]:
    """Order, whose studies they are, how they lie on each other, and operations.

    Args:
        ordered: the time points.
        alignments: of each to the first.
    """
    found = [*_of_order(ordered), *_of_patients(ordered.points)]
    base = ordered.points[0]
    for point, alignment in zip(ordered.points, alignments, strict=True):
        if alignment is not None:
            found.append(_of_alignment(base, point, alignment))
    found.extend(_of_twins(ordered.points, alignments))
    found.extend(_of_models(ordered.points))
    operated = (Phase.AFTER_SURGERY, Phase.LATER)
    found.extend(_of_surgery(point) for point in ordered.points if point.phase in operated)
    return tuple(found)


def _of_order(ordered: Ordered) -> list[Finding]:
    names = ", ".join(point.name for point in ordered.points)
    if ordered.by is OrderedBy.PERSON:
        without = ", ".join(p.name for p in ordered.points if p.day is None)
        text = (
            f"The time points stand in the order in which they were named ({names}), for no date "
            f"is known of {without}. Check it, or type the dates."
        )
        told: dict[str, str | float] = {"names": names, "without": without}
        return [Finding("follow_up_order_named", Severity.WARNED, text, None, told)]
    dates = ", ".join(f"{p.name} {p.day:%Y-%m-%d}" for p in ordered.points if p.day is not None)
    values: dict[str, str | float] = {"dates": dates}
    text = f"The time points stand in the order of their dates: {dates}."
    found = [Finding("follow_up_order_dates", Severity.REPAIRED, text, None, values)]
    if ordered.moved:
        text = f"The time points were named in another order than their dates tell: {dates}."
        found = [Finding("follow_up_reordered", Severity.WARNED, text, None, values)]
    found.extend(_of_one_day(ordered.points))
    guessed = ", ".join(p.name for p in ordered.points if p.day_from is DayFrom.NAME)
    if guessed:
        text = f"These dates were read in names of folders or files: {guessed}. Check them."
        named: dict[str, str | float] = {"names": guessed}
        found.append(Finding("follow_up_dates_in_names", Severity.WARNED, text, None, named))
    return found


def _of_one_day(points: Sequence[TimePoint]) -> list[Finding]:
    """Time points of one date: a study that was split, or a date that is wrong."""
    found = []
    for first, second in pairwise(points):
        if first.day is None or first.day != second.day:
            continue
        day = f"{first.day:%Y-%m-%d}"
        text = (
            f"{first.name} and {second.name} have one date, {day}: they stand in the order in "
            "which they were named. Check that they are two time points."
        )
        values: dict[str, str | float] = {"name": second.name, "first": first.name, "day": day}
        found.append(Finding("follow_up_same_day", Severity.WARNED, text, None, values))
    return found


def _of_twins(
    points: Sequence[TimePoint], alignments: Sequence[TimeAlignment | None]
) -> list[Finding]:
    """Time points that are one study, copied or named twice: no change can be seen in them."""
    found = []
    for number, alignment in enumerate(alignments):
        twin = None
        if alignment is not None:
            twin = next((p for p in points[:number] if _same(p, points[number], alignment)), None)
        if twin is None:
            continue
        name = points[number].name
        text = (
            f"{twin.name} and {name} hold the same scans, so nothing can have changed between "
            "them. Choose the study of another day."
        )
        values: dict[str, str | float] = {"name": name, "first": twin.name}
        found.append(Finding("follow_up_same_scans", Severity.WARNED, text, None, values))
    return found


def _of_models(points: Sequence[TimePoint]) -> list[Finding]:
    """Whether several models made the labels: what grew may be the one model's habit."""
    made = {
        point.name: point.segmentation.provenance
        for point in points
        if point.segmentation is not None and point.segmentation.provenance.model
    }
    if len({(p.model, p.origin) for p in made.values()}) < 2:
        return []
    listed = ", ".join(f"{name} {p.named_model}" for name, p in made.items())
    text = (
        f"Different models segmented these time points: {listed}. What changed may be the "
        "difference of the models. Segment them all with one."
    )
    return [Finding("follow_up_two_models", Severity.WARNED, text, None, {"listed": listed})]


def _same(first: TimePoint, second: TimePoint, alignment: TimeAlignment) -> bool:
    one = first.study.brain_alone.volumes.get(alignment.modality)
    two = second.study.brain_alone.volumes.get(alignment.modality)
    return (
        one is not None
        and two is not None
        and grid_difference_mm(one.grid, two.grid) == 0
        and np.array_equal(one.data, two.data)
    )


def _of_patients(points: Sequence[TimePoint]) -> list[Finding]:
    """Whether headers or names say that these are several patients."""
    known = [point for point in points if point.patient]
    pairs = ((first, later) for n, later in enumerate(known) for first in known[:n])
    two = [(f, later) for f, later in pairs if other_patient(f.patient, later.patient)]
    if not two:
        return []
    first = two[0][0]
    others = ", ".join(p.name for p in known if other_patient(first.patient, p.patient))
    text = (
        f"{others}: its headers or names tell another patient than those of {first.name}. Studies "
        "of two patients must not be compared."
    )
    values: dict[str, str | float] = {"others": others, "first": first.name}
    return [Finding("follow_up_other_patient", Severity.WARNED, text, None, values)]


def _of_alignment(base: TimePoint, point: TimePoint, alignment: TimeAlignment) -> Finding:
    found = alignment.found
    values: dict[str, str | float] = {
        "name": point.name,
        "base": base.name,
        "sequence": alignment.modality.value,
        "degrees": found.turn_degrees,
        "mm": found.shift_mm,
        "likeness": alignment.likeness,
        "overlap": alignment.overlap,
    }
    if alignment.other_patient:
        text = (
            f"{point.name} may be of another patient than {base.name}: the two brains do not look "
            f"like one (likeness {alignment.likeness:.2f}, outlines {alignment.overlap:.2f}). "
            "Compare the names and both pictures before you believe a comparison."
        )
        return Finding("follow_up_unlike", Severity.WARNED, text, alignment.modality, values)
    if not alignment.trusted:
        text = (
            f"{point.name} may not lie right on {base.name} (likeness {alignment.likeness:.2f}, "
            f"outlines {alignment.overlap:.2f}, spread {found.spread_mm:.1f} mm). Look at both in "
            "the views before you believe what grew and shrank; volumes do not depend on it."
        )
        values["spread"] = found.spread_mm
        return Finding("follow_up_unsure", Severity.WARNED, text, alignment.modality, values)
    text = (
        f"{point.name} was aligned to {base.name} by {alignment.modality.value}: turned by "
        f"{found.turn_degrees:.1f}° and moved by {found.shift_mm:.1f} mm (likeness "
        f"{alignment.likeness:.2f}, outlines {alignment.overlap:.2f})."
    )
    return Finding("follow_up_aligned", Severity.REPAIRED, text, alignment.modality, values)


def _of_surgery(point: TimePoint) -> Finding:
    text = (
        f"{point.name} was made after an operation. The model has learnt from tumours before "
        "treatment alone: it does not know a cavity, blood or air, and may take them for necrosis, "
        "or a thin enhancing rim of healing for tumour. Look at every region, and correct it."
    )
    return Finding("follow_up_operated", Severity.WARNED, text, None, {"name": point.name})
