"""The frozen program as it is given away: whole, offline, driven on a screen."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from core import __version__
from core.labels import LABEL_RGB, Label
from core.shipped import BILL, read_bill
from tests.core.foreign_models import makers

pytestmark = [pytest.mark.slow, pytest.mark.frozen]

SHOTS = Path(os.environ.get("GLIOVISTA_SCREENSHOTS", "build/screenshots"))

LARGEST_MB = {"gliovista": 1150, "gliovista-slim": 650}

UNNEEDED = (
    "**/*.a",
    "**/*.h",
    "**/torch/test",
    "**/torch/include",
    "**/tests/test_*",
    "**/*openvino_telemetry*",
    "**/openvino/tools",
    "**/libopenvino_intel_gpu*",
    "**/*Qt6Network*",
    "**/*Qt6Qml*",
    "**/*Qt6Quick*",
    "**/*Qt6WebEngine*",
    "**/*libqvnc*",
    "**/*Qt6EglF*",
    "**/*libgdk*",
    "**/*libpango*",
    "_internal/distributed",
    "**/dask*",
    "**/hypothesis*",
)


def test_nothing_unneeded_is_in_it(program):
    folder = program.parent
    found = [str(p.relative_to(folder)) for pattern in UNNEEDED for p in folder.glob(pattern)]
    assert found == []


@pytest.mark.skipif(sys.platform != "linux", reason="asks the loader of Linux")
def test_no_library_lacks_what_it_is_linked_against(program, needs):
    needs("ldd")
    inside = program.parent / "_internal"
    # As the program starts: its own libraries first.
    environment = os.environ | {"LD_LIBRARY_PATH": str(inside)}
    absent: dict[str, set[str]] = {}
    for path in inside.rglob("*.so*"):
        run = subprocess.run(
            ["ldd", path], env=environment, check=False, capture_output=True, text=True
        )
        for line in run.stdout.splitlines():
            if "not found" in line:
                absent.setdefault(line.split()[0], set()).add(path.name)
    # The display's own, which the computer brings where it has that display.
    assert {name for name in absent if not name.startswith("libwayland-")} == set(), absent


def test_it_is_no_larger_than_promised(program):
    folder = program.parent
    files = [p for p in folder.rglob("*") if p.is_file() and not p.is_symlink()]
    size_mb = sum(p.stat().st_size for p in files) / 1e6
    assert size_mb <= LARGEST_MB.get(folder.name, LARGEST_MB["gliovista"])


def test_with_a_sub_command_it_is_the_command_line(program, home):
    version = subprocess.run(
        [program, "--version"], env=home, check=True, capture_output=True, text=True
    )
    assert version.stdout.strip() == f"gliovista {__version__}"
    helped = subprocess.run(
        [program, "--help"], env=home, check=True, capture_output=True, text=True
    )
    for command in ("segment", "info", "self-test"):
        assert command in helped.stdout
    wrong = subprocess.run([program, "segmnet"], env=home, check=False, capture_output=True)
    assert wrong.returncode == 2


def test_it_segments_a_study_from_files(program, home, tmp_path):
    study, mask = tmp_path / "demo", tmp_path / "mask.nii.gz"
    subprocess.run([program, "demo", study], env=home, check=True, capture_output=True)
    subprocess.run(
        [program, "segment", study, "-o", mask], env=home, check=True, capture_output=True
    )
    scored = subprocess.run(
        [program, "evaluate", mask, study / "demo_seg.nii.gz", "--json"],
        env=home,
        check=True,
        capture_output=True,
        text=True,
    )
    (case,) = json.loads(scored.stdout)["cases"]
    assert case["regions"]["WT"]["dice"] > 0.8


def test_it_brings_a_model_of_others_and_segments_with_it(program, home, tmp_path):
    # Windows larger than the maker's: fewer of them, and sooner done.
    inferer = {"_target_": "SlidingWindowInferer", "roi_size": [96, 96, 64], "overlap": 0.25}
    config = makers.bundle_config(inferer=inferer)
    bundle = makers.write_bundle(tmp_path / "bundle", config, network=makers.segresnet())

    def asked(*arguments):
        return subprocess.run(
            [program, *arguments], env=home, check=False, capture_output=True, text=True
        )

    brought = asked("models", "add", bundle, "--name", "brought")
    if "slim" in program.parent.name:
        assert brought.returncode != 0
        assert "is not part of this program" in brought.stderr
        return
    assert brought.returncode == 0, brought.stderr
    listed = json.loads(asked("models", "list", "--json").stdout)
    assert "brought" in [model["name"] for model in listed]
    study, mask = tmp_path / "demo", tmp_path / "mask.nii.gz"
    asked("demo", study)
    segmented = asked("segment", study, "-o", mask, "--model", "brought")
    assert segmented.returncode == 0, segmented.stderr
    assert segmented.stdout.startswith("demo: brought, OpenVINO")
    assert mask.is_file()


def test_it_lists_its_parts_with_the_text_of_each_licence(program):
    inside = program.parent / "_internal"
    parts = read_bill(inside / "resources" / BILL)
    named = {part.name for part in parts}
    assert {"Python", "numpy", "openvino", "PySide6_Essentials", "pyinstaller"} <= named
    assert {"pytest", "mypy", "openvino-telemetry"}.isdisjoint(named)
    texts = {path.name for path in (inside / "licences").iterdir()}
    assert {"Python", "numpy", "scipy", "pydicom"} <= texts <= named


def test_it_knows_the_atlas(program, home, tmp_path):
    study = tmp_path / "demo"
    subprocess.run([program, "demo", study], env=home, check=True, capture_output=True)
    told = subprocess.run(
        [program, "where", study, "--labels", study / "demo_seg.nii.gz"],
        env=home,
        check=False,
        capture_output=True,
        text=True,
    )
    # The phantom is no brain: 1 where its trust is too little, which an absent atlas never tells.
    assert told.returncode in (0, 1), told.stderr
    assert "trust" in told.stdout.lower()


def test_the_self_test_passes_without_any_network(program, home, offline):
    run = subprocess.run(
        [*offline, program, "--self-test", "--json"],
        env=home,
        check=False,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    values = json.loads(run.stdout)
    assert values["passed"]
    assert "frozen" in values["facts"]["Gliovista"]
    assert "torch absent" not in values["facts"]["Libraries"] or "slim" in program.parent.name


class Driven:
    """The window under Xvfb, told what to do by keys."""

    def __init__(self, process, environment) -> None:
        self.process, self._environment = process, environment

    def xdotool(self, *arguments: str) -> str:
        """Run it; what it prints, empty if it found nothing."""
        run = subprocess.run(
            ["xdotool", *arguments],
            env=self._environment,
            check=False,
            capture_output=True,
            text=True,
        )
        return run.stdout.strip()

    def wait_for_title(self, pattern: str, seconds: float = 90.0) -> str:
        """The id of the visible window whose title matches, once there is one."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            assert self.process.poll() is None, "the program ended by itself"
            found = self.xdotool("search", "--onlyvisible", "--name", pattern)
            if found:
                return found.split()[-1]
            time.sleep(0.1)
        raise AssertionError(f"no window was called {pattern}")

    def wait_until_usable(self, seconds: float = 90.0) -> None:
        """Wait for the line of the log that says so; before it a splash is on the screen."""
        log = Path(self._environment["HOME"]) / ".local/state/Gliovista/log/gliovista.log"
        end = time.monotonic() + seconds
        while not (log.is_file() and "the window is usable" in log.read_text(encoding="utf-8")):
            assert self.process.poll() is None, "the program ended by itself"
            assert time.monotonic() < end, "the window was never painted"
            time.sleep(0.1)

    def end(self) -> None:
        """End the program, which is the child of strace, and wait for both."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        for child in children.read_text(encoding="ascii").split() if children.exists() else ():
            os.kill(int(child), signal.SIGTERM)
        self.process.wait(20)

    def press(self, window: str, keys: str) -> None:
        """Press keys in a window."""
        self.xdotool("windowfocus", "--sync", window)
        self.xdotool("key", keys)


def test_the_window_is_driven_offline_and_speaks_to_the_display_alone(
    program, home, offline, needs, screen, tmp_path
):
    needs("strace")
    trace = tmp_path / "trace.txt"
    environment = home | {"DISPLAY": screen.name}
    watch = ["strace", "-f", "--seccomp-bpf", "-e", "trace=connect", "-o", str(trace)]
    process = subprocess.Popen([*offline, *watch, program], env=environment)
    driven = Driven(process, environment)
    try:
        driven.wait_until_usable()
        window = driven.wait_for_title("^Gliovista$")
        driven.press(window, "ctrl+d")
        window = driven.wait_for_title("^demo – Gliovista")
        time.sleep(1.0)
        before = screen.pixels()
        driven.press(window, "ctrl+Return")
        window = driven.wait_for_title("^demo[*] – Gliovista")
        time.sleep(2.0)
        screen.save(SHOTS / "window.png")
        after = screen.pixels()
        # The outlines of the labels are drawn in their own colours.
        for label in (Label.ED, Label.ET):
            assert near(after, LABEL_RGB[label]) > near(before, LABEL_RGB[label]) + 100
    finally:
        driven.end()
    assert connections(trace) == []


def near(pixels, colour) -> int:
    """How many pixels have about this colour."""
    apart = np.abs(pixels.astype(int) - np.asarray(colour)).max(axis=-1)
    return int((apart < 24).sum())


def connections(trace: Path) -> list[str]:
    """Attempts to connect to anything but the display."""
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    calls = [line for line in lines if "connect(" in line]
    assert calls, "not even the display was connected to: the trace is empty"
    return [line for line in calls if not re.search(r"AF_UNIX.*\.X11-unix/X", line)]
