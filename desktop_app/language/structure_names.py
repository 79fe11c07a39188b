"""What the atlas's structures are called in the current language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.anatomy.structures import BY_KEY, STRUCTURES, Structure, StructureGroup
from desktop_app.state.marking import QT_TRANSLATE_NOOP

NAMES = (
    QT_TRANSLATE_NOOP("Structures", "frontal lobe"),
    QT_TRANSLATE_NOOP("Structures", "left frontal lobe"),
    QT_TRANSLATE_NOOP("Structures", "right frontal lobe"),
    QT_TRANSLATE_NOOP("Structures", "parietal lobe"),
    QT_TRANSLATE_NOOP("Structures", "left parietal lobe"),
    QT_TRANSLATE_NOOP("Structures", "right parietal lobe"),
    QT_TRANSLATE_NOOP("Structures", "temporal lobe"),
    QT_TRANSLATE_NOOP("Structures", "left temporal lobe"),
    QT_TRANSLATE_NOOP("Structures", "right temporal lobe"),
    QT_TRANSLATE_NOOP("Structures", "occipital lobe"),
    QT_TRANSLATE_NOOP("Structures", "left occipital lobe"),
    QT_TRANSLATE_NOOP("Structures", "right occipital lobe"),
    QT_TRANSLATE_NOOP("Structures", "insula"),
    QT_TRANSLATE_NOOP("Structures", "left insula"),
    QT_TRANSLATE_NOOP("Structures", "right insula"),
    QT_TRANSLATE_NOOP("Structures", "cerebellum"),
    QT_TRANSLATE_NOOP("Structures", "left cerebellum"),
    QT_TRANSLATE_NOOP("Structures", "right cerebellum"),
    QT_TRANSLATE_NOOP("Structures", "thalamus"),
    QT_TRANSLATE_NOOP("Structures", "left thalamus"),
    QT_TRANSLATE_NOOP("Structures", "right thalamus"),
    QT_TRANSLATE_NOOP("Structures", "basal ganglia"),
    QT_TRANSLATE_NOOP("Structures", "left basal ganglia"),
    QT_TRANSLATE_NOOP("Structures", "right basal ganglia"),
    QT_TRANSLATE_NOOP("Structures", "ventral diencephalon"),
    QT_TRANSLATE_NOOP("Structures", "left ventral diencephalon"),
    QT_TRANSLATE_NOOP("Structures", "right ventral diencephalon"),
    QT_TRANSLATE_NOOP("Structures", "brainstem"),
    QT_TRANSLATE_NOOP("Structures", "corpus callosum"),
    QT_TRANSLATE_NOOP("Structures", "lateral ventricle"),
    QT_TRANSLATE_NOOP("Structures", "left lateral ventricle"),
    QT_TRANSLATE_NOOP("Structures", "right lateral ventricle"),
    QT_TRANSLATE_NOOP("Structures", "third ventricle"),
    QT_TRANSLATE_NOOP("Structures", "fourth ventricle"),
    QT_TRANSLATE_NOOP("Structures", "precentral gyrus"),
    QT_TRANSLATE_NOOP("Structures", "left precentral gyrus"),
    QT_TRANSLATE_NOOP("Structures", "right precentral gyrus"),
    QT_TRANSLATE_NOOP("Structures", "postcentral gyrus"),
    QT_TRANSLATE_NOOP("Structures", "left postcentral gyrus"),
    QT_TRANSLATE_NOOP("Structures", "right postcentral gyrus"),
    QT_TRANSLATE_NOOP("Structures", "paracentral lobule"),
    QT_TRANSLATE_NOOP("Structures", "left paracentral lobule"),
    QT_TRANSLATE_NOOP("Structures", "right paracentral lobule"),
    QT_TRANSLATE_NOOP("Structures", "pars opercularis"),
    QT_TRANSLATE_NOOP("Structures", "left pars opercularis"),
    QT_TRANSLATE_NOOP("Structures", "right pars opercularis"),
    QT_TRANSLATE_NOOP("Structures", "pars triangularis"),
    QT_TRANSLATE_NOOP("Structures", "left pars triangularis"),
    QT_TRANSLATE_NOOP("Structures", "right pars triangularis"),
    QT_TRANSLATE_NOOP("Structures", "superior temporal gyrus"),
    QT_TRANSLATE_NOOP("Structures", "left superior temporal gyrus"),
    QT_TRANSLATE_NOOP("Structures", "right superior temporal gyrus"),
    QT_TRANSLATE_NOOP("Structures", "pericalcarine cortex"),
    QT_TRANSLATE_NOOP("Structures", "left pericalcarine cortex"),
    QT_TRANSLATE_NOOP("Structures", "right pericalcarine cortex"),
    QT_TRANSLATE_NOOP("Structures", "hippocampus"),
    QT_TRANSLATE_NOOP("Structures", "left hippocampus"),
    QT_TRANSLATE_NOOP("Structures", "right hippocampus"),
    QT_TRANSLATE_NOOP("Structures", "internal capsule, anterior limb"),
    QT_TRANSLATE_NOOP("Structures", "left internal capsule, anterior limb"),
    QT_TRANSLATE_NOOP("Structures", "right internal capsule, anterior limb"),
    QT_TRANSLATE_NOOP("Structures", "internal capsule, genu and posterior limb"),
    QT_TRANSLATE_NOOP("Structures", "left internal capsule, genu and posterior limb"),
    QT_TRANSLATE_NOOP("Structures", "right internal capsule, genu and posterior limb"),
)
"""Every name, in English: alone, for studies whose sides nobody knows, and with its side."""

GROUPS = {
    StructureGroup.LOBE: QT_TRANSLATE_NOOP("Structures", "Lobes"),
    StructureGroup.DEEP: QT_TRANSLATE_NOOP("Structures", "Deep structures"),
    StructureGroup.VENTRICLE: QT_TRANSLATE_NOOP("Structures", "Ventricles"),
    StructureGroup.ELOQUENT: QT_TRANSLATE_NOOP("Structures", "Eloquent cortex"),
    StructureGroup.TRACT: QT_TRANSLATE_NOOP("Structures", "Tracts"),
}


def structure_name(structure: Structure, *, sided: bool = True) -> str:
    """A structure in the current language, with its side where that is known."""
    english = structure.english_with_side if sided else structure.english
    return QCoreApplication.translate("Structures", english)


_BY_BASE = {structure.base: structure for structure in STRUCTURES}


def name_of_structure(key: str) -> str | None:
    """What the structure of a key is called, or of a key without its side; None for no key."""
    if key in BY_KEY:
        return structure_name(BY_KEY[key])
    if key in _BY_BASE:
        return structure_name(_BY_BASE[key], sided=False)
    return None


def group_name(group: StructureGroup) -> str:
    """A kind of structures in the current language."""
    return QCoreApplication.translate("Structures", GROUPS[group])
