"""Single rows of ``benchmarks.segment``: ``python -m benchmarks.rows warm CASE fast openvino``.

Prints one line of JSON.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import Any

WINDOW = (128, 128, 128)


def warm(case: Path, model_folder: Path | None, mode: str, engine: str) -> dict[str, Any]:
    """The best of three runs in a program that is already open, stage by stage."""
    from core.checks.preflight import check
    from core.files.writing import write_label_map
    from core.opening.reading import accept, find_study, read_volumes
    from core.segmenting.inference import segment
    from core.segmenting.model_package import load_model
    from core.segmenting.passes import Mode

    model = load_model(model_folder, engine)  # type: ignore[arg-type]
    runs = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(4):
            begun = time.perf_counter()
            files = find_study(case)
            volumes = read_volumes({m: hit.path for m, hit in files.files.items()})
            read = time.perf_counter()
            study = accept(check(volumes, files.name), files.name).study
            checked = time.perf_counter()
            found = segment(study, model, mode=Mode(mode))
            segmented = time.perf_counter()
            write_label_map(found, study.reference, Path(folder) / "mask.nii.gz")
            ended = time.perf_counter()
            stages = {"read": read - begun, "check": checked - read, **found.seconds}
            runs.append({**stages, "write": ended - segmented})
    # The first run meets each shape for the first time.
    best = min(runs[1:], key=lambda stages: sum(stages.values()))
    return {"seconds": sum(best.values()), "stages": best}


def monai(case: Path, model_folder: Path | None, network: str) -> dict[str, Any]:
    """Plain MONAI from files to mask: load, z-score, windows of 128³ with half overlap, fp32.

    The weights do not matter to the time, so SegResNet's are random.
    """
    import nibabel as nib
    import numpy as np
    import torch
    from monai.inferers import sliding_window_inference
    from monai.networks.nets import SegResNet
    from monai.transforms import LoadImage, NormalizeIntensity

    from core.opening.reading import find_study

    files = [hit.path for hit in find_study(case).files.values()]
    image = LoadImage(ensure_channel_first=False)(files)
    image = NormalizeIntensity(nonzero=True, channel_wise=True)(image)
    if network == "same":
        net = own_network(model_folder)
        foreground = (image != image.min()).any(0, keepdim=True).float()
        image = torch.cat((image, image.flip(1), foreground))
    else:
        # As in MONAI's BraTS bundle: 16 filters, four inputs.
        net = SegResNet(
            blocks_down=(1, 2, 2, 4),
            blocks_up=(1, 1, 1),
            init_filters=16,
            in_channels=4,
            out_channels=3,
            dropout_prob=0.2,
        )
    begun = time.perf_counter()
    with torch.inference_mode():
        inputs = torch.as_tensor(image)[None]
        logits = sliding_window_inference(inputs, WINDOW, 1, net.eval(), overlap=0.5)
        regions = (logits[0].sigmoid() > 0.5).numpy().astype(np.uint8)
    seconds = time.perf_counter() - begun
    reference = nib.load(files[0])
    with tempfile.TemporaryDirectory() as folder:
        nib.save(
            nib.Nifti1Image(regions.sum(0, dtype=np.uint8), reference.affine), f"{folder}/m.nii.gz"
        )
    return {"stages": {"network": seconds}}


def own_network(folder: Path | None) -> Any:
    """The package's own network, in PyTorch."""
    from safetensors.torch import load_file

    from core.networks.network import Architecture, HalfResolutionUNet
    from core.networks.package_files import WEIGHTS
    from core.segmenting.model_package import read_package, shipped_packages

    package = read_package(folder or shipped_packages()[-1])
    network = HalfResolutionUNet(Architecture.from_json(dict(package.architecture)))
    network.load_state_dict(load_file(package.folder / WEIGHTS), strict=False)
    return network


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--model", type=Path)
    parser.add_argument("row", choices=("warm", "monai"))
    parser.add_argument("case", type=Path)
    parser.add_argument("arguments", nargs="+")
    options = parser.parse_args()
    row = warm if options.row == "warm" else monai
    print(json.dumps(row(options.case, options.model, *options.arguments)))


if __name__ == "__main__":
    main()
