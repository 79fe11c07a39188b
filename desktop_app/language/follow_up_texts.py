"""RANO 2.0's categories, reasons and questions in the current language."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from core.follow_up.aligning import Doubt
from core.follow_up.clinical import ClinicalState, Course, Disease, Measure
from core.follow_up.rano import Standing
from core.follow_up.reasons import Code, Question, Reason, Value
from core.follow_up.resection import Reduction, Resection, ResectionClass
from core.follow_up.response import Category
from core.follow_up.time_point import DayFrom, Phase
from desktop_app.language.translation import number

translate = QCoreApplication.translate

_DECIMALS = {"percent": 0, "longest": 0, "perpendicular": 0, "mg": 1, "baseline_mg": 1}
"""Of the numbers in a reason; one for all others."""

_SIGNED = frozenset({"percent"})


def category_name(category: Category) -> str:
    """In full, such as “Partial response”."""
    names = {
        Category.CR: translate("FollowUp", "Complete response"),
        Category.PR: translate("FollowUp", "Partial response"),
        Category.MR: translate("FollowUp", "Minor response"),
        Category.SD: translate("FollowUp", "Stable disease"),
        Category.PD: translate("FollowUp", "Progressive disease"),
        Category.NE: translate("FollowUp", "Not evaluable"),
    }
    return names[category]


def standing_name(standing: Standing) -> str:
    """Whether a category is or has to be confirmed; empty where nothing has to confirm it."""
    names = {
        Standing.FINAL: "",
        Standing.CONFIRMED: translate("FollowUp", "confirmed"),
        Standing.PRELIMINARY: translate("FollowUp", "preliminary"),
        Standing.NOT_CONFIRMED: translate("FollowUp", "not confirmed"),
    }
    return names[standing]


def disease_name(disease: Disease) -> str:
    """Which part of the tumour."""
    names = {
        Disease.ENHANCING: translate("FollowUp", "Enhancing"),
        Disease.NON_ENHANCING: translate("FollowUp", "Non-enhancing"),
        Disease.MIXED: translate("FollowUp", "Both (mixed)"),
    }
    return names[disease]


def measure_name(measure: Measure) -> str:
    """What is compared."""
    names = {
        Measure.VOLUME: translate("FollowUp", "volume"),
        Measure.PRODUCTS: translate("FollowUp", "products of diameters"),
    }
    return names[measure]


def course_name(course: Course | None) -> str:
    """What the baseline is."""
    names = {
        None: translate("FollowUp", "not told"),
        Course.NEWLY_DIAGNOSED: translate("FollowUp", "newly diagnosed"),
        Course.RECURRENT: translate("FollowUp", "recurrent"),
    }
    return names[course]


def state_name(state: ClinicalState | None) -> str:
    """How the patient is."""
    names = {
        None: translate("FollowUp", "not told"),
        ClinicalState.BETTER: translate("FollowUp", "better"),
        ClinicalState.STABLE: translate("FollowUp", "stable"),
        ClinicalState.WORSE: translate("FollowUp", "worse"),
    }
    return names[state]


def phase_name(phase: Phase) -> str:
    """Where in the treatment a study stands."""
    names = {
        Phase.NOT_TOLD: translate("FollowUp", "not told"),
        Phase.BEFORE_SURGERY: translate("FollowUp", "before surgery"),
        Phase.AFTER_SURGERY: translate("FollowUp", "days after surgery"),
        Phase.LATER: translate("FollowUp", "later"),
    }
    return names[phase]


def day_from_text(said: DayFrom) -> str:
    """Who says when a study was made."""
    texts = {
        DayFrom.DICOM: translate("FollowUp", "as the DICOM headers say"),
        DayFrom.TABLE: translate("FollowUp", "as the table of sessions says"),
        DayFrom.NAME: translate("FollowUp", "as the name says"),
        DayFrom.PERSON: translate("FollowUp", "as you said"),
        DayFrom.NOBODY: translate("FollowUp", "the files do not say it: type it"),
    }
    return texts[said]


def doubt_text(doubt: Doubt) -> str:
    """Why an alignment is not trusted."""
    texts = {
        Doubt.LITTLE_LIKENESS: translate(
            "FollowUp", "The brains do not look like one brain: is it the same patient?"
        ),
        Doubt.OUTLINES_DIFFER: translate("FollowUp", "The outlines of the brains lie apart."),
        Doubt.UNSTABLE: translate("FollowUp", "Another look ends in another place."),
        Doubt.LITTLE_INFORMATION: translate("FollowUp", "The two scans share little."),
    }
    return texts[doubt]


def question_text(question: Question) -> str:
    """What nobody said yet, and the category depends on."""
    texts = {
        Question.COURSE: translate(
            "FollowUp", "Is the tumour newly diagnosed or recurrent, and which MRI is the baseline?"
        ),
        Question.RADIOTHERAPY: translate("FollowUp", "When did radiotherapy end?"),
        Question.DATES: translate("FollowUp", "When were the scans made?"),
        Question.STEROIDS: translate(
            "FollowUp", "How much dexamethasone a day, now and at the baseline?"
        ),
        Question.CLINICAL_STATE: translate(
            "FollowUp", "How is the patient: better, stable or worse?"
        ),
        Question.NEW_LESION: translate(
            "FollowUp", "Is there a new lesion? The images cannot tell."
        ),
        Question.FIELD: translate(
            "FollowUp",
            "Does what is new or grown lie outside of the field of radiotherapy?",
        ),
    }
    return texts[question]


def resection_text(taken: Resection) -> str:
    """What an operation took away, in sentences."""
    parts = [
        translate("FollowUp", "Enhancing tumour: {0}").format(_reduced(taken.enhancing)),
        translate("FollowUp", "Non-enhancing (signal around it, oedema too): {0}").format(
            _reduced(taken.non_enhancing)
        ),
    ]
    if taken.resection_class is not None:
        text = translate("FollowUp", "RANO resect class {0}: {1}.")
        parts.append(text.format(taken.resection_class.value, _class(taken.resection_class)))
    if taken.elsewhere_ml:
        text = translate(
            "FollowUp",
            "{0} ml enhance over 10 mm from where the tumour was: healing or blood rather than "
            "what was left.",
        )
        parts.append(text.format(number(taken.elsewhere_ml, 1)))
    return "\n".join(parts)


def _reduced(one: Reduction) -> str:
    amounts = f"{number(one.before_ml, 1)} → {number(one.after_ml, 1)} ml"
    if one.percent is None:
        return amounts
    text = translate("FollowUp", "{0} ({1} % removed)")
    percent = number(abs(one.percent), 0)
    return text.format(amounts, percent if one.percent >= 0 else f"−{percent}")


def _class(found: ResectionClass) -> str:
    names = {
        ResectionClass.SUPRAMAXIMAL: translate("FollowUp", "supramaximal resection"),
        ResectionClass.COMPLETE: translate(
            "FollowUp", "complete resection of the enhancing tumour"
        ),
        ResectionClass.NEAR_TOTAL: translate("FollowUp", "near total resection"),
        ResectionClass.SUBTOTAL: translate("FollowUp", "subtotal resection"),
        ResectionClass.PARTIAL: translate("FollowUp", "partial resection"),
        ResectionClass.BIOPSY: translate("FollowUp", "biopsy"),
    }
    return names[found]


def reason_text(reason: Reason) -> str:
    """One step that leads to a category, as a sentence."""
    return _reasons()[reason.code].format(**_said(reason.values))


def _said(values: Mapping[str, Value]) -> dict[str, str]:
    """Names and numbers as the current language writes them."""
    named = {
        **{d.value: disease_name(d) for d in Disease},
        **{m.value: measure_name(m) for m in Measure},
    }
    said = {}
    for key, value in values.items():
        if isinstance(value, str):
            said[key] = named.get(value, value) if key in ("disease", "measure") else value
            continue
        text = number(abs(value), _DECIMALS.get(key, 1))
        sign = "−" if value < 0 else "+" if key in _SIGNED else ""
        said[key] = sign + text
    return said


def _reasons() -> dict[Code, str]:
    return {
        Code.BASELINE_CHOSEN: translate("FollowUp", "{name} is the baseline, as you chose."),
        Code.BASELINE_AFTER_RADIOTHERAPY: translate(
            "FollowUp",
            "{name} is the baseline: the first MRI after radiotherapy, {weeks} weeks after its "
            "end.",
        ),
        Code.BASELINE_OFF_TIME: translate(
            "FollowUp",
            "RANO 2.0 wants the baseline about 4 weeks after radiotherapy; this one was made after "
            "{weeks} weeks.",
        ),
        Code.BASELINE_BEFORE_TREATMENT: translate(
            "FollowUp",
            "{name} is the baseline: the first time point, taken for the last MRI before this "
            "treatment.",
        ),
        Code.BASELINE_ASSUMED: translate(
            "FollowUp",
            "{name}, the first time point, was taken as the baseline, for nobody said which one "
            "is.",
        ),
        Code.NO_BASELINE: translate(
            "FollowUp", "No time point was made after the end of radiotherapy."
        ),
        Code.BEFORE_BASELINE: translate(
            "FollowUp", "Made before the baseline {name}: measured, not judged."
        ),
        Code.NOT_SEGMENTED: translate("FollowUp", "It has no segmentation."),
        Code.BASELINE_NOT_SEGMENTED: translate(
            "FollowUp", "The baseline {name} has no segmentation."
        ),
        Code.BASELINE_NOT_TOLD: translate(
            "FollowUp",
            "The sequences of the baseline {name} cannot tell this disease: {disease}.",
        ),
        Code.LEFT_OUT: translate(
            "FollowUp",
            "Not counted for the smallest so far, for their sequences cannot tell this disease "
            "({disease}): {name}.",
        ),
        Code.NOT_TOLD_BY_SEQUENCES: translate(
            "FollowUp", "The sequences cannot tell this disease: {disease}."
        ),
        Code.FROM_BASELINE: translate(
            "FollowUp",
            "{disease}, {measure}: {percent} % against the baseline {name} ({reference} to {value} "
            "{unit}).",
        ),
        Code.FROM_NADIR: translate(
            "FollowUp",
            "{disease}, {measure}: {percent} % against the smallest so far, {name} ({reference} to "
            "{value} {unit}).",
        ),
        Code.DISAPPEARED: translate(
            "FollowUp", "{disease}: the disease has disappeared ({value} ml left)."
        ),
        Code.APPEARED: translate(
            "FollowUp",
            "{disease}: the disease is measurable now ({value} {unit}), and was not in {name}.",
        ),
        Code.BASELINE_NOT_MEASURABLE: translate(
            "FollowUp",
            "{disease}: the disease was not measurable at the baseline, so that stable disease is "
            "the best category possible.",
        ),
        Code.NOW_NOT_MEASURABLE: translate(
            "FollowUp",
            "{disease}: the disease grew, but no lesion measures 10 mm in both directions on two "
            "slices: that alone is no progression.",
        ),
        Code.MIXED: translate(
            "FollowUp", "Enhancing disease: {enhancing}; non-enhancing disease: {non_enhancing}."
        ),
        Code.MEASURES_DISAGREE: translate(
            "FollowUp",
            "The two measures disagree: {volume} by volume, {products} by products of diameters.",
        ),
        Code.NEW_LESION: translate(
            "FollowUp", "A new measurable lesion of {longest} × {perpendicular} mm ({ml} ml)."
        ),
        Code.NEW_LESION_TOLD: translate("FollowUp", "A new measurable lesion, as you said."),
        Code.NO_NEW_LESION_TOLD: translate("FollowUp", "No new measurable lesion, as you said."),
        Code.CLINICALLY_WORSE: translate(
            "FollowUp", "The patient is worse for no other cause than the tumour."
        ),
        Code.STEROIDS_PREVENT_COMPLETE: translate(
            "FollowUp",
            "On steroids ({mg} mg of dexamethasone a day) a response is no complete one.",
        ),
        Code.STEROIDS_MORE: translate(
            "FollowUp",
            "More steroids than at the baseline ({mg} mg of dexamethasone a day, before "
            "{baseline_mg} mg): that is no progression by itself, and no stable disease or "
            "response either. Observe closely.",
        ),
        Code.WITHIN_12_WEEKS: translate(
            "FollowUp",
            "Made {weeks} weeks after radiotherapy: within 12 weeks progression must be "
            "confirmed, for it may be an effect of treatment.",
        ),
        Code.OUTSIDE_FIELD: translate(
            "FollowUp", "It lies outside of the field of radiotherapy, as you said."
        ),
        Code.TISSUE: translate("FollowUp", "Pathology shows growing tumour, as you said."),
        Code.CONFIRMED: translate("FollowUp", "Confirmed by {name}, {weeks} weeks later."),
        Code.NOT_CONFIRMED: translate("FollowUp", "Not confirmed by {name}, {weeks} weeks later."),
        Code.CONFIRMATION_DUE: translate(
            "FollowUp",
            "To be confirmed by an MRI at least 4 weeks later; until then it counts as {until}.",
        ),
    }
