"""Output streams that cannot hold every character: text with replacements instead of an error.

Windows code pages, latin-1 and ascii lack some letters of patients' folders and some signs of the
program's own, and no encoding holds a file's name whose bytes are no text.
"""

from __future__ import annotations

import codecs
import sys
from io import TextIOWrapper

_HANDLER = "gliovista"
_SIGNS = str.maketrans(
    {"×": "x", "…": "...", "“": '"', "”": '"', "’": "'", "–": "-", "—": "-", "°": " deg", "≥": ">="}
)


def bear_any_text() -> None:
    """Let standard output and error take any text from now on."""
    codecs.register_error(_HANDLER, _replaced)
    for stream in (sys.stdout, sys.stderr):
        # There is none in a program without a console, and a test may put in another kind.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)


def _replaced(error: UnicodeError) -> tuple[str, int]:
    """A sign that looks alike, or else the character's number, by which names stay distinct."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end].translate(_SIGNS)
    return text.encode("ascii", "backslashreplace").decode("ascii"), error.end
