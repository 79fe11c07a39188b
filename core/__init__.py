"""Gliovista's core: reading, checking, segmenting, measuring and writing. Knows no Qt."""

import sys

__version__ = "0.1.0"

# OpenVINO reports each import over the network where it finds this package beside it. Entered
# as None it counts as missing, and OpenVINO falls back on a stand-in that sends nothing.
sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]

# nibabel imports pydicom wherever it is installed, a third of the time that its own import takes.
# core.dicom, which needs it, takes this entry out again.
sys.modules.setdefault("pydicom", None)  # type: ignore[arg-type]
