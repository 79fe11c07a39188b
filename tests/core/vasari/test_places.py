"""What an atlas tells VASARI, on an atlas of boxes whose places are known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.anatomy.atlas import Atlas
from core.anatomy.placing import PlacedBy, Placement
from core.anatomy.structures import BY_KEY, STRUCTURES, Layer
from core.labels import Label
from core.measuring.measurements import measure
from core.space.affine import Grid
from core.studies.segmentation import Segmentation
from core.vasari import rules, scoring
from core.vasari.places import (
    DEEP,
    ELOQUENT,
    LEAST_DEEP_ML,
    LOCATIONS,
    SUBCORTICAL_MM,
    VENTRICLE_MM,
    places,
)
from core.vasari.scoring import score
from core.vasari.tumour import Tumour

SHAPE = (60, 60, 40)
GRID = Grid(SHAPE, np.eye(4))
PLACEMENT = Placement(np.eye(4), PlacedBy.BRATS_SPACE, 0.9, enough=True)


@pytest.fixture(scope="module")
def atlas():
    """Left lobes and deep structures as boxes along i; the right ones mirror them."""
    layers = {layer: np.zeros(SHAPE, np.uint8) for layer in Layer}
    boxes = {
        "frontal": np.s_[2:26, 30:58, 4:36],
        "parietal": np.s_[2:26, 2:30, 4:36],
        "lateral_ventricle": np.s_[26:28, 10:50, 10:30],
    }
    eloquent = {
        "pars_opercularis": np.s_[2:6, 40:50, 4:36],
        "precentral": np.s_[2:26, 30:33, 4:36],
        "internal_capsule_posterior": np.s_[20:24, 34:40, 10:30],
    }
    for layer, named in ((Layer.PLACES, boxes), (Layer.ELOQUENT, eloquent)):
        for base, box in named.items():
            for side in ("left", "right"):
                labels = layers[layer] if side == "left" else layers[layer][::-1]
                labels[box] = BY_KEY[f"{base}_{side}"].label
    layers[Layer.PLACES][28:32, 10:50, 14:20] = BY_KEY["corpus_callosum"].label
    return Atlas("boxes", layers, GRID, STRUCTURES)


def box_tumour(box):
    labels = np.zeros(SHAPE, np.uint8)
    labels[box] = Label.NCR
    return Segmentation("boxes", GRID, labels)


def answers(atlas, box, placement=PLACEMENT):
    return {a.id: a for a in places(Tumour.of(box_tumour(box)), placement, atlas)}


def test_the_lobe_with_most_of_the_tumour_is_its_place(atlas):
    found = answers(atlas, np.s_[8:16, 26:46, 10:20])["F1"]
    assert found.codes == (1,)
    assert found.value == pytest.approx(80.0)
    assert found.parts == pytest.approx({"frontal lobe": 80.0, "parietal lobe": 20.0})
    assert answers(atlas, np.s_[8:16, 4:20, 10:20])["F1"].codes == (4,)


def test_both_sides_of_a_structure_count_together(atlas):
    found = answers(atlas, np.s_[20:40, 34:50, 22:28])["F1"]
    frontal = 12 / 20
    assert found.value == pytest.approx(100 * frontal)


@pytest.mark.parametrize(("start", "motor"), [(37, True), (38, False)])
def test_eloquent_is_what_lies_within_five_millimetres(atlas, start, motor):
    # The precentral box ends at j = 32: its way is start - 32.
    found = answers(atlas, np.s_[14:18, start : start + 6, 10:20])["F3"]
    assert (4 in found.codes) is motor
    assert found.parts["motor"] == pytest.approx(start - 32)
    first, second = found.shown.line_mm
    assert np.linalg.norm(np.subtract(first, second)) == pytest.approx(found.value)


def test_speech_is_on_the_left_and_nowhere_where_sides_are_a_guess(atlas):
    left = np.s_[4:8, 42:48, 10:20]
    right = np.s_[52:56, 42:48, 10:20]
    assert answers(atlas, left)["F3"].codes == (2,)
    assert answers(atlas, right)["F3"].codes == (1,)
    unsure = replace(PLACEMENT, sides_known=False)
    assert "motor speech" not in answers(atlas, left, unsure)["F3"].parts


def test_the_ventricle_is_reached_within_two_millimetres(atlas):
    near = answers(atlas, np.s_[10:25, 40:46, 12:20])["F19"]
    far = answers(atlas, np.s_[10:23, 40:46, 12:20])["F19"]
    assert (near.codes, near.value) == ((2,), pytest.approx(2.0))
    assert (far.codes, far.value) == ((1,), pytest.approx(4.0))


def test_deep_white_matter_needs_a_tenth_of_a_millilitre(atlas):
    # The capsule's box is 4 × 6 × 20 voxels; this holds 4 × 2 × 12 of it, then 4 × 2 × 13.
    less = answers(atlas, np.s_[20:24, 38:44, 10:22])["F21"]
    more = answers(atlas, np.s_[20:24, 38:44, 10:23])["F21"]
    assert (less.codes, less.value) == ((1,), pytest.approx(0.096))
    assert (more.codes, more.value) == ((2,), pytest.approx(0.104))
    both = answers(atlas, np.s_[20:32, 34:44, 10:22])["F21"]
    assert both.codes == (2, 3)


def test_a_flip_changes_the_side_alone(atlas):
    box, mirrored = np.s_[6:14, 33:44, 10:20], np.s_[46:54, 33:44, 10:20]
    here, there = answers(atlas, box), answers(atlas, mirrored)
    for key in ("F1", "F19", "F21"):
        assert here[key].codes == there[key].codes
        assert here[key].value == pytest.approx(there[key].value)
    # But speech, which the rule looks for on the left alone.
    assert here["F3"].parts["motor"] == pytest.approx(there["F3"].parts["motor"])


def test_an_atlas_that_does_not_fit_is_not_asked(atlas, monkeypatch):
    monkeypatch.setattr(scoring, "load_atlas", lambda: atlas)
    found = box_tumour(np.s_[8:16, 34:46, 10:20])
    measured = measure(found)
    trusted = score(found, None, measured, PLACEMENT)
    assert trusted.answers["F1"].codes == (1,)
    assert (trusted.placed, trusted.trust) == ("BraTS space", 0.9)
    doubted = score(found, None, measured, replace(PLACEMENT, trust=0.1, enough=False))
    assert doubted.trust == 0.1
    for key in scoring.OF_ATLAS:
        assert doubted.answers[key].rule == rules.NO_ATLAS
        assert not doubted.answers[key].computed


def test_every_structure_that_is_asked_for_is_in_the_atlas():
    bases = {structure.base for structure in STRUCTURES}
    asked = {*LOCATIONS, *(b for names in (*ELOQUENT.values(), *DEEP.values()) for b in names)}
    assert asked <= bases
    assert f"at most {SUBCORTICAL_MM:.0f} mm" in rules.ELOQUENT
    assert f"within {VENTRICLE_MM:.0f} mm" in rules.EPENDYMA
    assert f"{LEAST_DEEP_ML} ml" in rules.DEEP
