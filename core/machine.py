"""Facts about this computer and this program, for reports: no name of a person, file or host."""

from __future__ import annotations

import os
import platform
import sys
from importlib import metadata
from pathlib import Path

import numpy as np

from core import __version__

LIBRARIES = (
    "numpy",
    "scipy",
    "nibabel",
    "isal",
    "pydicom",
    "highdicom",
    "contourpy",
    "pyjpegls",
    "pylibjpeg-openjpeg",
    "python-gdcm",
    "openvino",
    "torch",
    "monai",
    "safetensors",
    "PySide6_Essentials",
    "pyqtgraph",
)
"""Distributions whose versions a report names."""

_KERNEL_FLAGS = ("avx_vnni", "avx512_vnni", "avx512_bf16", "avx512_fp16")


def is_frozen() -> bool:
    """Whether this is the built program rather than the sources in an environment."""
    return bool(getattr(sys, "frozen", False))


def facts() -> dict[str, str]:
    """What a report on this installation says, by its English heading.

    Loads OpenVINO, which knows the processor's name on every system; takes half a second.
    """
    name, capabilities = _openvino_facts()
    memory = memory_gb()
    return {
        "Gliovista": f"{__version__}, {'frozen program' if is_frozen() else 'from source'}",
        "Python": platform.python_version(),
        "System": platform.platform(),
        "Processor": f"{name}, {os.cpu_count()} threads",
        "Vector instructions": " ".join(vector_instructions()),
        "OpenVINO runs": capabilities,
        "Memory": "unknown" if memory is None else f"{memory:.1f} GB",
        "Libraries": ", ".join(f"{name} {text}" for name, text in versions().items()),
    }


def versions() -> dict[str, str]:
    """The version of each library of :data:`LIBRARIES`; ``absent`` for one not installed."""
    found = {}
    for name in LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "absent"
    return found


def vector_instructions() -> list[str]:
    """Vector instruction sets of the processor, as numpy and the kernel name them."""
    simd = np.show_config(mode="dicts")["SIMD Extensions"]
    return [*simd.get("baseline", ()), *simd.get("found", ()), *_kernel_flags()]


def memory_gb() -> float | None:
    """Main memory in gigabytes; None where the system does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    except (AttributeError, ValueError, OSError):
        return None


def _kernel_flags() -> list[str]:
    """Linux alone tells what numpy does not ask for: AMX, and dot products of bytes."""
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        return []
    flags = next((x.split() for x in text.splitlines() if x.startswith("flags")), [])
    return [flag for flag in flags if flag.startswith("amx") or flag in _KERNEL_FLAGS]


def _openvino_facts() -> tuple[str, str]:
    try:
        import openvino

        core = openvino.Core()
        capabilities = core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        return str(core.get_property("CPU", "FULL_DEVICE_NAME")), " ".join(sorted(capabilities))
    except (ImportError, RuntimeError) as error:
        # A report of a broken installation must still come about, and name what is broken.
        return platform.processor() or platform.machine(), f"nothing: {error}"
