"""How well studies are found in the atlas: ``python -m benchmarks.anatomy CASES… [--every N]``.

Each CASES holds a folder for each labelled case in BraTS space. Printed are: the trust and its
three figures, by the fixed transform alone and as fitted; how the ventricles agree (Dice of the
atlas's with the dark tissue within 8 mm of them that hangs together with them, tumour left out,
which is no truth but judges both placements alike); the seconds of placing, and of shares and
distances; with ``--wrong`` also the trust where the search starts with the brain turned by half a
circle.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.anatomy.atlas import load_atlas, load_template
from core.anatomy.on_grid import structures_on_grid
from core.anatomy.placing import LOOKED_AT, PlacedBy, Placement, brats_to_atlas, place
from core.anatomy.structures import Layer, StructureGroup
from core.anatomy.trust import Trust, trust_of
from core.anatomy.whereabouts import find_whereabouts
from core.files.label_files import read_label_file
from core.opening.reading import open_study
from core.registration.affine import fit_affine
from core.space.affine import Affine
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Study, Volume

ZONE_MM = 8
HALF_TURNS = {
    "about z": np.diag([-1.0, -1.0, 1.0, 1.0]),
    "about y": np.diag([-1.0, 1.0, -1.0, 1.0]),
    "about x": np.diag([1.0, -1.0, -1.0, 1.0]),
}
MIDDLE_MM = (0.0, -18.0, 10.0)
"""Of the template's brain."""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Outcome:
    """What became of one case."""

    name: str
    fixed: tuple[Trust, float]
    fitted: tuple[Trust, float]
    wrong: dict[str, Trust]
    place_seconds: float
    tell_seconds: float


def outcome(folder: Path, *, wrong: bool) -> Outcome:
    """Place one case both ways."""
    study = open_study(folder).study
    (path,) = [p for p in folder.iterdir() if "seg" in p.name.lower()]
    labels = read_label_file(path).label_map
    tumour = labels > 0
    began = time.process_time()
    placement = place(study, tumour)
    placed = time.process_time()
    find_whereabouts(Segmentation(study.name, study.grid, labels), placement)
    told = time.process_time()
    volume = next(study.volumes[m] for m in LOOKED_AT if m in study.volumes)
    fixed = brats_to_atlas(study.grid)
    if fixed is None:
        raise SystemExit(f"{folder}: not in BraTS space.")
    both = [_judged(study, volume, m, tumour) for m in (fixed, placement.world_to_atlas)]
    turned = {}
    for name, turn in HALF_TURNS.items() if wrong else ():
        about = turn.copy()
        about[:3, 3] = MIDDLE_MM - turn[:3, :3] @ MIDDLE_MM
        fit = fit_affine(volume, load_template(), about @ fixed, tumour)
        turned[name] = trust_of(volume, fit.matrix, load_template(), load_atlas(), tumour)
    return Outcome(folder.name, both[0], both[1], turned, placed - began, told - placed)


def _judged(study: Study, volume: Volume, matrix: Affine, tumour: Mask) -> tuple[Trust, float]:
    trust = trust_of(volume, matrix, load_template(), load_atlas(), tumour)
    placement = Placement(matrix, PlacedBy.BRATS_SPACE, trust.figure, True)
    return trust, ventricle_dice(study, placement, tumour)


def ventricle_dice(study: Study, placement: Placement, tumour: Mask) -> float:
    """Dice of the atlas's ventricles with dark tissue that hangs together with them."""
    from scipy.ndimage import binary_dilation, binary_propagation

    atlas = load_atlas()
    wanted = [s.label for s in atlas.structures if s.group is StructureGroup.VENTRICLE]
    labels = structures_on_grid(placement, atlas, Layer.PLACES, study.grid)
    ventricles = np.isin(labels, wanted) & ~tumour
    zone = binary_dilation(ventricles, iterations=ZONE_MM) & ~tumour
    t1 = study.volumes[Modality.T1].data.astype(np.float32)
    dark = zone & (t1 < _parting(t1[zone & (t1 > 0)])) & (t1 > 0)
    dark = binary_propagation(dark & ventricles, mask=dark)
    return float(2 * np.count_nonzero(dark & ventricles) / (dark.sum() + ventricles.sum()))


def _parting(values: npt.NDArray[np.float32]) -> float:
    """The value that parts two classes best (Otsu, IEEE Trans Syst Man Cybern 1979;9:62)."""
    counts, edges = np.histogram(values, 128)
    middles = (edges[1:] + edges[:-1]) / 2
    below, total = np.cumsum(counts), np.cumsum(counts * middles)
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = below * above * (total / below - (total[-1] - total) / above) ** 2
    return float(edges[1 + int(np.nanargmax(apart[:-1]))])


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path, nargs="+")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--wrong", action="store_true")
    args = parser.parse_args(arguments)
    folders = sorted(f for root in args.cases for f in root.iterdir() if f.is_dir())
    load_atlas(), load_template()
    outcomes = []
    for folder in folders[:: args.every]:
        one = outcome(folder, wrong=args.wrong)
        outcomes.append(one)
        parts = [
            f"{name} trust {trust.figure:.2f} (outline {trust.outline:.3f}, inside "
            f"{trust.inside:.2f}, stretch {trust.stretch:.2f}), ventricles {dice:.2f}"
            for name, (trust, dice) in (("fixed", one.fixed), ("fitted", one.fitted))
        ]
        parts += [
            f"turned {name}: outline {trust.outline:.3f}, inside {trust.inside:.2f}"
            for name, trust in one.wrong.items()
        ]
        print(f"{one.name}: {'; '.join(parts)}; {one.place_seconds:.1f} s", flush=True)
    for name, pairs in (
        ("fixed", [one.fixed for one in outcomes]),
        ("fitted", [one.fitted for one in outcomes]),
    ):
        figures, dices = [t.figure for t, _ in pairs], [dice for _, dice in pairs]
        print(
            f"{len(pairs)} cases, {name}: trust median {np.median(figures):.2f}, least "
            f"{min(figures):.2f}; outline median {np.median([t.outline for t, _ in pairs]):.3f}, "
            f"inside median {np.median([t.inside for t, _ in pairs]):.2f}; ventricles median "
            f"{np.median(dices):.2f}, least {min(dices):.2f}"
        )
    turned = [trust.figure for one in outcomes for trust in one.wrong.values()]
    if turned:
        print(f"{len(turned)} wrong ones: trust at most {max(turned):.2f}")
    print(
        f"placing {np.mean([o.place_seconds for o in outcomes]):.1f} s, shares and distances "
        f"{np.mean([o.tell_seconds for o in outcomes]):.1f} s of processor each"
    )


if __name__ == "__main__":
    main()
