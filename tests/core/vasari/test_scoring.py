"""VASARI's answers on tumours whose shape is known."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import numpy as np
import pytest

from core.errors import GeometryError
from core.labels import Label
from core.measuring.measurements import measure
from core.measuring.symmetry_plane import FoundBy, SymmetryPlane
from core.phantom.phantom import demo_study
from core.progress import Cancelled
from core.space.affine import Grid
from core.studies.segmentation import Segmentation
from core.studies.study import AxesFrom, Study, Volume
from core.vasari import rules
from core.vasari.composition import (
    MILD_PERCENT,
    THIN_MM,
    proportion_code,
    proportions,
    quality,
    thickness,
)
from core.vasari.features import FEATURES
from core.vasari.midline import crossings, side
from core.vasari.pieces import multifocality, satellites
from core.vasari.reach import CORTEX_MM
from core.vasari.scoring import score
from core.vasari.table import as_csv
from core.vasari.tumour import LEAST_PIECE_ML, Tumour

SHAPE = (60, 60, 40)
PLANE = SymmetryPlane((1.0, 0.0, 0.0), 29.5, FoundBy.SYMMETRY, 0.9)


def ball(centre, radius, spacing=1.0):
    grid = np.indices(SHAPE)
    away = sum((g - c) ** 2 for g, c in zip(grid, centre, strict=True))
    return away * spacing**2 <= radius**2


def segmentation(label_map, spacing=1.0):
    return Segmentation("made", Grid(label_map.shape, np.diag([spacing] * 3 + [1.0])), label_map)


def tumour(label_map, spacing=1.0):
    return Tumour.of(segmentation(label_map, spacing))


def ring(centre=(20, 30, 20), outer=10, inner=6):
    """Oedema around a rim around necrosis."""
    labels = np.zeros(SHAPE, np.uint8)
    labels[ball(centre, outer + 5)] = Label.ED
    labels[ball(centre, outer)] = Label.ET
    labels[ball(centre, inner)] = Label.NCR
    return labels


def by_id(answers):
    return {answer.id: answer for answer in answers}


@pytest.mark.parametrize(
    ("percent", "code"),
    [(0, 2), (0.01, 3), (5.4, 3), (6, 4), (33.4, 4), (33.6, 5), (67, 5), (68, 6), (95.4, 6),
     (96, 7), (99.99, 7), (100, 8)],
)  # fmt: skip
def test_shares_fall_into_the_questionnaires_classes(percent, code):
    assert proportion_code(percent / 100) == code


def test_the_core_within_a_rim_is_necrosis_and_beside_it_non_enhancing():
    labels = ring()
    beside = ball((20, 44, 20), 4) & (labels != Label.ET)
    labels[beside] = Label.NCR
    found = by_id(proportions(tumour(labels)))
    whole = np.count_nonzero(labels)
    assert found["F7"].value == pytest.approx(100 * np.count_nonzero(ball((20, 30, 20), 6)) / whole)
    assert found["F6"].value == pytest.approx(100 * np.count_nonzero(beside) / whole)
    assert found["F5"].value + found["F6"].value + found["F7"].value + found[
        "F14"
    ].value == pytest.approx(100)
    # The picture lies in what it shows.
    at = tuple(round(v) for v in found["F6"].shown.point_mm)
    assert beside[at]


def test_a_rim_with_a_gap_still_encloses_and_an_open_one_does_not():
    narrow, wide = ring(), ring()
    narrow[29:, 29:32, 19:22] = np.where(narrow[29:, 29:32, 19:22] == Label.ET, Label.ED, 0)
    wide[20:, :, :] = np.where(wide[20:, :, :] == Label.ET, Label.ED, wide[20:, :, :])
    whole = np.count_nonzero(ball((20, 30, 20), 6))
    assert np.count_nonzero(tumour(narrow).necrosis) == whole
    assert np.count_nonzero(tumour(wide).necrosis) < whole / 4


@pytest.mark.parametrize(("inner", "code"), [(8, 3), (6, 4), (0, 5)])
def test_a_rim_is_as_thick_as_it_was_made(inner, code):
    labels = ring(inner=inner)
    if inner == 0:
        labels[labels == Label.NCR] = Label.ET
    found = thickness(tumour(labels))
    assert found.codes == (code,)
    if inner:
        # A digital ball's rim is a voxel thicker here and thinner there.
        assert found.value == pytest.approx(10 - inner, abs=0.75)
        first, second = map(np.asarray, found.shown.line_mm)
        assert np.linalg.norm(first - second) == pytest.approx(found.value, abs=1.0)


@pytest.mark.parametrize("voxels", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("spacing", [1.0, 0.5])
def test_a_sheets_thickness_is_exact(voxels, spacing):
    labels = np.zeros(SHAPE, np.uint8)
    labels[10:50, 10:50, 20 : 20 + voxels] = Label.ET
    found = thickness(tumour(labels, spacing))
    assert found.value == pytest.approx(voxels * spacing)
    (_, _, low), (_, _, high) = sorted(found.shown.line_mm, key=lambda end: end[2])
    assert high - low == pytest.approx(voxels * spacing)
    assert (low + high) / 2 == pytest.approx((20 + (voxels - 1) / 2) * spacing, abs=0.5 * spacing)


def test_threads_count_by_their_volume_alone():
    labels = np.zeros(SHAPE, np.uint8)
    labels[10:50, 10:50, 20:25] = Label.ET
    labels[10:50:3, 10:50:3, 25:32] = Label.ET
    assert thickness(tumour(labels)).value == pytest.approx(5.0)


def test_a_second_lesion_counts_only_with_core_and_size():
    labels = ring()
    assert multifocality(tumour(labels)).codes == (1,)
    labels[ball((50, 30, 20), 5)] = Label.ED
    assert multifocality(tumour(labels)).codes == (1,)
    labels[50, 30, 20] = Label.ET
    assert multifocality(tumour(labels)).codes == (1,)
    labels[ball((50, 30, 20), 3)] = Label.NCR
    found = multifocality(tumour(labels))
    assert (found.codes, found.value) == ((2,), 2.0)
    assert found.shown.point_mm[0] == pytest.approx(50, abs=3)


def test_a_satellite_lies_in_the_oedema_and_touches_the_mass_nowhere():
    labels = ring()
    labels[ball((20, 48, 20), 8)] = Label.ED
    assert satellites(tumour(labels)).codes == (1,)
    beside = labels.copy()
    beside[ball((20, 50, 20), 3)] = Label.ET
    found = satellites(tumour(beside))
    assert (found.codes, found.value) == ((2,), 1.0)
    assert found.shown.point_mm == pytest.approx((20, 50, 20), abs=3)
    elsewhere = labels.copy()
    elsewhere[ball((50, 30, 20), 3)] = Label.ET
    assert satellites(tumour(elsewhere)).codes == (1,)


def test_crossing_needs_one_lesion_on_both_sides():
    labels = ring(centre=(24, 30, 20))
    found = by_id(crossings(tumour(labels), PLANE))
    assert {key: a.codes for key, a in found.items()} == {"F15": (3,), "F22": (1,), "F23": (3,)}
    beyond = np.count_nonzero((labels == Label.ET)[32:])
    assert found["F23"].value == pytest.approx(beyond / 1000)
    far, foot = found["F23"].shown.line_mm
    assert foot[0] == pytest.approx(29.5)
    assert far[0] == 34
    apart = ring(centre=(10, 30, 20), outer=6, inner=3)
    apart |= ring(centre=(50, 30, 20), outer=6, inner=3)
    assert by_id(crossings(tumour(apart), PLANE))["F23"].codes == (2,)


def test_a_flip_changes_the_side_and_nothing_else():
    labels = ring(centre=(14, 30, 20))
    plain, flipped = tumour(labels), tumour(labels[::-1].copy())
    here, there = (side(t, PLANE, sides_known=True) for t in (plain, flipped))
    assert (here.codes, there.codes) == ((3,), (1,))
    assert here.value == pytest.approx(there.value) == pytest.approx(15.5)
    assert side(plain, PLANE, sides_known=False).codes == ()
    for answers in (proportions, lambda t: [thickness(t), multifocality(t), satellites(t)]):
        for one, other in zip(answers(plain), answers(flipped), strict=True):
            assert (one.codes, one.value) == (other.codes, pytest.approx(other.value))
    for one, other in zip(crossings(plain, PLANE), crossings(flipped, PLANE), strict=True):
        assert (one.codes, one.value) == (other.codes, pytest.approx(other.value))


@pytest.mark.parametrize(("centre", "code"), [(28, 2), (26, 3)])
def test_the_centre_is_within_two_millimetres(centre, code):
    labels = np.zeros(SHAPE, np.uint8)
    labels[ball((centre, 30, 20), 3)] = Label.NCR
    assert side(tumour(labels), PLANE, sides_known=True).codes == (code,)


@pytest.fixture(scope="module")
def demo():
    study, labels = demo_study(shape=(60, 60, 40), spacing_mm=4.0)
    found = Segmentation(study.name, study.grid, labels)
    return study, found, measure(found, study)


def test_the_demo_study_is_scored(demo):
    study, found, measured = demo
    scored = score(found, study, measured)
    assert list(scored.answers) == list(FEATURES)
    for key, answer in scored.answers.items():
        assert set(answer.codes) <= set(FEATURES[key].options)
        assert answer.rule in rules.ALL_RULES
    assert scored.answers["F4"].codes == (3,)
    assert scored.answers["F29"].value == measured.regions["WT"].diameters.longest_mm
    assert {k for k, a in scored.answers.items() if not a.computed} >= {"F8", "F10", "F16", "F17"}


def test_what_a_person_chose_holds_and_is_told_apart(demo):
    study, found, measured = demo
    scored = replace(score(found, study, measured), chosen={"F8": (2,), "F4": (2,)})
    rows = {row["id"]: row for row in json.loads(json.dumps(scored.to_dict()))["features"]}
    assert (rows["F8"]["by"], rows["F8"]["answers"]) == ("person", ["yes"])
    assert (rows["F4"]["codes"], rows["F4"]["computed_codes"]) == ([2], [3])
    assert rows["F5"]["by"] == "program"
    assert rows["F16"]["by"] == "nobody"
    table = {row["feature"]: row for row in csv.DictReader(io.StringIO(as_csv(scored)))}
    assert list(table) == list(FEATURES)
    assert table["F4"]["answers"] == "minimal or mild"
    assert float(table["F5"]["value"]) == pytest.approx(rows["F5"]["value"], abs=1e-3)
    assert table["F8"]["by"] == "person"


def test_a_label_map_of_the_whole_tumour_alone_leaves_its_parts_open(demo):
    study, found, _ = demo
    whole = replace(
        found, untold=("TC", "ET"), label_map=np.where(found.label_map, 2, 0).astype("u1")
    )
    scored = score(whole, study, measure(whole, study))
    assert scored.answers["F5"].rule == rules.NO_CORE
    assert not scored.answers["F5"].computed
    assert scored.answers["F29"].computed
    assert scored.answers["F2"].computed


def test_nothing_is_scored_without_a_tumour_and_sides_only_where_known(demo):
    study, found, measured = demo
    empty = replace(found, label_map=np.zeros_like(found.label_map))
    assert not any(a.computed for a in score(empty, study, measure(empty)).answers.values())
    guessed = replace(study, axes_from=AxesFrom.HEAD)
    assert score(found, guessed, measured).answers["F2"].rule == rules.NO_SIDES
    bare = score(found, None, measure(found))
    assert bare.answers["F4"].rule == rules.NO_CONTRAST
    assert bare.answers["F23"].rule == rules.NO_PLANE
    assert bare.answers["F20"].rule == rules.NO_SURFACE
    assert bare.answers["F5"].computed


def test_it_can_be_cancelled_and_refuses_another_grid(demo):
    study, found, measured = demo

    def give_up(done, total, text):
        raise Cancelled

    with pytest.raises(Cancelled):
        score(found, study, measured, progress=give_up)
    small = {m: Volume(v.data[1:], v.affine) for m, v in study.volumes.items()}
    with pytest.raises(GeometryError, match="Load the mask that belongs"):
        score(found, Study("other", small), measured)
    moved = {m: Volume(v.data, v.affine + np.eye(4, k=3)) for m, v in study.volumes.items()}
    with pytest.raises(GeometryError, match=r"1\.0 mm from the scans"):
        score(found, Study("other", moved), measured)


def test_enhancement_under_a_fifth_is_mild(demo):
    study, found, _ = demo
    dim = {m: replace(v, data=v.data.copy()) for m, v in study.volumes.items()}
    enhancing = found.label_map == Label.ET
    dim["T1Gd"].data[enhancing] = np.rint(dim["T1"].data[enhancing] * 1.1 * 1100 / 900)
    part = Tumour.of(found)
    mild = quality(part, replace(study, volumes=dim), found.label_map > 0)
    assert mild.codes == (2,)
    assert 0 < mild.value < MILD_PERCENT
    assert quality(part, study, found.label_map > 0).codes == (3,)


def test_rules_name_the_numbers_that_the_code_uses():
    assert f"{LEAST_PIECE_ML:.3f} ml" in rules.FOCI
    assert f"{LEAST_PIECE_ML:.3f} ml" in rules.CROSSING
    assert f"{LEAST_PIECE_ML:.3f} ml" in rules.SATELLITES
    assert f"under {THIN_MM:.0f} mm" in rules.THICKNESS
    assert f"within {CORTEX_MM:.0f} mm" in rules.CORTEX
    assert f"under {MILD_PERCENT:.0f} %" in rules.QUALITY
    assert not [rule for rule in rules.ALL_RULES if re.search(r"  |\.\.", rule)]
