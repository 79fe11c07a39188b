"""Labelled cases with what a held-out network said of them, which is where clicks begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.segmenting.preprocessing import Preprocessing, prepare
from core.space.affine import to_ras
from training.data.cases import Case, read_case_study, read_truth
from training.judging.answers import answer_path, read_answer


@dataclass(frozen=True)
class ClickCase:
    """A case and the probabilities that stand at first.

    Attributes:
        case: as training reads it, at 1 mm.
        said: what different networks said of the same crop: uint8, (3, x, y, z) each, 255 ×
            probability of WT, TC, ET; by networks that never saw the case, or not all of it.
    """

    case: Case
    said: tuple[npt.NDArray[np.uint8], ...]


def load_click_case(
    folder: Path, answers: Sequence[Path], preprocessing: Preprocessing
) -> ClickCase:
    """Read one case folder and what was said of it, in whichever folders of answers that is.

    Raises:
        ReadingError: the case is not whole, or has no answer.
        ValueError: it does not lie at the network's spacing.
    """
    study = read_case_study(folder)
    prepared = prepare(study, preprocessing)
    if prepared.model_grid.shape != to_ras(study.reference.data, study.grid.affine).shape:
        raise ValueError(f"{folder}: clicks are learnt on cases of 1 mm.")
    affine = study.grid.affine

    def cut(data: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
        return np.ascontiguousarray(to_ras(data, affine)[prepared.box])

    having = [each for each in answers if answer_path(each, folder.name).exists()] or answers
    said = tuple(
        np.stack([cut(p) for p in read_answer(each, folder.name).probabilities]) for each in having
    )
    modalities = len(preprocessing.channels)
    array = prepared.array[[*range(modalities), -1]].astype(np.float16)
    labels = cut(read_truth(folder, study.grid))
    return ClickCase(Case(folder.name, array, labels), said)
