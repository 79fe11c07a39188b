"""The built program, a screen that is not there, and a home of its own for each test."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def program() -> Path:
    """The executable that ``make app`` built; GLIOVISTA_FROZEN names another."""
    path = Path(os.environ.get("GLIOVISTA_FROZEN", ROOT / "dist" / "gliovista" / "gliovista"))
    if not path.is_file():
        pytest.skip(f"no frozen program: {path} (run `make app`)")
    return path.resolve()


@pytest.fixture(scope="session")
def needs() -> Callable[..., None]:
    """Skip where a program is absent, and say which."""

    def check(*names: str) -> None:
        absent = [name for name in names if shutil.which(name) is None]
        if absent:
            pytest.skip(f"absent here: {', '.join(absent)}")

    return check


@pytest.fixture(scope="session")
def offline(needs) -> Sequence[str]:
    """What to put before a command so that it runs without any network interface."""
    needs("unshare")
    commands = (["unshare", "-n"], ["unshare", "-n", "-r"])
    for command in commands:
        if subprocess.run([*command, "true"], check=False, capture_output=True).returncode == 0:
            return command
    pytest.skip("this system lets nobody make a network namespace")


@pytest.fixture
def home(tmp_path) -> dict[str, str]:
    """An environment with a home that holds nothing, and no desktop's services."""
    kept = {name: os.environ[name] for name in ("PATH", "DISPLAY") if name in os.environ}
    return {**kept, "HOME": str(tmp_path), "LANG": "C.UTF-8", "XDG_RUNTIME_DIR": str(tmp_path)}


class Screen:
    """An X server that draws into a file.

    Attributes:
        name: for DISPLAY.
    """

    def __init__(self, name: str, frame: Path) -> None:
        self.name, self._frame = name, frame

    def pixels(self):
        """What is on it: uint8, (rows, columns, 3), red green blue."""
        import numpy as np

        content = self._frame.read_bytes()
        header = np.frombuffer(content, ">u4", 25)
        height, width, stride = (int(header[n]) for n in (5, 4, 12))
        start = int(header[0]) + 12 * int(header[19])
        rows = np.frombuffer(content, np.uint8, height * stride, start).reshape(height, stride)
        return rows[:, : 4 * width].reshape(height, width, 4)[:, :, 2::-1]

    def save(self, path: Path) -> None:
        """Write what is on it as PNG."""
        import numpy as np
        from PIL import Image

        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.ascontiguousarray(self.pixels())).save(path)


@pytest.fixture
def screen(needs, tmp_path) -> Iterator[Screen]:
    """1440 × 900 in 24 bits, reached through a socket in the file system alone."""
    needs("Xvfb", "xdotool")
    read, write = os.pipe()
    frames = tmp_path / "screen"
    frames.mkdir()
    options = ["-screen", "0", "1440x900x24", "-nolisten", "tcp", "-fbdir", str(frames)]
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), *options],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    assert number, "Xvfb did not start"
    yield Screen(f":{number}", frames / "Xvfb_screen0")
    server.terminate()
    server.wait(10)
