"""Labels, regions and the file conventions that number them.

Inside the program a label map always holds the values of :class:`Label` (the numbering
of BraTS 2023). Files may use other numbers; :func:`from_convention` and
:func:`to_convention` translate. Sources: BraTS 2021 (arXiv:2107.02314), BraTS 2023,
Medical Segmentation Decathlon Task01.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import Enum, IntEnum, StrEnum
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from core.errors import LabelConventionError

_MOST_LISTED = 6
"""So many unknown values tell what a file is; all of them would bury the sentence."""

ROUNDING = 0.01
"""How far from a whole number a label may lie. A header that scales integers leaves labels up to 4
at most half a step away: 4/65535/2 through int16, 4/255/2 through uint8."""

LabelMap = npt.NDArray[np.uint8]
"""Voxel labels on a study's native grid, shape (i, j, k), values of :class:`Label`."""


class Label(IntEnum):
    """What one voxel is."""

    BACKGROUND = 0
    NCR = 1
    """Necrotic and non-enhancing tumour core."""
    ED = 2
    """Peritumoural oedema and infiltrated tissue."""
    ET = 3
    """Enhancing tumour."""


TUMOUR_LABELS = (Label.NCR, Label.ED, Label.ET)

LISTED_LABELS = (Label.ET, Label.NCR, Label.ED)
"""The order in which labels are listed for people: from what counts first, inwards out."""


class Region(StrEnum):
    """The nested regions that are trained and evaluated."""

    WT = "WT"
    """Whole tumour: NCR + ED + ET."""
    TC = "TC"
    """Tumour core: NCR + ET."""
    ET = "ET"
    """Enhancing tumour."""


REGION_LABELS: Mapping[Region, tuple[Label, ...]] = MappingProxyType(
    {
        Region.WT: (Label.NCR, Label.ED, Label.ET),
        Region.TC: (Label.NCR, Label.ET),
        Region.ET: (Label.ET,),
    }
)

LABEL_RGB: Mapping[Label, tuple[int, int, int]] = MappingProxyType(
    {
        Label.NCR: (86, 180, 233),
        Label.ED: (240, 228, 66),
        Label.ET: (213, 94, 0),
    }
)
"""The one colour table: sky blue, yellow and vermillion of Okabe and Ito's colour-blind-safe
palette (jfly.uni-koeln.de/color), which stay apart on grey."""

REGION_RGB: Mapping[Region, tuple[int, int, int]] = MappingProxyType(
    {Region.WT: (240, 228, 66), Region.TC: (86, 180, 233), Region.ET: (213, 94, 0)}
)
"""A region takes the colour of the label that only it and the regions around it hold."""


class LabelConvention(Enum):
    """How a file numbers (NCR, ED, ET)."""

    BRATS2021 = "brats2021"
    BRATS2023 = "brats2023"
    DECATHLON = "decathlon"


FILE_VALUES: Mapping[LabelConvention, Mapping[Label, int]] = MappingProxyType(
    {
        LabelConvention.BRATS2021: {Label.NCR: 1, Label.ED: 2, Label.ET: 4},
        LabelConvention.BRATS2023: {Label.NCR: 1, Label.ED: 2, Label.ET: 3},
        LabelConvention.DECATHLON: {Label.NCR: 2, Label.ED: 1, Label.ET: 3},
    }
)


def possible_conventions(values: Iterable[int]) -> tuple[LabelConvention, ...]:
    """Name every convention that could hold exactly these non-zero file values.

    1 and 2 fit all three conventions and {1, 2, 3} fits two, so more than one answer is
    usual; the caller asks the person. 3 and 4 together are a post-treatment set, whose 4
    is the resection cavity: no convention here fits it.
    """
    found = set(values) - {0}
    return tuple(c for c, table in FILE_VALUES.items() if found <= set(table.values()))


def readings(values: Iterable[int]) -> dict[LabelConvention, dict[int, Label]]:
    """Every way to read these file values that differs from the others, by convention.

    BraTS's ways come first, the older before the newer. More than one is usual
    (:func:`possible_conventions`); none is what no convention knows.
    """
    found = sorted(set(values) - {0})
    ways: dict[LabelConvention, dict[int, Label]] = {}
    for convention in possible_conventions(found):
        table = {number: label for label, number in FILE_VALUES[convention].items()}
        way = {number: table[number] for number in found}
        if way not in ways.values():
            ways[convention] = way
    return ways


def whole_numbers(data: npt.NDArray[Any]) -> npt.NDArray[Any] | None:
    """The values as whole numbers, if they are such within :data:`ROUNDING`; else None.

    Args:
        data: any shape and type of real number.

    Returns:
        ``data`` itself where it is integer, else a rounded copy. None also where everything would
        round to nothing, which is a picture of small numbers.
    """
    if data.dtype.kind in "iub":
        return data
    if not np.isfinite(data).all():
        return None
    rounded = np.rint(data)
    if np.abs(data - rounded).max(initial=0.0) > ROUNDING:
        return None
    return rounded if rounded.any() or not data.any() else None


def from_convention(data: npt.ArrayLike, convention: LabelConvention) -> LabelMap:
    """Translate file values to :class:`Label` values.

    Args:
        data: label map as stored, any shape, integer or float that holds whole numbers.
        convention: how the file numbers its labels.

    Raises:
        LabelConventionError: a value is not whole, or the convention does not name it.
    """
    rounded = whole_numbers(np.asarray(data))
    if rounded is None:
        raise LabelConventionError("A label map must hold whole numbers; this file does not.")
    table = FILE_VALUES[convention]
    unknown = set(np.unique(rounded).astype(int).tolist()) - {0, *table.values()}
    if unknown:
        raise LabelConventionError(
            f"The label map holds the values {_some(unknown)}, which {convention.value} does not "
            f"name (it knows {sorted(table.values())}). Choose another convention; 4 beside 3 is a "
            "resection cavity of a post-treatment set, which this program does not handle."
        )
    out = np.zeros(rounded.shape, np.uint8)
    for label, number in table.items():
        out[rounded == number] = label
    return out


def _some(values: Collection[int]) -> str:
    first = ", ".join(str(value) for value in sorted(values)[:_MOST_LISTED])
    return f"[{first}, …]" if len(values) > _MOST_LISTED else f"[{first}]"


def to_convention(label_map: LabelMap, convention: LabelConvention) -> LabelMap:
    """Translate :class:`Label` values to the numbers of a file convention."""
    out = label_map.copy(order="K")
    for label, number in FILE_VALUES[convention].items():
        if number != label:
            np.copyto(out, np.uint8(number), where=label_map == label)
    return out


def region_mask(label_map: LabelMap, region: Region) -> npt.NDArray[np.bool_]:
    """Boolean mask of one region, same shape as the label map."""
    lookup = np.zeros(len(Label), np.bool_)
    lookup[list(REGION_LABELS[region])] = True
    return lookup[label_map]


def whole_tumour_alone(label_map: LabelMap) -> LabelMap:
    """ED wherever there is any tumour: the one label that says WT and neither TC nor ET."""
    lookup = np.full(len(Label), Label.ED, np.uint8)
    lookup[Label.BACKGROUND] = Label.BACKGROUND
    return lookup[label_map]


def labels_from_regions(
    wt: npt.NDArray[np.bool_], tc: npt.NDArray[np.bool_], et: npt.NDArray[np.bool_]
) -> LabelMap:
    """Compose a label map out of regions, made nested first.

    A core voxel outside WT joins WT, and an ET voxel outside TC joins TC: the inner region
    is the harder call and the rarer mistake.
    """
    out = np.zeros(wt.shape, np.uint8)
    out[wt] = Label.ED
    out[tc] = Label.NCR
    out[et] = Label.ET
    return out
