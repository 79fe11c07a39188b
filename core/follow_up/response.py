"""What the numbers alone say: RANO 2.0's thresholds, for each kind of disease and measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from core.follow_up.clinical import Disease, Measure, Treatment
from core.follow_up.reasons import Code, Reason, Value
from core.follow_up.sizes import DiseaseSize, Sizes


class Category(StrEnum):
    """RANO 2.0's categories."""

    CR = "CR"
    """Complete response."""
    PR = "PR"
    """Partial response."""
    MR = "MR"
    """Minor response, of non-enhancing disease alone."""
    SD = "SD"
    """Stable disease."""
    PD = "PD"
    """Progressive disease."""
    NE = "NE"
    """None of them can be given yet."""


@dataclass(frozen=True)
class Thresholds:
    """Shares by which a size has to change: −0.65 is 65 % less."""

    progression: float
    partial: float
    minor: float


THRESHOLDS: Mapping[Measure, Thresholds] = {
    Measure.VOLUME: Thresholds(progression=0.40, partial=-0.65, minor=-0.40),
    Measure.PRODUCTS: Thresholds(progression=0.25, partial=-0.50, minor=-0.25),
}

NOTHING_ML = 0.05
"""Spots of less in all are no disease: 50 mm³, which BraTS's scores leave out as well."""

_UNITS = {Measure.VOLUME: "ml", Measure.PRODUCTS: "mm²"}
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Comparison:
    """One kind of disease, by one measure, against the baseline and the smallest so far.

    Attributes:
        disease, measure: what is compared.
        value: now, in ml or mm².
        baseline, nadir: the same then.
        nadir_name: the time point that had the smallest.
        category: what these numbers alone say.
    """

    disease: Disease
    measure: Measure
    value: float
    baseline: float
    nadir: float
    nadir_name: str
    category: Category

    @property
    def from_baseline(self) -> float | None:
        """Percent; None where there was nothing."""
        return _percent(self.value, self.baseline)

    @property
    def from_nadir(self) -> float | None:
        """Percent; None where there was nothing."""
        return _percent(self.value, self.nadir)


@dataclass(frozen=True)
class Judged:
    """What images say of a time point.

    Attributes:
        category: by the measure and of the disease that were chosen; None where the sequences do
            not tell that disease.
        by_measure: by each measure.
        comparisons: all that could be compared.
        reasons: step by step.
    """

    category: Category | None
    by_measure: Mapping[Measure, Category] = field(default_factory=dict)
    comparisons: tuple[Comparison, ...] = ()
    reasons: tuple[Reason, ...] = ()


Before = Sequence[tuple[str, Sizes]]
"""Names and sizes from the baseline to the time point before, in their order."""


def judged(now: Sizes, before: Before, treatment: Treatment) -> Judged:
    """Compare a time point with those before it.

    Args:
        now: its sizes.
        before: the baseline first.
        treatment: which disease is judged, and by which measure.
    """
    parts = (
        (Disease.ENHANCING, Disease.NON_ENHANCING)
        if treatment.disease is Disease.MIXED
        else (treatment.disease,)
    )
    untold = _untold(parts, now, before)
    if untold:
        return Judged(None, reasons=untold)
    compared = {(d, m): compare(d, m, now, before) for m in Measure for d in parts}
    by_measure = {m: together([compared[d, m][0].category for d in parts]) for m in Measure}
    reasons = [r for d in parts for r in compared[d, treatment.measure][1]]
    reasons.extend(_left_out(parts, before))
    if len(parts) > 1:
        each = {d.value: compared[d, treatment.measure][0].category.value for d in parts}
        reasons.append(Reason(Code.MIXED, each))
    if len(set(by_measure.values())) > 1:
        reasons.append(
            Reason(Code.MEASURES_DISAGREE, {m.value: c.value for m, c in by_measure.items()})
        )
    comparisons = tuple(one for one, _ in compared.values())
    return Judged(by_measure[treatment.measure], by_measure, comparisons, tuple(reasons))


def compare(
    disease: Disease, measure: Measure, now: Sizes, before: Before
) -> tuple[Comparison, tuple[Reason, ...]]:
    """One kind of disease by one measure.

    Args:
        disease: enhancing or non-enhancing, which both the time point and the baseline tell.
        measure: what is compared.
        now: the time point.
        before: the baseline first; those that do not tell the disease do not count.
    """
    here = now.by_disease[disease]
    sizes = [(n, s.by_disease[disease]) for n, s in before if disease in s.by_disease]
    name, least = min(sizes, key=lambda one: _size(one[1], measure))
    first_name, first = sizes[0]
    value, baseline, nadir = (_size(one, measure) for one in (here, first, least))
    said: dict[str, Value] = {
        "disease": disease.value,
        "measure": measure.value,
        "value": value,
        "unit": _UNITS[measure],
    }
    category, code = _category(disease, measure, here, first, least)
    reasons = []
    if baseline > 0:
        told = {"percent": 100 * (value / baseline - 1), "reference": baseline}
        reasons.append(Reason(Code.FROM_BASELINE, {**said, **told, "name": first_name}))
    if nadir > 0 and name != first_name:
        told = {"percent": 100 * (value / nadir - 1), "reference": nadir}
        reasons.append(Reason(Code.FROM_NADIR, {**said, **told, "name": name}))
    if code is not None:
        shown = here.ml if code is Code.DISAPPEARED else value
        reasons.append(Reason(code, {**said, "value": shown, "name": name}))
    comparison = Comparison(disease, measure, value, baseline, nadir, name, category)
    return comparison, tuple(reasons)


def _category(
    disease: Disease,
    measure: Measure,
    here: DiseaseSize,
    first: DiseaseSize,
    least: DiseaseSize,
) -> tuple[Category, Code | None]:
    """The category, and what else than percentages led to it."""
    limits = THRESHOLDS[measure]
    value, baseline, nadir = (_size(one, measure) for one in (here, first, least))
    if first.measurable and here.ml <= NOTHING_ML:
        # Before percentages: two spots that are no disease may be many times one another.
        return Category.CR, Code.DISAPPEARED
    if here.measurable and not least.measurable and value > (1 + limits.progression) * nadir:
        return Category.PD, Code.APPEARED
    if nadir > 0 and value >= (1 + limits.progression) * nadir - _ROUNDING:
        grown = here.measurable
        return (Category.PD, None) if grown else (Category.SD, Code.NOW_NOT_MEASURABLE)
    if not first.measurable:
        return Category.SD, Code.BASELINE_NOT_MEASURABLE
    return _reduced(disease, limits, value, baseline), None


def _reduced(disease: Disease, limits: Thresholds, value: float, baseline: float) -> Category:
    """How much less than at the baseline."""
    if value <= (1 + limits.partial) * baseline + _ROUNDING:
        return Category.PR
    minor = disease is Disease.NON_ENHANCING
    if minor and value <= (1 + limits.minor) * baseline + _ROUNDING:
        return Category.MR
    return Category.SD


def together(parts: Sequence[Category]) -> Category:
    """The category of mixed disease out of those of its two parts.

    RANO 2.0: progression of either is progression; a response of one beside stable disease of the
    other is that response; complete response of one alone leaves the other's category. Partial
    beside minor response, which the paper does not name, is taken for the minor one.
    """
    if Category.PD in parts:
        return Category.PD
    if Category.CR in parts:
        rest = [part for part in parts if part is not Category.CR]
        return rest[0] if rest else Category.CR
    responses = [part for part in parts if part is not Category.SD]
    if not responses:
        return Category.SD
    return Category.MR if Category.MR in responses else responses[0]


def _untold(parts: Sequence[Disease], now: Sizes, before: Before) -> tuple[Reason, ...]:
    """Why nothing can be compared: the time point or the baseline does not tell the disease."""
    name, baseline = before[0]
    own = [d for d in parts if d not in now.by_disease]
    of_baseline = [d for d in parts if d not in (*own, *baseline.by_disease)]
    return (
        *(Reason(Code.NOT_TOLD_BY_SEQUENCES, {"disease": d.value}) for d in own),
        *(Reason(Code.BASELINE_NOT_TOLD, {"disease": d.value, "name": name}) for d in of_baseline),
    )


def _left_out(parts: Sequence[Disease], before: Before) -> list[Reason]:
    """Time points that cannot be the smallest so far, for nobody knows how large they are."""
    found = []
    for disease in parts:
        names = ", ".join(name for name, sizes in before if disease not in sizes.by_disease)
        if names:
            found.append(Reason(Code.LEFT_OUT, {"disease": disease.value, "name": names}))
    return found


def _size(size: DiseaseSize, measure: Measure) -> float:
    return size.ml if measure is Measure.VOLUME else size.products_mm2


def _percent(value: float, reference: float) -> float | None:
    return 100 * (value / reference - 1) if reference > 0 else None
