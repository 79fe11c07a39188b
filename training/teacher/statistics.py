"""Fixed statistics of the teacher's normalisations: ``python -m training teacher-statistics``.

The published networks take the mean and variance of the batch at hand, so that what else lies in a
crop changes the answer, and a stack cannot be cut. Here they are averaged over batches as they were
trained on (five stacks of 19 slices, noise outside of the brain, TNet in the box of the whole
tumour, ENet in the box of the core), out of cases that are not judged.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from core.files.writing import replacing
from core.labels import LabelMap, Region, region_mask
from core.segmenting.cascade import AXES, Part, View, Volume, grown, head
from core.segmenting.preprocessing import Preprocessing, prepare
from core.space.affine import to_ras
from core.space.boxes import box_of
from training.data.cases import case_folders, read_case_study, read_truth
from training.teacher.slabnet import SlabNet, published

SLICES = 19
STACKS = 5
_MARGIN = 10
_ROOM = {Part.WT: 144, Part.TC: 96, Part.ET: 64}
"""Rows and columns of a stack in training."""
_WITHIN = {Part.WT: None, Part.TC: Region.WT, Part.ET: Region.TC}


def stacks(volume: Volume, view: View, room: int, rng: np.random.Generator) -> torch.Tensor:
    """A batch of stacks cut at random out of a volume, with noise where it ends.

    Args:
        volume: (4, z, y, x).
        view: which axis runs across the slices.
        room: rows and columns.
        rng: draws places and noise.

    Returns:
        (STACKS, 4, SLICES, room, room).
    """
    turned = volume.transpose(0, *(axis + 1 for axis in AXES[view]))
    size = (SLICES, room, room)
    batch = rng.standard_normal((STACKS, len(volume), *size), np.float32)
    for stack in batch:
        source, target = [], []
        for wanted, there in zip(size, turned.shape[1:], strict=True):
            low = int(rng.integers(min(0, there - wanted), max(0, there - wanted) + 1))
            source.append(slice(max(low, 0), min(low + wanted, there)))
            target.append(slice(max(low, 0) - low, min(low + wanted, there) - low))
        stack[(slice(None), *target)] = turned[(slice(None), *source)]
    return torch.from_numpy(batch)


def averaged(network: SlabNet, batches: Sequence[torch.Tensor]) -> dict[str, Volume]:
    """``NAME/mean`` and ``NAME/variance`` of every normalisation, averaged over batches."""
    norms = network.norms()
    for norm in norms.values():
        norm.seen = []
    with torch.inference_mode():
        for batch in batches:
            network(batch)
    found = {}
    for name, norm in norms.items():
        seen, norm.seen = norm.seen or [], None
        for what, values in zip(("mean", "variance"), zip(*seen, strict=True), strict=True):
            found[f"{name}/{what}"] = torch.stack(values).mean(0).numpy()
    return found


def part_volume(folder: Path, part: Part) -> Volume | None:
    """What a network of this part is shown of a case; None where the region is absent."""
    study = read_case_study(folder)
    prepared = prepare(study, Preprocessing())
    given = head(prepared, noise=True)
    region = _WITHIN[part]
    if region is None:
        return given.volume
    truth: LabelMap = to_ras(read_truth(folder, study.grid), study.grid.affine)[
        prepared.box
    ].astype(np.uint8)
    turned = region_mask(truth, region)[::-1, ::-1].transpose(2, 1, 0)
    box = box_of(turned)
    if box is None:
        return None
    z, y, x = grown(box, _MARGIN, turned.shape)
    return given.volume[:, z, y, x]


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, required=True, help="folder of case folders")
    parser.add_argument("--weights", type=Path, required=True, help="published weights, .npz")
    parser.add_argument("--out", type=Path, required=True, help="statistics, .npz")
    parser.add_argument("--only", nargs="*", help="just these cases")
    parser.add_argument("--views", nargs="*", choices=list(View), default=[View.AXIAL])
    parser.add_argument("--batches", type=int, default=12, help="of each network")
    args = parser.parse_args(arguments)
    folders = [f for f in case_folders(args.cases) if not args.only or f.name in args.only]
    networks = published(args.weights)
    kept: dict[str, Volume] = {}
    for part in Part:
        rng = np.random.default_rng(len(part))
        volumes = [v for f in folders if (v := part_volume(f, part)) is not None]
        for view in map(View, args.views):
            batches = [
                stacks(volumes[number % len(volumes)], view, _ROOM[part], rng)
                for number in range(args.batches)
            ]
            found = averaged(networks[part, view], batches)
            kept |= {f"{part}_{view}/{name}": values for name, values in found.items()}
            print(f"{part} {view}: {len(batches)} batches", flush=True)
    with replacing(args.out) as fresh, fresh.open("wb") as file:
        np.savez(file, allow_pickle=False, **kept)
