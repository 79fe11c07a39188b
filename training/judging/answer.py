"""A model package's answers: ``python -m training answer --cases DIR --out DIR --mode fast``.

The package sees each case by the program's own path. Cases that have an answer are left alone.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from core.segmenting.inference import segment
from core.segmenting.model_package import load_model
from core.segmenting.passes import Mode
from training.data.cases import case_folders, read_case_study
from training.judging.answers import Answer, answer_path, write_answer


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, required=True, help="folder of case folders")
    parser.add_argument("--out", type=Path, required=True, help="folder of answers")
    parser.add_argument("--package", type=Path, help="default the one that ships")
    parser.add_argument("--mode", choices=[m.value for m in Mode], default=Mode.FAST.value)
    parser.add_argument("--only", nargs="*", help="just these cases")
    parser.add_argument("--threads", type=int, default=0, help="CPU threads, 0 for all")
    args = parser.parse_args(arguments)
    model = load_model(args.package, threads=args.threads, precision="f32")
    for folder in case_folders(args.cases):
        name = folder.name
        if (args.only and name not in args.only) or answer_path(args.out, name).exists():
            continue
        study = read_case_study(folder)
        started = time.monotonic()
        found = segment(study, model, mode=Mode(args.mode))
        seconds = time.monotonic() - started
        assert found.probabilities is not None
        write_answer(args.out, name, Answer(found.probabilities, seconds))
        print(f"{name} ({args.mode}): {seconds:.1f} s", flush=True)
