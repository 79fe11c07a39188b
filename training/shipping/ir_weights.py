"""One copy of the weights for both engines: the OpenVINO IR reads them out of the safetensors file.

An IR is an XML file whose constants are byte ranges of a second file. OpenVINO writes that file
itself, with the same bytes that the safetensors file holds; here the ranges are made to point
there instead, which halves a package.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path

import openvino as ov
import torch
from safetensors.torch import save_file

from core.networks.engine import IR_CONSTANTS
from core.networks.package_files import IR, WEIGHTS

_RANGE = re.compile(r'offset="(\d+)" size="(\d+)"')
_ALIGNED = 8  # bytes: what the widest constant asks for


def save_weights_and_ir(
    weights: Mapping[str, torch.Tensor], model: ov.Model, folder: Path
) -> tuple[str, str]:
    """Write ``weights.safetensors`` and ``model.xml``.

    Args:
        weights: float16 tensors of the network.
        model: the same network; its weights are compressed to float16 too.
        folder: the package.

    Returns:
        The two files' names.
    """
    with tempfile.TemporaryDirectory() as scratch:
        ov.save_model(model, Path(scratch) / IR, compress_to_fp16=True)
        xml = (Path(scratch) / IR).read_text(encoding="utf-8")
        data = (Path(scratch) / IR).with_suffix(".bin").read_bytes()
    own = {t.contiguous().numpy().tobytes(): name for name, t in weights.items()}
    ranges = {(int(start), int(size)) for start, size in _RANGE.findall(xml)}
    blobs = {(start, size): data[start : start + size] for start, size in sorted(ranges)}
    # Shapes, axes and the like, which are no weights of the network.
    rest, within = bytearray(), {}
    for blob in dict.fromkeys(blobs.values()):
        if blob not in own:
            within[blob] = len(rest)
            rest += blob + bytes(-len(blob) % _ALIGNED)
    constants = torch.frombuffer(rest, dtype=torch.int64)
    tensors = {name: t.contiguous() for name, t in weights.items()}
    save_file({**tensors, IR_CONSTANTS: constants}, folder / WEIGHTS)
    (folder / WEIGHTS).chmod(0o644)  # safetensors writes for the owner alone
    starts = _starts(folder / WEIGHTS)

    def moved(match: re.Match[str]) -> str:
        blob = blobs[int(match[1]), int(match[2])]
        place = starts[own[blob]] if blob in own else starts[IR_CONSTANTS] + within[blob]
        return f'offset="{place}" size="{len(blob)}"'

    (folder / IR).write_text(_RANGE.sub(moved, xml), encoding="utf-8")
    return WEIGHTS, IR


def _starts(path: Path) -> dict[str, int]:
    """The first byte of each tensor in a safetensors file: 8 of a length, a JSON so long, data."""
    data = path.read_bytes()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    return {
        name: 8 + length + entry["data_offsets"][0]
        for name, entry in header.items()
        if name != "__metadata__"
    }
