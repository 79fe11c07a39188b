"""Probabilities cut again: other thresholds, untold regions, corrections kept."""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import GliovistaError
from core.labels import Label, Region, region_mask
from core.segmenting.postprocessing import PostProcessing, label_map_from_probabilities
from core.segmenting.recutting import automatic, recut
from core.segmenting.regridding import label_map_on, segmentation_on
from core.space.affine import Grid
from core.studies.segmentation import Segmentation

RULES = PostProcessing(min_component_ml=(0.01, 0.0, 0.0))


def found(untold=(), shown=False):
    """A ball of falling probability in all three regions, and a speck of WT far off."""
    i, j, k = np.indices((20, 20, 20))
    r = np.sqrt((i - 9.0) ** 2 + (j - 9.0) ** 2 + (k - 9.0) ** 2)
    p = np.stack([np.clip(255 * (1 - r / reach), 0, 255) for reach in (12, 8, 5)]).astype(np.uint8)
    p[0, 19, 19, 19] = 255
    grid = Grid((20, 20, 20), np.eye(4))
    label_map = label_map_from_probabilities(p, RULES, grid.voxel_ml)
    if untold and not shown:
        label_map = np.where(label_map > 0, Label.ED, 0).astype(np.uint8)
    return Segmentation("ball", grid, label_map, p, expected_dice={Region.WT: 0.9}, untold=untold)


def voxels(segmentation, region):
    return int(region_mask(segmentation.label_map, region).sum())


def test_a_lower_threshold_finds_more_and_the_rules_still_hold():
    result = found()
    cut = recut(result, RULES, (0.3, 0.5, 0.5))
    assert voxels(cut, Region.WT) > voxels(result, Region.WT)
    assert voxels(cut, Region.TC) == voxels(result, Region.TC)
    assert cut.label_map[19, 19, 19] == 0, "the speck is too small at any threshold"
    assert cut.thresholds == (0.3, 0.5, 0.5)
    assert cut.expected_dice is None, "no estimate was learnt at other thresholds"


def test_regions_stay_nested_even_where_the_outer_threshold_is_the_highest():
    cut = recut(found(), RULES, (0.95, 0.6, 0.1))
    wt, tc, et = (region_mask(cut.label_map, r) for r in Region)
    assert et.any()
    assert not (et & ~tc).any()
    assert not (tc & ~wt).any()


def test_the_models_own_thresholds_are_the_way_back():
    result = found()
    cut = recut(result, RULES, (0.2, 0.2, 0.2))
    assert automatic(cut) is result
    assert recut(cut, RULES) is result
    assert recut(cut, RULES, RULES.thresholds) is result


def test_what_a_person_painted_stays_painted():
    result = found()
    painted = result.label_map.copy()
    painted[1, 1, 1], painted[9, 9, 9] = Label.ET, Label.BACKGROUND
    cut = recut(result.with_corrections(painted), RULES, (0.2, 0.5, 0.5))
    plain = recut(result, RULES, (0.2, 0.5, 0.5)).label_map
    assert cut.corrected
    assert cut.label_map[1, 1, 1] == Label.ET
    assert cut.label_map[9, 9, 9] == Label.BACKGROUND
    assert np.count_nonzero(cut.label_map != plain) == 2
    assert np.array_equal(cut.uncorrected.label_map, plain)
    assert np.array_equal(recut(cut, RULES).label_map, painted)


def test_regions_that_cannot_be_told_come_when_asked_for_and_go_again():
    result = found(untold=(Region.TC, Region.ET))
    assert result.regions == (Region.WT,)
    assert result.labels == ()
    everything = recut(result, RULES, untold_shown=True)
    assert everything.regions == tuple(Region)
    assert voxels(everything, Region.ET)
    assert voxels(everything, Region.WT) == voxels(result, Region.WT)
    assert everything.expected_dice is None
    assert recut(everything, RULES) is result
    lower = recut(result, RULES, (0.3, 0.5, 0.5))
    assert set(np.unique(lower.label_map)) == {Label.BACKGROUND, Label.ED}


def test_nothing_is_untold_where_all_sequences_are_there():
    result = found()
    assert recut(result, RULES, untold_shown=True) is result


def test_who_paints_core_without_t1gd_sees_it_measured():
    result = found(untold=(Region.TC, Region.ET))
    painted = result.label_map.copy()
    painted[9, 9, 9] = Label.ED
    assert result.with_corrections(painted).regions == (Region.WT,)
    painted[9, 9, 9] = Label.ET
    assert result.with_corrections(painted).regions == tuple(Region)


def test_a_label_map_from_a_file_cannot_be_cut():
    loaded = Segmentation("file", Grid((2, 2, 2), np.eye(4)), np.zeros((2, 2, 2), np.uint8))
    with pytest.raises(GliovistaError, match="no probabilities to cut"):
        recut(loaded, RULES, (0.3, 0.3, 0.3))


def test_a_prepared_studys_result_is_cut_where_the_network_saw_it():
    affine = np.diag([1.0, 1.0, 4.0, 1.0])
    affine[2, 3] = 1.5
    own = segmentation_on(found(), Grid((20, 20, 5), affine))
    cut = recut(own, RULES, (0.3, 0.5, 0.5))
    alone = recut(found(), RULES, (0.3, 0.5, 0.5))
    assert np.array_equal(cut.label_map, label_map_on(alone.label_map, np.eye(4), own.grid))
    assert np.array_equal(cut.prepared.label_map, alone.label_map)
    assert cut.probabilities is own.probabilities
    assert cut.thresholds == (0.3, 0.5, 0.5)
    assert recut(cut, RULES) is own


def test_what_is_known_of_the_scans_outlasts_a_moved_threshold():
    own = segmentation_on(found(), Grid((10, 10, 10), np.diag([2.0, 2.0, 2.0, 1.0])))
    own = own.with_brain((3.0, 1.0)).with_findings(["aligned"])
    cut = recut(own, RULES, (0.3, 0.5, 0.5))
    assert cut.provenance.brain_ml == (3.0, 1.0)
    assert cut.provenance.findings == ("aligned",)
    assert cut.provenance.thresholds == dict(zip(Region, (0.3, 0.5, 0.5), strict=True))
