"""What a recipe does to a study before the network sees it, and the way back.

Formulas and order follow MONAI's transforms (``NormalizeIntensity``, ``CropForeground``) and
nnU-Net v2's ``DefaultPreprocessor`` (both Apache-2.0), so that an imported network sees what it was
trained with. Resampling is :mod:`core.segmenting.recipe_resampling`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import nibabel as nib
import numpy as np
import numpy.typing as npt

from core.errors import CheckError
from core.parallel import at_once
from core.segmenting.recipe import Crop, Normalise, Recipe, Resample, Scheme
from core.segmenting.recipe_resampling import resampling
from core.space.affine import Affine, to_ras
from core.space.boxes import box_of
from core.studies.study import Study

Array = npt.NDArray[np.float32]
Back = Callable[[Array], Array]


@dataclass
class Seen:
    """A study on the way to the network.

    Attributes:
        array: float32, (channels, a, b, c) along the recipe's axes.
        spacing_mm: of these axes.
        back: of each step that moved voxels, what brings (outputs, a, b, c) back; first step first.
        inside: the foreground of :class:`Crop`, shape (a, b, c); None before it was found.
    """

    array: Array
    spacing_mm: tuple[float, float, float]
    resampled: list[Back] = field(default_factory=list)
    cropped: list[Back] = field(default_factory=list)
    inside: npt.NDArray[np.bool_] | None = None


def prepare_for(study: Study, recipe: Recipe) -> Seen:
    """Do a recipe's steps.

    Raises:
        CheckError: the study lacks a sequence, or all is background.
    """
    missing = [m.value for m in recipe.channels if m not in study.volumes]
    if missing:
        raise CheckError(
            f"{study.name}: this model needs {', '.join(m.value for m in recipe.channels)}; "
            f"{', '.join(missing)} is not there. Choose another model, or add the sequence."
        )
    affine = study.grid.affine
    volumes = [study.volumes[m].data for m in recipe.channels]
    array = np.empty((len(volumes), *turned(volumes[0], affine, recipe.axes).shape), np.float32)
    for volume, out in zip(volumes, array, strict=True):
        out[...] = turned(volume, affine, recipe.axes)
    edges = study.grid.spacing_mm
    a, b, c = (edges[axis] for axis in _own_axes(affine, recipe.axes))
    seen = Seen(array, (a, b, c))
    for step in recipe.steps:
        if isinstance(step, Crop):
            _crop(seen, study.name)
        elif isinstance(step, Normalise):
            _normalise(seen, step)
        else:
            _resample(seen, step)
    return seen


def turned(data: npt.NDArray[np.generic], affine: Affine, axes: str) -> npt.NDArray[np.generic]:
    """An array of a study's own axes along others; a view."""
    turn = nib.orientations.ornt_transform(
        nib.orientations.axcodes2ornt("RAS"), nib.orientations.axcodes2ornt(axes)
    )
    return np.asarray(nib.orientations.apply_orientation(to_ras(data, affine), turn))


def turned_back(
    data: npt.NDArray[np.generic], affine: Affine, axes: str
) -> npt.NDArray[np.generic]:
    """Inverse of :func:`turned`."""
    turn = nib.orientations.ornt_transform(
        nib.orientations.axcodes2ornt(axes), nib.orientations.io_orientation(affine)
    )
    return np.asarray(nib.orientations.apply_orientation(data, turn))


def _own_axes(affine: Affine, axes: str) -> list[int]:
    """The study's own axis along each of the network's."""
    own = nib.orientations.io_orientation(affine)[:, 0].astype(int).tolist()
    return [own.index(int(along)) for along, _ in nib.orientations.axcodes2ornt(axes)]


def _crop(seen: Seen, name: str) -> None:
    from scipy.ndimage import binary_fill_holes

    mask = np.any(seen.array != 0, axis=0)
    filled = np.asarray(binary_fill_holes(mask))
    box = box_of(filled)
    if box is None:
        raise CheckError(f"{name}: every voxel is background; there is nothing to segment.")
    shape = seen.array.shape[1:]

    def back(answer: Array) -> Array:
        out = np.zeros((len(answer), *shape), np.float32)
        out[(slice(None), *box)] = answer
        return out

    seen.array = np.ascontiguousarray(seen.array[(slice(None), *box)])
    seen.inside = filled[box]
    seen.cropped.append(back)


def _normalise(seen: Seen, step: Normalise) -> None:
    def one(channel: Array, scheme: Scheme) -> None:
        if scheme is Scheme.RANGE:
            low, high = float(channel.min()), float(channel.max())
            channel -= low
            channel /= max(high - low, 1e-8)
        elif scheme is not Scheme.NONE:
            where: npt.NDArray[np.bool_] | slice = slice(None)
            if scheme is Scheme.ZSCORE_NONZERO:
                where = channel != 0
            elif scheme is Scheme.ZSCORE_MASK and seen.inside is not None:
                where = seen.inside
            values = channel[where]
            if values.size:
                mean, spread = values.mean(dtype=np.float64), values.std(dtype=np.float64)
                channel[where] = (values - np.float32(mean)) / np.float32(spread or 1.0)

    at_once(one, list(seen.array), step.schemes)


def _resample(seen: Seen, step: Resample) -> None:
    """Resample the channels; the way back goes to the shape before."""
    there, back = resampling(seen.array.shape[1:], seen.spacing_mm, step)
    seen.spacing_mm = step.spacing_mm
    seen.array = there(seen.array)
    seen.resampled.append(back)
