"""Say in what two built folders differ: ``python -m resources.installers.compare ONE OTHER``.

Names, contents, links and who may run a file count; dates do not, for packing sets them. The exit
code is 1 where something differs.
"""

from __future__ import annotations

import argparse
import filecmp
import sys
from collections.abc import Iterator
from pathlib import Path

_RUNS = 0o111


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("one", type=Path)
    parser.add_argument("other", type=Path)
    options = parser.parse_args()
    found = list(differences(options.one, options.other))
    for line in found:
        print(line)
    print(f"{len(names(options.one))} files and links, {len(found)} different")
    sys.exit(1 if found else 0)


def names(folder: Path) -> set[Path]:
    """All files and links of a folder, relative to it.

    Raises:
        NotADirectoryError: there is no such folder.
    """
    if not folder.is_dir():
        raise NotADirectoryError(folder)
    found = folder.rglob("*")
    return {path.relative_to(folder) for path in found if path.is_symlink() or path.is_file()}


def differences(one: Path, other: Path) -> Iterator[str]:
    """A line for each file that is not the same in both."""
    here, there = names(one), names(other)
    for name in sorted(here | there):
        if name not in there:
            yield f"only in {one}: {name}"
        elif name not in here:
            yield f"only in {other}: {name}"
        elif not _same(one / name, other / name):
            yield f"different: {name}"


def _same(one: Path, other: Path) -> bool:
    if one.is_symlink() or other.is_symlink():
        return one.is_symlink() and other.is_symlink() and one.readlink() == other.readlink()
    if (one.stat().st_mode ^ other.stat().st_mode) & _RUNS:
        return False
    return filecmp.cmp(one, other, shallow=False)


if __name__ == "__main__":
    main()
