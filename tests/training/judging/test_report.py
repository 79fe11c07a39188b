"""Reports of held-out cases."""

from __future__ import annotations

import numpy as np

from core.labels import Label
from core.scoring.evaluation import score_case
from training.judging.report import CaseRow, report_json, report_markdown
from training.judging.rules import PLAIN


def test_the_report_shows_each_case_and_the_means():
    truth = np.zeros((24, 24, 24), np.uint8)
    truth[4:16, 4:16, 4:16] = Label.ED
    rows = [
        CaseRow("fold0", rules, score_case(name, truth, truth, (1.0, 1.0, 1.0)))
        for name in ("a", "b")
        for rules in ("plain", "learnt")
    ]
    report = report_json(rows, PLAIN, "folds", "fast")
    assert report["summary"]["learnt"]["WT"]["dice"] == 1.0
    text = report_markdown(report)
    assert text.count("| a | fold0 |") == 1
    assert "1.000 (1.000–1.000)" in text
