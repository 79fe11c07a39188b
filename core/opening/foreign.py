"""Files in formats that this program does not read, and what to do with them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

_ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".7z", ".rar")
_IMAGES = (".nrrd", ".nhdr", ".mha", ".mhd", ".mnc", ".nii.xz", ".nii.zst")
_HALVES = (".img", ".img.gz")


def is_foreign_image(path: Path) -> bool:
    """Whether the name ends like a scan of a format that is not read."""
    return path.name.lower().endswith(_IMAGES) and not path.name.startswith(".")


def foreign_stem(path: Path) -> str:
    """The name of such a file without its ending."""
    ending = max((e for e in _IMAGES if path.name.lower().endswith(e)), key=len, default="")
    return path.name[: len(path.name) - len(ending)]


def what_to_do(files: Iterable[Path]) -> str:
    """Say what is there instead of scans and what to do, to follow a folder's name.

    Returns:
        Empty where the files are of no known kind.
    """
    found = [p for p in files if not p.name.startswith(".")]

    def named(endings: tuple[str, ...]) -> str:
        names = [p.name for p in found if p.name.lower().endswith(endings)]
        return ", ".join(names[:4]) + (" …" if len(names) > 4 else "")

    if names := named(_IMAGES):
        return (
            f"it holds scans in a format that this program does not read ({names}). Save them as "
            ".nii.gz, for example with 3D Slicer or ITK-SNAP."
        )
    if names := named(_ARCHIVES):
        return f"it holds archives ({names}). Unpack them and open the folder that comes out."
    if names := named(_HALVES):
        return f"it holds .img files without their .hdr ({names}). Copy both halves of each pair."
    return ""
