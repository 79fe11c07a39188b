"""Raw heads with a teacher's masks, as the network will see them.

A folder of heads holds ``HEAD/HEAD_SEQUENCE.nii.gz``, all of one grid, and perhaps
``HEAD_wt.nii.gz``, the tumour; a folder of masks holds ``HEAD_SEQUENCE_TEACHER.nii.gz``, a
teacher's probability times 255 on that grid. The first of :data:`TEACHERS` that has a mask of a
head teaches it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.ndimage import distance_transform_edt

from core.brain_extraction.head import head_grid
from core.files.nifti import read_volume
from core.space.resampling import sampled
from core.studies.study import Volume

SEQUENCES = ("t1", "t1ce", "t2", "flair")
TUMOUR = "wt"
TEACHERS = ("hdbet", "deepbet")
TIGHTER_MM = {"hdbet": 0.0, "deepbet": 1.2}
"""By how much a teacher's outline lies inside the first one's: where deepbet's is widened by so
much, its Dice to HD-BET's is highest, .967 instead of .960 on two heads."""


@dataclass(frozen=True)
class RawHead:
    """One head on its files' own grid.

    Attributes:
        name: the folder's.
        volumes: by sequence.
        brain: the teacher's probability, 0 to 1, the tumour added, float32.
        teacher: the teacher's mask alone.
        taught_by: one of :data:`TEACHERS`.
        tumour: the true tumour, all false where none is known.
    """

    name: str
    volumes: Mapping[str, Volume]
    brain: npt.NDArray[np.float32]
    teacher: npt.NDArray[np.bool_]
    taught_by: str
    tumour: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class TrainingHead:
    """One head on the network's grid, float16 and uint8 to save memory.

    Attributes:
        name: the folder's.
        sequences: each scaled to 0 to 1, NaN where it was not scanned, (x, y, z).
        brain: probability times 255.
        tumour: 1 within it.
        spacing_mm: of the grid.
    """

    name: str
    sequences: tuple[npt.NDArray[np.float16], ...]
    brain: npt.NDArray[np.uint8]
    tumour: npt.NDArray[np.uint8]
    spacing_mm: float


def head_folders(heads: Path, masks: Path, sites: Iterable[str] | None = None) -> list[Path]:
    """Folders of heads that have a teacher's mask, sorted; of some sites alone if given."""
    wanted = None if sites is None else set(sites)
    return [
        folder
        for folder in sorted(p for p in heads.iterdir() if p.is_dir())
        if masks_of(folder.name, masks)[1]
        and (wanted is None or folder.name.split("_")[1] in wanted)
    ]


def masks_of(name: str, masks: Path) -> tuple[str, list[Path]]:
    """The teacher of a head and its masks, one per sequence it was shown; none if untaught."""
    for teacher in TEACHERS:
        if found := sorted(masks.glob(f"{name}_*_{teacher}.nii.gz")):
            return teacher, found
    return "", []


def read_head(folder: Path, masks: Path) -> RawHead:
    """Read a head and the union of the teacher's masks of it.

    Raises:
        ReadingError: a file is no NIfTI file.
        FileNotFoundError: the head has no sequence or no mask.
    """
    name = folder.name
    paths = {s: folder / f"{name}_{s}.nii.gz" for s in SEQUENCES}
    volumes = {s: read_volume(p) for s, p in paths.items() if p.exists()}
    teacher, taught = masks_of(name, masks)
    if not volumes or not taught:
        raise FileNotFoundError(f"{folder}: no sequence ({', '.join(SEQUENCES)}), or no mask.")
    brain = np.maximum.reduce([read_volume(p).data for p in taught]).astype(np.float32) / 255
    mask = brain >= 0.5
    path = folder / f"{name}_{TUMOUR}.nii.gz"
    tumour = read_volume(path).data > 0 if path.exists() else np.zeros(brain.shape, bool)
    if TIGHTER_MM[teacher]:
        spacing = next(iter(volumes.values())).grid.spacing_mm
        brain = _widened(mask, spacing, TIGHTER_MM[teacher])
    brain[tumour] = 1
    return RawHead(name, volumes, brain, mask, teacher, tumour)


def training_head(head: RawHead, spacing_mm: float, multiple: int) -> TrainingHead:
    """Bring a head to the network's grid."""
    first = next(iter(head.volumes.values()))
    grid = head_grid(first, head.name, spacing_mm, multiple)
    sequences = tuple(
        _unit(sampled(v.data, v.affine, grid, np.nan)).astype(np.float16)
        for v in head.volumes.values()
    )
    brain = np.rint(sampled(head.brain, first.affine, grid) * 255).astype(np.uint8)
    tumour = sampled(head.tumour.astype(np.uint8), first.affine, grid) >= 0.5
    return TrainingHead(head.name, sequences, brain, tumour.astype(np.uint8), spacing_mm)


def load_heads(
    folders: Sequence[Path], masks: Path, spacing_mm: float, multiple: int
) -> list[TrainingHead]:
    """Read heads for training."""
    return [training_head(read_head(f, masks), spacing_mm, multiple) for f in folders]


def _widened(
    mask: npt.NDArray[np.bool_], spacing_mm: tuple[float, float, float], by_mm: float
) -> npt.NDArray[np.float32]:
    """Move an outline outwards: 1 to 0 over two millimetres about its new place."""
    outside = distance_transform_edt(~mask, sampling=spacing_mm)
    inside = distance_transform_edt(mask, sampling=spacing_mm)
    return np.asarray(np.clip(0.5 + (by_mm - outside + inside) / 2, 0, 1), np.float32)


def _unit(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Bright tissue to 1, the darkest to 0; NaN stays."""
    known = values[np.isfinite(values)]
    low, high = np.quantile(known[::7], [0.01, 0.98]).tolist()
    return np.asarray(np.clip((values - low) / max(high - low, 1e-6), 0, 2), np.float32)
