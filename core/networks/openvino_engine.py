"""The fast engine: OpenVINO on a CPU."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import ModelPackageError, lacks_memory
from core.networks.engine import Array, Precision, Tick

_POLL_MS = 50
"""How often a running pass looks whether the person has cancelled."""


class OpenVINOEngine:
    """See :class:`core.networks.engine.Engine`. A pass is stopped within a few layers.

    Args:
        ir, weights: files of the model; the second holds the first's constants.
        multiple: see the protocol.
        threads: CPU threads; 0 for all.
        precision: of the arithmetic.
        any_size: compile once for inputs of every size, in float32 too.
        one_size: the model takes inputs of one size alone.

    Raises:
        ModelPackageError: the files hold no network.
    """

    def __init__(
        self,
        ir: Path,
        weights: Path,
        multiple: int,
        threads: int,
        precision: Precision = "auto",
        any_size: bool = False,
        one_size: bool = False,
    ) -> None:
        import openvino as ov
        import openvino.properties as props
        from openvino.properties import hint

        core = ov.Core()
        chosen = best_precision(core) if precision == "auto" else precision
        settings = {
            hint.inference_precision(): ov.Type.bf16 if chosen == "bf16" else ov.Type.f32,
            hint.performance_mode(): hint.PerformanceMode.LATENCY,
            props.inference_num_threads(): threads,
            # Pinned threads would meet on the first cores: those of two workers of a batch, and
            # the window's, which the system could not move out of their way.
            hint.enable_cpu_pinning(): False,
        }
        self.name = f"OpenVINO CPU {chosen}"
        self.multiple = multiple
        self._tensor = ov.Tensor
        self._requests: _AnySize | _OneSize
        try:
            model = core.read_model(ir, weights)
            if not one_size and (any_size or chosen == "bf16"):
                self._requests = _AnySize(core, model, settings, multiple)
            else:
                self._requests = _OneSize(core, model, settings)
        except RuntimeError as error:
            if lacks_memory(error):
                raise
            raise ModelPackageError(
                f"{ir}: OpenVINO cannot load this network. Install the model package again."
            ) from error

    def __call__(self, array: Array, tick: Tick) -> Array:
        """See :class:`core.networks.engine.Engine`."""
        request = self._requests.of((1, *array.shape))
        # Shared, not copied: it is the largest array of a run. The tensor does not keep what it
        # shares alive, which this name does until the pass is done.
        given = np.ascontiguousarray(array)[None]
        request.set_input_tensor(self._tensor(given, shared_memory=True))
        request.start_async()
        try:
            while not request.wait_for(_POLL_MS):
                tick()
        except BaseException:
            request.cancel()
            # A request that was cancelled in mid-pass reports just that as an error, which
            # must not stand in for the reason why.
            with suppress(RuntimeError):
                request.wait_for(10_000)
            raise
        answer: Array = request.get_output_tensor().data[0]
        self._requests.let_go(request)
        return answer


class _AnySize:
    """One compiled model for inputs of every size: ready before the first study is known."""

    def __init__(self, core: Any, model: Any, settings: dict[str, Any], multiple: int) -> None:
        self._request = core.compile_model(model, "CPU", settings).create_infer_request()
        channels = self._request.model_inputs[0].get_partial_shape()[1].get_length()
        least = np.zeros((1, channels, multiple, multiple, multiple), np.float32)
        self._nothing = type(self._request.get_input_tensor())(least)

    def of(self, shape: tuple[int, ...]) -> Any:
        """The request to run an input of a shape with."""
        return self._request

    def let_go(self, request: Any) -> None:
        """Drop the input, which the request would else keep alive until the next one."""
        request.set_input_tensor(self._nothing)


class _OneSize:
    """A model compiled for the last input's size.

    It takes a sixth of a second anew for each size, but lays its memory out better: 90 MB less
    in float32, whose activations are twice those of bf16.
    """

    def __init__(self, core: Any, model: Any, settings: dict[str, Any]) -> None:
        self._core, self._settings = core, settings
        self._model = model
        self._compiled: Any = None
        self._shape: tuple[int, ...] = ()

    def of(self, shape: tuple[int, ...]) -> Any:
        """A new request, which is dropped with its input once its answer is."""
        if shape != self._shape:
            self._compiled = None
            self._model.reshape(list(shape))
            self._compiled = self._core.compile_model(self._model, "CPU", self._settings)
            self._shape = shape
        return self._compiled.create_infer_request()

    def let_go(self, request: Any) -> None:
        """Nothing to do: the request goes with the caller's reference."""


def best_precision(core: Any) -> Precision:
    """bf16 where it is faster: on AMX, and on AMD's AVX512_BF16 (measured 1.6 times).

    On Intel processors with AVX512_BF16 but no AMX, bf16 is slower than float32.

    Args:
        core: an ``openvino.Core``, which knows the processor.
    """
    if "BF16" not in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES"):
        return "f32"
    # OpenVINO asks the processor; oneDNN, which computes, may be held to less by its variable.
    limit = os.environ.get("ONEDNN_MAX_CPU_ISA", "ALL").upper()
    if limit not in ("ALL", "DEFAULT") and "AMX" not in limit:
        return "f32"
    if "AMD" in core.get_property("CPU", "FULL_DEVICE_NAME"):
        return "bf16"
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        return "f32"
    return "bf16" if "amx_bf16" in flags else "f32"
