"""Which scans a label map was made from: a mark in its header, which names nobody.

Two patients' folders may bear one name, and then so do their label maps. The mark tells them
apart wherever the files are moved to.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from core.errors import GliovistaError
from core.files.nifti import read_header, unreadable
from core.studies.study import Modality, Study

_PIECES = 16
_PIECE_BYTES = 4096
"""Read at even distances: an uncompressed file begins and ends with a background that all
patients share, and a whole one would take a resumed batch minutes."""

_EVERY = 3
"""Every third voxel along each axis tells one scan from another."""

_MARK = re.compile(rb"; scans ([0-9a-f]{16})")


def mark_of_files(files: Mapping[Modality, Path]) -> str:
    """Sixteen digits made from the sequences' files; others for other scans.

    Raises:
        ReadingError: a file cannot be read.
    """
    digest = hashlib.sha256()
    for modality in Modality:
        if modality in files:
            digest.update(f"{modality.value} ".encode())
            _take(files[modality], digest)
    return digest.hexdigest()[:16]


def mark_of_study(study: Study) -> str:
    """The same of a study that was read, of DICOM by its UIDs; empty where it has no files.

    Raises:
        ReadingError: a file is gone.
    """
    files = {m: v.path for m, v in study.volumes.items() if v.path is not None}
    return mark_of_files(files) if files else mark_of_pictures(_uids_of(study))


def mark_of_pictures(uids: Mapping[Modality, Iterable[str]]) -> str:
    """The same of sequences that are DICOM, made from the UIDs of their objects in any order."""
    told = []
    for modality in (m for m in Modality if m in uids):
        told += [modality.value, *sorted(set(uids[modality]))]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16] if told else ""


def _uids_of(study: Study) -> dict[Modality, list[str]]:
    sources = {m: v.source or v.resampled_from for m, v in study.volumes.items()}
    return {m: [image.sop_uid for image in s.images] for m, s in sources.items() if s is not None}


def mark_of_values(study: Study) -> str:
    """Sixteen digits for a study that has neither files nor UIDs of DICOM, as the demo study.

    Made of the reference scan alone: its shape, its type of number, and every third voxel along
    each axis. What differs only between these, or in another sequence, gives the same digits.
    """
    volume = study.reference
    digest = hashlib.sha256(f"{volume.data.shape} {volume.data.dtype} ".encode())
    sample = volume.data[::_EVERY, ::_EVERY, ::_EVERY]
    digest.update(np.ascontiguousarray(sample).tobytes())
    return digest.hexdigest()[:16]


def marked(description: bytes, mark: str) -> bytes:
    """A header's description with a mark behind it."""
    return description + b"; scans " + mark.encode("ascii") if mark else description


def mark_in(path: Path) -> str:
    """The mark that a label map bears; empty where it has none or is no label map."""
    try:
        description = bytes(read_header(path)["descrip"].item())
    except GliovistaError:  # whatever it is, it tells of no scans
        return ""
    found = _MARK.search(description)
    return found[1].decode("ascii") if found else ""


def _take(path: Path, digest: hashlib._Hash) -> None:
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            digest.update(f"{size} ".encode())
            last = max(size - _PIECE_BYTES, 0)
            for start in sorted({last * n // (_PIECES - 1) for n in range(_PIECES)}):
                file.seek(start)
                digest.update(file.read(_PIECE_BYTES))
    except OSError as error:
        raise unreadable(path, error) from error
