"""Which time point the others are compared with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.follow_up.clinical import Course, Treatment
from core.follow_up.reasons import Code, Question, Reason

WEEK_DAYS = 7.0

ON_TIME_WEEKS = (2.0, 6.0)
"""After radiotherapy: RANO 2.0 wants about four; within these nothing is said."""


@dataclass(frozen=True)
class Baseline:
    """The time point that the others are compared with.

    Attributes:
        number: from 0; None where none was made after radiotherapy.
        reasons: why this one.
        open: what nobody said.
    """

    number: int | None
    reasons: tuple[Reason, ...]
    open: tuple[Question, ...] = ()


def baseline_of(
    days: Sequence[date | None], names: Sequence[str], treatment: Treatment
) -> Baseline:
    """The baseline: what a person chose, or what RANO 2.0 takes.

    Of a newly diagnosed tumour that is the first MRI after radiotherapy, of a recurrent one the
    last before the treatment, for which the first time point is taken.

    Args:
        days: of the time points, in their order.
        names: of the same.
        treatment: what a person said.
    """
    chosen = treatment.baseline
    if chosen is not None:
        return Baseline(chosen, (Reason(Code.BASELINE_CHOSEN, {"name": names[chosen]}),))
    first = {"name": names[0]}
    if treatment.course is Course.RECURRENT:
        return Baseline(0, (Reason(Code.BASELINE_BEFORE_TREATMENT, first),))
    end = treatment.radiotherapy_end
    assumed = (Reason(Code.BASELINE_ASSUMED, first),)
    if end is None:
        missing = Question.COURSE if treatment.course is None else Question.RADIOTHERAPY
        return Baseline(0, assumed, (missing,))
    if any(day is None for day in days):
        return Baseline(0, assumed, (Question.DATES,))
    after = [n for n, day in enumerate(days) if day is not None and day >= end]
    if not after:
        return Baseline(None, (Reason(Code.NO_BASELINE),))
    weeks = ((days[after[0]] or end) - end).days / WEEK_DAYS
    reasons = [Reason(Code.BASELINE_AFTER_RADIOTHERAPY, {"name": names[after[0]], "weeks": weeks})]
    if not ON_TIME_WEEKS[0] <= weeks <= ON_TIME_WEEKS[1]:
        reasons.append(Reason(Code.BASELINE_OFF_TIME, {"weeks": weeks}))
    return Baseline(after[0], tuple(reasons))
