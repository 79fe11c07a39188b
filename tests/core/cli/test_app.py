"""The one console command: window or sub-command, light imports, no Qt for the latter."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import pytest

from core import __version__
from core.cli import COMMANDS
from core.cli.app import find_command, make_app
from core.cli.app import main as command_line
from core.cli.exit_codes import ExitCode, exit_code_of
from core.errors import (
    CheckError,
    GeometryError,
    GliovistaError,
    LabelConventionError,
    ModelPackageError,
    ReadingError,
    WritingError,
)
from desktop_app.__main__ import has_display, main

HEAVY = ("torch", "monai", "openvino", "PySide6", "pyqtgraph", "scipy.ndimage")


@pytest.fixture
def opened(monkeypatch):
    """What the window was asked to open, without a window."""
    asked = []
    window = ModuleType("desktop_app.app")
    window.run = lambda arguments: asked.append(arguments) or 0
    monkeypatch.setitem(sys.modules, "desktop_app.app", window)
    monkeypatch.setattr("desktop_app.__main__.has_display", lambda: True)
    return asked


def test_nothing_or_a_path_opens_the_window(opened, tmp_path):
    assert main([]) == 0
    assert main([str(tmp_path)]) == 0
    assert opened == [[], [str(tmp_path)]]


def test_a_sub_command_or_an_option_does_not(opened, capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.strip() == f"gliovista {__version__}"
    assert main(["info", "/nowhere"]) == ExitCode.UNREADABLE
    assert opened == []


def test_a_mistyped_sub_command_is_told(opened, capsys):
    assert main(["segmnet"]) == 2
    assert (
        "segment, batch, evaluate, info, models, vasari, demo, where, follow-up, self-test"
        in capsys.readouterr().err
    )
    assert opened == []


def test_without_a_display_the_command_line_way_is_named(monkeypatch, capsys):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert not has_display()
    assert main([]) == 1
    assert "gliovista segment" in capsys.readouterr().err
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert has_display()


def test_without_qt_the_command_line_way_is_named(monkeypatch, capsys):
    monkeypatch.setattr("desktop_app.__main__.has_display", lambda: True)
    monkeypatch.delitem(sys.modules, "desktop_app.app", raising=False)
    for name in [m for m in sys.modules if m.partition(".")[0] == "desktop_app"]:
        if name not in ("desktop_app", "desktop_app.__main__"):
            monkeypatch.delitem(sys.modules, name)
    for name in [m for m in sys.modules if m.partition(".")[0] in ("PySide6", "pyqtgraph")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "PySide6", None)
    assert main([]) == 1
    assert "gliovista segment" in capsys.readouterr().err


def test_the_listed_commands_are_those_that_exist():
    app = make_app([find_command(name) for name in COMMANDS])
    names = tuple(c.callback.__name__.replace("_", "-") for c in app.registered_commands)
    assert names == COMMANDS
    with pytest.raises(ValueError, match="segmnet"):
        find_command("segmnet")


@pytest.mark.parametrize("arguments", [["--help"], *([c, "--help"] for c in COMMANDS)])
def test_every_help_documents_the_exit_codes(arguments, capsys):
    assert command_line(arguments) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "130 interrupted" in printed


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ReadingError, 3),
        (LabelConventionError, 3),
        (GliovistaError, 3),
        (CheckError, 4),
        (GeometryError, 4),
        (WritingError, 5),
        (ModelPackageError, 6),
    ],
)
def test_exit_codes(error, code):
    assert exit_code_of(error("x")) == code


@pytest.mark.parametrize("command", ["--help", "info"])
def test_help_and_info_load_no_network_library_and_no_qt(study_folder, command):
    """In a fresh process, where nothing was imported before, and with Qt made unimportable."""
    arguments = [command] if command == "--help" else ["info", str(study_folder)]
    heavy = HEAVY if command == "--help" else HEAVY[:-1]
    script = (
        "import sys\n"
        "sys.modules['PySide6'] = sys.modules['pyqtgraph'] = None\n"
        "from desktop_app.__main__ import main\n"
        f"code = main({arguments!r})\n"
        f"found = [m for m in {heavy!r} if sys.modules.get(m) is not None]\n"
        "assert code == 0 and not found, (code, found)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr


def test_segmenting_loads_openvino_and_little_else(study_folder, toy_package, tmp_path):
    arguments = ["segment", str(study_folder), "-o", str(tmp_path / "mask.nii.gz")]
    arguments += ["--model", str(toy_package)]
    heavy = (
        "torch",
        "monai",
        "scipy.ndimage",
        "PySide6",
        "rich.progress",
        "core.measuring.measurements",
    )
    script = (
        "import sys\n"
        "from desktop_app.__main__ import main\n"
        f"code = main({arguments!r})\n"
        f"found = [m for m in {heavy!r} if m in sys.modules]\n"
        "assert code == 0 and not found and 'openvino' in sys.modules, (code, found)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], check=False, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
