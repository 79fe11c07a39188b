"""From region probabilities to a label map: thresholds, nesting and component rules.

The constants are learnt across cross-validation folds (``training evaluate``) and travel
with the model package.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from core.labels import LabelMap, labels_from_regions
from core.segmenting.label_specks import without_label_specks
from core.space.boxes import box_of
from core.space.components import components_of

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class PostProcessing:
    """Rules of one model.

    Attributes:
        thresholds: probabilities from which a voxel belongs to WT, TC, ET.
        min_component_ml: components of WT, TC and ET smaller than this are dropped; the
            largest one always stays. With a component of WT goes all that it holds; a voxel
            dropped from TC or ET is then what the outer region says.
        min_et_ml: an ET smaller than this in all is dropped; its voxels are then what the
            probabilities of TC and WT say.
        min_et_confidence: an ET whose highest probabilities (the mean of its top millilitre)
            stay under this is dropped likewise.
        min_wt_confidence: a component of WT, other than the largest, whose highest probabilities
            (as of ET) stay under this is dropped with all that it holds: specks far from the
            tumour are never as sure as a second focus.
        fill_holes: whether what WT encloses becomes core, as a cyst or a bleeding is, and what
            TC encloses too.
        min_label_ml: components of NCR and ED smaller than this become what surrounds them, see
            :func:`core.segmenting.label_specks.without_label_specks`.
    """

    thresholds: tuple[float, float, float] = (0.5, 0.5, 0.5)
    min_component_ml: tuple[float, float, float] = (0.0, 0.0, 0.0)
    min_et_ml: float = 0.0
    min_et_confidence: float = 0.0
    min_wt_confidence: float = 0.0
    fill_holes: bool = False
    min_label_ml: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """Plain values for a model package's JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> PostProcessing:
        """Inverse of :meth:`to_json`."""
        pairs = ("thresholds", "min_component_ml")
        return cls(**{**values, **{name: tuple(values[name]) for name in pairs}})


def label_map_from_probabilities(
    probabilities: npt.NDArray[np.uint8], rules: PostProcessing, voxel_ml: float
) -> LabelMap:
    """Apply thresholds and rules.

    Args:
        probabilities: uint8, (3, x, y, z), 255 × probability of WT, TC, ET.
        rules: the model's.
        voxel_ml: volume of a voxel in millilitres.

    Returns:
        uint8, (x, y, z), values of :class:`core.labels.Label`.
    """
    out: LabelMap = np.zeros_like(probabilities[0])
    levels = [level_of(t) for t in rules.thresholds]
    regions = [p >= level for p, level in zip(probabilities, levels, strict=True)]
    box = box_of(regions[0] | regions[1] | regions[2])
    if box is not None:
        wt, tc, et = (region[box] for region in regions)
        out[box] = _labels(probabilities[(slice(None), *box)], (wt, tc, et), rules, voxel_ml)
    return out


def level_of(threshold: float) -> int:
    """The least stored value that a threshold lets in."""
    return max(int(np.ceil(255 * threshold)), 1)


def _labels(
    probabilities: npt.NDArray[np.uint8],
    regions: tuple[Mask, Mask, Mask],
    rules: PostProcessing,
    voxel_ml: float,
) -> LabelMap:
    """The component rules, within the box that holds all regions."""
    wt, tc, et = regions
    smallest = [ml / voxel_ml for ml in rules.min_component_ml]
    et = without_small_components(et, smallest[2])
    if not _et_stands(probabilities[2], et, rules, voxel_ml):
        et[:] = False
    tc = without_small_components(tc | et, smallest[1])
    wt = without_small_components(wt | tc, smallest[0])
    wt = without_doubtful_components(wt, probabilities[0], rules.min_wt_confidence, voxel_ml)
    tc &= wt
    et &= tc
    if rules.fill_holes:
        filled = without_holes(wt)
        tc |= filled & ~wt
        wt, tc = filled, without_holes(tc)
    labels = labels_from_regions(wt, tc, et)
    return without_label_specks(labels, rules.min_label_ml / voxel_ml)


def without_small_components(mask: Mask, min_voxels: float) -> Mask:
    """Drop 26-connected components under a number of voxels, but never the largest."""
    if min_voxels <= 1:
        return mask
    components = components_of(mask)
    sizes = np.bincount(components.ravel("K"))
    if len(sizes) < 3:  # nothing, or a single one
        return mask
    sizes[0] = 0
    keep = sizes >= min_voxels
    keep[int(sizes.argmax())] = True
    keep[0] = False
    return np.asarray(keep[components])


def without_doubtful_components(
    mask: Mask, probability: npt.NDArray[np.uint8], least: float, voxel_ml: float
) -> Mask:
    """Drop 26-connected components of less :func:`confidence` than that, but never the largest.

    Args:
        mask: what to look at.
        probability: 255 × that of the region, same shape.
        least: 0 to 1; 0 drops nothing.
        voxel_ml: volume of a voxel.
    """
    if least <= 0:
        return mask
    components = components_of(mask)
    sizes = np.bincount(components.ravel("K"))
    if len(sizes) < 3:  # nothing, or a single one
        return mask
    sizes[0] = 0
    inside = components[mask]
    # Voxels of one component side by side, so that each is looked at once.
    order = np.argsort(inside, kind="stable")
    parts = np.split(probability[mask][order], np.cumsum(sizes[1:])[:-1])
    keep = np.array([False, *(confidence(part, voxel_ml) >= least for part in parts)])
    keep[int(sizes.argmax())] = True
    return np.asarray(keep[components])


def without_holes(mask: Mask) -> Mask:
    """Fill what a mask encloses: its complement's 6-connected parts that meet no face."""
    outside = np.pad(~mask, 1, constant_values=True)
    components = components_of(outside, connectivity=6)
    return np.asarray(components != components[0, 0, 0])[1:-1, 1:-1, 1:-1]


def _et_stands(
    probability: npt.NDArray[np.uint8], et: Mask, rules: PostProcessing, voxel_ml: float
) -> bool:
    count = int(np.count_nonzero(et))
    if count * voxel_ml < rules.min_et_ml:
        return False
    if count == 0 or rules.min_et_confidence <= 0:
        return True
    return confidence(probability[et], voxel_ml) >= rules.min_et_confidence


def confidence(values: npt.NDArray[np.uint8], voxel_ml: float) -> float:
    """Mean probability of the surest millilitre (or of all, where there is less)."""
    top = min(values.size, max(round(1.0 / voxel_ml), 1))
    return float(np.partition(values, values.size - top)[-top:].mean()) / 255.0
