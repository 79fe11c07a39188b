"""The networks in OpenVINO: any size, statistics of the crop at hand or fixed ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import openvino as ov
import torch
from openvino import properties as props
from openvino.frontend import FrontEndManager
from openvino.frontend.pytorch.ts_decoder import TorchScriptPythonDecoder
from openvino.properties import hint

from core.segmenting.cascade import Slabs, Volume
from training.teacher.slabnet import SEQUENCES, SlabNet


def to_openvino(network: SlabNet) -> ov.Model:
    """Convert with the front end itself: ``openvino.convert_model`` carries telemetry."""
    example = torch.randn(1, SEQUENCES, 19, 48, 64)
    with torch.inference_mode():
        traced = torch.jit.trace(network.eval(), example, check_trace=False)
    front = FrontEndManager().load_by_framework("pytorch")
    # The C++ side holds no reference to the decoder: it must live until convert() is done.
    decoder = TorchScriptPythonDecoder(traced, example_input=example)
    model = front.convert(front.load(decoder))
    model.reshape({0: ov.PartialShape([1, SEQUENCES, -1, -1, -1])})
    return model


def slabs(model: ov.Model, threads: int) -> Slabs:
    """Compile a model for stacks of every size."""
    settings = {
        hint.inference_precision(): ov.Type.f32,
        hint.performance_mode(): hint.PerformanceMode.LATENCY,
        props.inference_num_threads(): threads,
        hint.enable_cpu_pinning(): False,
    }
    request = ov.Core().compile_model(model, "CPU", settings).create_infer_request()

    def run(stack: Volume) -> Volume:
        request.infer([np.ascontiguousarray(stack)[None]])
        return np.array(request.get_output_tensor().data[0, 0])

    return run


def load_statistics(network: SlabNet, path: Path, name: str) -> None:
    """Fix a network's statistics to those that a file holds under its name."""
    with np.load(path) as file:
        for place, norm in network.norms().items():
            norm.mean.copy_(torch.from_numpy(file[f"{name}/{place}/mean"]))
            norm.variance.copy_(torch.from_numpy(file[f"{name}/{place}/variance"]))
            norm.fixed = True
