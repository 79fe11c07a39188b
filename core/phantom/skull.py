"""What surrounds the demo study's brain before it is extracted: skull, scalp, face, eyes, air."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from core.phantom.fields import Field, Lattice, Position, ellipsoid, ramp, smooth_noise, tube
from core.studies.study import Modality

FLUID_MM = 1.8
BONE_MM = 6.5
SCALP_MM = 6.0

# Relative signal of fluid, the bone's tables, its marrow, fat, muscle, vitreous body; the brain's
# signals in `core.phantom.phantom` have the same scale.
_SIGNAL: Mapping[Modality, tuple[float, ...]] = MappingProxyType(
    {
        Modality.T1: (0.36, 0.05, 0.60, 1.30, 0.55, 0.36),
        Modality.T1GD: (0.36, 0.05, 0.65, 1.30, 0.65, 0.36),
        Modality.T2: (1.30, 0.04, 0.45, 0.85, 0.28, 1.35),
        Modality.FLAIR: (0.20, 0.04, 0.40, 0.90, 0.35, 0.22),
    }
)


def around_brain(
    rng: np.random.Generator, lattice: Lattice, brain: npt.NDArray[np.bool_], modality: Modality
) -> Field:
    """Signal outside of the brain, 0 inside it and in air; (x, y, z), no noise.

    Args:
        rng: thickness of the layers and texture; the same for each sequence of one head.
        lattice: of the working grid, which must hold the head.
        brain: what extraction should leave.
        modality: tells the contrast.
    """
    from scipy.ndimage import distance_transform_edt

    fluid, table, marrow, fat, muscle, vitreous = _SIGNAL[modality]
    away = np.asarray(distance_transform_edt(~brain), np.float32) * np.float32(lattice.spacing_mm)
    bone = BONE_MM * (1 + np.float32(0.2) * smooth_noise(rng, lattice, 30.0))
    scalp = SCALP_MM * (1 + np.float32(0.25) * smooth_noise(rng, lattice, 26.0))
    position = (lattice.x, lattice.y, lattice.z)
    texture = 1 + np.float32(0.12) * smooth_noise(rng, lattice, 6.0)
    outer = away - (FLUID_MM + bone + scalp)
    soft = _face_and_neck(position)
    within = ramp(-np.minimum(outer, soft), 1.5)
    # From outside inwards: muscle and fat, scalp, bone, marrow within it, fluid, eyes in front.
    signal = np.float32(muscle) * texture
    marbled = smooth_noise(rng, lattice, 9.0) > 0.8
    signal = np.where(marbled, np.float32(fat), signal)
    skin = ramp(-(away - (FLUID_MM + bone + scalp * np.float32(0.85))), 1.5)
    signal = _over(signal, np.float32(fat) * texture, skin)
    signal = _over(signal, table, ramp(FLUID_MM + bone - away, 1.2))
    middle = np.abs(away - FLUID_MM - bone / 2) - bone / 5
    signal = _over(signal, marrow, ramp(-middle, 1.2))
    signal = _over(signal, fluid, ramp(FLUID_MM - away, 1.2))
    outside = away > FLUID_MM + bone * np.float32(0.7)
    for centre, radius, value in _hollows(vitreous):
        share = ramp(-ellipsoid(position, centre, radius), 1.5) * outside
        signal = _over(signal, value, share)
    return np.asarray(np.where(brain, 0, signal * within), np.float32)


def _over(below: Field, value: Field | float, share: Field) -> Field:
    return np.asarray(below + (value - below) * share, np.float32)


def _face_and_neck(position: Position) -> Field:
    face = ellipsoid(position, (0.0, 50.0, -60.0), (58.0, 46.0, 62.0))
    jaw = ellipsoid(position, (0.0, 42.0, -95.0), (48.0, 42.0, 38.0))
    neck = tube(position, [(0, -10, -60, 55), (0, -22, -140, 52)])
    return np.minimum(np.minimum(face, jaw), neck)


def _hollows(
    vitreous: float,
) -> list[tuple[tuple[float, float, float], tuple[float, float, float], float]]:
    """Centres, radii and signal of eyes, nose and windpipe."""
    eye = (12.0, 12.0, 12.0)
    return [
        ((32.0, 80.0, -34.0), eye, vitreous),
        ((-32.0, 80.0, -34.0), eye, vitreous),
        ((0.0, 70.0, -58.0), (13.0, 26.0, 20.0), 0.02),
        ((0.0, 12.0, -105.0), (9.0, 8.0, 40.0), 0.0),
    ]
