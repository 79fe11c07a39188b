"""The questions of VASARI, with their numbered answers.

*Visually AcceSAble Rembrandt Images*: 30 features that neuroradiologists agreed upon for the
Repository of Molecular Brain Neoplasia Data (The Cancer Imaging Archive, VASARI research project;
wordings as in the questionnaire that its readers filled in, template VASARI_TWO of 2010). F26 to
F28, the extent of resection, compare two time points and are no part of this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

NO, YES = 1, 2

_PROPORTION = {
    2: "none",
    3: "under 5 %",
    4: "6–33 %",
    5: "34–67 %",
    6: "68–95 %",
    7: "over 95 %",
    8: "all of it",
    9: "indeterminate",
}
_NO_YES = {NO: "no", YES: "yes"}
_CROSSES = {1: "not applicable", 2: "no", 3: "yes"}


@dataclass(frozen=True)
class Feature:
    """One question.

    Attributes:
        id: ``F1`` to ``F30``.
        name: what it is about, in English.
        question: what a reader is asked, in English.
        options: number to answer, in English; none where the answer is a length.
        several: whether more than one answer may be right.
    """

    id: str
    name: str
    question: str
    options: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    several: bool = False


_ROWS: tuple[tuple[str, str, str, Mapping[int, str]], ...] = (
    (
        "F1",
        "Tumour location",
        "Where is the epicentre of the largest part of the tumour?",
        {
            1: "frontal lobe",
            2: "temporal lobe",
            3: "insula",
            4: "parietal lobe",
            5: "occipital lobe",
            6: "brainstem",
            7: "cerebellum",
            8: "basal ganglia",
            9: "thalamus",
            10: "corpus callosum",
        },
    ),
    (
        "F2",
        "Side of the epicentre",
        "On which side is the epicentre?",
        {1: "right", 2: "centre or both", 3: "left"},
    ),
    (
        "F3",
        "Eloquent brain",
        "Does tumour involve eloquent cortex, or the white matter right below it?",
        {1: "none", 2: "motor speech", 3: "receptive speech", 4: "motor", 5: "vision"},
    ),
    (
        "F4",
        "Enhancement quality",
        "How much brighter than before contrast is the brightest part?",
        {1: "none", 2: "minimal or mild", 3: "marked or avid"},
    ),
    ("F5", "Proportion enhancing", "What part of the whole abnormality enhances?", _PROPORTION),
    (
        "F6",
        "Proportion of non-enhancing tumour",
        "What part of the whole abnormality is tumour that does not enhance, and is no oedema?",
        _PROPORTION,
    ),
    (
        "F7",
        "Proportion of necrosis",
        "What part of the whole abnormality is necrosis?",
        _PROPORTION,
    ),
    (
        "F8",
        "Cysts",
        "Are there round parts as bright as fluid on T2, with a thin, smooth wall?",
        _NO_YES,
    ),
    (
        "F9",
        "Multifocal or multicentric",
        "Is there tumour that touches neither the main lesion nor the oedema around it?",
        {1: "focal", 2: "multifocal", 3: "multicentric", 4: "gliomatosis"},
    ),
    (
        "F10",
        "T1 to FLAIR ratio",
        "How large is the abnormality on T1 before contrast, beside that on FLAIR?",
        {1: "expansive (alike)", 2: "mixed (smaller)", 3: "infiltrative (much smaller)"},
    ),
    (
        "F11",
        "Thickness of the enhancing margin",
        "How thick is most of the enhancing rim?",
        {
            1: "not applicable",
            2: "none",
            3: "thin (under 3 mm)",
            4: "thick or nodular (3 mm or more)",
            5: "solid, without a rim",
        },
    ),
    (
        "F12",
        "Definition of the enhancing margin",
        "Can most of the outer margin of the enhancement be traced?",
        {1: "not applicable", 2: "well defined", 3: "poorly defined"},
    ),
    (
        "F13",
        "Definition of the non-enhancing margin",
        "Is most of the outer margin of the tumour that does not enhance smooth?",
        {1: "not applicable", 2: "well defined", 3: "poorly defined"},
    ),
    ("F14", "Proportion of oedema", "What part of the whole abnormality is oedema?", _PROPORTION),
    ("F15", "Oedema crosses the midline", "Does oedema reach the other hemisphere?", _CROSSES),
    (
        "F16",
        "Haemorrhage",
        "Are there foci of blood in the tumour: dark on T2 or bright on T1?",
        _NO_YES,
    ),
    (
        "F17",
        "Diffusion",
        "Is diffusion in the solid tumour facilitated or restricted, on an ADC map?",
        {1: "no images", 2: "facilitated", 3: "restricted", 4: "mixed"},
    ),
    (
        "F18",
        "Pial invasion",
        "Does the pia over the tumour enhance, in continuity with it?",
        _NO_YES,
    ),
    (
        "F19",
        "Ependymal extension",
        "Does the tumour reach the wall of a ventricle?",
        _NO_YES,
    ),
    ("F20", "Cortical involvement", "Does the tumour reach the cortex?", _NO_YES),
    (
        "F21",
        "Deep white matter invasion",
        "Does the tumour reach the internal capsule, the corpus callosum or the brainstem?",
        {1: "none", 2: "internal capsule", 3: "corpus callosum", 4: "brainstem"},
    ),
    (
        "F22",
        "Non-enhancing tumour crosses the midline",
        "Does tumour that does not enhance reach the other hemisphere?",
        _CROSSES,
    ),
    (
        "F23",
        "Enhancing tumour crosses the midline",
        "Does enhancing tumour reach the other hemisphere?",
        _CROSSES,
    ),
    (
        "F24",
        "Satellites",
        "Is there enhancement within the abnormality that touches the main mass nowhere?",
        _NO_YES,
    ),
    ("F25", "Calvarial remodelling", "Is the inner table of the skull eroded?", _NO_YES),
    ("F29", "Lesion size, longest", "How long is the abnormality on an axial slice?", {}),
    ("F30", "Lesion size, perpendicular", "How long is it at a right angle to that?", {}),
)

FEATURES: Mapping[str, Feature] = MappingProxyType(
    {
        key: Feature(key, name, question, MappingProxyType(options), key in ("F3", "F21"))
        for key, name, question, options in _ROWS
    }
)
"""Every question by its id, in the questionnaire's order."""
