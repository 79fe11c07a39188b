"""How long four compressed volumes take to read, by library, and a study to open.

Usage::

    python -m benchmarks.reading [FOLDER] [--repeat 5]

``FOLDER`` is one study; by default a real case, else the demo study is written and read.
Times are the best of the repeats, in milliseconds.
"""

from __future__ import annotations

import argparse
import gzip
import os
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import nibabel as nib
from isal import igzip, igzip_threaded

from core.checks.preflight import check
from core.files.nifti import read_volume
from core.opening.reading import find_study, open_study, read_volumes
from core.phantom.phantom import write_demo_study

Reader = Callable[[Path], object]


def with_gzip(path: Path) -> object:
    """Decompress with the standard library."""
    with gzip.open(path) as file:
        return file.read()


def with_isal(path: Path) -> object:
    """Decompress with isal on the calling thread."""
    with igzip.open(path) as file:
        return file.read()


def with_isal_threads(path: Path) -> object:
    """Decompress with isal, on a thread of its own for each file."""
    with igzip_threaded.open(path, "rb", threads=1) as file:
        return file.read()


def with_nibabel(path: Path) -> object:
    """Read the array as nibabel does."""
    return nib.load(path).dataobj.get_unscaled()


def other_readers() -> dict[str, Reader]:
    """Libraries that the project does not need, where they are installed."""
    found: dict[str, Reader] = {}
    if find_spec("zlib_ng"):
        from zlib_ng import gzip_ng

        def with_zlib_ng(path: Path) -> object:
            with gzip_ng.open(path) as file:
                return file.read()

        found["zlib_ng.gzip_ng, bytes"] = with_zlib_ng
    if find_spec("indexed_gzip"):
        import indexed_gzip

        def with_indexed_gzip(path: Path) -> object:
            with indexed_gzip.IndexedGzipFile(str(path)) as file:
                return file.read()

        found["indexed_gzip, bytes"] = with_indexed_gzip
    return found


READERS: dict[str, Reader] = {
    "gzip, bytes": with_gzip,
    "isal.igzip, bytes": with_isal,
    "isal.igzip_threaded, bytes": with_isal_threads,
    **other_readers(),
    "nibabel, array": with_nibabel,
    "core.files.nifti.read_volume": read_volume,
}


def best_ms(work: Callable[[], object], repeat: int) -> float:
    """Shortest of some runs, in milliseconds."""
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * min(times)


def four_at_once(reader: Reader, paths: list[Path]) -> None:
    """Read every file in a thread of its own."""
    with ThreadPoolExecutor(len(paths)) as pool:
        list(pool.map(reader, paths))


def main() -> None:
    """Print the two tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    cases = Path(os.environ.get("GLIOVISTA_CASES", "../shared/cases"))
    parser.add_argument("folder", nargs="?", type=Path, default=cases / "BraTS2021_00006")
    parser.add_argument("--repeat", type=int, default=5)
    options = parser.parse_args()
    if options.folder.is_dir():
        report(options.folder, options.repeat)
        return
    with tempfile.TemporaryDirectory() as folder:
        write_demo_study(Path(folder))
        report(Path(folder), options.repeat)


def report(folder: Path, repeat: int) -> None:
    """Print the times for one study."""
    files = {m: hit.path for m, hit in find_study(folder).files.items()}
    paths = list(files.values())
    print(f"{folder.name}, {os.cpu_count()} cores, best of {repeat}, ms\n")
    print("| four files with | one by one | at once |\n| --- | --- | --- |")
    for name, reader in READERS.items():
        serial = best_ms(lambda reader=reader: [reader(p) for p in paths], repeat)
        parallel = best_ms(lambda reader=reader: four_at_once(reader, paths), repeat)
        print(f"| {name} | {serial:.0f} | {parallel:.0f} |")
    volumes = read_volumes(files)
    print("\n| step | ms |\n| --- | --- |")
    print(f"| pre-flight check | {best_ms(lambda: check(volumes, folder.name), repeat):.0f} |")
    print(f"| open_study: find, read, check | {best_ms(lambda: open_study(folder), repeat):.0f} |")


if __name__ == "__main__":
    main()
