"""Find the brain in one or more sequences of a head, skull and all.

Every sequence goes through the network on one upright grid of about 2 mm; their probabilities
are averaged where they reach, the largest piece is kept, its holes are filled, and the outline
is interpolated on the grid that was asked for.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.brain_extraction.head import head_grid, head_values
from core.brain_extraction.package import BrainModel
from core.errors import CheckError
from core.networks.engine import Tick
from core.progress import Progress, no_progress
from core.space.affine import Grid
from core.space.components import components_of
from core.space.resampling import at_least, within
from core.studies.study import Volume

LEAST_ML = 200.0
"""Less is no brain, or a small part of one: a grown-up's measures 1,000 to 1,800 ml."""

_SIGN_OF_BRAIN = 0.5


@dataclass(frozen=True)
class Brain:
    """A brain on a grid.

    Attributes:
        mask: boolean, (i, j, k) of ``grid``.
        grid: that of the sequence it was asked for.
        ml: its volume.
        cut_off: whether it goes on beyond the grid's first or last slice, so that part of the
            brain was not scanned.
        seconds: how long it took.
    """

    mask: npt.NDArray[np.bool_]
    grid: Grid
    ml: float
    cut_off: bool
    seconds: float


def extract_brain(
    volumes: Mapping[str, Volume],
    model: BrainModel,
    progress: Progress = no_progress,
    grid: Grid | None = None,
) -> Brain:
    """Find the brain.

    Args:
        volumes: one or more sequences of one head by name (for errors), aligned in world
            space; each may have a grid of its own. The first tells where the head lies.
        model: from :func:`core.brain_extraction.package.load_brain_model`.
        progress: called between steps and several times a second; may raise ``Cancelled``.
        grid: where the mask is wanted; default the first volume's own.

    Raises:
        CheckError: no head or no brain is in the volumes.
        ValueError: there are no volumes.
        Cancelled: out of ``progress``.
    """
    if not volumes:
        raise ValueError("no volumes")
    started = time.perf_counter()
    package, steps = model.package, len(volumes) + 2
    progress(0, steps, "preprocess")
    first, volume = next(iter(volumes.items()))
    cube = head_grid(volume, first, package.spacing_mm, package.multiple)
    grid = grid or volume.grid
    probability = _mean_probability(volumes, cube, model, progress)
    progress(steps - 1, steps, "postprocess")
    brain = one_piece(probability)
    ml = float((brain >= _SIGN_OF_BRAIN).sum()) * cube.voxel_ml
    if ml < LEAST_ML:
        names = ", ".join(volumes)
        raise CheckError(
            f"{names}: {ml:.0f} ml look like brain. Expected a head with {LEAST_ML:.0f} ml or "
            "more. Choose another series, or give a study whose skull is already removed."
        )
    brain = widened(brain, package.margin_mm, package.spacing_mm)
    mask = np.empty(grid.shape, bool)
    for k, part in at_least(brain, cube, grid, package.threshold):
        progress(steps - 1, steps, "postprocess")
        mask[:, :, k : k + part.shape[2]] = part
    progress(steps, steps, "done")
    return Brain(
        mask,
        grid,
        float(np.count_nonzero(mask)) * grid.voxel_ml,
        bool(mask[:, :, 0].any() or mask[:, :, -1].any()),
        time.perf_counter() - started,
    )


def one_piece(probability: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The largest piece over one half with its soft rim, holes filled; elsewhere 0."""
    from scipy.ndimage import binary_dilation, binary_fill_holes

    likely = probability >= _SIGN_OF_BRAIN
    if not likely.any():
        return np.zeros_like(probability)
    numbered = components_of(likely, 6)
    sizes = np.bincount(numbered.ravel())
    sizes[0] = 0
    largest = numbered == sizes.argmax()
    near = binary_dilation(largest, np.ones((3, 3, 3), bool), iterations=2)
    kept = np.where(near & (largest | ~likely), probability, np.float32(0))
    holes = binary_fill_holes(largest) & ~largest
    kept[holes] = 1
    return np.asarray(kept, np.float32)


def widened(
    probability: npt.NDArray[np.float32], margin_mm: float, spacing_mm: float
) -> npt.NDArray[np.float32]:
    """Move an outline outwards: each voxel gets the largest value within the margin."""
    from scipy.ndimage import maximum_filter

    reach = int(margin_mm / spacing_mm + 1e-6)
    if reach < 1:
        return probability
    offsets = np.indices((2 * reach + 1,) * 3) - reach
    ball = np.sqrt((offsets**2).sum(axis=0)) * spacing_mm <= margin_mm + 1e-6
    return np.asarray(maximum_filter(probability, footprint=ball, mode="constant", cval=0.0))


def _mean_probability(
    volumes: Mapping[str, Volume], cube: Grid, model: BrainModel, progress: Progress
) -> npt.NDArray[np.float32]:
    """The mean of what the network says of each sequence, where that sequence reaches."""
    total = np.zeros(cube.shape, np.float32)
    count = np.zeros(cube.shape, np.float32)
    steps = len(volumes) + 2
    for done, volume in enumerate(volumes.values()):
        covered = within(volume.grid, cube)
        values = head_values(volume, cube)
        answer = model.engine(values[None], _ticking(progress, 1 + done, steps))[0]
        total += np.where(covered, answer, np.float32(0))
        count += covered
    return np.asarray(total / np.maximum(count, 1))


def _ticking(progress: Progress, done: int, steps: int) -> Tick:
    return lambda: progress(done, steps, "network")
