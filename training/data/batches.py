"""Batches that depend on the seed and the step alone, so that a resumed run goes on exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset, Sampler

from training.data.augment import cut_around, cut_patch, disturb
from training.data.cases import Case
from training.data.recipes import Recipe
from training.data.transplant import faded, transplanted

Patch = tuple[torch.Tensor, torch.Tensor]


class Patches(Dataset[Patch]):
    """Patch ``index`` = (step, which of the step's patches), always the same for a seed."""

    def __init__(self, cases: Sequence[Case], recipe: Recipe) -> None:
        self._cases = cases
        self._recipe = recipe

    def __getitem__(self, index: tuple[int, int]) -> Patch:
        """Float32 (input channels, x, y, z) and uint8 (x, y, z)."""
        step, which = index
        recipe = self._recipe
        rng = np.random.default_rng([recipe.seed, step, which])
        stage = recipe.stage_at(step)
        case = self._disturbed_case(self._case_index(step, which), rng)
        if stage.margins is None:
            array, labels = cut_patch(case, stage.patch, recipe.augmentation, rng)
        else:
            array, labels = cut_around(case, stage.margins, rng)
        x, y = disturb(torch.from_numpy(array), torch.from_numpy(labels), recipe.augmentation, rng)
        pad = _padding(y.shape, recipe.architecture.multiple)
        return torch.nn.functional.pad(x, pad), torch.nn.functional.pad(y, pad)

    def _disturbed_case(self, index: int, rng: np.random.Generator) -> Case:
        strengths = self._recipe.augmentation
        case = self._cases[index]
        if rng.random() < strengths.transplant and len(self._cases) > 1:
            donor = (index + int(rng.integers(1, len(self._cases)))) % len(self._cases)
            case = transplanted(case, self._cases[donor], rng)
        return faded(case, rng) if rng.random() < strengths.fade else case

    def _case_index(self, step: int, which: int) -> int:
        # Every case once, in a new order, before any comes again.
        epoch, place = divmod(step, len(self._cases))
        rng = np.random.default_rng([self._recipe.seed, which, epoch, len(self._cases)])
        return int(rng.permutation(len(self._cases))[place])


class Steps(Sampler[list[tuple[int, int]]]):
    """The batches from a step on, for one of several processes."""

    def __init__(self, recipe: Recipe, start: int, rank: int = 0) -> None:
        self._recipe = recipe
        self._start = start
        self._rank = rank

    def __iter__(self) -> Iterator[list[tuple[int, int]]]:
        for step in range(self._start, self._recipe.steps):
            batch = self._recipe.stage_at(step).batch
            yield [(step, self._rank * batch + i) for i in range(batch)]

    def __len__(self) -> int:
        return self._recipe.steps - self._start


def batches(
    cases: Sequence[Case], recipe: Recipe, start: int, rank: int, workers: int
) -> DataLoader[Patch]:
    """An iterable of (b, c, x, y, z) inputs and (b, x, y, z) labels from step ``start`` on."""
    return DataLoader(
        Patches(cases, recipe),
        batch_sampler=Steps(recipe, start, rank),
        num_workers=workers,
        persistent_workers=workers > 0,
    )


def _padding(shape: Sequence[int], multiple: int) -> list[int]:
    # F.pad counts from the last axis backwards.
    return [n for size in reversed(shape) for n in (0, -size % multiple)]
