"""The demo study's brain: soft tissue fractions out of warped shapes and a folded cortex.

Positions are millimetres from the brain's middle in RAS+ directions; the sizes follow an adult
brain in MNI space, whose anterior commissure lies 17 mm in front of the middle.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.phantom import inside
from core.phantom.fields import (
    Field,
    Lattice,
    Position,
    ellipsoid,
    ramp,
    slope,
    smooth_noise,
    stripes,
    tube,
)

SULCUS_DEPTH_MM = 17.0
CORTEX_MM = 3.1
STEM_TOP_MM = -5.0
"""Grey matter of the brain stem ends here."""


@dataclass(frozen=True)
class Anatomy:
    """Fractions of each tissue, 0 to 1, shape (x, y, z); they add up to 1 inside the head.

    Attributes:
        csf: cerebrospinal fluid of sulci, cisterns and ventricles.
        grey: cortex.
        deep: basal ganglia, thalamus, brain stem.
        white: white matter.
        vessel: what contrast agent brightens beside tumour; lies within the other tissues.
        head: boolean, what a brain extraction would leave.
        depth_mm: distance to the outer surface, 0 outside tissue.
    """

    csf: Field
    grey: Field
    deep: Field
    white: Field
    vessel: Field
    head: npt.NDArray[np.bool_]
    depth_mm: Field


def make_anatomy(rng: np.random.Generator, lattice: Lattice, position: Position) -> Anatomy:
    """Evaluate the brain at ``position``, which carries warp and mass effect."""
    from scipy.ndimage import distance_transform_edt

    cerebrum, cerebellum, stem = hulls(position)
    solid = (np.minimum(np.minimum(cerebrum, cerebellum), stem) < 0) & ~_gaps(position)
    depth = np.asarray(distance_transform_edt(solid), np.float32) * np.float32(lattice.spacing_mm)
    little = (cerebellum < cerebrum) & (cerebellum < stem)
    pial = _cerebral_pial_mm(rng, lattice, position, depth)
    folia = _folia_mm(rng, lattice, position, depth)
    pial = np.where(little, folia, pial)
    cortex_mm = np.where(little, np.float32(2.0), np.float32(CORTEX_MM))
    inner = _no_cortex(position, stem)
    # Some sulci gape, others are closed.
    gape = np.float32(0.3) + np.float32(0.4) * smooth_noise(rng, lattice, 17.0)
    sulcal = ramp(np.where(little, np.float32(0.7), gape) - pial, 1.1) * (1 - inner)
    csf = np.where(solid, sulcal, 1).astype(np.float32)
    grey = ramp(cortex_mm - pial, 2.0) * (1 - inner)
    ventricles = ramp(-inside.ventricles(position), 1.2)
    deep = ramp(-_deep_grey(position, stem), 1.6)
    head = _head(solid, 0.4 + 0.1 * smooth_noise(rng, lattice, 20.0))
    csf = np.maximum(csf, ventricles) * head
    deep = deep * (1 - csf) * head
    grey = grey * (1 - csf) * (1 - deep) * head
    white = (1 - csf - deep - grey) * head
    vessel = _vessels(rng, lattice, position, pial, depth) * head
    return Anatomy(csf, grey, deep, white, vessel, head, depth)


def hulls(position: Position) -> tuple[Field, Field, Field]:
    """Signed distances of cerebrum, cerebellum and brain stem."""
    x, y, z = position
    side = np.abs(x)
    along = (y + 2) / np.float32(87)
    width = 67 * (1 - np.float32(0.085) * along - np.float32(0.05) * along**2)
    height = np.where(z > 4, np.float32(70), np.float32(52))
    hull = (side / width) ** 2.4 + np.abs(along) ** 2.3 + (np.abs(z - 4) / height) ** 2.2
    hull = (hull ** np.float32(1 / 2.3) - 1) * np.float32(66)
    # Underneath: the frontal base in front, the tent of the cerebellum behind.
    tent = -12 + 15 * np.exp(-((x / 24) ** 2)) * ramp(y + 50, 28)
    back = ramp(-(y + 22), 24)
    base = (-21 - np.float32(0.0009) * side**2) * (1 - back) + tent * back
    main = np.maximum(hull, base - z)
    temporal = ellipsoid(
        (side, y, z + np.float32(0.12) * y), (41.0, 2.0, -25.0), (23.0, 42.0, 21.0)
    )
    cerebellum = np.minimum(
        ellipsoid((side, y, z), (26.0, -45.0, -36.0), (32.0, 32.0, 23.0)),
        ellipsoid((x, y, z), (0.0, -42.0, -26.0), (27.0, 27.0, 26.0)),
    )
    cerebellum = np.maximum(cerebellum, z - tent + 2.5)
    stem = tube(
        position,
        [(0, 2, -4, 14), (0, -6, -20, 14), (0, -6, -30, 15.5), (0, -13, -44, 11), (0, -17, -58, 9)],
    )
    peduncle = ellipsoid((side, y, z), (15.0, -21.0, -31.0), (9.0, 14.0, 8.0))
    stem = np.maximum(np.minimum(stem, peduncle), -62 - z)
    return np.minimum(main, temporal), cerebellum, stem


def _gaps(position: Position) -> npt.NDArray[np.bool_]:
    """Fluid between the hemispheres and around the brain stem."""
    x, y, z = position
    callosum = ((y - 9) / 40) ** 2 + ((z + 2) / 31) ** 2
    between = (np.abs(x) < 1.0) & (callosum > 1) & (z > -24)
    around = np.abs(np.hypot(x, (y + 6) * np.float32(0.9)) - 17.5) < 2.0
    around &= (z < -14) & (y > -16)
    return np.asarray(between | around)


def _sylvian_mm(position: Position, wander_mm: Field) -> Field:
    """Distance to the Sylvian fissures and to their floor, the insula, as sheets."""
    x, y, z = position
    side = np.abs(x)
    above = np.abs(z + 13 - np.float32(0.55) * (34 - y) + wander_mm) * np.float32(0.88)
    fissure = _sheet(above, 37 - side, np.abs(y - 10) - 32)
    insula = _sheet(side - 37 + wander_mm, above - 12, np.abs(y - 16) - 24)
    return np.minimum(fissure, insula)


def _sheet(across: Field, *beyond: Field) -> Field:
    """Distance to a sheet that ends where any of ``beyond`` is positive."""
    total = across**2 + sum(np.maximum(distance, 0) ** 2 for distance in beyond)
    return np.asarray(np.sqrt(total))


def _cerebral_pial_mm(
    rng: np.random.Generator, lattice: Lattice, position: Position, depth: Field
) -> Field:
    """Distance to the pia, which follows the sulci inwards."""
    from scipy.ndimage import map_coordinates

    extent, step = 224.0, 2.0
    noise = stripes(rng, extent, 19.0, step)
    x, y, _ = position
    # Sulci are sheets that hang inwards: the noise hardly changes along the way to the axis of
    # the hemisphere.
    axis: list[Field] = [13 * np.sign(x), np.clip(y, -44, 40), np.full((1, 1, 1), 4, np.float32)]
    away = [p - a for p, a in zip(position, axis, strict=True)]
    radius = np.maximum(np.sqrt(sum(a * a for a in away)), 20)
    pull = np.float32(0.6 * 48) / radius + np.float32(0.4)
    bend = np.float32(4.0) * smooth_noise(rng, lattice, 15.0)
    spot = [a * pull + c + bend for a, c in zip(away, axis, strict=True)]
    index = [(s / np.float32(step)) + np.float32(extent / step / 2) for s in spot]
    folded = map_coordinates(noise, index, order=1, mode="grid-wrap", output=np.float32)
    sheet = np.abs(folded) / np.maximum(slope(folded, lattice.spacing_mm), 0.03)
    reach = SULCUS_DEPTH_MM * (1 + np.float32(0.3) * smooth_noise(rng, lattice, 22.0))
    sheet = np.sqrt(sheet**2 + np.maximum(depth - reach, 0) ** 2)
    # Sulci open a little towards the surface.
    sheet = sheet + np.float32(0.022) * np.minimum(depth, 20) - np.float32(0.15)
    sylvian = _sylvian_mm(position, np.float32(2.6) * smooth_noise(rng, lattice, 11.0))
    return np.asarray(np.minimum(depth - np.float32(0.3), np.minimum(sheet, sylvian - 0.4)))


def _folia_mm(
    rng: np.random.Generator, lattice: Lattice, position: Position, depth: Field
) -> Field:
    """Distance to the pia of the cerebellum: thin leaves around its hilum."""
    x, y, z = position
    angle = np.arctan2(z + 34, np.hypot(np.abs(x) * np.float32(0.4), y + 22)) * 30
    phase = angle + np.float32(1.6) * smooth_noise(rng, lattice, 14.0)
    leaf = np.abs(np.mod(phase, 5.4) - 2.7)
    leaf = np.sqrt(leaf**2 + np.maximum(depth - 11, 0) ** 2) + np.float32(0.04) * depth
    return np.asarray(np.minimum(depth - 0.3, leaf + np.float32(0.25)), np.float32)


def _no_cortex(position: Position, stem: Field) -> Field:
    """1 where surfaces carry no cortex: corpus callosum, brain stem, around the ventricles."""
    x, y, z = position
    core = ((y - 10) / 46) ** 2 + ((z + 2) / 31) ** 2 + (x / 30) ** 2
    return np.maximum(ramp((1 - np.sqrt(core)) * 24, 3.0), ramp(-stem + 1, 2.0))


def _deep_grey(position: Position, stem: Field) -> Field:
    parts = [
        inside.thalamus(position),
        inside.basal_ganglia(position),
        np.maximum(stem + 1.0, position[2] - np.float32(STEM_TOP_MM)),
    ]
    return np.asarray(np.minimum.reduce(parts))


def _vessels(
    rng: np.random.Generator, lattice: Lattice, position: Position, pial: Field, depth: Field
) -> Field:
    """Sulcal veins, the dural sinuses along falx and tent, the choroid plexus."""
    x, y, z = position
    winding = smooth_noise(rng, lattice, 9.0)
    thread = np.abs(winding) / np.maximum(slope(winding, lattice.spacing_mm), 0.02)
    veins = ramp(np.float32(0.55) - thread, 1.0) * ramp(np.float32(0.8) - pial, 1.0)
    veins *= smooth_noise(rng, lattice, 30.0) > 0.1
    hull = ((y + 2) / 87) ** 2 + ((z - 4) / 70) ** 2
    falx = (
        ramp(1.1 - np.abs(x), 1.0) * (depth < 2.5) * np.clip((hull - 0.55) * 2.2, 0, 1) * (z > -8)
    )
    plexus = ramp(-tube((np.abs(x), y, z), [(18, -19, 17, 1.6), (24, -30, 9, 2.6)]), 1.0)
    return np.asarray(np.maximum(np.maximum(veins, falx * np.float32(0.8)), plexus))


def _head(solid: npt.NDArray[np.bool_], tightness: Field) -> npt.NDArray[np.bool_]:
    """Tissue with its gaps closed and here and there a rim of fluid, as brain extraction does."""
    from scipy.ndimage import gaussian_filter

    half = gaussian_filter(solid[::2, ::2, ::2].astype(np.float32), 3.2, truncate=2.5)
    i, j, k = solid.shape
    wide = half.repeat(2, 0).repeat(2, 1).repeat(2, 2)[:i, :j, :k]
    wide = gaussian_filter(wide, 1.2, truncate=2.0)
    near = gaussian_filter(solid.astype(np.float32), 1.3, truncate=2.0)
    return np.asarray((near > tightness) | (wide > 0.55))
