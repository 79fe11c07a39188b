"""One click of the self-test: a lobe is cut off the demo study's tumour, and clicked back."""

from __future__ import annotations

import time

import numpy as np

from core.clicking.clicks import Click
from core.clicking.ground import Ground, Standing, Way
from core.clicking.package import load_click_model, shipped_click_packages
from core.labels import Label, Region
from core.networks.engine import Tick
from core.space.affine import to_ras
from desktop_app.self_test.outcome import CheckFailed, Said
from desktop_app.self_test.scanner_exporters import Material
from desktop_app.state.marking import QT_TRANSLATE_NOOP

LEAST_BACK = {Way.NETWORK: 0.3, Way.GROWN: 0.01}
"""Share of what was cut off that one click brings back; without the network, its own tissue."""

_MORE = 0.5
"""What may join beside it, as a share of what was cut off."""


def one_click(material: Material, tick: Tick) -> Said:
    """Click once, with the click network where one ships.

    Args:
        material: the demo study and what the model found of it.
        tick: may raise ``Cancelled``.

    Raises:
        CheckFailed: the voxel clicked has not the label wanted, or too little came back.
    """
    study, found = material.study, material.segmentation
    whole = np.asarray(to_ras(found.label_map, found.grid.affine), np.uint8)
    lobe = whole > 0
    where = np.argwhere(lobe)
    middle = int(where[:, 2].mean())
    lobe[:, :, :middle] = False
    cut = np.where(lobe, np.uint8(Label.BACKGROUND), whole)
    i, j, k = where[where[:, 2] >= middle].mean(axis=0).round().astype(int).tolist()
    engine = load_click_model().engine if shipped_click_packages() else None
    ground = Ground.of(study)
    standing = Standing(cut, None, [], lambda box: np.zeros(cut[box].shape, np.bool_))
    begun = time.perf_counter()
    told = ground.click([Click((i, j, k), True, Region.WT)], standing, engine, tick)
    seconds = time.perf_counter() - begun
    after = cut.copy()
    after[told.box] = told.labels
    size = int(np.count_nonzero(lobe))
    back = int(np.count_nonzero((after > 0) & lobe)) / size
    more = int(np.count_nonzero((after > 0) & (whole == 0))) / size
    values = (f"{back:.0%}", f"{more:.0%}", f"{seconds:.2f}")
    if not after[i, j, k] or back < LEAST_BACK[told.way] or more > _MORE:
        text = QT_TRANSLATE_NOOP(
            "SelfTest", "A click brought back {0} of what was cut off, and {1} beside it. {2} s."
        )
        raise CheckFailed(Said(text, values))
    if told.way is Way.GROWN:
        text = QT_TRANSLATE_NOOP(
            "SelfTest",
            "Without a click network, a click brought back {0} of what was cut off, and {1}"
            " beside it; {2} s.",
        )
        return Said(text, values)
    text = QT_TRANSLATE_NOOP(
        "SelfTest",
        "The click network brought back {0} of what was cut off, and {1} beside it; {2} s.",
    )
    return Said(text, values)
