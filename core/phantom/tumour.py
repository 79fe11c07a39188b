"""The demo study's tumour: a necrotic core, an enhancing rim, oedema along white matter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.labels import Label, LabelMap
from core.phantom.anatomy import Anatomy
from core.phantom.fields import Field, Lattice, Position, ramp, smooth_noise


@dataclass(frozen=True)
class Growth:
    """Where the tumour grows, and how large.

    Attributes:
        centre_mm: RAS+ from the brain's middle; right frontal white matter unless said.
        core_radius_mm: of necrosis and rim together.
        push_mm: how far the core's edge moves the brain around it.
    """

    centre_mm: tuple[float, float, float] = (31.0, 26.0, 23.0)
    core_radius_mm: float = 20.0
    push_mm: float = 7.0


@dataclass(frozen=True)
class Tumour:
    """Fractions of the tumour's parts, 0 to 1, and the truth they were made for.

    Attributes:
        necrosis, rim, oedema: shape (x, y, z); they add up to at most 1.
        closeness: 1 at the core's edge to 0 at the oedema's rim, for its intensity.
        label_map: uint8, values of :class:`core.labels.Label`.
    """

    necrosis: Field
    rim: Field
    oedema: Field
    closeness: Field
    label_map: LabelMap


def pushed_aside(lattice: Lattice, growth: Growth) -> Position:
    """Where the tissue at each voxel was before the tumour grew; broadcasts to fields."""
    away = _offset(lattice, growth)
    radius = np.sqrt(sum(a * a for a in away)) + np.float32(1e-3)
    core = np.float32(growth.core_radius_mm)
    beyond = np.maximum(radius - core, 0) / 21
    push = np.float32(growth.push_mm) * np.minimum(radius / core, 1) * np.exp(-(beyond**2))
    pull = -push / radius
    x, y, z = (p + a * pull for p, a in zip((lattice.x, lattice.y, lattice.z), away, strict=True))
    return x, y, z


def make_tumour(
    rng: np.random.Generator, lattice: Lattice, anatomy: Anatomy, growth: Growth
) -> Tumour:
    """Grow the tumour into the anatomy: none of it in fluid, little of its oedema in cortex."""
    away = _offset(lattice, growth)
    lumps = 4.2 * smooth_noise(rng, lattice, 13.0) + 1.3 * smooth_noise(rng, lattice, 5.0)
    core_mm = np.sqrt(sum(a * a for a in away)) - np.float32(growth.core_radius_mm) + lumps
    core_mm = np.maximum(core_mm, 2.0 - anatomy.depth_mm)
    thickness = np.clip(5.0 + 2.2 * smooth_noise(rng, lattice, 11.0), 2.4, 10.0)
    tissue = 1 - anatomy.csf
    core = ramp(-core_mm, 1.2)
    necrosis = ramp(-core_mm - thickness, 1.2) * core
    front = _oedema_front_mm(rng, lattice, anatomy, growth, lumps)
    oedema = ramp(front, 2.0) * (1 - core) * tissue
    labels = np.zeros(lattice.shape, np.uint8)
    labels[_largest((front > 0) & (tissue > 0.5)) & anatomy.head] = Label.ED
    labels[(core > 0.5) & anatomy.head] = Label.ET
    labels[(necrosis > 0.5) & anatomy.head] = Label.NCR
    oedema *= ramp(_near(labels > 0), 1.0)
    closeness = np.clip(front / 16, 0, 1)
    return Tumour(necrosis, core - necrosis, oedema, closeness, labels)


def _oedema_front_mm(
    rng: np.random.Generator,
    lattice: Lattice,
    anatomy: Anatomy,
    growth: Growth,
    lumps: Field,
) -> Field:
    """How far inside the oedema's edge a voxel lies, in millimetres; negative outside."""
    from scipy.ndimage import gaussian_filter

    x, y, z = _offset(lattice, growth)
    # White matter tracts here run from front to back.
    stretched = np.sqrt(x * x + (y / 1.35) ** 2 + (z / 1.1) ** 2) + 0.5 * lumps
    white = gaussian_filter(anatomy.white, 1.5 / lattice.spacing_mm, truncate=2.5)
    reach = (
        np.float32(growth.core_radius_mm + 2.5)
        + (10.5 + 4.5 * smooth_noise(rng, lattice, 24.0)) * white
    )
    midline = np.sign(growth.centre_mm[0]) * lattice.x - np.float32(3.0)
    return np.asarray(
        np.minimum(reach - stretched, np.minimum(anatomy.depth_mm, midline)), np.float32
    )


def _offset(lattice: Lattice, growth: Growth) -> Position:
    cx, cy, cz = (np.float32(c) for c in growth.centre_mm)
    return lattice.x - cx, lattice.y - cy, lattice.z - cz


def _largest(mask: np.ndarray) -> np.ndarray:
    from scipy.ndimage import label

    numbered, count = label(mask)
    if count < 2:
        return mask
    sizes = np.bincount(numbered.ravel())
    sizes[0] = 0
    return np.asarray(numbered == sizes.argmax())


def _near(mask: np.ndarray) -> Field:
    """0.5 within the mask and one voxel around it, -0.5 beyond: for cutting off islands."""
    from scipy.ndimage import binary_dilation

    return np.where(binary_dilation(mask, iterations=2), np.float32(0.5), np.float32(-0.5))
