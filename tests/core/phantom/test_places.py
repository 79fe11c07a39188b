"""The phantom's brain is known by name: each place lies where a brain has it."""

from __future__ import annotations

import numpy as np
import pytest

from core.anatomy.structures import BY_KEY
from core.phantom.phantom import demo_study, known_head
from core.phantom.places import PLACES
from core.phantom.tumour import Growth
from core.studies.study import Modality

COARSE = {"shape": (60, 60, 40), "spacing_mm": 4.0}


@pytest.fixture(scope="module")
def head():
    return known_head(7, **COARSE)


def middle_mm(head, name):
    """RAS+, from the middle of the grid."""
    ijk = np.argwhere(head.places == PLACES[name]).mean(axis=0)
    return (ijk - (np.array(head.places.shape) - 1) / 2) * (-4, -4, 4)


def test_it_is_the_demo_with_names(head):
    study, truth = demo_study(7, **COARSE)
    np.testing.assert_array_equal(head.truth, truth)
    for modality, volume in study.volumes.items():
        np.testing.assert_array_equal(head.study.volumes[modality].data, volume.data)
    np.testing.assert_array_equal(head.places > 0, head.brain)


def test_the_names_are_the_atlas_s_and_none_is_empty(head):
    assert set(PLACES) == {key for key, s in BY_KEY.items() if s.layer.value == "places"}
    assert set(np.unique(head.places)) == {0, *PLACES.values()}


def test_places_lie_to_each_other_as_in_a_brain(head):
    at = {name: middle_mm(head, name) for name in PLACES}
    for name, (x, _, _) in at.items():
        if name.endswith("left"):
            assert x < 0 < at[name.replace("left", "right")][0], name
    for side in ("left", "right"):
        frontal, parietal, occipital, temporal, insula = (
            at[f"{lobe}_{side}"]
            for lobe in ("frontal", "parietal", "occipital", "temporal", "insula")
        )
        assert frontal[1] > insula[1] > parietal[1] > occipital[1]
        assert temporal[2] < insula[2] < parietal[2]
        assert abs(insula[0]) > abs(at[f"basal_ganglia_{side}"][0]) > abs(at[f"thalamus_{side}"][0])
        assert at[f"cerebellum_{side}"][2] < occipital[2]
    assert at["brainstem"][2] < at["third_ventricle"][2] < at["corpus_callosum"][2]


def test_ventricles_hold_fluid_and_white_matter_does_not(head):
    t2 = head.study.volumes[Modality.T2].data
    inside = [PLACES[f"lateral_ventricle_{side}"] for side in ("left", "right")]
    ventricles = np.isin(head.places, inside) & (head.truth == 0)
    callosum = (head.places == PLACES["corpus_callosum"]) & (head.truth == 0)
    assert np.median(t2[ventricles]) > 1.25 * np.median(t2[callosum])


@pytest.mark.parametrize("side", [-1, 1])
def test_a_tumour_grows_where_it_is_told(side):
    centre = (side * 34.0, -40.0, 28.0)
    head = known_head(3, **COARSE, growth=Growth(centre, 14.0, 4.0), modalities=(Modality.T1,))
    assert set(head.study.volumes) == {Modality.T1}
    found = np.argwhere(head.truth > 0).mean(axis=0)
    away = (found - (np.array(head.places.shape) - 1) / 2) * (-4, -4, 4) - centre
    assert np.linalg.norm(away) < 8
