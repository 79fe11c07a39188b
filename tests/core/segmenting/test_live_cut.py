"""Thresholds at any value within milliseconds, equal to the model's way but for its rules."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import GliovistaError
from core.labels import Label, Region
from core.segmenting.live_cut import HIGHEST, LOWEST, live_cut
from core.segmenting.postprocessing import PostProcessing, label_map_from_probabilities
from core.space.affine import Grid, indices_to_ras, to_ras
from core.studies.segmentation import Segmentation

SHAPE = (7, 6, 5)
THRESHOLD = st.floats(LOWEST, HIGHEST)


def found(order="C", **changes):
    p = np.random.default_rng(0).integers(0, 256, (3, *SHAPE)).astype(np.uint8)
    if order == "F":
        p = np.stack([np.asfortranarray(q) for q in p]).transpose(0, 3, 2, 1).copy()
        p = p.transpose(0, 3, 2, 1)
    grid = Grid(SHAPE, np.diag([-1.0, 1.0, 2.0, 1.0]))
    return Segmentation("s", grid, np.zeros(SHAPE, np.uint8), p, **changes)


def cut_map(result, thresholds):
    cut = live_cut(result)
    label_map = cut.empty_map()
    cut.write(cut.labels(thresholds), label_map)
    return label_map


@given(st.tuples(THRESHOLD, THRESHOLD, THRESHOLD), st.sampled_from("CF"))
def test_a_cut_is_what_the_model_would_give_without_rules(thresholds, order):
    result = found(order)
    expected = label_map_from_probabilities(
        result.probabilities, PostProcessing(thresholds=thresholds), 1.0
    )
    assert np.array_equal(cut_map(result, thresholds), expected)


def test_where_only_the_whole_tumour_is_told_only_that_is_shown():
    label_map = cut_map(found(untold=(Region.TC, Region.ET)), (0.5, 0.5, 0.5))
    assert set(np.unique(label_map)) == {Label.BACKGROUND, Label.ED}


def test_what_was_painted_stays_at_any_threshold():
    result = found()
    painted = result.label_map.copy()
    painted[0, 0, 0], painted[6, 5, 4] = Label.ET, Label.NCR
    corrected = result.with_corrections(painted)
    for t in (LOWEST, HIGHEST):
        label_map = cut_map(corrected, (t, t, t))
        assert label_map[0, 0, 0] == Label.ET
        assert label_map[6, 5, 4] == Label.NCR


def test_voxels_are_told_where_they_lie_in_the_view():
    result = found()
    cut = live_cut(result)
    labels = cut.labels((0.5, 0.5, 0.5))
    ras = to_ras(cut_map(result, (0.5, 0.5, 0.5)), result.grid.affine)
    assert np.array_equal(ras[tuple(indices_to_ras(cut.indices(), result.grid))], labels)


def test_a_label_map_from_a_file_has_nothing_to_cut():
    loaded = Segmentation("file", Grid((2, 2, 2), np.eye(4)), np.zeros((2, 2, 2), np.uint8))
    with pytest.raises(GliovistaError, match="no probabilities to cut"):
        live_cut(loaded)
