"""Paired differences of two evaluations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.labels import Region
from training.judging.compare import compare, main


def report(path: Path, dice: dict[str, float], rules: str = "learnt") -> Path:
    def scores(value: float) -> dict[str, dict[str, float]]:
        measures = {"dice": value, "hd95_mm": 10 - value, "lesion_dice": value / 2}
        return {region.value: measures for region in Region}

    rows = [{"case": name, "rules": rules, "scores": scores(v)} for name, v in dice.items()]
    # The other rules' rows are there too, and are never to be mixed in.
    other = "plain" if rules == "learnt" else "learnt"
    rows += [{"case": name, "rules": other, "scores": scores(0.0)} for name in dice]
    path.write_text(json.dumps({"cases": rows}))
    return path


def test_cases_are_paired_by_name_whatever_their_order(tmp_path):
    before = report(tmp_path / "a.json", {"one": 0.2, "two": 0.8, "three": 0.5})
    after = report(tmp_path / "b.json", {"three": 0.5, "two": 0.7, "one": 0.6})
    found = {(d.region, d.measure): d for d in compare(before, after)}
    dice = found[Region.WT, "dice"]
    assert (dice.before, dice.after) == pytest.approx((0.5, 0.6))
    assert dice.mean == pytest.approx(0.1)
    # Of +.4, -.1 and 0: deviation .2646, over the root of 3.
    assert dice.error == pytest.approx(0.1528, abs=1e-4)
    assert (dice.up, dice.down) == (1, 1)
    assert dice.low < 0 < dice.mean < dice.high <= 0.4
    assert found[Region.ET, "hd95_mm"].mean == pytest.approx(-0.1)


def test_the_table_tells_the_rules_that_were_asked_for(tmp_path, capsys):
    before = report(tmp_path / "a.json", {"one": 0.2, "two": 0.4}, "plain")
    after = report(tmp_path / "b.json", {"one": 0.3, "two": 0.5}, "plain")
    main([str(before), str(after), "--rules", "plain"])
    told = capsys.readouterr().out
    assert "| TC | Dice | 0.300 | 0.400 | +0.100 (+0.100 to +0.100) | 0.000 | 2 / 0 |" in told


def trials(path: Path, dice: dict[tuple[str, str], float]) -> Path:
    rows = [
        {
            "case": case,
            "trial": trial,
            "scores": {r.value: {"dice": v, "hd95_mm": 1.0} for r in Region},
        }
        for (trial, case), v in dice.items()
    ]
    path.write_text(json.dumps({"cases": rows}))
    return path


def test_trials_are_compared_each_with_itself(tmp_path, capsys):
    before = trials(tmp_path / "a.json", {("noise", "one"): 0.2, ("pitch", "one"): 0.6})
    after = trials(tmp_path / "b.json", {("pitch", "one"): 0.5, ("noise", "one"): 0.4})
    found = {(d.trial, d.region, d.measure): d.mean for d in compare(before, after)}
    assert found["noise", Region.TC, "dice"] == pytest.approx(0.2)
    assert found["pitch", Region.TC, "dice"] == pytest.approx(-0.1)
    main([str(before), str(after)])
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("| trial | region | measure |")
    assert len({line.count("|") for line in told}) == 1
    assert any(line.startswith("| pitch | ET | Dice | 0.600 | 0.500 | -0.100") for line in told)
    with pytest.raises(ValueError, match="pitch one"):
        compare(before, trials(after, {("noise", "one"): 0.2}))


def test_other_cases_are_refused_by_name(tmp_path, capsys):
    before = report(tmp_path / "a.json", {"one": 0.2, "two": 0.4})
    after = report(tmp_path / "b.json", {"one": 0.2})
    with pytest.raises(ValueError, match="two"):
        compare(before, after)
    with pytest.raises(SystemExit):
        main([str(before), str(after)])
    assert "are not of the same cases: two." in capsys.readouterr().err
    with pytest.raises(ValueError, match="no case"):
        compare(report(before, {}), report(after, {}))
