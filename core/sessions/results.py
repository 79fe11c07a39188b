"""Segmentations and their corrections as part of a session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any, get_args, get_type_hints

import numpy as np
import numpy.typing as npt

from core.correction.history import History, Step
from core.correction.patches import Voxels
from core.labels import Label, LabelMap
from core.sessions.contents import Array, Part, read_grid
from core.sessions.plain import from_plain, to_plain
from core.space.affine import Grid
from core.studies.segmentation import Segmentation

_OWN = frozenset({"grid", "label_map", "probabilities"})
"""Fields of a segmentation that are no plain values."""

_MOST_STEPS = 50
_MOST_STEP_BYTES = 16 * 2**20
"""Undo that a session keeps: the newest steps, the last one whatever its size."""


@dataclass
class Shelf:
    """Segmentations and steps that refer to each other, and the arrays of them all.

    Attributes:
        arrays: by name.
        segmentations: plain values of each, with the numbers of those that it came from.
    """

    arrays: dict[str, Array] = field(default_factory=dict)
    segmentations: list[dict[str, Any]] = field(default_factory=list)
    _numbers: dict[int, int] = field(default_factory=dict)
    _names: dict[int, str] = field(default_factory=dict)

    def put(self, segmentation: Segmentation | None) -> int | None:
        """The number of a segmentation, which is kept once."""
        if segmentation is None:
            return None
        if id(segmentation) in self._numbers:
            return self._numbers[id(segmentation)]
        values: dict[str, Any] = {}
        for f in fields(segmentation):
            value = getattr(segmentation, f.name)
            if f.name in _OWN:
                continue
            if isinstance(value, Segmentation):
                values[f.name] = {"segmentation": self.put(value)}
            else:
                values[f.name] = to_plain(value)
        grid = segmentation.grid
        values["grid"] = {"shape": list(grid.shape), "affine": grid.affine.tolist()}
        values["label_map"] = self._keep(segmentation.label_map, "labels")
        values["probabilities"] = (
            None
            if segmentation.probabilities is None
            else self._keep(segmentation.probabilities, "probabilities")
        )
        self.segmentations.append(values)
        self._numbers[id(segmentation)] = len(self.segmentations) - 1
        return self._numbers[id(segmentation)]

    def put_history(self, history: History) -> dict[str, Any]:
        """The newest steps that can be undone and done again."""
        done: list[Step] = []
        room = _MOST_STEP_BYTES
        for step in reversed(history.done[-_MOST_STEPS:]):
            room -= step.nbytes
            if done and room < 0:
                break
            done.append(step)
        undone = history.undone[-_MOST_STEPS:]
        return {
            "done": [self._put_step(step) for step in reversed(done)],
            "undone": [self._put_step(step) for step in undone],
            "forgotten": history.forgotten + len(history.done) - len(done),
        }

    def _put_step(self, step: Step) -> str:
        return self._keep(step.table, "step")

    def _keep(self, array: Array, kind: str) -> str:
        name = self._names.get(id(array))
        if name is None:
            name = self._names[id(array)] = f"{kind}_{len(self.arrays)}"
            self.arrays[name] = array
        return name


def read_segmentations(values: Sequence[Any], part: Part) -> list[Segmentation]:
    """What :attr:`Shelf.segmentations` holds.

    Raises:
        ValueError, KeyError: it does not fit the arrays.
    """
    hints = get_type_hints(Segmentation)
    found: list[Segmentation] = []
    for value in values:
        plain: dict[str, Any] = {}
        for f in fields(Segmentation):
            if f.name in _OWN or f.name not in value:
                continue
            given = value[f.name]
            if isinstance(given, dict) and set(given) == {"segmentation"}:
                plain[f.name] = found[_number(given["segmentation"], len(found))]
            elif Segmentation in get_args(hints[f.name]):
                plain[f.name] = None
            else:
                plain[f.name] = from_plain(hints[f.name], given)
        grid, name = read_grid(value["grid"]), value["probabilities"]
        labels = _labels(part.arrays[value["label_map"]], grid)
        probabilities = None if name is None else _probabilities(part.arrays[name], grid)
        found.append(
            Segmentation(grid=grid, label_map=labels, probabilities=probabilities, **plain)
        )
    return found


def read_history(values: dict[str, Any], part: Part, shape: tuple[int, ...]) -> History:
    """What :meth:`Shelf.put_history` made.

    Args:
        values: of the history.
        part: with the arrays.
        shape: of the label map that the steps change.

    Raises:
        ValueError, KeyError: a step lies outside of the label map.
    """
    done = [_step(part.arrays[name], shape) for name in values["done"]]
    undone = [_step(part.arrays[name], shape) for name in values["undone"]]
    return History.of(done, undone, forgotten=from_plain(int, values["forgotten"]))


def _step(table: Array, shape: tuple[int, ...]) -> Step:
    if table.ndim != 2 or table.shape[1] != 5 or table.dtype != np.uint16 or not len(table):
        raise ValueError("a step is no table of five columns")
    if (table[:, :3].max(axis=0) >= shape).any() or table[:, 3:].max() > max(Label):
        raise ValueError("a step lies outside of the label map")
    i, j, k = (table[:, column].astype(np.uint16) for column in range(3))
    where: Voxels = (i, j, k)
    before, after = (table[:, column].astype(np.uint8) for column in (3, 4))
    return Step(where, before, after)


def _labels(array: Array, grid: Grid) -> LabelMap:
    if array.shape != grid.shape or array.dtype != np.uint8:
        raise ValueError("a label map does not lie on the study's grid")
    if array.max(initial=0) > max(Label):
        raise ValueError("a label map holds what is no label")
    return np.asarray(array, np.uint8)


def _probabilities(array: Array, grid: Grid) -> npt.NDArray[np.uint8]:
    if array.shape != (3, *grid.shape) or array.dtype != np.uint8:
        raise ValueError("probabilities do not lie on the study's grid")
    return np.asarray(array, np.uint8)


def _number(value: Any, count: int) -> int:
    if type(value) is not int or not 0 <= value < count:
        raise ValueError(f"there is no segmentation {value!r:.20}")
    return value
