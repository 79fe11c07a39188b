"""Everything about where a tumour lies, region by region, and as JSON and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from core.anatomy.atlas import Atlas, load_atlas
from core.anatomy.placing import Placement
from core.anatomy.shares import Distance, Share, distances, shares
from core.errors import GeometryError
from core.labels import Region, region_mask
from core.progress import Progress, no_progress
from core.studies.segmentation import Segmentation


@dataclass(frozen=True)
class RegionPlace:
    """Where one region lies.

    Attributes:
        ml: its volume.
        shares: what it lies in, layer by layer, the largest first.
        distances: the way to every structure, the nearest first.
    """

    ml: float
    shares: tuple[Share, ...]
    distances: tuple[Distance, ...]


@dataclass(frozen=True)
class Whereabouts:
    """Where the regions of a tumour lie.

    Attributes:
        study_name: the study it belongs to.
        placement: where the study lies in the atlas, and how far that is trusted.
        regions: those that hold something; none where the placement is not trusted enough. Both
            sides of a structure are one where left may be right.
    """

    study_name: str
    placement: Placement
    regions: Mapping[Region, RegionPlace]

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {
            "study": self.study_name,
            "atlas": "MNI152",
            "placed_by": self.placement.how.value,
            "trust": self.placement.trust,
            "trusted": self.placement.enough,
            "sides_known": self.placement.sides_known,
            "world_to_atlas": self.placement.world_to_atlas.tolist(),
            "regions": {
                region.value: {
                    "ml": place.ml,
                    "shares": [_share(s) for s in place.shares],
                    "distances": [_distance(d) for d in place.distances],
                }
                for region, place in self.regions.items()
            },
        }

    def to_csv(self) -> str:
        """One row for each region and structure; the trust stands in every row."""
        out = io.StringIO()
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(
            ["study", "region", "structure", "side", "group", "ml", "share", "distance_mm",
             "trust", "trusted"]
        )  # fmt: skip
        last = [f"{self.placement.trust:.3f}", str(self.placement.enough).lower()]
        for region, place in self.regions.items():
            held = {s.structure.key: s for s in place.shares}
            for way in place.distances:
                structure = way.structure
                share = held.get(structure.key)
                rows.writerow(
                    [
                        self.study_name, region.value, structure.base,
                        "" if structure.side is None else structure.side.value,
                        structure.group.value,
                        f"{share.ml:.3f}" if share else "0",
                        f"{share.share:.4f}" if share else "0",
                        f"{way.mm:.1f}", *last,
                    ]
                )  # fmt: skip
        return out.getvalue()


def find_whereabouts(
    segmentation: Segmentation,
    placement: Placement,
    atlas: Atlas | None = None,
    progress: Progress = no_progress,
) -> Whereabouts:
    """Say where each region that the label map tells lies.

    Args:
        segmentation: label map and grid.
        placement: of its study.
        atlas: the shipped one unless said.
        progress: called many times; may raise ``Cancelled``.

    Raises:
        GeometryError: the label map does not have the shape of its grid.
    """
    grid, labels = segmentation.grid, segmentation.label_map
    if labels.shape != grid.shape:
        raise GeometryError(
            f"{segmentation.study_name}: the segmentation has {labels.shape} voxels and the scans "
            f"have {grid.shape}. Load the mask that belongs to this study."
        )
    if not placement.enough:
        return Whereabouts(segmentation.study_name, placement, {})
    atlas = atlas or load_atlas()
    told = [region for region in Region if region in segmentation.regions]
    found = {}
    for number, region in enumerate(told):

        def tell(done: int, total: int, text: str, number: int = number) -> None:
            progress(number * total + done, len(told) * total, text)

        mask = region_mask(labels, region)
        count = int(np.count_nonzero(mask))
        if count:
            place = RegionPlace(
                count * grid.voxel_ml,
                shares(mask, grid, placement, atlas),
                distances(mask, grid, placement, atlas, progress=tell),
            )
            found[region] = place if placement.sides_known else _without_sides(place)
    return Whereabouts(segmentation.study_name, placement, found)


def _without_sides(place: RegionPlace) -> RegionPlace:
    """The same of a study in which left may be right: both sides of a structure as one."""
    held: dict[str, Share] = {}
    for share in place.shares:
        one = replace(share.structure, key=share.structure.base, side=None)
        before = held.get(one.key, Share(one, 0.0, 0.0))
        held[one.key] = Share(before.structure, before.ml + share.ml, before.share + share.share)
    ways: dict[str, Distance] = {}
    for way in place.distances:  # the nearest first
        one = replace(way.structure, key=way.structure.base, side=None)
        ways.setdefault(one.key, replace(way, structure=one))
    return RegionPlace(place.ml, tuple(held.values()), tuple(ways.values()))


def _share(share: Share) -> dict[str, Any]:
    return {"structure": share.structure.key, "ml": share.ml, "share": share.share}


def _distance(way: Distance) -> dict[str, Any]:
    return {
        "structure": way.structure.key,
        "mm": way.mm,
        "from_mm": list(way.from_mm),
        "to_mm": list(way.to_mm),
    }
