"""Runs a network that was brought (:mod:`core.foreign_models`), as its recipe says.

Only the windows' answers, their mean and the probabilities made of them are here: what comes after,
from thresholds to the report, is the same for every model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

import numpy as np
import numpy.typing as npt

from core.labels import Region
from core.networks.engine import Engine
from core.segmenting.recipe import Outputs, Recipe
from core.segmenting.recipe_steps import Seen, prepare_for, turned_back
from core.segmenting.sliding import padding, window_places, window_weights
from core.studies.study import Study

Array = npt.NDArray[np.float32]
OnWindow = Callable[[int, int], None]
"""Called with the passes done and all passes, several times a second; may raise ``Cancelled``."""


def imported_probabilities(
    study: Study,
    recipe: Recipe,
    engines: Sequence[Engine],
    on_window: OnWindow,
    *,
    mirrored: bool = False,
) -> Array:
    """Probabilities of a study by a recipe.

    Args:
        study: checked; on one grid.
        recipe: the model's.
        engines: its networks, whose logits are averaged.
        on_window: progress.
        mirrored: average mirror images too.

    Returns:
        float32, (3, i, j, k) on the study's own axes, WT, TC, ET.

    Raises:
        CheckError: see :func:`core.segmenting.recipe_steps.prepare_for`.
    """
    on_window(0, 0)
    seen = prepare_for(study, recipe)
    flips = mirror_images(recipe) if mirrored else [()]
    logits = _over_windows(seen.array, recipe, engines, flips, on_window)
    regions = brought_back(logits, seen, recipe.outputs)
    affine = study.grid.affine
    return np.stack([np.asarray(turned_back(r, affine, recipe.axes), np.float32) for r in regions])


def mirror_images(recipe: Recipe) -> list[tuple[int, ...]]:
    """Every set of axes that Accurate mode mirrors, the unmirrored first."""
    choices = product((False, True), repeat=len(recipe.mirrored))
    return [
        tuple(a for a, chosen in zip(recipe.mirrored, choice, strict=True) if chosen)
        for choice in choices
    ]


def brought_back(logits: Array, seen: Seen, outputs: Outputs) -> Array:
    """Logits of what the network saw as probabilities of WT, TC, ET before it was cut."""
    answer = logits if outputs.activated_last else in_regions(logits, outputs)
    for back in reversed(seen.resampled):
        answer = back(answer)
    if outputs.activated_last:
        answer = in_regions(answer, outputs)
    for back in reversed(seen.cropped):
        answer = back(answer)
    return answer


def in_regions(logits: Array, outputs: Outputs) -> Array:
    """(channels, a, b, c) as probabilities of WT, TC, ET, (3, a, b, c)."""
    with np.errstate(over="ignore"):
        if outputs.softmax:
            each = np.exp(logits - logits.max(axis=0))
            each /= each.sum(axis=0)
        else:
            each = 1 / (1 + np.exp(-logits))
    summed = [each[list(outputs.regions[region])].sum(axis=0) for region in Region]
    return np.stack(summed).astype(np.float32, copy=False)


def _over_windows(
    array: Array,
    recipe: Recipe,
    engines: Sequence[Engine],
    flips: Sequence[tuple[int, ...]],
    on_window: OnWindow,
) -> Array:
    """The weighted mean of the windows' logits; (outputs, a, b, c) of the array's shape."""
    windows = recipe.windows
    pads = padding(array.shape[1:], windows.size)
    padded = np.pad(array, [(0, 0), *pads])
    places, weights = window_places(padded.shape[1:], windows), window_weights(windows)
    count, done = len(places) * len(flips) * len(engines), 0
    total: Array | None = None
    sums = np.zeros(padded.shape[1:], np.float32)
    for place in places:
        part = np.ascontiguousarray(padded[(slice(None), *place)])
        for flip, engine in product(flips, engines):
            axes = tuple(axis + 1 for axis in flip)
            given = np.ascontiguousarray(np.flip(part, axes))
            answer = engine(given, lambda: on_window(done, count))  # noqa: B023  # called within
            if total is None:
                total = np.zeros((len(answer), *padded.shape[1:]), np.float32)
            total[(slice(None), *place)] += np.flip(answer, axes) * weights
            done += 1
            on_window(done, count)
        sums[place] += weights
    assert total is not None
    total /= sums * np.float32(len(flips) * len(engines))
    inner = [
        slice(before, before + n) for n, (before, _) in zip(array.shape[1:], pads, strict=True)
    ]
    return total[(slice(None), *inner)]


def recipe_megavoxels(shape: Sequence[int], recipe: Recipe, *, mirrored: bool) -> float:
    """Millions of voxels that go through the networks, all windows and passes counted.

    Args:
        shape: voxels along the network's axes, at its spacing.
        recipe: the model's.
        mirrored: whether mirror images go through too.
    """
    held = [max(n, s) for n, s in zip(shape, recipe.windows.size, strict=True)]
    passes = len(mirror_images(recipe)) if mirrored else 1
    count = len(window_places(held, recipe.windows)) * passes * recipe.networks
    return count * int(np.prod(recipe.windows.size)) / 1e6
