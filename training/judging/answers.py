"""Answers of whatever segments, one file a case: kept apart so that any mix can be judged.

A folder of answers is what one network, or several, said of many cases: ``CASE.npz`` each, with the
probabilities on the case's native grid. :mod:`training judge` averages and scores them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.errors import ReadingError
from core.files.writing import replacing
from core.segmenting.windows import Probabilities, to_uint8
from core.space.boxes import box_of


@dataclass(frozen=True)
class Answer:
    """What was said of one case.

    Attributes:
        probabilities: uint8, (3, i, j, k) on the native grid, 255 × probability of WT, TC, ET.
        seconds: wall time that it took, reading left out.
    """

    probabilities: Probabilities
    seconds: float


def answer_path(folder: Path, case: str) -> Path:
    """Where a folder of answers keeps a case's."""
    return folder / f"{case}.npz"


def write_answer(folder: Path, case: str, answer: Answer) -> None:
    """Keep an answer; an interruption leaves no half of one."""
    folder.mkdir(parents=True, exist_ok=True)
    box = box_of(np.asarray(answer.probabilities.any(axis=0))) or (slice(0, 0),) * 3
    with replacing(answer_path(folder, case)) as fresh, fresh.open("wb") as file:
        np.savez_compressed(
            file,
            part=answer.probabilities[(slice(None), *box)],
            start=[side.start for side in box],
            shape=answer.probabilities.shape[1:],
            seconds=answer.seconds,
        )


def read_answer(folder: Path, case: str) -> Answer:
    """Inverse of :func:`write_answer`.

    Raises:
        ReadingError: the folder holds none of this case.
    """
    path = answer_path(folder, case)
    if not path.exists():
        raise ReadingError(f"{path}: expected an answer of this case, found none.")
    with np.load(path) as kept:
        part, start, shape = kept["part"], kept["start"], kept["shape"]
        seconds = float(kept["seconds"])
    probabilities = np.zeros((len(part), *shape), np.uint8)
    box = tuple(slice(a, a + n) for a, n in zip(start, part.shape[1:], strict=True))
    probabilities[(slice(None), *box)] = part
    return Answer(probabilities, seconds)


def mixed(answers: Sequence[Answer], weights: Sequence[float]) -> Answer:
    """The weighted mean of several answers of one case; the seconds are added.

    Raises:
        ValueError: the answers lie on different grids, or no weight is above 0.
    """
    total = float(sum(weights))
    if total <= 0:
        raise ValueError(f"weights {list(weights)}: expected at least one above 0.")
    if len({answer.probabilities.shape for answer in answers}) != 1:
        raise ValueError("the answers lie on different grids.")
    summed: npt.NDArray[np.float32] = np.zeros(answers[0].probabilities.shape, np.float32)
    for answer, weight in zip(answers, weights, strict=True):
        if weight:
            summed += np.float32(weight / total / 255.0) * answer.probabilities
    return Answer(to_uint8(summed), sum(answer.seconds for answer in answers))
