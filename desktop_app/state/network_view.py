"""What the network saw of a raw study, in the place of the patient's own scans. Knows no Qt.

The network sees the head on a grid of its own. The session shows one grid at a time: while this
one is shown, what was there before is put away as it was. Both lie in one world, through which the
cursor and the middle of the views find their place on the other side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.segmenting.regridding import label_map_on
from core.space.affine import Affine, Grid, grid_difference_mm
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Study
from desktop_app.state.display import Camera, Point, Voxel, Window
from desktop_app.state.shown import Box, ShownLabels, ShownVolume, show_labels, show_volume

SWAPPED = ("volumes", "comparison", "native_grid", "grid", "head", "_cursor",
           "_to_native", "_spacing_mm", "_camera")  # fmt: skip
"""What the session holds of the grid that is shown."""


@dataclass(frozen=True, eq=False)
class Seen:
    """What the network saw, ready to be shown.

    Attributes:
        grid: of the prepared study.
        volumes: its sequences.
        labels: the labels that were shown, on its grid; they still tell of the segmentation on the
            patient's own.
        comparison: the same of the label map beside them.
    """

    grid: Grid
    volumes: Mapping[Modality, ShownVolume]
    labels: ShownLabels | None
    comparison: ShownLabels | None


@dataclass(frozen=True, eq=False)
class OwnView:
    """The patient's own scans, put away while something else is shown.

    Attributes:
        values: of the session, by attribute (:data:`SWAPPED`).
        windows: of each sequence.
        marks: what was measured on them by hand.
        cursor: where the cursor came to lie on the other side.
        camera: the same of the views' middle.
        seen_labels: the labels on the other side.
    """

    values: Mapping[str, Any]
    windows: Mapping[Modality, Window]
    marks: object
    cursor: Voxel
    camera: Camera
    seen_labels: ShownLabels | None


def what_network_saw(
    prepared: Study, labels: ShownLabels | None, comparison: ShownLabels | None
) -> Seen:
    """Make the prepared study ready for the views; takes about a second, in a worker."""
    volumes = {m: show_volume(volume) for m, volume in prepared.volumes.items()}
    return Seen(
        prepared.grid,
        volumes,
        labels and _on_grid(labels, prepared.grid),
        comparison and _on_grid(comparison, prepared.grid),
    )


def seen_on(found: Segmentation | None, grid: Grid | None) -> Segmentation | None:
    """What the network found on a grid; None where it saw another, as before a correction."""
    seen = found.prepared if found is not None else None
    if seen is None or grid is None or grid_difference_mm(seen.grid, grid) > 0:
        return None
    return seen


def _on_grid(labels: ShownLabels, grid: Grid) -> ShownLabels:
    """What the network found, exactly; labels from anywhere else are interpolated."""
    found = labels.segmentation
    seen = seen_on(found, grid)
    if seen is not None and not found.corrected:
        label_map = seen.label_map
    else:
        label_map = label_map_on(found.label_map, found.grid.affine, grid)
    shown = show_labels(Segmentation(found.study_name, grid, label_map))
    return replace(shown, segmentation=found)


def elsewhere(place: Point, source: Affine, target: Affine) -> Point:
    """The same point of the world on the axes of another grid."""
    x, y, z = (np.linalg.inv(target) @ source @ [*place, 1])[:3].tolist()
    return (x, y, z)


def nearest_voxel(place: Point, grid: Grid) -> Voxel:
    """The voxel of a grid that lies nearest to a place on its axes."""
    i, j, k = (min(max(round(p), 0), n - 1) for p, n in zip(place, grid.shape, strict=True))
    return (i, j, k)


def moved_camera(camera: Camera, source: Affine, target: Affine) -> Camera:
    """The camera that shows the same place on another grid."""
    if camera.centre is None:
        return camera
    return replace(camera, centre=elsewhere(camera.centre, source, target))


def moved_head(head: Box, source: Grid, target: Grid) -> Box:
    """A box as large as that around the head, around the same middle, on another grid.

    It may reach beyond the edges. So a switch leaves the head where it is on the screen.

    Args:
        head: on the RAS+ axes of ``source``.
        source: the RAS+ grid that was shown.
        target: the RAS+ grid that is shown from now on.
    """
    x, y, z = ((a + b) / 2 for a, b in zip(*head, strict=True))
    middle = elsewhere((x, y, z), source.affine, target.affine)
    first, last = [], []
    for at, a, b, old, new in zip(middle, *head, source.spacing_mm, target.spacing_mm, strict=True):
        half = ((b - a + 1) * old / new - 1) / 2
        first.append(round(at - half))
        last.append(round(at + half))
    return ((first[0], first[1], first[2]), (last[0], last[1], last[2]))
