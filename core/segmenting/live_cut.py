"""A result's probabilities at any thresholds within a few milliseconds, for whoever drags them.

Only voxels that could be tumour at the lowest threshold are looked at. The model's rules about
specks and small regions are left to :func:`core.segmenting.recutting.recut`, once the hand rests.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.labels import Label, LabelMap
from core.segmenting.postprocessing import level_of
from core.segmenting.recutting import probabilities_of
from core.studies.segmentation import Segmentation, Thresholds

LOWEST, HIGHEST = 0.05, 0.95
"""Between these a threshold can be moved: outside of them lie hazes and what is always there."""

_BY_REGIONS = np.array(
    [Label.BACKGROUND, Label.ED, Label.NCR, Label.NCR, *4 * [Label.ET]], np.uint8
)
"""The label of a voxel within WT (1), TC (2) and ET (4), added; the innermost region says it."""

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class LiveCut:
    """The voxels of a result that a threshold decides on.

    Attributes:
        found: the result; its corrections stay on top.
        places: their places in an array of the label map's shape in Fortran order.
        probabilities: uint8, (3, n), of each.
        painted: which of them a person painted.
        painted_as: uint8, the labels of these.
    """

    found: Segmentation
    places: Numbers
    probabilities: npt.NDArray[np.uint8]
    painted: Numbers
    painted_as: npt.NDArray[np.uint8]

    def labels(self, thresholds: Thresholds) -> npt.NDArray[np.uint8]:
        """The label of each voxel, uint8 (n); nested whatever the thresholds.

        A voxel of an inner region is one of the outer ones too, as the model's rules have it.
        """
        wt, tc, et = (p >= level_of(t) for p, t in zip(self.probabilities, thresholds, strict=True))
        code = wt.view(np.uint8) + 2 * tc.view(np.uint8) + 4 * et.view(np.uint8)
        labels: npt.NDArray[np.uint8] = _BY_REGIONS[code]
        if not self.found.labels:
            labels[labels > 0] = Label.ED
        labels[self.painted] = self.painted_as
        return labels

    def empty_map(self) -> LabelMap:
        """A label map without any label, for :meth:`write`."""
        return np.zeros(self.found.grid.shape, np.uint8, order="F")

    def write(self, labels: npt.NDArray[np.uint8], label_map: LabelMap) -> None:
        """Put the voxels' labels into a label map of :meth:`empty_map`."""
        label_map.T.reshape(-1)[self.places] = labels

    def indices(self) -> tuple[npt.NDArray[np.intp], ...]:
        """Where the voxels lie along the three native axes."""
        return np.unravel_index(self.places, self.found.grid.shape, order="F")


def live_cut(found: Segmentation) -> LiveCut:
    """Prepare a result; a 240 × 240 × 155 study takes a tenth of a second.

    Raises:
        GliovistaError: it has no probabilities, as a label map from a file.
    """
    probabilities = probabilities_of(found)
    probable = (probabilities >= level_of(LOWEST)).any(axis=0)
    if found.corrected:
        painted = found.label_map != found.uncorrected.label_map
        probable |= painted
    places = np.flatnonzero(probable.T)
    values = np.stack([p.T.reshape(-1)[places] for p in probabilities])
    own: Numbers = np.zeros(0, np.int64)
    if found.corrected:
        own = np.flatnonzero(painted.T.reshape(-1)[places])
    as_painted = found.label_map.T.reshape(-1)[places[own]]
    return LiveCut(found, places, values, own, as_painted)
