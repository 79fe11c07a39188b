"""Scans that are there, though their names say that they hold labels."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

import numpy as np

from core.checks.contents import FEWEST_VALUES, sample
from core.errors import GliovistaError, UnusableFileError
from core.files.other_formats import read_scan
from core.opening.foreign import foreign_stem, is_foreign_image
from core.studies.naming import is_segmentation, stem
from core.studies.sequence_words import read_name
from core.studies.study import Modality

_NOT_READ = "it is in a format that this program does not read (save it as .nii.gz)"


def require_none_hidden(
    folder: Path, labels: Iterable[Path], present: Collection[Modality]
) -> None:
    """Refuse to call a sequence absent while a file that names it was taken for labels.

    A scan that was masked, such as ``t1ce_mask.nii.gz``, is told from a label map by its
    values; only files that name an absent sequence are read.

    Args:
        folder: the study's, for the sentence.
        labels: files whose names say that they hold labels, or whose format is not read.
        present: sequences that are there.

    Raises:
        UnusableFileError: names each file, and why it was left out.
    """
    sentences, modalities = [], []
    for path in labels:
        foreign = is_foreign_image(path)
        hit = read_name(foreign_stem(path) if foreign else stem(path))
        if hit is None or hit.modality in present or (foreign and is_segmentation(path)):
            continue
        why = _NOT_READ if foreign else _why_left_out(path)
        if why:
            sentences.append(f"{path.name} names {hit.modality}, but {why}.")
            modalities.append(hit.modality)
    if sentences:
        options = " or ".join(f"--{m.lower()} FILE" for m in Modality if m in modalities)
        text = (
            f"{folder}: {' '.join(sentences)} Say what it is (on the command line: segment FOLDER "
            f"{options}), or go on without it (--without-unreadable)."
        )
        raise UnusableFileError(text, tuple(m for m in Modality if m in modalities))


def _why_left_out(path: Path) -> str:
    """Why a file that may be a scan was not taken for one; empty for a label map."""
    try:
        data = read_scan(path).data
    except GliovistaError as error:
        reason = str(error).removeprefix(f"{path}: ").rstrip(".")
        return f"it is called a label map and cannot be read to see whether it is one: {reason}"
    probabilities = data.dtype.kind == "f" and data.min() >= 0 and data.max() <= 1
    if probabilities or np.unique(sample(data)).size < FEWEST_VALUES:
        return ""
    return "it is called a label map, though it holds a scan's values"
