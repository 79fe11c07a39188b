"""The structures that the atlas names, with their numbers in its layers.

Names and borders of the gyri follow Desikan RS, et al. NeuroImage 2006;31:968–980, their lobes
FreeSurfer's table (surfer.nmr.mgh.harvard.edu/fswiki/CorticalParcellation).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Layer(StrEnum):
    """Label volumes of the atlas; structures of one layer do not overlap, those of two may."""

    PLACES = "places"
    """Every voxel of the brain: lobes with their white matter, deep grey matter, ventricles."""
    ELOQUENT = "eloquent"
    """Gyri and tracts that function hangs on, within the lobes of the other layer."""


class StructureGroup(StrEnum):
    """What kind of thing a structure is."""

    LOBE = "lobe"
    DEEP = "deep"
    VENTRICLE = "ventricle"
    ELOQUENT = "eloquent"
    TRACT = "tract"


class Side(StrEnum):
    """The patient's own side."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True)
class Structure:
    """One named part of the brain.

    Attributes:
        key: stable name for files and translations, such as ``"frontal_left"``.
        label: its number in its layer, 1 to 255.
        layer: the label volume that it is in.
        group: what kind of thing it is.
        side: None where it lies on both sides.
        base: the key without its side; both sides share it.
        english: its name without its side, such as ``"frontal lobe"``.
    """

    key: str
    label: int
    layer: Layer
    group: StructureGroup
    side: Side | None
    base: str
    english: str

    @property
    def english_with_side(self) -> str:
        """Such as ``"left frontal lobe"``."""
        return self.english if self.side is None else f"{self.side.value} {self.english}"


_PAIRED = True
_PLACES = (
    ("frontal", "frontal lobe", StructureGroup.LOBE, _PAIRED),
    ("parietal", "parietal lobe", StructureGroup.LOBE, _PAIRED),
    ("temporal", "temporal lobe", StructureGroup.LOBE, _PAIRED),
    ("occipital", "occipital lobe", StructureGroup.LOBE, _PAIRED),
    ("insula", "insula", StructureGroup.LOBE, _PAIRED),
    ("cerebellum", "cerebellum", StructureGroup.LOBE, _PAIRED),
    ("thalamus", "thalamus", StructureGroup.DEEP, _PAIRED),
    ("basal_ganglia", "basal ganglia", StructureGroup.DEEP, _PAIRED),
    ("ventral_diencephalon", "ventral diencephalon", StructureGroup.DEEP, _PAIRED),
    ("brainstem", "brainstem", StructureGroup.DEEP, not _PAIRED),
    ("corpus_callosum", "corpus callosum", StructureGroup.DEEP, not _PAIRED),
    ("lateral_ventricle", "lateral ventricle", StructureGroup.VENTRICLE, _PAIRED),
    ("third_ventricle", "third ventricle", StructureGroup.VENTRICLE, not _PAIRED),
    ("fourth_ventricle", "fourth ventricle", StructureGroup.VENTRICLE, not _PAIRED),
)
_ELOQUENT = (
    ("precentral", "precentral gyrus", StructureGroup.ELOQUENT, _PAIRED),
    ("postcentral", "postcentral gyrus", StructureGroup.ELOQUENT, _PAIRED),
    ("paracentral", "paracentral lobule", StructureGroup.ELOQUENT, _PAIRED),
    ("pars_opercularis", "pars opercularis", StructureGroup.ELOQUENT, _PAIRED),
    ("pars_triangularis", "pars triangularis", StructureGroup.ELOQUENT, _PAIRED),
    ("superior_temporal", "superior temporal gyrus", StructureGroup.ELOQUENT, _PAIRED),
    ("pericalcarine", "pericalcarine cortex", StructureGroup.ELOQUENT, _PAIRED),
    ("hippocampus", "hippocampus", StructureGroup.ELOQUENT, _PAIRED),
    (
        "internal_capsule_anterior",
        "internal capsule, anterior limb",
        StructureGroup.TRACT,
        _PAIRED,
    ),
    (
        "internal_capsule_posterior",
        "internal capsule, genu and posterior limb",
        StructureGroup.TRACT,
        _PAIRED,
    ),
)


def _made() -> Iterator[Structure]:
    for layer, rows in ((Layer.PLACES, _PLACES), (Layer.ELOQUENT, _ELOQUENT)):
        label = 0
        for base, english, group, paired in rows:
            for side in tuple(Side) if paired else (None,):
                label += 1
                key = base if side is None else f"{base}_{side.value}"
                yield Structure(key, label, layer, group, side, base, english)


STRUCTURES: tuple[Structure, ...] = tuple(_made())
"""Every structure of the shipped atlas."""

BY_KEY = {structure.key: structure for structure in STRUCTURES}
