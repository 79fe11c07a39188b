"""Two label maps side by side."""

from __future__ import annotations

import numpy as np
import pytest

from core.labels import Label, Region
from core.progress import Cancelled
from core.scoring.comparison import Kind, compare
from core.scoring.evaluation import score_case
from core.space.affine import Grid

GRID = Grid((50, 48, 46), np.diag([2.0, 1.0, 1.0, 1.0]))


def a_map(*balls, label=Label.ET) -> np.ndarray:
    data = np.zeros(GRID.shape, np.uint8)
    i, j, k = np.indices(GRID.shape)
    for (x, y, z), r in balls:
        data[(i - x) ** 2 + (j - y) ** 2 + (k - z) ** 2 <= r**2] = label
    return data


TRUTH = a_map(((12, 12, 12), 5), ((38, 36, 34), 4))
FOUND = a_map(((13, 12, 12), 5), ((12, 38, 34), 3))


def test_lesions_are_found_missed_or_invented_with_their_place():
    et = compare(FOUND, TRUTH, GRID)[Region.ET]
    first, missed, invented = et.lesions
    assert [p.kind for p in et.lesions] == [Kind.FOUND, Kind.MISSED, Kind.INVENTED]
    assert (first.ijk, missed.ijk, invented.ijk) == ((12, 12, 12), (38, 36, 34), (12, 38, 34))
    assert missed.ml == pytest.approx((TRUTH[30:] > 0).sum() * 0.002)
    both = ((TRUTH > 0) & (FOUND > 0)).sum()
    sizes = (TRUTH[:30] > 0).sum() + (FOUND[:, :30] > 0).sum()
    assert first.dice == pytest.approx(2 * both / sizes)
    assert missed.dice is None


def test_disagreements_are_pieces_of_either_alone_largest_first():
    et = compare(FOUND, TRUTH, GRID)[Region.ET]
    sizes = [piece.ml for piece in et.disagreements]
    assert sizes == sorted(sizes, reverse=True)
    assert et.disagreements[0].kind is Kind.MISSED
    apart = (FOUND > 0) != (TRUTH > 0)
    assert 0.9 * apart.sum() * 0.002 < sum(sizes) <= apart.sum() * 0.002 + 1e-9
    for piece in et.disagreements:
        assert apart[piece.ijk]
        assert (TRUTH[piece.ijk] > 0) == (piece.kind is Kind.MISSED)


def test_scores_are_those_of_an_evaluation():
    compared = compare(FOUND, TRUTH, GRID)
    whole = score_case("x", FOUND, TRUTH, GRID.edges_mm)
    assert {region: c.scores for region, c in compared.items()} == whole.regions


def test_empty_maps_and_equal_ones_agree():
    empty = np.zeros(GRID.shape, np.uint8)
    for one in (empty, TRUTH):
        for compared in compare(one, one, GRID).values():
            assert compared.scores.dice == 1
            assert not compared.disagreements
    missing = compare(empty, TRUTH, GRID)[Region.WT]
    assert [p.kind for p in missing.lesions] == [Kind.MISSED, Kind.MISSED]


def test_it_can_be_cancelled():
    def stop(done, total, text):
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        compare(FOUND, TRUTH, GRID, stop)
