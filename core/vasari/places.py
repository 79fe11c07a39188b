"""What an atlas tells of a tumour: F1 location, F3 eloquent cortex, F19 ventricles, F21 depth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from core.anatomy.atlas import Atlas
from core.anatomy.placing import Placement
from core.anatomy.shares import Distance, distances, shares
from core.anatomy.structures import STRUCTURES, Layer, Side, Structure, StructureGroup
from core.space.affine import Grid
from core.vasari import rules
from core.vasari.answers import Answer, Shown
from core.vasari.features import FEATURES, NO, YES
from core.vasari.tumour import Mask, Tumour

LOCATIONS: Mapping[str, int] = MappingProxyType(
    {
        "frontal": 1,
        "temporal": 2,
        "insula": 3,
        "parietal": 4,
        "occipital": 5,
        "brainstem": 6,
        "cerebellum": 7,
        "basal_ganglia": 8,
        "thalamus": 9,
        "corpus_callosum": 10,
    }
)
"""Structure of the atlas, without its side, to the answer of F1."""

ELOQUENT: Mapping[int, tuple[str, ...]] = MappingProxyType(
    {
        2: ("pars_opercularis", "pars_triangularis"),
        3: ("superior_temporal",),
        4: ("precentral", "paracentral"),
        5: ("pericalcarine",),
    }
)
"""Answer of F3 to structures of the atlas."""

SPEECH = (2, 3)
"""Answers of F3 that are looked for on the left alone."""

DEEP: Mapping[int, tuple[str, ...]] = MappingProxyType(
    {
        2: ("internal_capsule_anterior", "internal_capsule_posterior"),
        3: ("corpus_callosum",),
        4: ("brainstem",),
    }
)
"""Answer of F21 to structures of the atlas."""

SUBCORTICAL_MM = 5.0
"""The white matter right below a gyrus, and what an atlas may be wrong by."""

VENTRICLE_MM = 2.0
LEAST_DEEP_ML = 0.1


def places(tumour: Tumour, placement: Placement, atlas: Atlas) -> list[Answer]:
    """F1, F3, F19 and F21 of a tumour whose place in the atlas can be trusted."""
    i, j, k = tumour.labels.shape
    grid = Grid((i, j, k), tumour.affine)
    return [
        _location(tumour, grid, placement, atlas),
        _eloquent(tumour, grid, placement, atlas),
        _ependyma(tumour, grid, placement, atlas),
        _deep(tumour, grid, placement, atlas),
    ]


def _location(tumour: Tumour, grid: Grid, placement: Placement, atlas: Atlas) -> Answer:
    found: dict[int, float] = {}
    for share in shares(tumour.main, grid, placement, atlas, (Layer.PLACES,)):
        code = LOCATIONS.get(share.structure.base)
        if code is not None:
            found[code] = found.get(code, 0.0) + 100 * share.share
    if not found:
        return Answer("F1", rule=rules.NO_ATLAS)
    best = max(found, key=lambda code: found[code])
    parts = {FEATURES["F1"].options[code]: part for code, part in found.items()}
    shown = _shown(tumour, tumour.main)
    return Answer("F1", (best,), found[best], "%", rules.PLACE, shown, parts)


def _eloquent(tumour: Tumour, grid: Grid, placement: Placement, atlas: Atlas) -> Answer:
    nearest: dict[int, Distance] = {}
    bases = {base: code for code, names in ELOQUENT.items() for base in names}
    wanted = [s for s in STRUCTURES if s.base in bases and _asked(s, bases[s.base], placement)]
    for distance in distances(tumour.mass, grid, placement, atlas, wanted):
        nearest.setdefault(bases[distance.structure.base], distance)
    if not nearest:
        return Answer("F3", rule=rules.NO_ATLAS)
    codes = tuple(sorted(code for code, d in nearest.items() if d.mm <= SUBCORTICAL_MM))
    parts = {FEATURES["F3"].options[code]: d.mm for code, d in sorted(nearest.items())}
    first = min(nearest.values(), key=lambda d: d.mm)
    return Answer("F3", codes or (1,), first.mm, "mm", rules.ELOQUENT, _way(first), parts)


def _asked(structure: Structure, code: int, placement: Placement) -> bool:
    """Speech is on the left; where nobody knows the sides, nobody knows which that is."""
    if code not in SPEECH:
        return True
    return placement.sides_known and structure.side is Side.LEFT


def _ependyma(tumour: Tumour, grid: Grid, placement: Placement, atlas: Atlas) -> Answer:
    wanted = [s for s in STRUCTURES if s.group is StructureGroup.VENTRICLE]
    found = distances(tumour.mass, grid, placement, atlas, wanted)
    if not found:
        return Answer("F19", rule=rules.NO_ATLAS)
    code = YES if found[0].mm <= VENTRICLE_MM else NO
    return Answer("F19", (code,), found[0].mm, "mm", rules.EPENDYMA, _way(found[0]))


def _deep(tumour: Tumour, grid: Grid, placement: Placement, atlas: Atlas) -> Answer:
    bases = {base: code for code, names in DEEP.items() for base in names}
    ml = dict.fromkeys(DEEP, 0.0)
    for share in shares(tumour.mass, grid, placement, atlas):
        if share.structure.base in bases:
            ml[bases[share.structure.base]] += share.ml
    codes = tuple(code for code, volume in ml.items() if volume >= LEAST_DEEP_ML)
    parts = {FEATURES["F21"].options[code]: volume for code, volume in ml.items()}
    largest = max(ml, key=lambda code: ml[code])
    structures = [s for s in STRUCTURES if bases.get(s.base) == largest]
    way = _nearest(distances(tumour.mass, grid, placement, atlas, structures))
    return Answer("F21", codes or (1,), ml[largest], "ml", rules.DEEP, way, parts)


def _nearest(found: Iterable[Distance]) -> Shown | None:
    first = next(iter(found), None)
    return None if first is None else _way(first)


def _way(distance: Distance) -> Shown:
    """Where a tumour comes nearest to a structure, with the line between them."""
    if distance.from_mm == distance.to_mm:
        return Shown(distance.from_mm)
    return Shown(distance.from_mm, (distance.from_mm, distance.to_mm))


def _shown(tumour: Tumour, mask: Mask) -> Shown | None:
    place = tumour.place_of(mask)
    return None if place is None else Shown(place)
