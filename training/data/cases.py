"""Labelled cases, cropped and compact in memory."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.errors import GeometryError, ReadingError
from core.files.label_files import oedema_outermost, read_label_file
from core.opening.reading import open_study
from core.progress import Progress, no_progress
from core.segmenting.preprocessing import Preprocessing, prepare, resample
from core.space.affine import Grid, grid_difference_mm, ras_grid, to_ras, turned_onto
from core.studies.naming import is_nifti_name, is_segmentation
from core.studies.sequences import absent
from core.studies.study import Study


@dataclass(frozen=True)
class Case:
    """One labelled case as a network sees it.

    Attributes:
        name: the case folder's name; one folder is one patient.
        array: float16, (modalities + 1, x, y, z), from
            :func:`core.segmenting.preprocessing.prepare` without the mirror images, which
            :func:`training.data.augment.cut_patch` adds.
        labels: uint8, (x, y, z), values of :class:`core.labels.Label`, the same crop.
    """

    name: str
    array: npt.NDArray[np.float16]
    labels: npt.NDArray[np.uint8]


def case_folders(root: Path) -> list[Path]:
    """Folders under ``root`` that hold a segmentation, sorted by name.

    Raises:
        ReadingError: there is none.
    """
    folders = sorted(p for p in root.iterdir() if p.is_dir() and _segmentations(p))
    if not folders:
        raise ReadingError(f"{root}: expected case folders with a segmentation, found none.")
    return folders


def load_cases(
    folders: Sequence[Path], preprocessing: Preprocessing, progress: Progress = no_progress
) -> list[Case]:
    """Read, prepare and crop labelled cases, two at a time.

    Raises:
        ReadingError: a folder lacks a sequence or its segmentation.
    """
    cases = []
    with ThreadPoolExecutor(2) as pool:
        for case in pool.map(partial(load_case, preprocessing=preprocessing), folders):
            cases.append(case)
            progress(len(cases), len(folders), f"read {case.name}")
    return cases


def load_case(folder: Path, preprocessing: Preprocessing) -> Case:
    """Read one case folder; labels on another grid than the model's go to the nearest voxel."""
    study = read_case_study(folder)
    prepared = prepare(study, preprocessing)
    truth = to_ras(read_truth(folder, study.grid), study.grid.affine)
    ras = ras_grid(study.grid)
    if grid_difference_mm(prepared.model_grid, ras) > 0:
        truth = resample(truth, ras, prepared.model_grid, order=0)
    labels = np.ascontiguousarray(truth[prepared.box].astype(np.uint8))
    modalities = len(preprocessing.channels)
    kept = prepared.array[[*range(modalities), -1]]
    return Case(folder.name, kept.astype(np.float16), labels)


def read_case_study(folder: Path) -> Study:
    """The four sequences of a case folder, found and checked as the program does it.

    Raises:
        ReadingError: a sequence is absent, which the program allows and training does not.
        ReadingError, CheckError: as :func:`core.opening.reading.open_study`.
    """
    study = open_study(folder).study
    missing = absent(study.volumes)
    if missing:
        raise ReadingError(f"{folder}: training needs all four sequences; no {missing[0].value}.")
    return study


def read_truth(folder: Path, grid: Grid) -> npt.NDArray[np.uint8]:
    """The experts' label map of a case folder on the study's grid, by BraTS's numbering.

    Training sets are BraTS files, where 1 is NCR and 2 is ED; ET is 4 or, since 2023, 3.

    Raises:
        ReadingError: not one segmentation; or one that seems to number as the Decathlon does.
        GeometryError: its voxels are not the grid's.
    """
    paths = _segmentations(folder)
    if len(paths) != 1:
        raise ReadingError(f"{folder}: expected one segmentation, found {len(paths)}.")
    read = read_label_file(paths[0])
    if read.ambiguous and oedema_outermost(read.label_map) is False:
        raise ReadingError(
            f"{paths[0]}: label 1 lies around label 2, as in the Medical Segmentation Decathlon, "
            "where 1 is oedema. Training reads BraTS's numbers: exchange 1 and 2 in the file."
        )
    placed = turned_onto(read.label_map, read.volume.affine, grid)
    if placed is None:
        raise GeometryError(f"{paths[0]}: it does not lie on the grid of {folder}'s sequences.")
    return placed


def _segmentations(folder: Path) -> list[Path]:
    return [p for p in sorted(folder.iterdir()) if is_nifti_name(p) and is_segmentation(p)]
