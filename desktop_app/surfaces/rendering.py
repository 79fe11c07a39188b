"""A picture of a scene: surfaces laid over each other, a slice of the scan among them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from core.progress import Progress, no_progress
from core.space.affine import Affine
from desktop_app.surfaces.rasterising import Floats, Lens, Seen, see
from desktop_app.surfaces.scene import Part, PartName, Scene

_FIT = 0.92
_EDGE_ON = 0.06
"""A slice that is seen at less than this sine would be a line of noise."""

_NOISY = 0.2
"""Part of a slice's edge that is brighter than nothing, from which on its air is noise."""

NOTHING = np.float32(-np.inf)
"""Depth where nothing is."""


@dataclass(frozen=True)
class Viewpoint:
    """From where a scene is seen, and how large.

    Attributes:
        azimuth: degrees about the up axis; 0 from the front, 90 from the patient's right.
        elevation: degrees above the horizon, -90 to 90.
        zoom: 1 fits the scene.
        shift: of the picture, in parts of the scene's radius, to the right and up.
    """

    azimuth: float = 35.0
    elevation: float = 20.0
    zoom: float = 1.0
    shift: tuple[float, float] = (0.0, 0.0)

    def turned(self, azimuth: float, elevation: float) -> Viewpoint:
        """Turned by some degrees, never over the pole."""
        return replace(
            self,
            azimuth=(self.azimuth + azimuth) % 360.0,
            elevation=min(max(self.elevation + elevation, -90.0), 90.0),
        )

    def zoomed(self, factor: float) -> Viewpoint:
        """Larger or smaller, within reason."""
        return replace(self, zoom=min(max(self.zoom * factor, 0.4), 12.0))

    def shifted(self, right: float, up: float) -> Viewpoint:
        """Moved on the screen by parts of the scene's radius."""
        return replace(self, shift=(self.shift[0] + right, self.shift[1] + up))

    def lens(self, scene: Scene, width: int, height: int) -> Lens:
        """The projection onto a screen of some pixels."""
        a, e = np.radians(self.azimuth), np.radians(self.elevation)
        towards = np.array([np.sin(a) * np.cos(e), np.cos(a) * np.cos(e), np.sin(e)])
        right = np.array([-np.cos(a), np.sin(a), 0.0])
        up = np.cross(towards, right)
        scale = min(width, height) * _FIT / (2 * scene.radius_mm) * self.zoom
        across, high = self.shift
        centre = scene.centre - (across * right + high * up) * scene.radius_mm
        return Lens(right, up, towards, centre, scale, width, height)


@dataclass(frozen=True, eq=False)
class SlicePlane:
    """A slice of a sequence that stands in the scene.

    Attributes:
        ras: the volume on RAS+ axes.
        affine: of those axes.
        axis: that the slice is perpendicular to.
        index: of the slice.
        low, high: intensities shown as black and white.
    """

    ras: npt.NDArray[Any]
    affine: Affine
    axis: int
    index: int
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Frame:
    """A picture and what it shows.

    Attributes:
        rgb: shape (height, width, 3), uint8.
        depth: shape (height, width), millimetres towards whoever looks; ``-inf`` for nothing.
            What lies within the translucent brain counts before the brain's own surface.
        outside: the same of what lies nearest, the brain's surface where it is shown.
        lens: how world places come onto it.
    """

    rgb: npt.NDArray[np.uint8]
    depth: Floats
    outside: Floats
    lens: Lens

    def place_at(
        self, x: float, y: float, *, outside: bool = False
    ) -> tuple[float, float, float] | None:
        """World place of what is seen at a pixel; None for the background.

        Args:
            x: column in pixels.
            y: row.
            outside: the nearest surface, although others are seen through it.
        """
        height, width = self.depth.shape
        column, row = int(x), int(y)
        if not (0 <= column < width and 0 <= row < height):
            return None
        depth = float((self.outside if outside else self.depth)[row, column])
        if not np.isfinite(depth):
            return None
        ground = self.lens.ground(np.array(x), np.array(y)) + depth * self.lens.towards
        x_mm, y_mm, z_mm = ground.tolist()
        return (x_mm, y_mm, z_mm)


def render(
    scene: Scene,
    viewpoint: Viewpoint,
    size: tuple[int, int],
    plane: SlicePlane | None = None,
    *,
    fine: bool = True,
    hidden: frozenset[PartName] = frozenset(),
    progress: Progress = no_progress,
) -> Frame:
    """Draw a scene on black.

    Args:
        scene: what there is.
        viewpoint: from where.
        size: width and height in pixels.
        plane: a slice that stands in it.
        fine: the fine surfaces, with smooth edges; otherwise what is quick.
        hidden: surfaces that are left out.
        progress: called between surfaces; may raise :class:`core.progress.Cancelled`.
    """
    width, height = size
    over = 2 if fine else 1
    lens = viewpoint.lens(scene, width * over, height * over)
    colours = np.zeros((lens.width * lens.height, 3), np.float32)
    depth = np.full(lens.width * lens.height, NOTHING)
    parts = [part for part in scene.parts if part.name not in hidden]
    layers: list[tuple[Part, Seen]] = []
    for done, part in enumerate(reversed(parts)):
        progress(done, len(parts) + 1, part.name.value)
        layers.append((part, see(part.fine if fine else part.coarse, lens)))
    progress(len(parts), len(parts) + 1, "layers")
    front = None if plane is None else _slice(plane, lens)
    wall = np.full(lens.width * lens.height, NOTHING)
    if front is not None:
        wall[front.pixels] = front.depth
    # Each surface lies within the next: from the inside out is from the back to the front, but
    # for the slice, which parts what is behind it from what is before it.
    for behind in (True, False):
        for part, seen in layers:
            chosen = (seen.depth < wall[seen.pixels]) == behind
            alpha = part.alpha + (part.rim - part.alpha) * (1 - seen.facing) ** 2
            if part.name is not PartName.BRAIN:
                depth[seen.pixels] = np.maximum(depth[seen.pixels], seen.depth)
            _lay(colours, seen, _rgb(part), alpha, chosen)
        if behind and front is not None:
            colours[front.pixels] = front.light[:, None]
            depth[front.pixels] = np.maximum(depth[front.pixels], front.depth)
    outside = depth.copy()
    for part, seen in layers:
        if part.name is PartName.BRAIN:
            # The translucent brain is what is met only where nothing lies within it.
            empty = depth[seen.pixels] == NOTHING
            depth[seen.pixels[empty]] = seen.depth[empty]
            outside[seen.pixels] = np.maximum(outside[seen.pixels], seen.depth)
    return _frame(colours, (depth, outside), lens, over)


def _lay(
    colours: Floats, seen: Seen, rgb: Floats, alpha: Floats, chosen: npt.NDArray[np.bool_]
) -> None:
    pixels, amount = seen.pixels[chosen], alpha[chosen][:, None]
    shine = np.float32(0.25) * seen.light[chosen] ** 16
    own = rgb * seen.light[chosen][:, None] + shine[:, None]
    colours[pixels] = colours[pixels] * (1 - amount) + own * amount


def _slice(plane: SlicePlane, lens: Lens) -> Seen | None:
    """The part of a slice that holds tissue, as something seen."""
    normal = plane.affine[:3, plane.axis] / np.linalg.norm(plane.affine[:3, plane.axis])
    slope = float(normal @ lens.towards)
    if abs(slope) < _EDGE_ON:
        return None
    origin = plane.affine[:3, 3] + plane.index * plane.affine[:3, plane.axis]
    # Depth and voxel are linear in column and row: each is told by three numbers.
    corners = np.array([[0, 0], [1, 0], [0, 1]])
    ground = lens.ground(corners[:, 0], corners[:, 1])
    depths = (normal @ origin - ground @ normal) / slope
    back = np.linalg.inv(plane.affine)
    voxels = (ground + depths[:, None] * lens.towards) @ back[:3, :3].T + back[:3, 3]
    columns, rows = np.arange(lens.width), np.arange(lens.height)[:, None]

    def spread(at: npt.NDArray[np.float64]) -> Floats:
        across, down = (at[1] - at[0]) * columns, (at[2] - at[0]) * rows
        return np.asarray(across.astype(np.float32) + (down + at[0]).astype(np.float32))

    first, second = (axis for axis in range(3) if axis != plane.axis)
    picture = np.moveaxis(plane.ras, plane.axis, 0)[plane.index]
    i, j = (np.rint(spread(voxels[:, axis])).astype(np.int32) for axis in (first, second))
    inside = (i >= 0) & (i < picture.shape[0]) & (j >= 0) & (j < picture.shape[1])
    pixels = np.flatnonzero(inside)
    first_of, second_of = i.ravel()[pixels], j.ravel()[pixels]
    nothing = min(float(plane.ras[0, 0, 0]), plane.low)
    tissue = _tissue(picture, nothing)[first_of, second_of]
    values = picture[first_of[tissue], second_of[tissue]].astype(np.float32)
    pixels = pixels[tissue]
    grey = np.clip((values - plane.low) / max(plane.high - plane.low, 1e-6), 0, 1)
    depth = spread(depths).ravel()[pixels]
    return Seen(pixels, depth, np.ones_like(grey), np.asarray(grey, np.float32))


def _tissue(picture: npt.NDArray[Any], nothing: float) -> npt.NDArray[np.bool_]:
    """Where a slice shows something: not the air around it, whose noise would be black dots.

    Where the air is one value, as around a brain alone, everything else is tissue. Around a head
    as it left the scanner it is what is dark and reaches the slice's edge.
    """
    from scipy.ndimage import label

    border = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
    if np.count_nonzero(border > nothing) < _NOISY * border.size:
        return np.asarray(picture > nothing)
    parts, _ = label(picture < picture.mean(dtype=np.float64) / 2)
    air = np.zeros(int(parts.max()) + 1, bool)
    for edge in (parts[0], parts[-1], parts[:, 0], parts[:, -1]):
        air[edge] = True
    air[0] = False
    return np.asarray(~air[parts])


def _frame(colours: Floats, depths: tuple[Floats, Floats], lens: Lens, over: int) -> Frame:
    full = colours.reshape(lens.height, lens.width, 3)
    steps = [(i, j) for i in range(over) for j in range(over)]

    def nearest(depth: Floats) -> Floats:
        deep = depth.reshape(lens.height, lens.width)
        return np.asarray(np.maximum.reduce([deep[i::over, j::over] for i, j in steps]))

    rgb = sum((full[i::over, j::over] for i, j in steps), np.float32(0)) / len(steps)
    rgb = np.clip(rgb * 255, 0, 255).astype(np.uint8)
    small = replace(
        lens, scale=lens.scale / over, width=lens.width // over, height=lens.height // over
    )
    depth, outside = map(nearest, depths)
    return Frame(np.ascontiguousarray(rgb), depth, outside, small)


def _rgb(part: Part) -> Floats:
    return np.asarray([value / 255 for value in part.rgb], np.float32)
