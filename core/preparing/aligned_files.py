"""Aligned sequences as files on the reference's grid, and the transforms that bring them there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.errors import WritingError
from core.files.outputs import make_folder, unwritable
from core.files.writing import replacing, write_volume
from core.preparing.preparing import Preparation
from core.progress import Progress, no_progress
from core.registration.rigid import Alignment
from core.space.affine import LPS_FROM_RAS, Affine
from core.studies.study import Modality, Volume

NOTHING_ALIGNED = (
    "The sequences of this study lie on one grid already, so that nothing was aligned and there "
    "is nothing to write."
)

_PARAMETERS = "Parameters:"


def own_scan(preparation: Preparation, modality: Modality) -> Volume:
    """A sequence as it was read, where its own header puts it."""
    volume = preparation.aligned[modality]
    alignment = preparation.alignments.get(modality)
    if alignment is None:
        return volume
    return replace(volume, affine=alignment.matrix @ volume.affine)


# -- transforms --------------------------------------------------------------------------


def transform_paths(preparation: Preparation, folder: Path) -> dict[Modality, Path]:
    """What :func:`write_transforms` writes."""
    reference = preparation.reference
    return {m: folder / f"{reference.value}_to_{m.value}.tfm" for m in preparation.alignments}


def write_transforms(preparation: Preparation, folder: Path) -> dict[Modality, Path]:
    """Write the transform of each sequence that was aligned, as ITK and 3D Slicer read it.

    It maps a point of the reference, in LPS millimetres, to the same tissue's point in the
    sequence: what ``SimpleITK.Resample(sequence, reference, transform)`` wants in order to bring
    the sequence to the reference.

    Args:
        preparation: of raw scans.
        folder: made if need be.

    Raises:
        WritingError: it could not be written or did not read back equal.
    """
    paths = transform_paths(preparation, folder)
    make_folder(folder)
    for modality, path in paths.items():
        _write_transform(preparation.alignments[modality], path)
    return paths


def _write_transform(alignment: Alignment, path: Path) -> None:
    matrix = LPS_FROM_RAS @ alignment.matrix @ LPS_FROM_RAS
    with replacing(path) as fresh:
        try:
            fresh.write_text(_as_tfm(matrix), encoding="ascii")
            back = _matrix_of(fresh.read_text(encoding="ascii"))
        except OSError as error:
            raise unwritable(path, error) from error
        if not np.array_equal(back, matrix[:3]):
            raise WritingError(
                f"{path}: what was written does not read back equal. Try another disk."
            )


def _as_tfm(matrix: Affine) -> str:
    """ITK's text form: the rows of the matrix, then the translation, about the world's middle."""
    numbers = [*matrix[:3, :3].ravel().tolist(), *matrix[:3, 3].tolist()]
    return (
        "#Insight Transform File V1.0\n#Transform 0\nTransform: AffineTransform_double_3_3\n"
        f"{_PARAMETERS} {' '.join(map(repr, numbers))}\nFixedParameters: 0 0 0\n"
    )


def _matrix_of(text: str) -> npt.NDArray[np.float64]:
    """The upper three rows of the matrix."""
    (line,) = (line for line in text.splitlines() if line.startswith(_PARAMETERS))
    numbers = np.array([float(word) for word in line.split()[1:]])
    return np.column_stack([numbers[:9].reshape(3, 3), numbers[9:]])


# -- volumes -----------------------------------------------------------------------------


def aligned_paths(preparation: Preparation, folder: Path) -> dict[Modality, Path]:
    """What :func:`write_aligned` writes."""
    reference = preparation.reference
    return {
        m: folder / (f"{m.value}.nii.gz" if m == reference else f"{m.value}_on_{reference}.nii.gz")
        for m in preparation.study.volumes
    }


def write_aligned(
    preparation: Preparation, folder: Path, progress: Progress = no_progress
) -> dict[Modality, Path]:
    """Write each sequence on the reference's grid, skull and all; the reference as it was read.

    Args:
        preparation: of raw scans.
        folder: made if need be.
        progress: called for each sequence; may raise ``Cancelled``.

    Raises:
        WritingError: it could not be written or did not read back equal.
    """
    paths = aligned_paths(preparation, folder)
    make_folder(folder)
    volumes = preparation.study.volumes
    reference = volumes[preparation.reference]
    for number, (modality, path) in enumerate(paths.items()):
        progress(number, len(paths), f"writing {modality.value}")
        write_volume(volumes[modality].data, reference, path)
    return paths
