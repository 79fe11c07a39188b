"""A study that is clicked on: from its own voxels to the crop that a network reads, and back.

Whatever is clicked, decided and changed lies on the study's own grid, in RAS+ order; the network
reads a box of 1 mm around it. Its answer is brought back before it is decided what changes, so that
a voxel clicked and a voxel kept are what they are on the study's grid, be it oblique or of thick
slices.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from core.clicking.answering import ask
from core.clicking.changing import LEVEL, Mask, changed, relabelled
from core.clicking.clicks import Click, Voxel
from core.clicking.growing import grown
from core.clicking.network_input import EDGE, REGIONS, box_around
from core.labels import LabelMap, Region, region_mask
from core.networks.engine import Engine, Tick
from core.segmenting.preprocessing import Prepared, Preprocessing, prepare
from core.segmenting.regridding import label_map_on
from core.space.affine import Grid, grid_difference_mm, ras_grid
from core.space.boxes import Box, Size, hull, part_of
from core.space.resampling import sampled
from core.studies.study import Study

REACH_MM = EDGE / 2
"""Nothing farther from a click changes."""

_SAME_MM = 1e-3

Kept = Callable[[Box], Mask]
"""Which voxels of a box of the study's grid a person decided before."""


class Way(StrEnum):
    """How it was found what a click changes."""

    NETWORK = "network"
    GROWN = "grown"
    """Without the click network, by grey values and kept probabilities."""


@dataclass(frozen=True, eq=False)
class Standing:
    """What is there when a person clicks, on the study's grid in RAS+ order.

    Attributes:
        labels: uint8, (x, y, z).
        probabilities: 0 to 255, (3, x, y, z) of WT, TC and ET; None where none are kept.
        clicks: all that were made before, oldest first.
        kept: see :data:`Kept`.
    """

    labels: LabelMap
    probabilities: npt.NDArray[np.uint8] | None
    clicks: Sequence[Click]
    kept: Kept


@dataclass(frozen=True, eq=False)
class Clicked:
    """What a click or a scribble makes of the labels around it.

    Attributes:
        box: of the study's grid in RAS+ order.
        labels: uint8, of the box: as they are from now on.
        change: where they differ in the region that was clicked for.
        way: how that was found.
    """

    box: Box
    labels: LabelMap
    change: Mask
    way: Way


@dataclass(frozen=True, eq=False)
class Ground:
    """A study made ready for clicks.

    Attributes:
        prepared: its crop, as the network that segments reads it.
        crop: grid of that crop, RAS+.
        grid: the study's own, in RAS+ order.
    """

    prepared: Prepared
    crop: Grid
    grid: Grid

    @classmethod
    def of(cls, study: Study, preprocessing: Preprocessing | None = None) -> Ground:
        """Prepare a checked study; what was made ready for the network, where it is a raw one.

        Raises:
            CheckError: too few sequences are there, or all is background.
        """
        prepared = prepare(study.brain_alone, preprocessing or Preprocessing())
        crop = part_of(prepared.model_grid, prepared.box)
        return cls(prepared, crop, ras_grid(study.grid))

    def click(
        self, stroke: Sequence[Click], standing: Standing, engine: Engine | None, tick: Tick
    ) -> Clicked:
        """What a click, or the clicks of one scribble, make of the labels.

        Args:
            stroke: of one kind and region; voxels of the study's grid in RAS+ order.
            standing: what is there now.
            engine: the click network; without one it grows.
            tick: called while the network runs; may raise ``Cancelled``.
        """
        middle = stroke[len(stroke) // 2]
        x, y, z = self.on_crop(middle.voxel)
        inside = all(0 <= v < n for v, n in zip((x, y, z), self.crop.shape, strict=True))
        if inside:
            box = box_around((x, y, z), self.crop.shape)
            own = self._own_box(box)
            found, way = self._found(box, own, stroke, standing, engine, tick)
        else:
            # Beside the brain there is nothing that a network could say.
            own, way = _around(middle.voxel, self.grid), Way.GROWN
            found = {middle.region: np.zeros(part_of(self.grid, own).shape, np.float32)}
        return self._changed(own, found, way, stroke, standing)

    def on_crop(self, voxel: Voxel) -> Voxel:
        """The crop's voxel at one of the study's grid; it may lie outside."""
        step = np.linalg.inv(self.crop.affine) @ self.grid.affine
        i, j, k = np.rint(step[:3, :3] @ voxel + step[:3, 3]).astype(int).tolist()
        return (i, j, k)

    @property
    def _shift(self) -> Size | None:
        """Voxels from the crop to the study's grid where both have the same ones; else None."""
        if grid_difference_mm(self.prepared.model_grid, self.grid) > _SAME_MM:
            return None
        x, y, z = (side.start for side in self.prepared.box)
        return (x, y, z)

    def _own_box(self, box: Box) -> Box:
        """All voxels of the study's grid whose middles lie in a box of the crop."""
        if self._shift is not None:
            i, j, k = (
                slice(side.start + shift, side.stop + shift)
                for side, shift in zip(box, self._shift, strict=True)
            )
            return (i, j, k)
        ends = np.array([(s.start - 0.5, s.stop - 0.5) for s in box])
        corners = np.array(np.meshgrid(*ends, indexing="ij")).reshape(3, -1)
        step = np.linalg.inv(self.grid.affine) @ self.crop.affine
        places = step[:3, :3] @ corners + step[:3, 3:]
        first = np.clip(np.floor(places.min(axis=1)), 0, self.grid.shape).astype(int)
        last = np.clip(np.ceil(places.max(axis=1)) + 1, 0, self.grid.shape).astype(int)
        i, j, k = (slice(a, b) for a, b in zip(first.tolist(), last.tolist(), strict=True))
        return (i, j, k)

    def _found(
        self,
        box: Box,
        own: Box,
        stroke: Sequence[Click],
        standing: Standing,
        engine: Engine | None,
        tick: Tick,
    ) -> tuple[dict[Region, npt.NDArray[np.float32]], Way]:
        """The regions in question on a box of the study's grid."""
        region, wanted = stroke[-1].region, stroke[-1].wanted
        labels, probability = standing.labels[own], None
        part, there = part_of(self.grid, own), part_of(self.crop, box)
        if standing.probabilities is not None:
            probability = standing.probabilities[(REGIONS.index(region), *own)]
        if self._shift is None:
            labels = label_map_on(labels, part.affine, there)
            if probability is not None:
                probability = sampled(probability, part.affine, there, kind=np.uint8)
        if engine is None:
            tick()
            clicked = [self._within(click, box) for click in stroke]
            found = {region: grown(self._sequences(box), probability, clicked, wanted)}
        else:
            earlier = [c for c in standing.clicks if c.region is region]
            clicks = [replace(c, voxel=self.on_crop(c.voxel)) for c in (*earlier, *stroke)]
            fill, channels = self.prepared.fill, self.prepared.input_channels
            said = ask(engine, fill, channels, box, labels, probability, clicks, tick)
            asked = {region, Region.ET} if region is Region.TC and wanted else {region}
            found = {each: np.array(said[REGIONS.index(each)]) for each in asked}
        if self._shift is None:
            # Beyond the box nothing changes, whichever way the click goes.
            beyond = 0.0 if wanted else 1.0
            found = {r: sampled(p, there.affine, part, beyond) for r, p in found.items()}
        return found, Way.GROWN if engine is None else Way.NETWORK

    def _within(self, click: Click, box: Box) -> Voxel:
        """The voxel of a box of the crop that is nearest to a click."""
        i, j, k = (
            min(max(v, side.start), side.stop - 1) - side.start
            for v, side in zip(self.on_crop(click.voxel), box, strict=True)
        )
        return (i, j, k)

    def _sequences(self, box: Box) -> list[npt.NDArray[np.float32]]:
        """Normalised channels of the sequences that are there."""
        prepared = self.prepared
        shape = tuple(side.stop - side.start for side in box)
        out = []
        for channel in prepared.channels:
            if channel is not None:
                out.append(np.empty(shape, np.float32))
                channel.normalise(box, prepared.inside, prepared.clip, out[-1])
        return out

    def _changed(
        self,
        own: Box,
        found: dict[Region, npt.NDArray[np.float32]],
        way: Way,
        stroke: Sequence[Click],
        standing: Standing,
    ) -> Clicked:
        """Decide on the study's grid; every voxel of a stroke gets what was wanted."""
        region, wanted = stroke[-1].region, stroke[-1].wanted
        box = own
        for click in stroke:
            i, j, k = (slice(v, v + 1) for v in click.voxel)
            box = hull(box, (i, j, k))
        if box != own:
            # A long scribble leaves the box; out there its own voxels alone change.
            fill = 0.0 if wanted else 1.0
            inner = tuple(
                slice(o.start - b.start, o.stop - b.start) for o, b in zip(own, box, strict=True)
            )
            shape = part_of(self.grid, box).shape
            for name, values in found.items():
                found[name] = np.full(shape, fill, np.float32)
                found[name][inner] = values
        places: list[Voxel] = []
        for click in stroke:
            i, j, k = (v - side.start for v, side in zip(click.voxel, box, strict=True))
            places.append((i, j, k))
        now = standing.labels[box]
        kept = standing.kept(box)
        change = changed(
            found[region], region_mask(now, region), places[0], wanted, kept, places[1:]
        )
        enhancing = found[Region.ET] >= LEVEL if Region.ET in found else None
        return Clicked(box, relabelled(now, change, region, wanted, enhancing), change, way)


def _around(voxel: Voxel, grid: Grid) -> Box:
    """The box of a grid within reach of one of its voxels."""
    i, j, k = (
        slice(max(v - round(REACH_MM / edge), 0), min(v + round(REACH_MM / edge) + 1, n))
        for v, n, edge in zip(voxel, grid.shape, grid.spacing_mm, strict=True)
    )
    return (i, j, k)
