"""Folds by patient and by source."""

from __future__ import annotations

import json
from itertools import chain

import pytest

from training.data.folds import (
    FOLDS_46_FILE,
    FOLDS_FILE,
    fold_holdouts,
    named_holdouts,
    source_holdouts,
)

NAMES = sorted(chain.from_iterable(json.loads(FOLDS_FILE.read_text())))


def test_the_committed_folds_hold_every_case_out_once():
    holdouts = fold_holdouts(NAMES)
    assert sorted(chain.from_iterable(h.test for h in holdouts)) == NAMES
    for holdout in holdouts:
        assert not set(holdout.train) & set(holdout.test)
        assert sorted((*holdout.train, *holdout.test)) == NAMES
        assert any("TCIA" in n for n in holdout.test)
        assert any("TCIA" not in n for n in holdout.test)


def test_the_committed_folds_are_of_the_cases_at_hand(cases_dir):
    assert sorted(p.name for p in cases_dir.iterdir() if p.is_dir()) == NAMES


def test_other_cases_are_split_the_same_way_each_time():
    names = [f"patient{n}" for n in range(13)]
    first, second = fold_holdouts(names, 4), fold_holdouts(list(reversed(names)), 4)
    assert [h.test for h in first] == [h.test for h in second]
    assert sorted(chain.from_iterable(h.test for h in first)) == sorted(names)


def test_sources_never_mix():
    for holdout in source_holdouts(NAMES):
        assert len({"TCIA" in n for n in holdout.train}) == 1
        assert {"TCIA" in n for n in holdout.train} != {"TCIA" in n for n in holdout.test}
    with pytest.raises(ValueError, match="source"):
        source_holdouts(["a", "b"])


def test_the_46_cases_have_folds_whose_first_two_hold_out_what_2017_cannot_have_seen():
    names = sorted(chain.from_iterable(json.loads(FOLDS_46_FILE.read_text())))
    assert len(set(names)) == 46
    assert set(NAMES) < set(names)
    holdouts = fold_holdouts(names)
    assert sorted(chain.from_iterable(h.test for h in holdouts)) == names
    unseen = {n for n in names if "BraTS2021_014" in n}
    assert unseen == {n for h in holdouts[:2] for n in h.test if "BraTS2021_014" in n}
    for holdout in holdouts:
        assert sum("CBICA" in n for n in holdout.test) >= 3
        assert sum("TCIA" in n for n in holdout.test) >= 2


def test_named_holdouts_train_on_all_the_others():
    first, second = named_holdouts(["a", "b", "c"], {"A": ["a"], "B": ["c"]})
    assert (first.name, first.train, first.test) == ("A", ("b", "c"), ("a",))
    assert (second.name, second.train, second.test) == ("B", ("a", "b"), ("c",))


@pytest.mark.parametrize(
    "test", [{"A": ["gone"]}, {"A": ["a"], "B": ["a"]}], ids=["not there", "held out twice"]
)
def test_named_holdouts_that_cannot_be_are_refused(test):
    with pytest.raises(ValueError, match="each held out once"):
        named_holdouts(["a", "b"], test)
