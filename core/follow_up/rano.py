"""The category that RANO 2.0 gives to each time point: support, not diagnosis.

Wen et al., J Clin Oncol 2023;41:5187 (RANO 2.0). Thresholds, and what of the paper is read how, in
docs/FOLLOW_UP.md. What images cannot tell comes in :mod:`core.follow_up.clinical`; where nobody
said it, the category rests on images alone and :attr:`Assessment.open` says what is missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from core.follow_up.baseline import WEEK_DAYS, Baseline, baseline_of
from core.follow_up.clinical import (
    NOT_TOLD,
    NOTHING_SAID,
    Clinical,
    ClinicalState,
    Course,
    Measure,
    Treatment,
)
from core.follow_up.reasons import Code, Question, Reason
from core.follow_up.response import Category, Comparison, Judged, judged
from core.follow_up.sizes import Sizes
from core.measuring.lesions import Lesion

EARLY_WEEKS = 12.0
"""After the end of radiotherapy, in which progression must be confirmed."""

CONFIRMING_WEEKS = 4.0
"""Between a scan and the one that confirms it, at least."""

_RESPONSES = (Category.CR, Category.PR, Category.MR)


class Role(StrEnum):
    """What a time point is to the assessment."""

    BEFORE = "before"
    BASELINE = "baseline"
    JUDGED = "judged"


class Standing(StrEnum):
    """How far a category can be relied on."""

    FINAL = "final"
    """Nothing has to confirm it."""
    CONFIRMED = "confirmed"
    """A later scan did."""
    PRELIMINARY = "preliminary"
    """A later scan has to, and there is none yet, or its date is not known."""
    NOT_CONFIRMED = "not_confirmed"
    """A later scan did not."""


@dataclass(frozen=True)
class Visit:
    """What an assessment knows of a time point.

    Attributes:
        name: the time point's.
        day: when it was made; None where nobody knows.
        sizes: what its label map measures; None without one.
        new_lesions: measurable lesions where there was none before; None where an alignment that
            is not trusted, or a label map without ET, cannot tell.
        clinical: what a person said.
    """

    name: str
    day: date | None = None
    sizes: Sizes | None = None
    new_lesions: tuple[Lesion, ...] | None = ()
    clinical: Clinical = NOT_TOLD


@dataclass(frozen=True)
class Assessment:
    """What follows for one time point.

    Attributes:
        name: the time point's.
        role: what it is to the assessment.
        category: None at and before the baseline, and where nothing can be said.
        standing: whether it is, or has to be, confirmed.
        images: the category of the images alone.
        by_measure: the same by each measure, as far as it can be told.
        comparisons: the numbers behind it, also of the measure that was not chosen.
        reasons: step by step.
        open: what nobody said, and the category depends on.
    """

    name: str
    role: Role
    category: Category | None = None
    standing: Standing = Standing.FINAL
    images: Category | None = None
    by_measure: Mapping[Measure, Category] = field(default_factory=dict)
    comparisons: tuple[Comparison, ...] = ()
    reasons: tuple[Reason, ...] = ()
    open: tuple[Question, ...] = ()


def assess(visits: Sequence[Visit], treatment: Treatment = NOTHING_SAID) -> tuple[Assessment, ...]:
    """Judge every time point.

    Args:
        visits: in their order.
        treatment: what is judged, and by what.
    """
    baseline = baseline_of([visit.day for visit in visits], [v.name for v in visits], treatment)
    found = [_assessed(visits, number, baseline, treatment) for number in range(len(visits))]
    return tuple(_confirmed(found, visits, number, treatment) for number in range(len(found)))


def _assessed(
    visits: Sequence[Visit], number: int, baseline: Baseline, treatment: Treatment
) -> Assessment:
    visit = visits[number]
    if baseline.number is None:
        return Assessment(visit.name, Role.BEFORE, reasons=baseline.reasons, open=baseline.open)
    if number == baseline.number:
        return Assessment(visit.name, Role.BASELINE, reasons=baseline.reasons, open=baseline.open)
    if number < baseline.number:
        reason = Reason(Code.BEFORE_BASELINE, {"name": visits[baseline.number].name})
        return Assessment(visit.name, Role.BEFORE, reasons=(reason,))
    first = visits[baseline.number]
    before = [(v.name, v.sizes) for v in visits[baseline.number : number] if v.sizes is not None]
    if visit.sizes is None:
        by_images = Judged(None, reasons=(Reason(Code.NOT_SEGMENTED),))
    elif first.sizes is None:
        reason = Reason(Code.BASELINE_NOT_SEGMENTED, {"name": first.name})
        by_images = Judged(None, reasons=(reason,))
    else:
        by_images = judged(visit.sizes, before, treatment)
    return _with_clinic(visit, _with_new_lesion(by_images, visit), first.clinical)


def _with_new_lesion(found: Judged, visit: Visit) -> Judged:
    """Progression where a new measurable lesion is seen; a person's word goes first."""
    told = visit.clinical.new_lesion
    if told is False:
        return replace(found, reasons=(*found.reasons, Reason(Code.NO_NEW_LESION_TOLD)))
    if told is True:
        return replace(
            found, category=Category.PD, reasons=(*found.reasons, Reason(Code.NEW_LESION_TOLD))
        )
    if not visit.new_lesions:
        return found
    reasons = tuple(
        Reason(
            Code.NEW_LESION,
            {
                "longest": lesion.diameters.longest_mm,
                "perpendicular": lesion.diameters.perpendicular_mm,
                "ml": lesion.ml,
            },
        )
        for lesion in visit.new_lesions
    )
    return replace(found, category=Category.PD, reasons=(*found.reasons, *reasons))


def _with_clinic(visit: Visit, found: Judged, at_baseline: Clinical) -> Assessment:
    said = visit.clinical
    category, reasons, asked = found.category, list(found.reasons), []
    mg, before = said.steroids_mg, at_baseline.steroids_mg
    if said.state is ClinicalState.WORSE:
        category = Category.PD
        reasons.append(Reason(Code.CLINICALLY_WORSE))
    elif category is not None and category is not Category.PD:
        if mg is not None and before is not None and mg > before:
            category = Category.NE
            values = {"mg": mg, "baseline_mg": before}
            reasons.append(Reason(Code.STEROIDS_MORE, values))
        elif category is Category.CR and mg is not None and mg > 0:
            category = Category.PR
            reasons.append(Reason(Code.STEROIDS_PREVENT_COMPLETE, {"mg": mg}))
    # Of what images do not tell at all, answers would change nothing but worse health.
    if category not in (None, Category.PD):
        if mg is None or (mg > 0 and before is None):
            asked.append(Question.STEROIDS)
        if visit.new_lesions is None and said.new_lesion is None:
            asked.append(Question.NEW_LESION)
    if said.state is None and category is not Category.PD:
        asked.append(Question.CLINICAL_STATE)
    return Assessment(
        visit.name,
        Role.JUDGED,
        category,
        images=found.category,
        by_measure=found.by_measure,
        comparisons=found.comparisons,
        reasons=tuple(reasons),
        open=tuple(asked),
    )


def _confirmed(
    found: Sequence[Assessment], visits: Sequence[Visit], number: int, treatment: Treatment
) -> Assessment:
    """Say whether a category stands, and what confirms it."""
    one = found[number]
    if one.category is Category.PD:
        return _progression(found, visits, number, treatment)
    if one.category in _RESPONSES:
        return _with_confirmation(found, visits, number, Category.SD)
    return one


def _progression(
    found: Sequence[Assessment], visits: Sequence[Visit], number: int, treatment: Treatment
) -> Assessment:
    one, said = found[number], visits[number].clinical
    if treatment.radiotherapy_end is None:
        # Without it, the rule of the first 12 weeks cannot be looked at.
        recurrent = treatment.course is Course.RECURRENT
        asked = () if recurrent else (Question.RADIOTHERAPY,)
        return replace(one, open=_with(one.open, *asked))
    day = visits[number].day
    if day is None:
        return replace(one, open=_with(one.open, Question.DATES))
    weeks = (day - treatment.radiotherapy_end).days / WEEK_DAYS
    if not 0 <= weeks <= EARLY_WEEKS:
        return one
    if said.tissue:
        return replace(one, reasons=(*one.reasons, Reason(Code.TISSUE)))
    if said.outside_field:
        return replace(one, reasons=(*one.reasons, Reason(Code.OUTSIDE_FIELD)))
    early = Reason(Code.WITHIN_12_WEEKS, {"weeks": weeks})
    asked = (Question.FIELD,) if said.outside_field is None else ()
    told = replace(one, reasons=(*one.reasons, early), open=_with(one.open, *asked))
    changed = [*found[:number], told, *found[number + 1 :]]
    return _with_confirmation(changed, visits, number, Category.SD)


def _with_confirmation(
    found: Sequence[Assessment], visits: Sequence[Visit], number: int, until: Category
) -> Assessment:
    """Look for the first scan that was made late enough to confirm a category."""
    one, day = found[number], visits[number].day
    due = Reason(Code.CONFIRMATION_DUE, {"until": until.value})
    for later in range(number + 1, len(visits)):
        then = visits[later].day
        if day is None or then is None:
            return replace(
                one,
                standing=Standing.PRELIMINARY,
                reasons=(*one.reasons, due),
                open=_with(one.open, Question.DATES),
            )
        weeks = (then - day).days / WEEK_DAYS
        if weeks < CONFIRMING_WEEKS or found[later].category is None:
            continue
        holds = _holds(one.category, found[later].category)
        code = Code.CONFIRMED if holds else Code.NOT_CONFIRMED
        reason = Reason(code, {"name": visits[later].name, "weeks": weeks})
        standing = Standing.CONFIRMED if holds else Standing.NOT_CONFIRMED
        return replace(one, standing=standing, reasons=(*one.reasons, reason))
    return replace(one, standing=Standing.PRELIMINARY, reasons=(*one.reasons, due))


def _holds(first: Category | None, later: Category | None) -> bool:
    """Whether a later category confirms an earlier one: the same, or a better response."""
    if first is Category.PD:
        return later is Category.PD
    if first is None or later not in _RESPONSES:
        return False
    return _RESPONSES.index(later) <= _RESPONSES.index(first)


def _with(asked: tuple[Question, ...], *more: Question) -> tuple[Question, ...]:
    return tuple(dict.fromkeys((*asked, *more)))
