"""Compressed files that something follows: padding of a tape, a signature, a line of a log.

isal's and Python's readers, and nibabel with them, refuse what is not zeros after the last
compressed member, although the data before it are whole. gzip's own program warns and goes on
(gnu.org/software/gzip, "decompression OK, trailing garbage ignored").
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import IO, Any

from core.files.file_kinds import GZIP_MAGIC

_CHUNK = 2**16
_GZIP_FORMAT = 31
"""zlib's window bits for gzip with its checksum (zlib.net/manual.html, inflateInit2)."""


def open_members(path: Path) -> IO[bytes]:
    """Open the decompressed bytes of the members that a file begins with; what follows is left.

    Raises:
        OSError: on opening, and on reading where a member is damaged.
        EOFError: on reading where one is cut short.
    """
    return io.BufferedReader(_Members(path))


class _Members(io.RawIOBase):
    """Reads forward alone."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._input = b""
        self._member: Any = None
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence != io.SEEK_SET or offset < self._place:
            raise io.UnsupportedOperation
        while self._place < offset and self.read(min(offset - self._place, _CHUNK)):
            pass
        return self._place

    def readinto(self, buffer: Any) -> int:
        from isal.igzip_lib import IsalError

        view = memoryview(buffer).cast("B")
        while True:
            if self._member is None and not self._begin():
                return 0
            try:
                data = self._member.decompress(self._input, len(view))
            except IsalError as error:  # type: ignore[misc]  # its stub gives an instance
                raise OSError(str(error)) from error
            ended = self._member.eof
            self._input = self._member.unused_data if ended else self._member.unconsumed_tail
            if ended:
                self._member = None
            if data:
                view[: len(data)] = data
                self._place += len(data)
                return len(data)
            if not ended and not self._more():
                raise EOFError("Compressed file ended before the end-of-stream marker was reached")

    def close(self) -> None:
        self._file.close()
        super().close()

    def _begin(self) -> bool:
        """Start the next member, if one follows."""
        from isal import isal_zlib

        if len(self._input) < len(GZIP_MAGIC):
            self._more()
        if not self._input.startswith(GZIP_MAGIC):
            return False
        self._member = isal_zlib.decompressobj(_GZIP_FORMAT)
        return True

    def _more(self) -> bool:
        chunk = self._file.read(_CHUNK)
        self._input += chunk
        return bool(chunk)
