"""Say how large the frozen folder is, part by part, and pack it for Linux.

Run ``python -m resources.installers.pack dist/gliovista`` for the sizes; ``--tar`` and ``--deb``
write ``dist/gliovista-VERSION-linux-MACHINE.tar.gz`` and ``.deb``.
"""

from __future__ import annotations

import argparse
import gzip
import os
import platform
import shutil
import subprocess
import tarfile
import tempfile
from collections import Counter
from importlib import metadata
from pathlib import Path

LINUX = Path(__file__).resolve().parent / "linux"
ICON = LINUX.parent / "gliovista.png"

DEPENDS = (
    "libc6, libgl1, libegl1, libfontconfig1, libfreetype6, libdbus-1-3, "
    "libglib2.0-0 | libglib2.0-0t64, libx11-6, libx11-xcb1, libxcb1"
)
"""What the folder does not carry: the C library, and what belongs to the display's own stack."""

CONTROL = """\
Package: {package}
Version: {version}
Architecture: {architecture}
Maintainer: Gliovista
Installed-Size: {kilobytes}
Depends: {depends}
Conflicts: gliovista, gliovista-slim
Section: science
Priority: optional
Description: finds, shows and measures gliomas in four MRI sequences
 Works offline; the weights are inside. Research use only: no medical device.
"""


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="dist/gliovista or dist/gliovista-slim")
    parser.add_argument("--tar", action="store_true", help="write a .tar.gz")
    parser.add_argument("--deb", action="store_true", help="write a .deb")
    options = parser.parse_args()
    print_sizes(options.folder)
    for wanted, pack in ((options.tar, write_tar), (options.deb, write_deb)):
        if wanted:
            path = pack(options.folder)
            print(f"{path}: {path.stat().st_size / 1e6:.0f} MB")


def print_sizes(folder: Path) -> None:
    """Megabytes of each part, the largest first."""
    sizes: Counter[str] = Counter()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            sizes[part_of(path.relative_to(folder))] += path.stat().st_size
    print(f"{folder}: {sizes.total() / 1e6:.0f} MB unpacked")
    for part, size in sizes.most_common():
        print(f"  {size / 1e6:7.1f}  {part}")


def part_of(place: Path) -> str:
    """What a file of the folder belongs to."""
    parts = place.parts
    if parts[0] != "_internal":
        return "program and its own modules"
    if len(parts) == 2:
        return "Python, and libraries of the system"
    if parts[1] == "resources":
        return "/".join(parts[1:3])
    # scipy.libs and numpy.libs hold what their packages link.
    return parts[1].removesuffix(".libs")


def named(folder: Path, version: str, ending: str) -> Path:
    """Where a package of the folder goes: beside it."""
    return folder.with_name(f"{folder.name}-{version}-linux-{platform.machine()}{ending}")


def write_tar(folder: Path) -> Path:
    """The folder with a menu entry, an icon and a script that offers them to the desktop."""
    target = named(folder, version := metadata.version("gliovista"), ".tar.gz")
    top = f"{folder.name}-{version}"
    extras = {"install.sh": LINUX / "install.sh", "share/gliovista.png": ICON}
    for name in ("gliovista.desktop", "gliovista-mime.xml"):
        extras[f"share/{name}"] = LINUX / name
    with (
        gzip.GzipFile(target, "wb", compresslevel=6, mtime=_date()) as packed,
        tarfile.open(fileobj=packed, mode="w") as tar,
    ):
        tar.add(folder, top, filter=_of_nobody)
        for name, path in extras.items():
            tar.add(path, f"{top}/{name}", filter=_of_nobody)
    return target


def write_deb(folder: Path) -> Path:
    """A Debian package: the program in /opt, its command, menu entry, icon and file type."""
    target = named(folder, version := metadata.version("gliovista"), ".deb")
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        root = Path(scratch)
        place = root / "opt" / folder.name
        # Hard links: the folder is large, and only read.
        shutil.copytree(folder, place, symlinks=True, copy_function=os.link)
        (root / "usr/bin").mkdir(parents=True)
        (root / "usr/bin/gliovista").symlink_to(f"/opt/{folder.name}/gliovista")
        for source, goal in (
            (LINUX / "gliovista.desktop", "usr/share/applications"),
            (LINUX / "gliovista-mime.xml", "usr/share/mime/packages"),
            (ICON, "usr/share/icons/hicolor/256x256/apps"),
        ):
            (root / goal).mkdir(parents=True)
            shutil.copy(source, root / goal / source.name)
        (root / "DEBIAN").mkdir()
        size = sum(p.lstat().st_size for p in place.rglob("*") if p.is_file())
        control = CONTROL.format(
            package=folder.name,
            version=version,
            architecture=_debian_architecture(),
            kilobytes=size // 1000,
            depends=DEPENDS,
        )
        (root / "DEBIAN/control").write_text(control, encoding="utf-8")
        root.chmod(0o755)
        command = ["dpkg-deb", "--root-owner-group", "-Zgzip", "--build", str(root), str(target)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return target


def _debian_architecture() -> str:
    command = ["dpkg", "--print-architecture"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _date() -> float | None:
    """What SOURCE_DATE_EPOCH says, in seconds; see reproducible-builds.org."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    return None if told is None else float(told)


def _of_nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """The archive tells nothing of who built it, nor when where it is to be the same twice."""
    if (date := _date()) is not None:
        entry.mtime = date
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    return entry


if __name__ == "__main__":
    main()
