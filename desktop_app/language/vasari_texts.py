"""VASARI's questions, answers and rules in the current language.

``core.vasari`` tells them in English; a test holds this table beside it.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.vasari.answers import Answer, Vasari
from core.vasari.features import FEATURES
from desktop_app.language.translation import number
from desktop_app.state.marking import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate

WORDS = (
    QT_TRANSLATE_NOOP("Vasari", "Tumour location"),
    QT_TRANSLATE_NOOP("Vasari", "Side of the epicentre"),
    QT_TRANSLATE_NOOP("Vasari", "Eloquent brain"),
    QT_TRANSLATE_NOOP("Vasari", "Enhancement quality"),
    QT_TRANSLATE_NOOP("Vasari", "Proportion enhancing"),
    QT_TRANSLATE_NOOP("Vasari", "Proportion of non-enhancing tumour"),
    QT_TRANSLATE_NOOP("Vasari", "Proportion of necrosis"),
    QT_TRANSLATE_NOOP("Vasari", "Cysts"),
    QT_TRANSLATE_NOOP("Vasari", "Multifocal or multicentric"),
    QT_TRANSLATE_NOOP("Vasari", "T1 to FLAIR ratio"),
    QT_TRANSLATE_NOOP("Vasari", "Thickness of the enhancing margin"),
    QT_TRANSLATE_NOOP("Vasari", "Definition of the enhancing margin"),
    QT_TRANSLATE_NOOP("Vasari", "Definition of the non-enhancing margin"),
    QT_TRANSLATE_NOOP("Vasari", "Proportion of oedema"),
    QT_TRANSLATE_NOOP("Vasari", "Oedema crosses the midline"),
    QT_TRANSLATE_NOOP("Vasari", "Haemorrhage"),
    QT_TRANSLATE_NOOP("Vasari", "Diffusion"),
    QT_TRANSLATE_NOOP("Vasari", "Pial invasion"),
    QT_TRANSLATE_NOOP("Vasari", "Ependymal extension"),
    QT_TRANSLATE_NOOP("Vasari", "Cortical involvement"),
    QT_TRANSLATE_NOOP("Vasari", "Deep white matter invasion"),
    QT_TRANSLATE_NOOP("Vasari", "Non-enhancing tumour crosses the midline"),
    QT_TRANSLATE_NOOP("Vasari", "Enhancing tumour crosses the midline"),
    QT_TRANSLATE_NOOP("Vasari", "Satellites"),
    QT_TRANSLATE_NOOP("Vasari", "Calvarial remodelling"),
    QT_TRANSLATE_NOOP("Vasari", "Lesion size, longest"),
    QT_TRANSLATE_NOOP("Vasari", "Lesion size, perpendicular"),
    QT_TRANSLATE_NOOP("Vasari", "Where is the epicentre of the largest part of the tumour?"),
    QT_TRANSLATE_NOOP("Vasari", "On which side is the epicentre?"),
    QT_TRANSLATE_NOOP(
        "Vasari",
        "Does tumour involve eloquent cortex, or the white matter right below it?",
    ),
    QT_TRANSLATE_NOOP("Vasari", "How much brighter than before contrast is the brightest part?"),
    QT_TRANSLATE_NOOP("Vasari", "What part of the whole abnormality enhances?"),
    QT_TRANSLATE_NOOP(
        "Vasari",
        "What part of the whole abnormality is tumour that does not enhance, and is no oedema?",
    ),
    QT_TRANSLATE_NOOP("Vasari", "What part of the whole abnormality is necrosis?"),
    QT_TRANSLATE_NOOP(
        "Vasari",
        "Are there round parts as bright as fluid on T2, with a thin, smooth wall?",
    ),
    QT_TRANSLATE_NOOP(
        "Vasari",
        "Is there tumour that touches neither the main lesion nor the oedema around it?",
    ),
    QT_TRANSLATE_NOOP(
        "Vasari",
        "How large is the abnormality on T1 before contrast, beside that on FLAIR?",
    ),
    QT_TRANSLATE_NOOP("Vasari", "How thick is most of the enhancing rim?"),
    QT_TRANSLATE_NOOP("Vasari", "Can most of the outer margin of the enhancement be traced?"),
    QT_TRANSLATE_NOOP(
        "Vasari",
        "Is most of the outer margin of the tumour that does not enhance smooth?",
    ),
    QT_TRANSLATE_NOOP("Vasari", "What part of the whole abnormality is oedema?"),
    QT_TRANSLATE_NOOP("Vasari", "Does oedema reach the other hemisphere?"),
    QT_TRANSLATE_NOOP(
        "Vasari",
        "Are there foci of blood in the tumour: dark on T2 or bright on T1?",
    ),
    QT_TRANSLATE_NOOP(
        "Vasari",
        "Is diffusion in the solid tumour facilitated or restricted, on an ADC map?",
    ),
    QT_TRANSLATE_NOOP("Vasari", "Does the pia over the tumour enhance, in continuity with it?"),
    QT_TRANSLATE_NOOP("Vasari", "Does the tumour reach the wall of a ventricle?"),
    QT_TRANSLATE_NOOP("Vasari", "Does the tumour reach the cortex?"),
    QT_TRANSLATE_NOOP(
        "Vasari",
        "Does the tumour reach the internal capsule, the corpus callosum or the brainstem?",
    ),
    QT_TRANSLATE_NOOP("Vasari", "Does tumour that does not enhance reach the other hemisphere?"),
    QT_TRANSLATE_NOOP("Vasari", "Does enhancing tumour reach the other hemisphere?"),
    QT_TRANSLATE_NOOP(
        "Vasari",
        "Is there enhancement within the abnormality that touches the main mass nowhere?",
    ),
    QT_TRANSLATE_NOOP("Vasari", "Is the inner table of the skull eroded?"),
    QT_TRANSLATE_NOOP("Vasari", "How long is the abnormality on an axial slice?"),
    QT_TRANSLATE_NOOP("Vasari", "How long is it at a right angle to that?"),
    QT_TRANSLATE_NOOP("Vasari", "frontal lobe"),
    QT_TRANSLATE_NOOP("Vasari", "temporal lobe"),
    QT_TRANSLATE_NOOP("Vasari", "insula"),
    QT_TRANSLATE_NOOP("Vasari", "parietal lobe"),
    QT_TRANSLATE_NOOP("Vasari", "occipital lobe"),
    QT_TRANSLATE_NOOP("Vasari", "brainstem"),
    QT_TRANSLATE_NOOP("Vasari", "cerebellum"),
    QT_TRANSLATE_NOOP("Vasari", "basal ganglia"),
    QT_TRANSLATE_NOOP("Vasari", "thalamus"),
    QT_TRANSLATE_NOOP("Vasari", "corpus callosum"),
    QT_TRANSLATE_NOOP("Vasari", "right"),
    QT_TRANSLATE_NOOP("Vasari", "centre or both"),
    QT_TRANSLATE_NOOP("Vasari", "left"),
    QT_TRANSLATE_NOOP("Vasari", "none"),
    QT_TRANSLATE_NOOP("Vasari", "motor speech"),
    QT_TRANSLATE_NOOP("Vasari", "receptive speech"),
    QT_TRANSLATE_NOOP("Vasari", "motor"),
    QT_TRANSLATE_NOOP("Vasari", "vision"),
    QT_TRANSLATE_NOOP("Vasari", "minimal or mild"),
    QT_TRANSLATE_NOOP("Vasari", "marked or avid"),
    QT_TRANSLATE_NOOP("Vasari", "under 5 %"),
    QT_TRANSLATE_NOOP("Vasari", "6–33 %"),
    QT_TRANSLATE_NOOP("Vasari", "34–67 %"),
    QT_TRANSLATE_NOOP("Vasari", "68–95 %"),
    QT_TRANSLATE_NOOP("Vasari", "over 95 %"),
    QT_TRANSLATE_NOOP("Vasari", "all of it"),
    QT_TRANSLATE_NOOP("Vasari", "indeterminate"),
    QT_TRANSLATE_NOOP("Vasari", "no"),
    QT_TRANSLATE_NOOP("Vasari", "yes"),
    QT_TRANSLATE_NOOP("Vasari", "focal"),
    QT_TRANSLATE_NOOP("Vasari", "multifocal"),
    QT_TRANSLATE_NOOP("Vasari", "multicentric"),
    QT_TRANSLATE_NOOP("Vasari", "gliomatosis"),
    QT_TRANSLATE_NOOP("Vasari", "expansive (alike)"),
    QT_TRANSLATE_NOOP("Vasari", "mixed (smaller)"),
    QT_TRANSLATE_NOOP("Vasari", "infiltrative (much smaller)"),
    QT_TRANSLATE_NOOP("Vasari", "not applicable"),
    QT_TRANSLATE_NOOP("Vasari", "thin (under 3 mm)"),
    QT_TRANSLATE_NOOP("Vasari", "thick or nodular (3 mm or more)"),
    QT_TRANSLATE_NOOP("Vasari", "solid, without a rim"),
    QT_TRANSLATE_NOOP("Vasari", "well defined"),
    QT_TRANSLATE_NOOP("Vasari", "poorly defined"),
    QT_TRANSLATE_NOOP("Vasari", "no images"),
    QT_TRANSLATE_NOOP("Vasari", "facilitated"),
    QT_TRANSLATE_NOOP("Vasari", "restricted"),
    QT_TRANSLATE_NOOP("Vasari", "mixed"),
    QT_TRANSLATE_NOOP("Vasari", "internal capsule"),
    QT_TRANSLATE_NOOP(
        "Vasari",
        "The structure of the atlas that holds most of the largest piece of the core; the "
        "number is its share.",
    ),
    QT_TRANSLATE_NOOP(
        "Vasari",
        "The side of the symmetry plane on which the middle of the largest piece of the "
        "core lies; the number is its distance. Within 2 mm, or with a third of that "
        "piece on each side, it is the centre or both.",
    ),
    QT_TRANSLATE_NOOP(
        "Vasari",
        "Involved is what lies at most 5 mm from the core. The numbers are the smallest "
        "distances. Speech is looked for on the left alone, as in most right-handed "
        "people.",
    ),
    QT_TRANSLATE_NOOP(
        "Vasari",
        "By how much the enhancing label outshines the rest of the brain on T1Gd, beside "
        "T1: none without that label, minimal or mild under 20 %, else marked or avid.",
    ),
    QT_TRANSLATE_NOOP(
        "Vasari",
        "Volume of the enhancing label by that of all labels, in whole per cent.",
    ),
    QT_TRANSLATE_NOOP(
        "Vasari",
        "Volume of the core that no enhancing rim encloses, by that of all labels, in "
        "whole per cent. The labels do not tell it from necrosis.",
    ),
    QT_TRANSLATE_NOOP(
        "Vasari",
        "Volume of the core that the enhancing rim encloses (gaps of up to 4 mm closed, "
        "in two planes of three), by that of all labels, in whole per cent. The labels do "
        "not tell it from non-enhancing tumour.",
    ),
    QT_TRANSLATE_NOOP(
        "Vasari",
        "Multifocal where a second piece of the abnormality that touches the first "
        "nowhere holds at least 0.065 ml of core (a ball of 5 mm); the number counts such "
        "pieces. Multicentric and gliomatosis are for a person to say.",
    ),
    QT_TRANSLATE_NOOP(
        "Vasari",
        "Median thickness of the enhancing label: half of it lies where a ball at least this wide "
        "fits in. Thin under 3 mm. Solid where under 5 % of what it encloses, itself included, "
        "does not enhance.",
    ),
    QT_TRANSLATE_NOOP("Vasari", "Nothing bears the enhancing label."),
    QT_TRANSLATE_NOOP(
        "Vasari",
        "Volume of the oedema label by that of all labels, in whole per cent. The label "
        "holds infiltrated tissue too.",
    ),
    QT_TRANSLATE_NOOP(
        "Vasari",
        "Yes where one connected lesion has at least 0.065 ml of it more than 2 mm beyond "
        "the symmetry plane on each side; the number is the smaller volume. A pushed "
        "midline is not told from a crossed one.",
    ),
    QT_TRANSLATE_NOOP(
        "Vasari",
        "Yes where the core comes within 2 mm of a ventricle of the atlas; the number is "
        "the smallest distance.",
    ),
    QT_TRANSLATE_NOOP(
        "Vasari",
        "Yes where the core comes within 3 mm, about the thickness of the cortex, of the "
        "brain's outer surface; the number is the smallest distance. The depth of the "
        "sulci is not seen.",
    ),
    QT_TRANSLATE_NOOP(
        "Vasari",
        "Reached is what holds at least 0.1 ml of the core. The numbers are volumes in "
        "the atlas's structures.",
    ),
    QT_TRANSLATE_NOOP(
        "Vasari",
        "Yes where the main lesion holds a piece of core that touches the largest one "
        "nowhere and has at least 0.065 ml of enhancement (a ball of 5 mm); the number "
        "counts such pieces.",
    ),
    QT_TRANSLATE_NOOP("Vasari", "Longest line within all labels on one axial slice."),
    QT_TRANSLATE_NOOP("Vasari", "Longest line at a right angle to the longest, on the same slice."),
    QT_TRANSLATE_NOOP("Vasari", "The scans have to be looked at."),
    QT_TRANSLATE_NOOP("Vasari", "An ADC map is needed; the program reads none."),
    QT_TRANSLATE_NOOP("Vasari", "The skull has to be looked at."),
    QT_TRANSLATE_NOOP(
        "Vasari",
        "The scans have to be looked at. The number is the smallest distance of "
        "enhancement to the brain's outer surface.",
    ),
    QT_TRANSLATE_NOOP("Vasari", "An atlas is needed, and none lies well enough over this study."),
    QT_TRANSLATE_NOOP("Vasari", "No symmetry plane was found."),
    QT_TRANSLATE_NOOP("Vasari", "Left and right are not known: the files do not say it."),
    QT_TRANSLATE_NOOP("Vasari", "The brain's outer surface is not known."),
    QT_TRANSLATE_NOOP("Vasari", "The labels tell the whole tumour alone."),
    QT_TRANSLATE_NOOP("Vasari", "T1 and T1Gd without the skull are needed for the number."),
    QT_TRANSLATE_NOOP("Vasari", "The label map holds no tumour."),
)
"""Names, questions, answers and rules, as the core writes them."""


def feature_name(key: str) -> str:
    """What a feature is about."""
    return translate("Vasari", FEATURES[key].name)


def question(key: str) -> str:
    """What a reader is asked."""
    return translate("Vasari", FEATURES[key].question)


def option(key: str, code: int) -> str:
    """An answer of a feature by its number."""
    return translate("Vasari", FEATURES[key].options[code])


def rule_text(answer: Answer) -> str:
    """How an answer follows from its number, or why the question is open."""
    return translate("Vasari", answer.rule)


def number_text(answer: Answer) -> str:
    """The number that the rule judges, with its unit; empty without one."""
    return "" if answer.value is None else _measure(answer.value, answer.unit)


def parts_text(answer: Answer) -> str:
    """Further numbers of an answer, in one line; empty without any."""
    told = [
        translate("Vasari", name) + " " + _measure(value, answer.unit)
        for name, value in answer.parts.items()
    ]
    return " · ".join(told)


def answer_text(vasari: Vasari, key: str) -> str:
    """The answer that holds, be it the program's or a person's; "open" without one."""
    answer = vasari.answers[key]
    codes = vasari.codes(key)
    if codes:
        return ", ".join(option(key, code) for code in codes)
    if answer.computed:
        return number_text(answer)
    return translate("VasariTexts", "open")


def _measure(value: float, unit: str) -> str:
    digits = {"": 0, "ml": 2}.get(unit, 1)
    return f"{number(value, digits)} {unit}".rstrip()
