"""The log file: a few lines per start in the user's own folder, with no patient's name in them.

Knows no Qt. Errors that a person can act on are told on the screen and not here: their texts
are made of file names. What the program did not expect is logged with its traceback, scrubbed.
"""

from __future__ import annotations

import faulthandler
import logging
import sys
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from platformdirs import user_log_path

from desktop_app.support.scrubbing import scrub

NAME = "gliovista.log"
CRASHES = "crash.txt"
MAX_BYTES = 500_000
OLDER_FILES = 3

_FORMAT = "%(asctime)s.%(msecs)03d %(levelname)s [%(process)d %(threadName)s] %(name)s: %(message)s"
_OWN = ("core", "desktop_app")
_LOG = logging.getLogger(__name__)


class _Scrubbed(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return scrub(super().format(record))


class LogFile(RotatingFileHandler):
    """A rotating file whose folder is made when the first line comes.

    Attributes:
        failure: why nothing could be written, as a sentence; empty while all is well.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            maxBytes=MAX_BYTES,
            backupCount=OLDER_FILES,
            encoding="utf-8",
            delay=True,
            # A file's name may hold bytes that are no text.
            errors="backslashreplace",
        )
        self.failure = ""
        self.setFormatter(_Scrubbed(_FORMAT, "%Y-%m-%d %H:%M:%S"))

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:
        """Say once that there is no log; the work goes on without one."""
        del record
        logging.getLogger().removeHandler(self)
        self.failure = f"The log cannot be written ({sys.exc_info()[1]!r})."
        if sys.stderr is not None:
            print(self.failure, file=sys.stderr)


def log_folder() -> Path:
    r"""The user's own place for logs.

    ``~/.local/state/Gliovista/log``, ``~/Library/Logs/Gliovista`` or
    ``%LOCALAPPDATA%\Gliovista\Logs``.
    """
    return user_log_path("Gliovista", appauthor=False)


def start_logging(folder: Path | None = None) -> LogFile:
    """Log to a file from now on, and no longer to the file of an earlier call.

    Args:
        folder: default :func:`log_folder`.
    """
    root = logging.getLogger()
    path = (folder or log_folder()) / NAME
    for handler in [h for h in root.handlers if isinstance(h, LogFile)]:
        if Path(handler.baseFilename) == path:
            return handler
        root.removeHandler(handler)
        handler.close()
    file = LogFile(path)
    root.addHandler(file)
    for name in _OWN:
        logging.getLogger(name).setLevel(logging.INFO)
    logging.captureWarnings(True)
    return file


def current_log() -> LogFile | None:
    """The file of :func:`start_logging`; None when nothing is logged or it cannot be written."""
    return next((h for h in logging.getLogger().handlers if isinstance(h, LogFile)), None)


def last_lines(count: int) -> list[str]:
    """The newest lines of the log, the oldest first; they may reach into the file before."""
    file = current_log()
    if file is None:
        return []
    file.flush()
    path = Path(file.baseFilename)
    older = path.with_name(f"{path.name}.1")
    lines: list[str] = []
    for part in (path, older):
        if part.is_file() and len(lines) < count:
            lines = part.read_text(encoding="utf-8", errors="replace").splitlines() + lines
    return lines[-count:]


def watch_for_crashes() -> None:
    """Let a crash of native code leave its Python stack beside the log.

    What the last crash left goes into the log now. The file stays open for as long as the
    process runs.
    """
    file = current_log()
    if file is None:
        return
    path = Path(file.baseFilename).with_name(CRASHES)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("a+", encoding="utf-8", errors="replace")
    except OSError as error:
        _LOG.warning("crashes leave no trace: %s", error)
        return
    stream.seek(0)
    left = stream.read()
    if left:
        _LOG.error("the program crashed before:\n%s", left)
        stream.truncate(0)
    faulthandler.enable(stream)
