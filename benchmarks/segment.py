"""Time and peak memory of one case, beside plain MONAI: ``python benchmarks/segment.py``.

Prints one Markdown table of one run on one machine, so that the ratios hold whatever the
machine is. Each row runs in a process of its own: cold rows include Python's start and all
imports, and the peak is the process's largest resident size. ``--isa AVX2`` limits oneDNN
(which OpenVINO and PyTorch's convolutions use) to an older processor's instructions; PyTorch's
MKL parts are not limited by it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
WINDOW = (128, 128, 128)


def cold(case: Path, mode: str) -> dict[str, Any]:
    """``gliovista segment`` as a person starts it, from the first line of Python to the mask."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "desktop_app", "segment", str(case)]
        command += ["-o", f"{folder}/mask.nii.gz", "--mode", mode]
        started = time.perf_counter()
        subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
        seconds = time.perf_counter() - started
    return {"seconds": seconds, **_peak(resource.RUSAGE_CHILDREN)}


def warm(case: Path, mode: str, engine: str) -> dict[str, Any]:
    """The second run in a program that is already open, stage by stage."""
    from core.inference import Mode, segment
    from core.model_package import load_model
    from core.reading import open_study
    from core.writing import write_label_map

    model = load_model(engine=engine)
    stages: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(2):
            started = time.perf_counter()
            study = open_study(case).study
            read = time.perf_counter()
            found = segment(study, model, mode=Mode(mode))
            writing = time.perf_counter()
            write_label_map(found, study.reference, Path(folder) / "mask.nii.gz")
            ended = time.perf_counter()
            stages = {"read and check": read - started, **found.seconds, "write": ended - writing}
    seconds = sum(stages.values())
    return {"seconds": seconds, "stages": stages, **_peak(resource.RUSAGE_SELF)}


def monai_window(case: Path, network: str) -> dict[str, Any]:
    """Plain MONAI: read, z-score, sliding windows of 128³ with half overlap, fp32 PyTorch."""
    import monai
    import torch
    from monai.inferers import sliding_window_inference

    from core.model_package import WEIGHTS, read_package, shipped_packages
    from core.network import Architecture
    from core.preprocessing import Preprocessing, prepare
    from core.pytorch_engine import load_pytorch_engine
    from core.reading import open_study

    started = time.perf_counter()
    study = open_study(case).study
    prepared = prepare(study, Preprocessing())
    array = torch.zeros(1, len(prepared.array), *study.grid.shape)
    array[(0, slice(None), *prepared.box)] = torch.from_numpy(prepared.array)
    if network == "same":
        package = read_package(shipped_packages()[-1])
        architecture = Architecture.from_json(dict(package.architecture))
        net = load_pytorch_engine(package.folder / WEIGHTS, architecture, 0, "cpu")._network
    else:
        # As in MONAI's BraTS bundle: 16 filters, four inputs.
        net = monai.networks.nets.SegResNet(
            blocks_down=(1, 2, 2, 4),
            blocks_up=(1, 1, 1),
            init_filters=16,
            in_channels=4,
            out_channels=3,
            dropout_prob=0.2,
        ).eval()
        array = array[:, :4]
    with torch.inference_mode():
        sliding_window_inference(array, WINDOW, 1, net, overlap=0.5).sigmoid_()
    return {"seconds": time.perf_counter() - started, **_peak(resource.RUSAGE_SELF)}


def _peak(who: int) -> dict[str, float]:
    return {"peak_gb": resource.getrusage(who).ru_maxrss / 1e6}


ROWS: dict[str, tuple[str, tuple[str, ...]]] = {
    "Gliovista Fast, cold process to written mask": ("cold", ("fast",)),
    "Gliovista Accurate, cold process to written mask": ("cold", ("accurate",)),
    "Gliovista Fast, warm, OpenVINO": ("warm", ("fast", "openvino")),
    "Gliovista Accurate, warm, OpenVINO": ("warm", ("accurate", "openvino")),
    "Gliovista Fast, warm, PyTorch fp32": ("warm", ("fast", "pytorch")),
    "MONAI sliding window, same network, fp32": ("monai_window", ("same",)),
    "MONAI sliding window, SegResNet-16, fp32": ("monai_window", ("segresnet",)),
}


def measure(row: str, case: Path, isa: str | None) -> dict[str, Any]:
    """Run one row in a process of its own."""
    environment = dict(os.environ)
    if isa:
        environment["ONEDNN_MAX_CPU_ISA"] = isa
    command = [sys.executable, __file__, "--row", row, "--case", str(case)]
    done = subprocess.run(
        command, check=True, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def table(case: Path, isa: str | None) -> str:
    """Measure all rows and lay them out."""
    results = {row: measure(row, case, isa) for row in ROWS}
    slowest = results["MONAI sliding window, SegResNet-16, fp32"]["seconds"]
    lines = [
        f"{case.name}, {os.cpu_count()} cores, instructions: {isa or 'all'}",
        "",
        "| what | seconds | × faster than SegResNet-16 | peak GB | stages, seconds |",
        "|---|---|---|---|---|",
    ]
    for row, r in results.items():
        stages = ", ".join(f"{k} {v:.2f}" for k, v in r.get("stages", {}).items())
        ratio = slowest / r["seconds"]
        lines.append(
            f"| {row} | {r['seconds']:.2f} | {ratio:.1f} | {r['peak_gb']:.2f} | {stages} |"
        )
    return "\n".join(lines)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    default = Path(os.environ.get("GLIOVISTA_CASES", ROOT.parent / "shared" / "cases"))
    parser.add_argument("--case", type=Path, default=default / "BraTS2021_00006")
    parser.add_argument("--isa", action="append", help="AVX2, AVX512_CORE, ...; may be repeated")
    parser.add_argument("--row", choices=sorted(ROWS))
    args = parser.parse_args()
    if args.row:
        function, arguments = ROWS[args.row]
        sys.path.insert(0, str(ROOT))
        print(json.dumps(globals()[function](args.case, *arguments)))
        return
    for isa in [None, *(args.isa or [])]:
        print(table(args.case.resolve(), isa), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
