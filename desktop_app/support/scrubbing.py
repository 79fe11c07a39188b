"""Taking the names of patients, files and people out of a text that may leave the computer.

Too much is taken rather than too little: a path is cut to the end of its line, a file of images
back to the last punctuation. Knows no Qt, so that the command line's log is scrubbed as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

HIDDEN = "<hidden>"

_SHORTEST = 3
"""A word of fewer letters stands in half the words of a text, and names nobody."""

_FRAME = re.compile(r'File "([^"\n]+)"')
_OWN_PLACES = re.compile(
    r".*[\\/](?=(?:core|desktop_app|resources|training|tests)[\\/])"
    r"|.*[\\/](?:site-packages|_internal|python3\.\d+)[\\/]"
)
_QUOTED = re.compile(r"""'[^'\n]*[\\/][^'\n]*'|"[^"\n]*[\\/][^"\n]*"|“[^”\n]*[\\/][^”\n]*”""")
_PATH = re.compile(
    r"(?<![\w.\\/])(?:file://)?(?:[A-Za-z]:[\\/]|\\\\|~?/)(?=[^\s/])"
    r'(?:[^\n"<>|:]|:(?=\S))*'
)
_IMAGE_FILE = re.compile(
    r"""[^\n"'<>|:;,()\[\]=]*\.(?:nii|npy|npz|dcm|ima|hdr|img|mgz|nrrd|mha|csv|pdf|html|png)\b(?:\.gz)?""",
    re.IGNORECASE,
)


class Scrubber:
    """Scrubs paths and names of image files, and every word that it was told to hide."""

    def __init__(self) -> None:
        self._words: set[str] = set()
        self.hide([Path.home().name])

    def hide(self, words: Iterable[str]) -> None:
        """Take these words out of every text from now on, such as the name of a study."""
        self._words |= {word for word in words if len(word) >= _SHORTEST}

    def __call__(self, text: str) -> str:
        """The text without them; lines of a traceback keep the program's own file names."""
        frames: list[str] = []

        def put_by(match: re.Match[str]) -> str:
            frames.append(_own_name(match[1]))
            return f"\0{len(frames) - 1}\0"

        text = _FRAME.sub(put_by, text)
        for word in sorted(self._words, key=len, reverse=True):
            text = re.sub(re.escape(word), HIDDEN, text, flags=re.IGNORECASE)
        for pattern in (_QUOTED, _PATH, _IMAGE_FILE):
            text = pattern.sub(HIDDEN, text)
        return re.sub("\0(\\d+)\0", lambda match: f'File "{frames[int(match[1])]}"', text)


scrub = Scrubber()
"""The process's own: what a window hides is hidden in the log and in copied diagnostics."""


def _own_name(path: str) -> str:
    """A source file below the program's or a library's folder, without what lies above."""
    place = _OWN_PLACES.match(path)
    return path[place.end() :] if place else re.split(r"[\\/]", path)[-1]
