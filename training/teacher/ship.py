"""Give a model package its companion: ``python -m training companion PACKAGE FOLDER …``.

Writes a copy of the package with an OpenVINO IR of each of the teacher's networks, its licence, and
a card of the format that tells of them.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import openvino as ov

from core.networks.package_files import sha256
from core.segmenting.cascade import Part, View
from core.segmenting.companion import Companion, Network, network_file
from core.segmenting.model_package import CARD, FORMAT_WITH_COMPANION, read_package
from training.teacher.engines import load_statistics, to_openvino
from training.teacher.slabnet import SlabNet, published

LICENCE = "COMPANION_LICENSE.txt"
SOURCE = (
    "WNet, TNet and ENet (Wang, Li, Ourselin, Vercauteren 2017, arXiv:1709.00382), "
    "github.com/taigw/brats17, BSD-3, Copyright (c) 2017-2018, University College London"
)


def add_companion(
    package: Path,
    folder: Path,
    networks: Mapping[Network, SlabNet],
    companion: Companion,
    licence: Path,
) -> None:
    """Write a copy of a package that has a companion.

    Args:
        package: without one.
        folder: to write; must not exist.
        networks: with fixed statistics where the companion says so.
        companion: how to run them.
        licence: the text that must go with them.

    Raises:
        ValueError: a network's statistics are others than the companion says.
        ModelPackageError: ``package`` is none.
    """
    read_package(package)
    for part, view in companion.networks:
        fixed = part in companion.fixed
        if any(norm.fixed != fixed for norm in networks[part, view].norms().values()):
            told = "fixed statistics" if fixed else "statistics of the crop at hand"
            raise ValueError(f"{part} {view}: expected {told}, as the companion says.")
    shutil.copytree(package, folder)
    shutil.copyfile(licence, folder / LICENCE)
    files = [LICENCE]
    for network in companion.networks:
        ir = folder / network_file(network)
        ov.save_model(to_openvino(networks[network]), ir, compress_to_fp16=True)
        files += [ir.name, ir.with_suffix(".bin").name]
    card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    card["format"] = max(card["format"], FORMAT_WITH_COMPANION)
    card["name"] = folder.name
    card["companion"] = companion.to_json()
    card["files"] |= {file: sha256(folder / file) for file in files}
    (folder / CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path, help="model package without a companion")
    parser.add_argument("folder", type=Path, help="the package to make; its name is the model's")
    parser.add_argument("--weights", type=Path, required=True, help="published weights, .npz")
    parser.add_argument("--statistics", type=Path, required=True, help="of teacher-statistics")
    parser.add_argument("--licence", type=Path, required=True, help="text of their licence")
    parser.add_argument("--views", nargs="*", choices=list(View), default=[View.AXIAL])
    parts = [part.value for part in Part]
    parser.add_argument("--fixed", nargs="*", choices=parts, default=["wt"], help="whose are fixed")
    parser.add_argument("--share", type=float, default=0.5, help="in the mean (%(default)s)")
    parser.add_argument("--margin", type=int, default=15, help="voxels (%(default)s)")
    parser.add_argument("--slab", type=int, default=32, help="slices at a time (%(default)s)")
    args = parser.parse_args(arguments)
    views = tuple(map(View, args.views))
    fixed = tuple(map(Part, args.fixed))
    companion = Companion(args.share, views, args.margin, args.slab, fixed, SOURCE)
    networks = published(args.weights)
    for part, view in companion.networks:
        if part in fixed:
            load_statistics(networks[part, view], args.statistics, f"{part}_{view}")
    add_companion(args.package, args.folder, networks, companion, args.licence)
