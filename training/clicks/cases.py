"""Labelled cases with what a held-out network said of them, which is where clicks begin."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.segmenting.preprocessing import Preprocessing, prepare
from core.space.affine import to_ras
from training.data.cases import Case, read_case_study, read_truth
from training.judging.answers import read_answer


@dataclass(frozen=True)
class ClickCase:
    """A case and the probabilities that stand at first.

    Attributes:
        case: as training reads it, at 1 mm.
        said: uint8, (3, x, y, z) of the same crop, 255 × probability of WT, TC, ET, by a network
            that never saw the case.
    """

    case: Case
    said: npt.NDArray[np.uint8]


def load_click_case(folder: Path, answers: Path, preprocessing: Preprocessing) -> ClickCase:
    """Read one case folder and its held-out answer.

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

    said = np.stack([cut(p) for p in read_answer(answers, folder.name).probabilities])
    modalities = len(preprocessing.channels)
    array = prepared.array[[*range(modalities), -1]].astype(np.float16)
    labels = cut(read_truth(folder, study.grid))
    return ClickCase(Case(folder.name, array, labels), said)
