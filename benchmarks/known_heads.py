"""How well brains of known places are found in the atlas: ``python -m benchmarks.known_heads``.

Phantoms of varied cortex and shape, stretched by up to a tenth along each axis, turned by up to
10°, moved by up to 20 mm, with a tumour that is masked out, each placed from its T1. Printed for
each: the Dice of the atlas's ventricles with the phantom's, and in how many of 600 balls
(radius 6 to 15 mm, middle 5 mm or more inside a lobe) the lobe with the largest share in the atlas
is the phantom's own; and for how many the atlas names it at the very middle. ``--at-rest`` leaves
out what no affine can follow: the brain's own shape and the tumour's push.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from core.anatomy.atlas import load_atlas
from core.anatomy.on_grid import structures_on_grid
from core.anatomy.placing import Placement, place
from core.anatomy.structures import BY_KEY, Layer, StructureGroup
from core.phantom.phantom import WARP_MM, KnownHead, known_head
from core.phantom.places import PLACES
from core.phantom.scans import motion
from core.phantom.tumour import Growth
from core.studies.study import Modality, Study

INSIDE_MM = 5.0
BALLS = 600
LOBES = [k for k in PLACES if BY_KEY[k].group is StructureGroup.LOBE]
VENTRICLES = [k for k in PLACES if BY_KEY[k].group is StructureGroup.VENTRICLE]


@dataclass(frozen=True)
class Outcome:
    """What became of one head; ``lobes`` and ``middles`` are shares that are right, 0 to 1."""

    trust: float
    ventricles: float
    lobes: float
    middles: float


def varied_head(seed: int, spacing_mm: float, *, at_rest: bool) -> KnownHead:
    """A phantom with a tumour somewhere in a cerebral hemisphere, stretched, turned and moved."""
    rng = np.random.default_rng(seed)
    centre = rng.uniform((20, -50, -5), (40, 40, 35)) * (rng.choice([-1, 1]), 1, 1)
    radius, push = float(rng.uniform(8, 18)), float(rng.uniform(0, 6))
    x, y, z = centre.tolist()
    growth = Growth((x, y, z), radius, 0.0 if at_rest else push)
    i, j, k = (round(n / spacing_mm) for n in (240, 240, 156))
    warp_mm = 0.0 if at_rest else WARP_MM
    head = known_head(seed, (i, j, k), spacing_mm, growth, [Modality.T1], warp_mm)
    stretch = np.diag([*rng.uniform(0.9, 1.1, 3), 1.0])
    affine = motion(rng, 10.0, 20.0) @ stretch @ head.study.grid.affine
    volume = replace(head.study.volumes[Modality.T1], affine=affine)
    return replace(head, study=Study(f"head {seed}", {Modality.T1: volume}))


def outcome(head: KnownHead, placement: Placement, rng: np.random.Generator) -> Outcome:
    """Compare a placed phantom's own places with the atlas's."""
    assert head.places is not None
    found = structures_on_grid(placement, load_atlas(), Layer.PLACES, head.study.grid)
    theirs = np.isin(found, [BY_KEY[k].label for k in VENTRICLES])
    own = np.isin(head.places, [PLACES[k] for k in VENTRICLES])
    dice = 2 * np.count_nonzero(theirs & own) / (np.count_nonzero(theirs) + np.count_nonzero(own))
    lobes, middles = _lobes_right(head, found, rng)
    return Outcome(placement.trust, float(dice), lobes, middles)


def _lobes_right(
    head: KnownHead, found: npt.NDArray[np.uint8], rng: np.random.Generator
) -> tuple[float, float]:
    from scipy.ndimage import distance_transform_edt
    from scipy.spatial import cKDTree

    grid, places = head.study.grid, head.places
    brain = head.brain
    xyz = np.argwhere(brain) @ grid.affine[:3, :3].T + grid.affine[:3, 3]
    labels, tree = found[brain], cKDTree(xyz)
    numbers = np.array([BY_KEY[k].label for k in LOBES])
    lobes = middles = tried = 0
    for number, lobe in zip(numbers, LOBES, strict=True):
        depth = distance_transform_edt(places == PLACES[lobe], grid.spacing_mm)
        inside = np.argwhere(depth >= INSIDE_MM)
        for ijk in inside[rng.integers(len(inside), size=BALLS // len(LOBES))]:
            middle = grid.affine[:3, :3] @ ijk + grid.affine[:3, 3]
            ball = tree.query_ball_point(middle, rng.uniform(6, 15))
            counts = np.bincount(labels[ball], minlength=256)[numbers]
            lobes += numbers[counts.argmax()] == number
            middles += found[tuple(ijk)] == number
            tried += 1
    return lobes / tried, middles / tried


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--heads", type=int, default=10)
    parser.add_argument("--spacing", type=float, default=2.0, help="millimetres")
    parser.add_argument("--at-rest", action="store_true")
    args = parser.parse_args(arguments)
    outcomes = []
    for seed in range(args.heads):
        head = varied_head(seed, args.spacing, at_rest=args.at_rest)
        one = outcome(head, place(head.study, head.truth > 0), np.random.default_rng(seed))
        outcomes.append(one)
        print(
            f"{head.study.name}: trust {one.trust:.2f}, ventricles {one.ventricles:.2f}, lobes "
            f"{one.lobes:.3f}, at the middle {one.middles:.3f}",
            flush=True,
        )
    dices = [one.ventricles for one in outcomes]
    print(
        f"{len(outcomes)} heads: trust median {np.median([o.trust for o in outcomes]):.2f}, least "
        f"{min(o.trust for o in outcomes):.2f}; ventricles median {np.median(dices):.2f}, least "
        f"{min(dices):.2f}; lobes {np.mean([o.lobes for o in outcomes]):.3f}, at the middle "
        f"{np.mean([o.middles for o in outcomes]):.3f}"
    )


if __name__ == "__main__":
    main()
