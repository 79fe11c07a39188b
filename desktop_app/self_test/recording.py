"""The label map that the shipped model found in the demo study when it was recorded.

``python -m docs.record_self_test`` makes it anew; that is due whenever the model changes.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.files.writing import replacing
from core.labels import LabelMap
from core.scoring.metrics import margin_box
from core.segmenting.model_package import CARD
from resources import ROOT

RECORDING = ROOT / "self_test" / "demo_labels.json"


@dataclass(frozen=True)
class Recording:
    """A label map and what made it.

    Attributes:
        model: the model package's name.
        files: SHA-256 of each of its files, as its card has them.
        engine: engine and precision.
        label_map: on the demo study's grid.
    """

    model: str
    files: Mapping[str, str]
    engine: str
    label_map: LabelMap


def file_hashes(package: Path) -> dict[str, str]:
    """SHA-256 of each file of a model package, as its card says."""
    card = json.loads((package / CARD).read_text(encoding="utf-8"))
    return {str(name): str(value) for name, value in card["files"].items()}


def read_recording(path: Path = RECORDING) -> Recording:
    """Read what :func:`write_recording` wrote."""
    values = json.loads(path.read_text(encoding="utf-8"))
    box = tuple(slice(start, stop) for start, stop in values["box"])
    label_map = np.zeros(values["shape"], np.uint8)
    content = zlib.decompress(base64.b64decode(values["labels"]))
    label_map[box] = np.frombuffer(content, np.uint8).reshape(label_map[box].shape)
    return Recording(values["model"], values["files"], values["engine"], label_map)


def write_recording(recording: Recording, path: Path = RECORDING) -> None:
    """Write the box around the labels, compressed, into one small JSON file.

    Raises:
        WritingError: it could not be written.
    """
    labels = recording.label_map
    box = margin_box(labels > 0, 0)
    content = zlib.compress(np.ascontiguousarray(labels[box]).tobytes(), 9)
    values = {
        "what": "Label map of the demo study; python -m docs.record_self_test makes it anew.",
        "model": recording.model,
        "files": dict(recording.files),
        "engine": recording.engine,
        "shape": list(labels.shape),
        "box": [[s.start, s.stop] for s in box],
        "labels": base64.b64encode(content).decode("ascii"),
    }
    with replacing(path) as fresh:
        fresh.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
