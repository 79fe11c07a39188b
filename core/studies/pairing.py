"""Which predicted label map belongs to which truth: matched by case name."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from core.errors import ReadingError
from core.studies.folders import name_key, nifti_files_below
from core.studies.naming import is_segmentation, recognise, stem

_ENDING = re.compile(
    r"(?:^|[-_. ])(?:seg|dseg|mask|labels?|segmentation|pred|prediction|gt|truth)$", re.IGNORECASE
)
_DERIVED = re.compile(r"_(?:wt|tc|et)(?:_probability)?$", re.IGNORECASE)
"""Region masks and probability maps that lie beside a label map."""


@dataclass(frozen=True)
class Pairs:
    """Predictions beside their truths.

    Attributes:
        matched: (case name, prediction, truth), sorted by name.
        without_truth: predictions of cases that have no truth.
        without_prediction: truths that nobody predicted.
    """

    matched: tuple[tuple[str, Path, Path], ...]
    without_truth: tuple[Path, ...]
    without_prediction: tuple[Path, ...]

    @property
    def files(self) -> tuple[Path, ...]:
        """Every label map, of whichever case."""
        both = (path for _, *pair in self.matched for path in pair)
        return (*both, *self.without_truth, *self.without_prediction)


def pair(predicted: Path, truth: Path) -> Pairs:
    """Match label maps of two folders, or of two files.

    A case's name is its file's without an ending such as ``_seg``; a file that is named by
    nothing else takes its folder's name. Folders are searched with their sub-folders.

    Raises:
        ReadingError: a path is missing, one is a file and the other a folder, a folder holds
            no label map, a case comes twice, or no name is in both.
    """
    for path in (predicted, truth):
        if not path.exists():
            raise ReadingError(f"{path}: there is no such file or folder. Check the path.")
    if predicted.is_file() and truth.is_file():
        return Pairs(((case_name(truth), predicted, truth),), (), ())
    if predicted.is_file() or truth.is_file():
        raise ReadingError(
            f"{predicted} and {truth}: one is a file and the other a folder. Give two files or "
            "two folders."
        )
    found, known = label_maps(predicted), label_maps(truth)
    both = sorted(found.keys() & known.keys())
    if not both:
        raise ReadingError(
            f"No case has a label map in both {predicted} and {truth}: the first names "
            f"{_some(found)}, the second {_some(known)}. Name the files alike, for example "
            "CASE_seg.nii.gz."
        )
    return Pairs(
        tuple((case_name(known[k]), found[k], known[k]) for k in both),
        tuple(path for k, path in sorted(found.items()) if k not in known),
        tuple(path for k, path in sorted(known.items()) if k not in found),
    )


def case_name(path: Path) -> str:
    """The case that a label map's file name tells, or else its folder's name."""
    name = stem(path)
    while (shorter := _ENDING.sub("", name)) != name:
        name = shorter
    return name or path.absolute().parent.name


def label_maps(folder: Path) -> dict[str, Path]:
    """Label maps in a folder and below it, by case name (:func:`core.studies.folders.name_key`).

    Images that lie beside are left out: a file counts when its name says that it is a
    segmentation, or names no sequence. Links are followed, and a file that several lead to counts
    once.

    Raises:
        ReadingError: there are none, two of one case, or a folder that may not be looked into.
    """
    found: dict[str, Path] = {}
    for path in _files_below(folder):
        if not _is_label_map(path):
            continue
        key = name_key(case_name(path))
        if key in found:
            if os.path.realpath(found[key]) == os.path.realpath(path):
                continue
            raise ReadingError(
                f"{folder}: both {found[key].name} and {path.name} are label maps of "
                f"{case_name(path)}. Leave one of them in the folder."
            )
        found[key] = path
    if not found:
        raise ReadingError(f"{folder}: no label map here (.nii or .nii.gz).")
    return found


def _files_below(folder: Path) -> list[Path]:
    try:
        return sorted(nifti_files_below(folder))
    except OSError as error:
        raise ReadingError(
            f"{error.filename or folder}: it could not be listed ({error.strerror}). Ask its "
            "owner, or copy it to a folder of your own."
        ) from error


def _is_label_map(path: Path) -> bool:
    if _DERIVED.search(stem(path)):
        return False
    return is_segmentation(path) or recognise(path) is None


def _some(names: dict[str, Path]) -> str:
    shown = ", ".join(case_name(path) for path in list(names.values())[:3])
    return shown + (f" and {len(names) - 3} more" if len(names) > 3 else "")
