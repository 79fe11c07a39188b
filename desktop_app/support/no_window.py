"""Why no window opens on a Linux desktop, and which packages mend it. Knows no Qt.

Qt's wheels bring Qt itself, and take the X11 libraries from the system. Several of them are on no
desktop that runs no other Qt program; then Qt names its plugin and ends the process.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
from collections.abc import Iterable

COMMAND_LINE = (
    "The command line works without a window: gliovista segment FOLDER -o mask.nii.gz "
    "(gliovista --help lists more)."
)

NO_FONT = (
    "This system has no font, so that every letter in the window is an empty box. Install one: "
    "fonts-dejavu-core (Debian, Ubuntu), dejavu-sans-fonts (Fedora) or ttf-dejavu (Arch)."
)

PACKAGES = {
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon"),
    "libEGL.so.1": ("libegl1", "libglvnd-egl"),
    "libGL.so.1": ("libgl1", "libglvnd-glx"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2"),
}
"""What Qt's window takes from the system: names in Debian's family, and in Fedora's and Arch."""

_LIBRARY = re.compile(
    r"^(?:\S*/)?(lib[\w.+-]+\.so[.\d]*): "
    r"(?:cannot open shared object file|file too short|invalid ELF header|wrong ELF class)"
)
"""What the system says of a library that is missing, cut short, or no library of this machine."""

_DISPLAYS = ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY")


def advice(error: ImportError | None = None) -> str:
    """What to do where Qt opens no window.

    Args:
        error: of importing Qt; without it Qt was imported and found no way to draw.
    """
    named = _LIBRARY.match(str(error))
    lacking = dict.fromkeys([*([named[1]] if named else []), *_missing()])
    why = _packages(lacking) or _no_desktop()
    return f"Qt cannot open a window here. {why}{COMMAND_LINE}"


def is_missing_library(error: ImportError) -> bool:
    """Whether an import failed for want of a whole library of the system."""
    return _LIBRARY.match(str(error)) is not None


def _no_desktop() -> str:
    """Where the window was sought, with every library there."""
    named = [f"{name}={os.environ[name]}" for name in _DISPLAYS if os.environ.get(name)]
    if not named:
        return ""
    return (
        f"No desktop answers where {', '.join(named)} points. Start it from a desktop's own "
        "terminal, or without what was set by hand. "
    )


def _packages(lacking: Iterable[str]) -> str:
    names = list(lacking)
    if not names:
        return ""
    debian = " ".join(PACKAGES[n][0] if n in PACKAGES else n for n in names)
    fedora = " ".join(dict.fromkeys(PACKAGES[n][1] if n in PACKAGES else n for n in names))
    return (
        f"It lacks {', '.join(names)}. Install {debian} (Debian, Ubuntu, openSUSE) or {fedora} "
        "(Fedora, Arch). "
    )


def _missing() -> list[str]:
    """Those of :data:`PACKAGES` that this system does not find."""
    if not sys.platform.startswith("linux"):
        return []
    lacking = []
    for name in PACKAGES:
        try:
            ctypes.CDLL(name)
        except OSError:
            lacking.append(name)
    return lacking
