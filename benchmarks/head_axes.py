"""How often the head tells which way its axes run, on real cases turned in all 48 ways.

Usage::

    python -m benchmarks.head_axes [CASES ...] [--turns N]

Each case is turned in every way as it is, and in N of them (4) cut as people cut such arrays: to
the tissue's box, to the 128 voxels in the middle of each axis, to 90 axial slices. Right is a turn
in which front and back, top and bottom, and the left-right axis are right; which of its ends is the
left cannot be told. Printed are how many are right, how many count as sure, and the extremes of the
margin that decides it.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from itertools import permutations, product
from pathlib import Path

import numpy as np

from core.opening.head_axes import HeadAxes, head_axes
from core.opening.reading import find_studies, find_study, read_volumes
from core.space.affine import to_ras

SEED = 0
AXES = tuple(
    "".join(pairs[axis][way[axis]] for axis in order)
    for pairs in (("RL", "AP", "SI"),)
    for order in permutations(range(3))
    for way in product((0, 1), repeat=3)
)


def cuts(ras: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """An array of sequences, (n, x, y, z) in RAS+, whole and cut."""
    yield "whole", ras
    tissue = (ras != 0).any(axis=0)
    box = []
    for axis in range(3):
        hit = np.flatnonzero(tissue.any(axis=tuple(a for a in range(3) if a != axis)))
        box.append(slice(hit[0], hit[-1] + 1))
    yield "cut to the tissue's box", ras[:, *box]
    middle = [slice((n - 128) // 2, (n - 128) // 2 + 128) for n in ras.shape[1:]]
    yield "the middle 128 × 128 × 128", ras[:, *middle]
    yield "the middle 90 axial slices", ras[..., (ras.shape[3] - 90) // 2 :][..., :90]


def turned(ras: np.ndarray, axes: str) -> np.ndarray:
    """The same sequences on other axes."""
    order = [next(n for n, pair in enumerate(("RL", "AP", "SI")) if a in pair) for a in axes]
    steps = tuple(slice(None, None, 1 if a in "RAS" else -1) for a in axes)
    return np.transpose(ras, [0, *(n + 1 for n in order)])[:, *steps]


def sideless(axes: str) -> str:
    """Axis codes without what a head cannot tell."""
    return axes.replace("L", "x").replace("R", "x")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = Path(os.environ.get("GLIOVISTA_CASES", "../shared/cases"))
    parser.add_argument("cases", nargs="*", type=Path, default=[default])
    parser.add_argument("--turns", type=int, default=4, help="ways to turn each cut")
    options = parser.parse_args()
    folders = [folder for root in options.cases for folder in find_studies(root)]
    random = np.random.default_rng(SEED)
    found: dict[str, list[tuple[bool, HeadAxes | None]]] = {}
    for folder in folders:
        volumes = read_volumes({m: hit.path for m, hit in find_study(folder).files.items()})
        ras = np.stack([to_ras(v.data, v.affine) for v in volumes.values()])
        for name, cut in cuts(ras):
            ways = len(AXES) if name == "whole" else options.turns
            for axes in random.permutation(AXES)[:ways]:
                told = head_axes(turned(cut, str(axes)))
                right = told is not None and sideless(told.axes) == sideless(str(axes))
                found.setdefault(name, []).append((right, told))
    print(f"{len(folders)} cases\n")
    print("| array | turned | right | right and sure | wrong and sure | least margin, right "
          "| most margin, wrong |")  # fmt: skip
    print("| --- |" + " --- |" * 6)
    for name, all_told in found.items():
        good = [told for right, told in all_told if right and told]
        bad = [told for right, told in all_told if not right]
        margins = [told.margin if told else 0.0 for told in bad]
        print(
            f"| {name} | {len(all_told)} | {len(good)} | {sum(t.sure for t in good)} "
            f"| {sum(bool(t and t.sure) for t in bad)} | {min(t.margin for t in good):.3f} "
            f"| {f'{max(margins):.3f}' if margins else '–'} |"
        )


if __name__ == "__main__":
    main()
