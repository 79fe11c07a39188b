"""Errors that a person can act on: what, where, what was expected, what to do."""

from __future__ import annotations

import errno
import re

_NO_MEMORY = re.compile(
    r"(?i)bad_alloc|bad allocation|failed to map segment|cannot allocate|failed to allocate"
    r"|unable to allocate|can't alloc|not enough memory|out of memory|can't start new thread"
    r"|paging file is too small"
)
"""What the loader, the threads, OpenVINO, oneDNN, PyTorch and Windows say of it. Only some of them
have an exception of its own for it."""


class GliovistaError(Exception):
    """Base of every error that is the input's fault, not the program's.

    The text is one or more full sentences for the person at the screen: which file,
    what was expected, what was found, what to do.
    """


class ReadingError(GliovistaError):
    """A file or folder could not be read as a study."""


class UnusableFileError(ReadingError):
    """A sequence's file is there, so that the sequence is not absent, but cannot be used.

    Attributes:
        sequences: names of the sequences without which a person may choose to go on; empty
            where too few others are there.
    """

    def __init__(self, text: str, sequences: tuple[str, ...] = ()) -> None:
        super().__init__(text)
        self.sequences = sequences


class SeveralStudiesError(ReadingError):
    """A folder holds the studies of several patients, or several of one."""


class UndecidedError(ReadingError):
    """A file's name may mean either of two sequences, and only a person can say which."""


class GeometryError(GliovistaError):
    """Two volumes do not lie on one grid, or an affine is unusable."""


class CheckError(GliovistaError):
    """The pre-flight check refused the study."""


class UnpreparedError(CheckError):
    """The sequences lie on grids of their own, as they leave the scanner; aligning may help.

    Attributes:
        grids_only: nothing but their grids speaks against them; else their axes contradict each
            other, which somebody should look into first.
    """

    def __init__(self, text: str, *, grids_only: bool = False) -> None:
        super().__init__(text)
        self.grids_only = grids_only


class ModelPackageError(GliovistaError):
    """A model package is missing, damaged, or not a model package at all."""


class LabelConventionError(GliovistaError):
    """A label map holds values that its convention does not name."""


class WritingError(GliovistaError):
    """A result could not be written, or did not read back as it was."""


def lacks_memory(error: BaseException) -> bool:
    """Whether an error came of too little memory, be it while a library was imported."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, MemoryError):
            return True
        if isinstance(cause, OSError) and cause.errno == errno.ENOMEM:
            return True
        if isinstance(cause, ImportError | OSError | RuntimeError) and _NO_MEMORY.search(
            str(cause)
        ):
            return True
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return False
