"""Thresholds moved by hand: shown at once, cut under the model's rules, corrections kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.labels import Label, Region, region_mask
from desktop_app.state.display import Plane
from desktop_app.state.shown import show_labels
from tests.desktop_app.results import result


def voxels(window, region):
    return int(region_mask(window.session.labels.ras, region).sum())


def rest(qtbot, window):
    qtbot.waitUntil(lambda: not window.judging.thresholding.pending)


def test_what_is_shown_follows_a_drag_and_the_rules_follow_when_it_rests(qtbot, judged):
    session, cutting = judged.session, judged.judging.thresholding
    before, found = voxels(judged, Region.WT), session.segmentation
    painted = []
    session.labels_painted.connect(lambda: painted.append(voxels(judged, Region.WT)))
    judged.judging.thresholds.sliders[Region.WT].setValue(30)
    qtbot.waitUntil(lambda: bool(painted))
    assert painted[-1] > before
    assert session.segmentation is found, "nothing is a result before the rules were applied"
    areas = session.labels.areas[Plane.AXIAL][:, 1:].sum()
    assert areas == voxels(judged, Region.WT)
    rest(qtbot, judged)
    assert session.segmentation.thresholds == (0.3, *cutting.own[1:])
    assert session.segmentation.cut_from is found
    assert session.unsaved


def test_a_speck_that_shows_during_a_drag_goes_at_rest(qtbot, judged):
    session = judged.session
    found = session.segmentation
    rules = replace(judged.judging.thresholding._ready.rules, min_component_ml=(0.1, 0.0, 0.0))
    judged.judging.thresholding._ready = replace(judged.judging.thresholding._ready, rules=rules)
    judged.judging.thresholding.move(Region.WT, 0.4)
    speck = []
    session.labels_painted.connect(
        lambda: speck.append(int(judged.judging.thresholding._map[1, 1, 1]))
    )
    qtbot.waitUntil(lambda: bool(speck))
    assert speck[-1] == Label.ED
    assert "Specks are still shown" in judged.judging.thresholds.note.text()
    rest(qtbot, judged)
    assert session.segmentation is not found
    assert session.segmentation.label_map[1, 1, 1] == Label.BACKGROUND
    assert "Specks" not in judged.judging.thresholds.note.text()


def test_the_way_back_gives_the_very_result_of_the_model(qtbot, judged):
    session, found = judged.session, judged.session.segmentation
    judged.judging.thresholding.move(Region.ET, 0.8)
    rest(qtbot, judged)
    assert session.segmentation is not found
    judged.judging.thresholds.reset.click()
    rest(qtbot, judged)
    assert session.segmentation is found
    assert judged.judging.thresholds.sliders[Region.ET].value() == 50


def test_corrections_stay_on_top_and_are_still_told_and_unsaved(qtbot, judged):
    session = judged.session
    judged.actions_["correct"].trigger()
    assert not judged.judging.thresholding.possible, "a hand that paints does not cut"
    session.set_cursor((2, 3, 4))
    session.set_brush(label=Label.ET, radius_mm=0.5)
    judged.actions_["paint_at_cursor"].trigger()
    judged.actions_["correct"].trigger()
    assert session.segmentation.corrected
    judged.judging.thresholding.prepare()
    qtbot.waitUntil(lambda: judged.judging.thresholding.possible)
    judged.judging.thresholding.move(Region.WT, 0.3)
    rest(qtbot, judged)
    assert session.labels.ras[2, 3, 4] == Label.ET
    assert session.segmentation.corrected
    assert session.corrections.differing == 1
    assert session.corrections.original.segmentation is session.segmentation.uncorrected
    assert session.segmentation.provenance.steps == 1
    assert session.unsaved
    session.mark_saved()
    assert not session.corrections.unsaved
    judged.actions_["uncorrected"].trigger()
    qtbot.waitUntil(lambda: not session.segmentation.corrected)
    assert session.segmentation.thresholds is not None


def test_whoever_acts_before_the_rest_gets_what_is_shown_under_the_rules(qtbot, judged):
    judged.judging.thresholding.move(Region.WT, 0.2)
    judged.session.settle()
    assert judged.session.segmentation.thresholds[0] == 0.2
    assert not judged.judging.thresholding.pending


def test_another_result_ends_a_move(qtbot, judged, toy_package):
    judged.judging.thresholding.move(Region.WT, 0.2)
    other = result(judged, toy_package)
    judged.session.set_labels(show_labels(other), unsaved=True)
    qtbot.wait(400)
    assert judged.session.segmentation is other


def test_what_cannot_be_told_comes_and_goes_with_its_switch(qtbot, judged, toy_package):
    session, panel = judged.session, judged.judging.thresholds
    full = result(judged, toy_package)
    alone = np.where(full.label_map > 0, Label.ED, 0).astype(np.uint8)
    lacking = replace(full, label_map=alone, untold=(Region.TC, Region.ET))
    session.set_labels(show_labels(lacking), unsaved=True)
    judged.judging.thresholding.prepare()
    qtbot.waitUntil(lambda: judged.judging.thresholding.possible)
    assert not panel.sliders[Region.ET].isEnabled()
    panel.untold.click()
    rest(qtbot, judged)
    assert voxels(judged, Region.ET)
    assert panel.untold.isChecked()
    panel.untold.click()
    rest(qtbot, judged)
    assert session.segmentation is lacking


def test_a_label_map_from_a_file_says_that_it_cannot_be_cut(labelled):
    assert "no probabilities" in labelled.judging.thresholds.note.text()
    assert not labelled.judging.thresholds.sliders[Region.WT].isEnabled()
