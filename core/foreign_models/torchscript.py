"""TorchScript: a program in a file, let in only where every line of it is known arithmetic.

PyTorch's own interpreter runs it, not Python; but that too can read and write files
(``torch.save``, ``from_file``) and runs ``__setstate__`` while loading. So its text is read first,
from the archive, and each call in it must be one of those listed here.
"""

from __future__ import annotations

import ast
import zipfile
from pathlib import Path
from typing import Any

from core.foreign_models.original import refused

_LARGEST_TEXT = 20_000_000
"""Bytes of all program text together; a large network's is under one million."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TENSOR_CALLS = _words(
    """
    _convolution conv1d conv2d conv3d conv_transpose2d conv_transpose3d linear matmul bmm addmm
    batch_norm instance_norm group_norm layer_norm relu relu_ leaky_relu leaky_relu_ prelu elu gelu
    silu silu_ sigmoid tanh softmax log_softmax softplus hardtanh hardtanh_ dropout dropout_
    feature_dropout feature_dropout_ alpha_dropout
    max_pool3d avg_pool3d adaptive_avg_pool3d upsample_nearest3d upsample_trilinear3d
    __interpolate interpolate pixel_shuffle pad constant_pad_nd
    add add_ sub sub_ mul mul_ div div_ floor_divide remainder neg pow sqrt rsqrt exp log abs clamp
    clamp_ mean sum amax max min stack cat split chunk unbind slice select narrow index
    view reshape flatten unflatten permute transpose t contiguous expand expand_as repeat squeeze
    squeeze_ unsqueeze unsqueeze_ roll where eq ne lt le gt ge logical_and logical_not
    zeros ones full zeros_like ones_like empty_like arange to type_as float size dim numel len
    append list __getitem__ __is__ __isnot__ __not__ __contains__ floor ceil tensor format
    scaled_dot_product_attention einsum detach clone
    """
)
_PLAIN_CALLS = _words(
    """
    annotate unchecked_cast uninitialized getattr int float bool str len range list tuple isinstance
    min max ops.prim.NumToTensor ops.prim.unchecked_unwrap_optional ops.prim.RaiseException
    ops.prim.min ops.prim.max ops.prim.shape ops.prim.is_cuda ops.prim.dtype ops.prim.device
    ops.prim.data
    """
)


def load_torchscript(path: Path) -> Any:
    """Load a TorchScript network after reading its text.

    Raises:
        ModelPackageError: damaged, or it calls something that is not listed.
    """
    import torch

    _require_harmless(path)
    try:
        return torch.jit.load(str(path), map_location="cpu").eval()
    except (RuntimeError, OSError, ValueError) as error:
        raise refused(path, f"PyTorch cannot read it ({type(error).__name__}).") from error


def _require_harmless(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            texts = [i for i in archive.infolist() if i.filename.endswith(".py")]
            if sum(i.file_size for i in texts) > _LARGEST_TEXT:
                raise refused(path, "its program is too long to be looked through.")
            trees = [ast.parse(archive.read(i).decode("utf-8")) for i in texts]
    except (OSError, zipfile.BadZipFile, SyntaxError, UnicodeDecodeError, ValueError) as error:
        raise refused(path, "this is no readable TorchScript file.") from error
    for tree in trees:
        for node in ast.walk(tree):
            strange = _strange(node)
            if strange:
                raise refused(
                    path,
                    f"this TorchScript program is refused: it uses “{strange}”, which is no known "
                    "arithmetic of a network. Bring the weights as a state dict instead.",
                )


def _strange(node: ast.AST) -> str:
    if isinstance(node, ast.Import | ast.ImportFrom):
        return "import"
    if isinstance(node, ast.FunctionDef) and node.name in ("__setstate__", "__getstate__"):
        return node.name
    if not isinstance(node, ast.Call):
        return ""
    name = ast.unparse(node.func)
    if name in _PLAIN_CALLS:
        return ""
    inner = ast.unparse(node.func.value) if isinstance(node.func, ast.Attribute) else ""
    if inner == "torch":
        known = isinstance(node.func, ast.Attribute) and node.func.attr in _TENSOR_CALLS
    else:
        # A module's own method, or a function of the archive, whose text is looked through too.
        known = bool(inner) and not inner.startswith("ops.")
    return "" if known else name
