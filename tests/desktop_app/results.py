"""Results of a model whose probabilities are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.segmenting.model_package import read_package
from core.segmenting.postprocessing import label_map_from_probabilities
from core.studies.provenance import Provenance
from core.studies.segmentation import Segmentation


def result(window, toy_package, **changes):
    """Balls of falling probability, and a speck of WT that the rules take away."""
    package = read_package(toy_package)
    grid = window.session.study.grid
    middle = np.asarray(grid.shape) / 2
    r = np.sqrt(sum((x - m) ** 2 for x, m in zip(np.indices(grid.shape), middle, strict=True)))
    p = np.stack([np.clip(255 * (1 - r / reach), 0, 255) for reach in (14, 10, 7)])
    p[0, 1, 1, 1] = 200
    p = np.asfortranarray(p.astype(np.uint8))
    labels = label_map_from_probabilities(p, package.postprocessing, grid.voxel_ml)
    made = Provenance(model=package.name, origin=package.origin)
    return replace(Segmentation("case", grid, labels, p, provenance=made), **changes)
