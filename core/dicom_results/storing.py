"""A DICOM object onto the disk: whole or not at all, read again and compared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from core.dicom.library import quiet_pydicom
from core.errors import GliovistaError, WritingError
from core.files.writing import replacing

if TYPE_CHECKING:
    from pydicom import Dataset

SUFFIX = ".dcm"

Finish = Callable[["Dataset"], "Dataset"]
"""What is done to an object before it is stored."""


def as_it_is(made: Dataset) -> Dataset:
    """Change nothing."""
    return made


def store(made: Dataset, path: Path, equal: Callable[[Dataset], bool]) -> None:
    """Write under a temporary name, read again, and replace ``path`` if all is as it was meant.

    Args:
        made: with its file meta information.
        path: ends in ``.dcm``.
        equal: whether what was read again holds what was to be written.

    Raises:
        WritingError: wrong ending, the disk refused, or it does not read back equal; ``path`` is
            then as it was before.
    """
    if path.suffix.lower() != SUFFIX:
        raise WritingError(f"{path}: expected a name that ends in {SUFFIX}.")
    pydicom = quiet_pydicom()
    with replacing(path) as fresh:
        made.save_as(fresh, enforce_file_format=True)
        try:
            same = equal(pydicom.dcmread(fresh))
        # What pydicom raises of a damaged file is of these kinds.
        except GliovistaError as error:
            raise WritingError(
                f"{path}: what was written does not read back: {error} Try another disk."
            ) from error
        except (ValueError, TypeError, AttributeError, KeyError, IndexError) as error:
            raise WritingError(f"{path}: what was written cannot be read back.") from error
        if not same:
            raise WritingError(
                f"{path}: what was written does not read back equal. Try another disk."
            )
