"""What the process's exit code says."""

from __future__ import annotations

from enum import IntEnum

from core.errors import (
    CheckError,
    GeometryError,
    GliovistaError,
    ModelPackageError,
    WritingError,
)


class ExitCode(IntEnum):
    """Exit codes of every sub-command."""

    OK = 0
    SOME_FAILED = 1
    """A batch, an evaluation or a self-test went on to its end, but not all of it succeeded."""
    USAGE = 2
    """The command line was not understood."""
    UNREADABLE = 3
    """A file is missing, no NIfTI, damaged, not recognised, or no label map."""
    REFUSED = 4
    """The pre-flight check refused the study, or grids do not fit."""
    UNWRITABLE = 5
    """The result could not be written, or would replace a file."""
    MODEL = 6
    """The model package is missing, damaged or none."""
    MEMORY = 7
    """The computer has too little memory for this study."""
    INTERRUPTED = 130
    """Ctrl+C; nothing was left half written."""


EXIT_CODES_HELP = (
    "Exit codes: 0 ok; 1 some cases or checks failed (batch, evaluate, self-test); 2 usage; "
    "3 unreadable input; 4 refused by the check; 5 cannot write; 6 model problem; "
    "7 out of memory; 130 interrupted."
)


TOO_LITTLE_MEMORY = "Too little memory for this study. Close other programs and try again."
"""Said with :attr:`ExitCode.MEMORY`."""


def exit_code_of(error: GliovistaError) -> ExitCode:
    """The exit code of an error that ends a sub-command."""
    if isinstance(error, (CheckError, GeometryError)):
        return ExitCode.REFUSED
    if isinstance(error, WritingError):
        return ExitCode.UNWRITABLE
    if isinstance(error, ModelPackageError):
        return ExitCode.MODEL
    return ExitCode.UNREADABLE
