"""Files that hold several sequences at once: 4-D NIfTI and numpy arrays.

No standard says in which order the sequences are stacked, so the caller must: the Medical
Segmentation Decathlon has FLAIR, T1, T1Gd, T2; other sets have others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nibabel as nib
import numpy as np
import numpy.typing as npt

from core.errors import ReadingError
from core.files.nifti import (
    assumed_header,
    header_affine,
    image_shape,
    narrowed,
    read_array,
    read_header,
    require_scalar,
    require_size,
    unreadable,
)
from core.space.affine import Affine, require_usable
from core.studies.naming import recognise_text
from core.studies.study import Modality, Volume

DECATHLON_ORDER = (Modality.FLAIR, Modality.T1, Modality.T1GD, Modality.T2)
"""Medical Segmentation Decathlon, Task01 (medicaldecathlon.com)."""

_MAX_CHANNELS = 8
"""An axis this short, at one end, is one of channels: no volume has so few slices."""

_NO_ORDER = (
    "Sequences stacked in one file have no agreed order, so say which it is, for example "
    f"“{','.join(m.value for m in DECATHLON_ORDER)}”, that of the Medical Segmentation Decathlon."
)


def parse_order(text: str) -> tuple[Modality, ...]:
    """Read an order such as ``"flair,t1,t1gd,t2"``; any habit of naming a sequence will do.

    Raises:
        ReadingError: empty, a word that names no sequence, or a sequence named twice.
    """
    words = [word for word in re.split(r"[,;/\s]+", text.strip()) if word]
    if not words:
        raise ReadingError(_NO_ORDER)
    order = []
    for word in words:
        hit = recognise_text(word)
        if hit is None:
            raise ReadingError(
                f"“{word}” names no sequence. Write T1, T1Gd, T2 and FLAIR in the file's order, "
                "with commas between."
            )
        order.append(hit[0])
    _require_distinct(order)
    return tuple(order)


def stack_channels(path: Path) -> int:
    """Count the sequences that a file holds, from its header; 1 for a plain volume.

    Raises:
        ReadingError: not a readable file, or of a shape that is neither volume nor stack.
    """
    shape = _shape(path)
    if len(shape) == 3:
        return 1
    return shape[_channel_axis(path, shape)]


def read_stack(
    path: Path, order: Sequence[Modality], affine: Affine | None = None
) -> dict[Modality, Volume]:
    """Read a stacked file, channels first or last, and part it by sequence.

    Args:
        path: ``.nii``, ``.nii.gz`` or ``.npy`` of shape (i, j, k, n) or (n, i, j, k).
        order: the sequence of each channel, of length n.
        affine: where the voxels lie, (4, 4), RAS+ mm. Without it a NIfTI file's own counts;
            numpy's files state none and NIfTI's with channels first none of these axes, so
            1 mm voxels along R, A and S are assumed; :mod:`core.opening.placing` knows better.

    Returns:
        One volume per modality, in the order of :class:`Modality`.

    Raises:
        ReadingError: no order, an order of another length, or not a readable stack.
        GeometryError: the affine is unusable.
    """
    if not order:
        raise ReadingError(f"{path}: {_NO_ORDER}")
    _require_distinct(order)
    shape = _shape(path)
    if len(shape) == 3:
        raise ReadingError(f"{path}: expected sequences stacked in one file, found a single one.")
    axis = _channel_axis(path, shape)
    if shape[axis] != len(order):
        raise ReadingError(
            f"{path}: it holds {shape[axis]} sequences, but the order names {len(order)}."
        )
    data, header = _load(path, axis, affine)
    where = header_affine(header, path)
    parts = {
        modality: Volume(np.asfortranarray(np.moveaxis(data, axis, 0)[n]), where, header, path)
        for n, modality in enumerate(order)
    }
    return {m: parts[m] for m in Modality if m in parts}


def _load(
    path: Path, axis: int, affine: Affine | None
) -> tuple[npt.NDArray[Any], nib.Nifti1Header]:
    """The array of all channels, and a header for one of them."""
    if _is_numpy(path):
        data = narrowed(np.asarray(_open_numpy(path)))
        header = None
    else:
        data, header = read_array(path, lambda _path, _shape: None)
    shape = tuple(n for a, n in enumerate(data.shape) if a != axis)
    if affine is None and header is not None and axis == 3:
        header = header.copy()
        header.set_data_shape(shape)
        header.set_intent("none")  # one sequence is no vector
        return data, header
    where = np.eye(4) if affine is None else np.asarray(affine, float)
    require_usable(where, str(path))
    one = np.moveaxis(data, axis, 0)[0]
    return data, assumed_header(one, where, "RAS" if affine is None else None)


def _shape(path: Path) -> tuple[int, ...]:
    if _is_numpy(path):
        return tuple(int(n) for n in _open_numpy(path).shape)
    return image_shape(read_header(path))


def _channel_axis(path: Path, shape: tuple[int, ...]) -> int:
    found = " × ".join(str(n) for n in shape)
    if len(shape) != 4:
        raise ReadingError(
            f"{path}: expected four axes, of which one counts the sequences; found {found}."
        )
    short = [axis for axis in (0, 3) if shape[axis] <= _MAX_CHANNELS]
    if len(short) != 1:
        raise ReadingError(
            f"{path}: expected the sequences along the first or the last axis; in {found} "
            f"{'both' if short else 'neither'} could count them."
        )
    return short[0]


def _is_numpy(path: Path) -> bool:
    return path.suffix.lower() == ".npy"


def _open_numpy(path: Path) -> npt.NDArray[Any]:
    """Map a numpy file into memory; objects, which could run code, are never unpickled."""
    try:
        data = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, EOFError) as error:
        raise unreadable(path, error) from error
    except MemoryError:
        raise
    # numpy parses the header as Python's own literals, with whatever errors that has.
    except Exception as error:
        raise ReadingError(f"{path}: not a readable numpy array of numbers ({error}).") from error
    if not isinstance(data, np.ndarray):
        data.close()
        raise ReadingError(f"{path}: expected one array (.npy), found an archive of arrays.")
    require_scalar(data.dtype, path)
    require_size(data.shape, path)
    # A fifth axis of length one is a batch's or a vector's, never a volume's.
    return data.squeeze() if data.ndim > 4 else data


def _require_distinct(order: Sequence[Modality]) -> None:
    twice = sorted({m.value for m in order if list(order).count(m) > 1})
    if twice:
        raise ReadingError(f"The order names {' and '.join(twice)} twice. Name each sequence once.")
