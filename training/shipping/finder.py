"""Give a model package its finder: ``python -m training finder PACKAGE FOLDER CHECKPOINT …``.

Writes a copy of the package with a coarse network's weights and IR, and a card of the format that
tells of them.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from core.networks.package_files import IR, WEIGHTS, sha256
from core.segmenting.finder import FINDER_IR, FINDER_WEIGHTS, Finder
from core.segmenting.model_package import CARD, FORMAT_WITH_FINDER, read_package
from core.segmenting.preprocessing import Preprocessing
from training.learning.train import CHECKPOINT
from training.shipping.export import export


def add_finder(
    package: Path, folder: Path, checkpoint: Path, seen: float, least_ml: float, margin_mm: float
) -> None:
    """Write a copy of a package that has a finder.

    Args:
        package: without one.
        folder: to write; must not exist. Its name is the model's.
        checkpoint: of the coarse network's run.
        seen: probability of WT from which a voxel is looked at.
        least_ml: parts that are smaller are not looked at.
        margin_mm: around all that is looked at.

    Raises:
        ModelPackageError: ``package`` is none.
    """
    read_package(package)
    config = checkpoint.with_name("config.json")
    cases = json.loads(config.read_text("utf-8"))["case_names"] if config.exists() else []
    shutil.copytree(package, folder)
    with tempfile.TemporaryDirectory() as scratch:
        coarse = Path(scratch) / "coarse"
        export(checkpoint, coarse, "coarse")
        told = json.loads((coarse / CARD).read_text(encoding="utf-8"))
        shutil.copyfile(coarse / IR, folder / FINDER_IR)
        shutil.copyfile(coarse / WEIGHTS, folder / FINDER_WEIGHTS)
    finder = Finder(
        architecture=told["architecture"],
        preprocessing=Preprocessing.from_json(told["preprocessing"]),
        seen=seen,
        least_ml=least_ml,
        margin_mm=margin_mm,
        recipe={**told["provenance"]["recipe"], "cases": cases},
    )
    card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    card["format"] = FORMAT_WITH_FINDER
    card["name"] = folder.name
    card["finder"] = finder.to_json()
    card["files"] |= {name: sha256(folder / name) for name in (FINDER_IR, FINDER_WEIGHTS)}
    (folder / CARD).write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path, help="model package without a finder")
    parser.add_argument("folder", type=Path, help="the package to make; its name is the model's")
    parser.add_argument("checkpoint", type=Path, help=f"{CHECKPOINT} of a run of recipe coarse")
    parser.add_argument("--seen", type=float, default=0.5, help="probability (%(default)s)")
    parser.add_argument("--least-ml", type=float, default=0.5, help="of a part (%(default)s)")
    parser.add_argument("--margin-mm", type=float, default=12.0, help="around it (%(default)s)")
    args = parser.parse_args(arguments)
    add_finder(args.package, args.folder, args.checkpoint, args.seen, args.least_ml, args.margin_mm)
