"""Postprocessing constants learnt from held-out cases only."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.labels import Label, Region
from core.scoring.evaluation import score_case
from core.segmenting.postprocessing import label_map_from_probabilities
from training.data.folds import Holdout
from training.judging.rules import ET_ML, PLAIN, dice_table, learn_rules, rules_by_fold


def ghost_case(sure: int) -> tuple[np.ndarray, np.ndarray]:
    """No ET in truth, a faint one in the probabilities, and a stray blob of WT."""
    truth = np.zeros((24, 24, 24), np.uint8)
    truth[4:16, 4:16, 4:16] = Label.ED
    p = np.zeros((3, 24, 24, 24), np.uint8)
    p[0][truth > 0] = 240
    p[0, 20:23, 20:23, 20:23] = 230
    p[2, 6:10, 6:10, 6:10] = sure
    return p, truth


def test_ghosts_of_et_and_stray_blobs_are_learnt_away():
    tables = [dice_table(*ghost_case(sure), 0.01) for sure in (150, 160, 170)]
    rules = learn_rules(tables)
    stricter = rules.min_et_ml > PLAIN.min_et_ml
    assert stricter or rules.min_et_confidence > 0 or rules.thresholds[2] > 0.5
    probabilities, truth = ghost_case(165)
    found = label_map_from_probabilities(probabilities, rules, 0.01)
    assert not (found == Label.ET).any()
    assert np.array_equal(found[:18], truth[:18])


def test_nothing_to_learn_leaves_the_plain_rules():
    truth = np.zeros((12, 12, 12), np.uint8)
    truth[3:9, 3:9, 3:9] = Label.ET
    p = np.repeat((truth > 0)[None] * np.uint8(255), 3, axis=0)
    assert learn_rules([dice_table(p, truth, 0.001)]) == PLAIN


def test_holes_are_filled_where_the_experts_fill_them():
    truth = np.zeros((30, 30, 30), np.uint8)
    truth[5:25, 5:25, 5:25] = Label.NCR
    p = np.zeros((3, 30, 30, 30), np.uint8)
    p[:2][:, truth > 0] = 255
    p[:2, 10:20, 10:20, 10:20] = 0
    assert learn_rules([dice_table(p, truth, 0.001)]).fill_holes
    truth[10:20, 10:20, 10:20] = 0
    assert not learn_rules([dice_table(p, truth, 0.001)]).fill_holes


def test_a_folds_own_cases_do_not_teach_its_rules():
    ghost, clean = ghost_case(160), ghost_case(0)
    tables = {"ghost": dice_table(*ghost, 0.01), "clean": dice_table(*clean, 0.01)}
    holdouts = [Holdout("a", ("clean",), ("ghost",)), Holdout("b", ("ghost",), ("clean",))]
    rules = rules_by_fold(tables, holdouts)
    assert rules["b"] == learn_rules([tables["ghost"]])
    assert rules["a"] == learn_rules([tables["clean"]])


def test_the_table_scores_as_the_rules_do():
    probabilities, truth = ghost_case(250)
    table = dice_table(probabilities, truth, 0.01)
    for ml, ghost in ((0.2, 0.0), (1.0, 1.0)):
        rules = replace(PLAIN, min_et_ml=ml)
        found = label_map_from_probabilities(probabilities, rules, 0.01)
        scores = score_case("x", found, truth, (1.0, 1.0, 1.0)).regions
        assert scores[Region.WT].dice == pytest.approx(table.wt[4, 3])
        assert scores[Region.ET].dice == table.et[4, 0, ET_ML.index(ml), 0] == ghost
