"""Seconds from starting the program to a window that is painted and answers.

Run ``python -m benchmarks.start dist/gliovista/gliovista`` on a display, or without one under
``xvfb-run -a`` or ``QT_QPA_PLATFORM=offscreen``; the sources are measured beside it. ``--cold``
drops the system's file cache before each start, which only root may.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

USABLE = "the window is usable"
LIMIT_SECONDS = 120.0


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("programs", nargs="*", type=Path, help="frozen executables")
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--cold", action="store_true", help="drop the file cache before each")
    options = parser.parse_args()
    commands = [[str(p.resolve())] for p in options.programs]
    commands.append([sys.executable, "-m", "desktop_app"])
    for command in commands:
        seconds = []
        for _ in range(options.repeat):
            if options.cold:
                drop_caches()
            seconds.append(start(command))
        shown = " ".join(f"{s:.2f}" for s in seconds)
        kind = "cold" if options.cold else "warm"
        print(f"{' '.join(command)}: {kind}, median {statistics.median(seconds):.2f} s ({shown})")


def start(command: list[str]) -> float:
    """Start the program with a home of its own, wait for its window, and end it.

    Returns:
        Seconds from before the process was made to the log's line that the window is usable.
    """
    with tempfile.TemporaryDirectory() as scratch:
        places = {f"XDG_{kind}_HOME": scratch for kind in ("STATE", "CONFIG", "DATA")}
        log = Path(scratch) / "Gliovista" / "log" / "gliovista.log"
        begun = time.time()
        process = subprocess.Popen(command, env=os.environ | places)
        try:
            return usable_at(log, process, begun) - begun
        finally:
            process.terminate()
            process.wait()


def usable_at(log: Path, process: subprocess.Popen[bytes], begun: float) -> float:
    """When the log says that the window answered, in seconds since the epoch.

    Raises:
        SystemExit: the program ended, or nothing came for a long time.
    """
    while time.time() < begun + LIMIT_SECONDS:
        lines = log.read_text(encoding="utf-8").splitlines() if log.is_file() else []
        for line in lines:
            if USABLE in line:
                stamp = " ".join(line.split()[:2])
                return datetime.strptime(stamp, "%Y-%m-%d %H:%M:%S.%f").timestamp()
        if process.poll() is not None:
            raise SystemExit(f"the program ended with {process.returncode} before its window came")
        time.sleep(0.02)
    raise SystemExit(f"no window within {LIMIT_SECONDS:.0f} s")


def drop_caches() -> None:
    """Forget every file that the system keeps in memory."""
    os.sync()
    Path("/proc/sys/vm/drop_caches").write_text("3", encoding="ascii")


if __name__ == "__main__":
    main()
