"""Are real cases whose background is written as NaN repaired, with the pockets in their brains?

Usage: ``python -m benchmarks.nan_background [CASES]``.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np

from core.checks.preflight import check
from core.opening.reading import find_studies, find_study, read_volumes


def main() -> None:
    """Print one row per case, and how many were repaired to what they had been."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path, nargs="?", default=Path("../shared/cases"))
    folders = find_studies(parser.parse_args().cases)
    with_pockets = same = 0
    for folder in folders:
        files = find_study(folder)
        volumes = read_volumes({m: hit.path for m, hit in files.files.items()})
        emptied = {
            m: replace(v, data=np.where(v.data == 0, np.float32(np.nan), v.data))
            for m, v in volumes.items()
        }
        checked = check(emptied, files.name)
        study = checked.study
        findings = [(f.code, f.values.get("enclosed", "")) for f in checked.findings]
        with_pockets += any(enclosed for _, enclosed in findings)
        same += study is not None and all(
            np.array_equal(study.volumes[m].data, v.data) for m, v in volumes.items()
        )
        print(f"{files.name}: {findings}")
    print(f"{with_pockets} of {len(folders)} have pockets; {same} are as they were with 0.")


if __name__ == "__main__":
    main()
