"""The teacher's answers: ``python -m training teach --cases DIR --weights NPZ --out DIR``.

As ``training answer`` does with a model package: one file a case in a folder, to be judged or
averaged by ``training judge``. Seconds are those of the processor, which a busy machine does not
stretch.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from core.labels import Region
from core.segmenting.cascade import (
    Head,
    Manner,
    Part,
    View,
    cascade,
    crop_box,
    grown,
    head,
    in_crop,
)
from core.segmenting.inference import on_native_grid
from core.segmenting.preprocessing import Preprocessing, prepare
from core.space.affine import to_ras
from core.space.boxes import Box, box_of
from core.studies.study import Study
from training.data.cases import case_folders, read_case_study
from training.judging.answers import Answer, answer_path, read_answer, write_answer
from training.teacher.engines import load_statistics, slabs, to_openvino
from training.teacher.slabnet import published


def cropped(given: Head, box: Box | None) -> Head:
    """The part of a head within a box, normalised as the whole was."""
    if box is None:
        return given
    z, y, x = box
    return replace(given, volume=given.volume[:, z, y, x], inside=given.inside[box])


def within(folder: Path, study: Study, crop: Box, margin: int) -> Box | None:
    """The box of (z, y, x) around the whole tumour of another answer; None where it found none."""
    kept = read_answer(folder, study.name).probabilities[list(Region).index(Region.WT)]
    found = np.asarray(to_ras(kept, study.grid.affine)[crop] >= np.uint8(128))
    box = box_of(found)
    if box is None:
        return None
    return crop_box(grown(box, margin, found.shape), found.shape)


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, required=True, help="folder of case folders")
    parser.add_argument("--weights", type=Path, required=True, help="published weights, .npz")
    parser.add_argument("--out", type=Path, required=True, help="folder of answers")
    parser.add_argument("--only", nargs="*", help="just these cases")
    parser.add_argument("--views", nargs="*", choices=list(View), default=[View.AXIAL])
    parser.add_argument("--statistics", type=Path, help="fixed ones; default the crops' own")
    parser.add_argument("--within", type=Path, help="answers whose whole tumour to look around")
    parser.add_argument("--margin", type=int, default=15, help="voxels around it (%(default)s)")
    parser.add_argument("--slab", type=int, default=0, help="slices at a time, 0 for all")
    parser.add_argument("--no-noise", action="store_true", help="0 outside of the brain")
    parts = [part.value for part in Part]
    parser.add_argument("--fixed", nargs="*", choices=parts, default=parts, help="whose are fixed")
    parser.add_argument("--threads", type=int, default=0, help="CPU threads, 0 for all")
    args = parser.parse_args(arguments)
    views = tuple(map(View, args.views))
    fixed = tuple(map(Part, args.fixed)) if args.statistics else ()
    manner = Manner(views, not args.no_noise, fixed, args.slab)
    if args.threads:
        torch.set_num_threads(args.threads)
    engines = {}
    for (part, view), network in published(args.weights).items():
        if view in views:
            if part in fixed:
                load_statistics(network, args.statistics, f"{part}_{view}")
            engines[part, view] = slabs(to_openvino(network), args.threads)
    for folder in case_folders(args.cases):
        name = folder.name
        if (args.only and name not in args.only) or answer_path(args.out, name).exists():
            continue
        study = read_case_study(folder)
        started = time.process_time()
        prepared = prepare(study, Preprocessing())
        given = head(prepared, manner.noise)
        box = within(args.within, study, prepared.box, args.margin) if args.within else None
        found = np.zeros((len(Part), *given.inside.shape), np.float32)
        z, y, x = box or (slice(None),) * 3
        found[:, z, y, x] = cascade(cropped(given, box), engines, manner)
        full, _ = on_native_grid(in_crop(found), prepared)
        seconds = time.process_time() - started
        write_answer(args.out, name, Answer(full, seconds))
        print(f"{name}: {seconds:.1f} s of the processor", flush=True)
