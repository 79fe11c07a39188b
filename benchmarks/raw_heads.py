"""Raw heads with a whole-tumour mask: ``python -m benchmarks.raw_heads HEADS [--every N]``.

HEADS holds a folder for each head, with raw sequences and a mask whose name ends in ``_wt``. Each
is prepared and segmented as ``gliovista segment --raw`` does, and WT is scored on its own grid.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from core.errors import GliovistaError
from core.files.nifti import read_volume
from core.labels import Region, region_mask
from core.opening.raw import open_volumes
from core.scoring.metrics import dice as dice_of
from core.segmenting.inference import segment
from core.segmenting.model_package import load_model
from core.segmenting.passes import Mode
from core.studies.naming import candidates


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("heads", type=Path)
    parser.add_argument("--every", type=int, default=1, help="only every Nth head")
    parser.add_argument("--model", type=Path, help="model package; default the one that ships")
    parser.add_argument("--mode", choices=[m.value for m in Mode], default=Mode.FAST.value)
    args = parser.parse_args(arguments)
    model = load_model(args.model)
    dice = []
    for folder in sorted(f for f in args.heads.iterdir() if f.is_dir())[:: args.every]:
        truth = next(folder.glob("*_wt.nii.gz"))
        files = candidates([p for p in folder.glob("*.nii.gz") if p != truth])
        volumes = {m: read_volume(hits[0].path) for m, hits in files.items() if hits}
        began = time.perf_counter()
        try:
            study = open_volumes(volumes, folder.name).study
        except GliovistaError as error:
            print(f"{folder.name} refused: {str(error).splitlines()[-1][:90]}", flush=True)
            continue
        found = segment(study, model, mode=Mode(args.mode))
        seconds = time.perf_counter() - began
        mask = region_mask(found.label_map, Region.WT)
        dice.append(dice_of(mask, read_volume(truth).data > 0))
        print(f"{folder.name} WT {dice[-1]:.3f}, {seconds:.0f} s", flush=True)
    print(f"{len(dice)} heads: mean WT {np.mean(dice):.3f}, median {np.median(dice):.3f}")


if __name__ == "__main__":
    main()
