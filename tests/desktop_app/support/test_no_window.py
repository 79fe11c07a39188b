"""Where Qt opens no window, the library that is missing is named, and its package."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from types import ModuleType

import pytest

from desktop_app import __main__ as program
from desktop_app.support.no_window import PACKAGES, advice
from tests.conftest import PATIENCE_S

linux = pytest.mark.skipif(sys.platform != "linux", reason="a matter of X11")


@pytest.fixture
def without(monkeypatch):
    """Let the system lack libraries."""

    def without(*names):
        def load(name):
            if name in names:
                raise OSError(f"{name}: cannot open shared object file: No such file or directory")

        monkeypatch.setattr(ctypes, "CDLL", load)

    return without


@linux
@pytest.mark.parametrize("name", PACKAGES)
def test_each_library_has_its_packages(without, name):
    without(name)
    said = advice()
    assert f"It lacks {name}. Install {PACKAGES[name][0]} (Debian" in said
    assert f"or {PACKAGES[name][1]} (Fedora, Arch)" in said
    assert "gliovista segment" in said


@linux
def test_all_that_are_missing_are_named_at_once(without):
    without("libxcb-cursor.so.0", "libxcb-keysyms.so.1")
    said = advice()
    assert "libxcb-cursor0 libxcb-keysyms1 (Debian" in said
    assert "xcb-util-cursor xcb-util-keysyms (Fedora" in said


def test_where_nothing_is_missing_nothing_is_to_be_installed(without):
    without()
    assert "Install" not in advice()


@linux
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("libEGL.so.1", "libEGL.so.1: cannot open shared object file: No such file or directory"),
        ("libunheard-of.so.3", "libunheard-of.so.3: cannot open shared object file: No such file"),
        ("libGL.so.1", "/lib/x86_64-linux-gnu/libGL.so.1: file too short"),
        ("libGL.so.1", "/lib/libGL.so.1: wrong ELF class: ELFCLASS32"),
    ],
)
def test_a_library_that_qt_misses_while_it_is_imported_is_told(
    without, monkeypatch, capsys, name, said
):
    without()

    class Window(ModuleType):
        def __getattr__(self, attribute):
            raise ImportError(said)

    monkeypatch.setitem(sys.modules, "desktop_app.app", Window("desktop_app.app"))
    monkeypatch.setattr(program, "has_display", lambda: True)
    assert program.main([]) == 1
    assert f"It lacks {name}. Install" in capsys.readouterr().err


def test_another_fault_of_an_import_is_none_of_the_systems(without, monkeypatch):
    class Window(ModuleType):
        def __getattr__(self, attribute):
            raise ImportError("cannot import name 'run'")

    monkeypatch.setitem(sys.modules, "desktop_app.app", Window("desktop_app.app"))
    monkeypatch.setattr(program, "has_display", lambda: True)
    with pytest.raises(ImportError, match="cannot import name"):
        program.main([])


@linux
@pytest.mark.parametrize(
    "display",
    [
        {"DISPLAY": ":4711"},
        {"QT_QPA_PLATFORM": "wayland"},
        {"WAYLAND_DISPLAY": "wayland-4711", "XDG_SESSION_TYPE": "wayland"},
    ],
    ids=" ".join,
)
def test_a_display_that_qt_cannot_use_ends_with_advice(tmp_path, display):
    ours = ("QT_", "WAYLAND", "DISPLAY", "XDG_")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app"],
        env={**environment, **display, "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)},
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert done.returncode == 1
    assert "Qt cannot open a window here." in done.stderr
    asked = next(f"{name}={where}" for name, where in display.items())
    assert f"No desktop answers where {asked} points." in done.stderr or "It lacks" in done.stderr
    assert "gliovista segment" in done.stderr
