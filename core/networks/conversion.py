"""From PyTorch or ONNX to OpenVINO. Nothing here runs unless a model is exported or brought."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import openvino as ov
    import torch


def torch_to_openvino(network: Any, example: torch.Tensor) -> ov.Model:
    """Convert with the front end itself: ``openvino.convert_model`` carries telemetry.

    Args:
        network: a module, which is traced, or a TorchScript module, which is taken as it is.
        example: an input, (1, channels, x, y, z).

    Returns:
        The model, its input of the example's shape or of any, as tracing left it.

    Raises:
        RuntimeError: an operation that OpenVINO does not know.
    """
    import torch
    from openvino.frontend import FrontEndManager
    from openvino.frontend.pytorch.ts_decoder import TorchScriptPythonDecoder

    with torch.inference_mode():
        if not isinstance(network, torch.jit.ScriptModule):
            network = torch.jit.trace(network.eval(), example, check_trace=False)
        front = FrontEndManager().load_by_framework("pytorch")
        # The C++ side holds no reference to the decoder: it must live until convert() is done.
        decoder = TorchScriptPythonDecoder(network, example_input=example)
        return front.convert(front.load(decoder))


def onnx_to_openvino(path: Path) -> ov.Model:
    """Read an ONNX file, of which everything is inside that one file.

    Raises:
        RuntimeError: damaged, with weights in another file, or an operation that is not known.
    """
    import openvino as ov

    # As bytes, which know no folder: a file may name others anywhere on this computer.
    return ov.Core().read_model(model=path.read_bytes(), weights=b"")
