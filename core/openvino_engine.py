"""The fast engine: OpenVINO on a CPU."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from core.engine import Array, Tick

_POLL_MS = 50
"""How often a running pass looks whether the person has cancelled."""


class OpenVINOEngine:
    """See :class:`core.engine.Engine`. A pass is stopped within a few layers."""

    def __init__(self, model: Path, multiple: int, threads: int, precision: str | None) -> None:
        import openvino as ov
        import openvino.properties as props
        from openvino.properties import hint

        core = ov.Core()
        chosen = precision or _best_precision(core)
        settings = {
            hint.inference_precision(): ov.Type.bf16 if chosen == "bf16" else ov.Type.f32,
            hint.performance_mode(): hint.PerformanceMode.LATENCY,
            props.inference_num_threads(): threads,
            "CPU_DENORMALS_OPTIMIZATION": True,
        }
        self.name = f"OpenVINO CPU {chosen}"
        self.multiple = multiple
        self._request = core.compile_model(model, "CPU", settings).create_infer_request()

    def __call__(self, array: Array, tick: Tick) -> Array:
        """See :class:`core.engine.Engine`."""
        self._request.start_async([np.ascontiguousarray(array)[None]])
        try:
            while not self._request.wait_for(_POLL_MS):
                tick()
        except BaseException:
            self._request.cancel()
            self._request.wait_for(10_000)
            raise
        return np.array(self._request.get_output_tensor().data[0], np.float32)


def _best_precision(core: object) -> str:
    """bf16 where the processor has AMX, else float32.

    bf16 on AVX512_BF16 alone is slower than float32 on Intel.
    """
    try:
        flags = Path("/proc/cpuinfo").read_text()
    except OSError:
        return "f32"
    return "bf16" if "amx_bf16" in flags else "f32"
