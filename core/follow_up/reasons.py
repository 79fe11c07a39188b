"""Why a category follows: codes with numbers, for windows and reports to say in any language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

Value = str | float


class Code(StrEnum):
    """What a reason is; the values that each one has stand in :data:`TEXTS`."""

    BASELINE_CHOSEN = "baseline_chosen"
    BASELINE_AFTER_RADIOTHERAPY = "baseline_after_radiotherapy"
    BASELINE_OFF_TIME = "baseline_off_time"
    BASELINE_BEFORE_TREATMENT = "baseline_before_treatment"
    BASELINE_ASSUMED = "baseline_assumed"
    NO_BASELINE = "no_baseline"
    BEFORE_BASELINE = "before_baseline"
    NOT_SEGMENTED = "not_segmented"
    BASELINE_NOT_SEGMENTED = "baseline_not_segmented"
    NOT_TOLD_BY_SEQUENCES = "not_told_by_sequences"
    BASELINE_NOT_TOLD = "baseline_not_told"
    LEFT_OUT = "left_out"
    FROM_BASELINE = "from_baseline"
    FROM_NADIR = "from_nadir"
    DISAPPEARED = "disappeared"
    APPEARED = "appeared"
    BASELINE_NOT_MEASURABLE = "baseline_not_measurable"
    NOW_NOT_MEASURABLE = "now_not_measurable"
    MIXED = "mixed"
    MEASURES_DISAGREE = "measures_disagree"
    NEW_LESION = "new_lesion"
    NEW_LESION_TOLD = "new_lesion_told"
    NO_NEW_LESION_TOLD = "no_new_lesion_told"
    CLINICALLY_WORSE = "clinically_worse"
    STEROIDS_PREVENT_COMPLETE = "steroids_prevent_complete"
    STEROIDS_MORE = "steroids_more"
    WITHIN_12_WEEKS = "within_12_weeks"
    OUTSIDE_FIELD = "outside_field"
    TISSUE = "tissue"
    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not_confirmed"
    CONFIRMATION_DUE = "confirmation_due"


class Question(StrEnum):
    """What a person has not told yet, and the category depends on."""

    COURSE = "course"
    """Newly diagnosed or recurrent: what the baseline is."""
    RADIOTHERAPY = "radiotherapy"
    """When radiotherapy ended: the first 12 weeks after it have a rule of their own."""
    DATES = "dates"
    """When the scans were made."""
    STEROIDS = "steroids"
    """The dose, at this time point and at the baseline."""
    CLINICAL_STATE = "clinical_state"
    """How the patient is."""
    NEW_LESION = "new_lesion"
    """Whether there is a new lesion, where an alignment that is not trusted, or sequences without
    T1Gd, cannot tell."""
    FIELD = "field"
    """Whether what is new or grown lies outside of the field of radiotherapy."""


@dataclass(frozen=True)
class Reason:
    """One step that leads to a category.

    Attributes:
        code: what it is.
        values: the names and numbers that it is made from.
    """

    code: Code
    values: Mapping[str, Value] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """One English sentence, for files and the command line."""
        said = {
            key: value.replace("_", "-") if key == "disease" and isinstance(value, str) else value
            for key, value in self.values.items()
        }
        text = TEXTS[self.code].format(**said)
        # Names of time points keep their letters.
        return f"{text[0].upper()}{text[1:]}" if "disease" in said else text


TEXTS: Mapping[Code, str] = MappingProxyType(
    {
        Code.BASELINE_CHOSEN: "{name} is the baseline, as you chose.",
        Code.BASELINE_AFTER_RADIOTHERAPY: (
            "{name} is the baseline: the first MRI after radiotherapy, {weeks:.1f} weeks after its "
            "end."
        ),
        Code.BASELINE_OFF_TIME: (
            "RANO 2.0 wants the baseline about 4 weeks after radiotherapy; this one was made after "
            "{weeks:.1f} weeks."
        ),
        Code.BASELINE_BEFORE_TREATMENT: (
            "{name} is the baseline: the first time point, taken for the last MRI before this "
            "treatment."
        ),
        Code.BASELINE_ASSUMED: (
            "{name}, the first time point, was taken as the baseline, for nobody said which one is."
        ),
        Code.NO_BASELINE: "No time point was made after the end of radiotherapy.",
        Code.BEFORE_BASELINE: "Made before the baseline {name}: measured, not judged.",
        Code.NOT_SEGMENTED: "It has no segmentation.",
        Code.BASELINE_NOT_SEGMENTED: "The baseline {name} has no segmentation.",
        Code.NOT_TOLD_BY_SEQUENCES: "Its sequences cannot tell {disease} disease.",
        Code.BASELINE_NOT_TOLD: (
            "The sequences of the baseline {name} cannot tell {disease} disease."
        ),
        Code.LEFT_OUT: (
            "Not counted for the smallest so far: {name}, whose sequences cannot tell {disease} "
            "disease."
        ),
        Code.FROM_BASELINE: (
            "{disease} disease, {measure}: {percent:+.0f} % against the baseline {name} "
            "({reference:.1f} to {value:.1f} {unit})."
        ),
        Code.FROM_NADIR: (
            "{disease} disease, {measure}: {percent:+.0f} % against the smallest so far, {name} "
            "({reference:.1f} to {value:.1f} {unit})."
        ),
        Code.DISAPPEARED: "{disease} disease has disappeared ({value:.2f} ml left).",
        Code.APPEARED: (
            "{disease} disease is measurable now ({value:.1f} {unit}), and was not in {name}."
        ),
        Code.BASELINE_NOT_MEASURABLE: (
            "{disease} disease was not measurable at the baseline: stable disease is the best "
            "category possible."
        ),
        Code.NOW_NOT_MEASURABLE: (
            "{disease} disease grew, but no lesion measures 10 mm in both directions on two "
            "slices: that alone is no progression."
        ),
        Code.MIXED: "Enhancing disease: {enhancing}; non-enhancing disease: {non_enhancing}.",
        Code.MEASURES_DISAGREE: (
            "The two measures disagree: {volume} by volume, {products} by products of diameters."
        ),
        Code.NEW_LESION: (
            "A new measurable lesion of {longest:.0f} × {perpendicular:.0f} mm ({ml:.1f} ml)."
        ),
        Code.NEW_LESION_TOLD: "A new measurable lesion, as you said.",
        Code.NO_NEW_LESION_TOLD: "No new measurable lesion, as you said.",
        Code.CLINICALLY_WORSE: "The patient is worse for no other cause than the tumour.",
        Code.STEROIDS_PREVENT_COMPLETE: (
            "On steroids ({mg:g} mg of dexamethasone a day) a response is no complete one."
        ),
        Code.STEROIDS_MORE: (
            "More steroids than at the baseline ({mg:g} mg of dexamethasone a day, before "
            "{baseline_mg:g} mg): that is no progression by itself, and no stable disease or "
            "response either. Observe closely."
        ),
        Code.WITHIN_12_WEEKS: (
            "Made {weeks:.1f} weeks after radiotherapy: within 12 weeks progression must be "
            "confirmed, for it may be an effect of treatment."
        ),
        Code.OUTSIDE_FIELD: "It lies outside of the field of radiotherapy, as you said.",
        Code.TISSUE: "Pathology shows growing tumour, as you said.",
        Code.CONFIRMED: "Confirmed by {name}, {weeks:.1f} weeks later.",
        Code.NOT_CONFIRMED: "Not confirmed by {name}, {weeks:.1f} weeks later.",
        Code.CONFIRMATION_DUE: (
            "To be confirmed by an MRI at least 4 weeks later; until then it counts as {until}."
        ),
    }
)


QUESTIONS: Mapping[Question, str] = MappingProxyType(
    {
        Question.COURSE: "Is the tumour newly diagnosed or recurrent, and which MRI is the "
        "baseline?",
        Question.RADIOTHERAPY: "When did radiotherapy end?",
        Question.DATES: "When were the scans made?",
        Question.STEROIDS: "How much dexamethasone a day, now and at the baseline?",
        Question.CLINICAL_STATE: "How is the patient: better, stable or worse?",
        Question.NEW_LESION: "Is there a new lesion? The images cannot tell.",
        Question.FIELD: "Does what is new or grown lie outside of the field of radiotherapy?",
    }
)
