"""The report's page of the place: what lies where and how near, VASARI, and what is doubtful."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QTextDocument

from core.anatomy.placing import PlacedBy, Placement
from core.anatomy.shares import Distance, Share
from core.anatomy.structures import BY_KEY
from core.anatomy.whereabouts import RegionPlace, Whereabouts, find_whereabouts
from core.labels import Region
from core.measuring.measurements import measure
from core.vasari.features import FEATURES
from core.vasari.scoring import score
from desktop_app.language.translation import speaking
from desktop_app.reporting.contents import Choice
from desktop_app.reporting.page import Prepared, report_html
from desktop_app.reporting.place_page import place_html
from desktop_app.state.settings import Language
from tests.desktop_app.follow_up.visits import labels, study
from tests.desktop_app.reporting.test_report import ENGLISH, contents, prepared  # noqa: F401

TRUSTED = Placement(np.eye(4), PlacedBy.BRATS_SPACE, 0.91, enough=True)
ORIGIN = (0.0, 0.0, 0.0)


def place(shares: dict[str, float], ways: dict[str, float]) -> RegionPlace:
    return RegionPlace(
        10.0,
        tuple(Share(BY_KEY[key], 10 * share, share) for key, share in shares.items()),
        tuple(Distance(BY_KEY[key], mm, ORIGIN, ORIGIN) for key, mm in ways.items()),
    )


@pytest.fixture
def found() -> Whereabouts:
    """WT mostly frontal, its precentral gyrus near; ET deep in the frontal lobe."""
    whole = place(
        {"frontal_left": 0.62, "parietal_left": 0.37, "insula_left": 0.0002},
        {
            "parietal_left": 0.0, "frontal_left": 0.0, "insula_left": 0.0, "precentral_left": 3.4,
            "lateral_ventricle_left": 9.9, "brainstem": 10.1, "frontal_right": 22.0,
        },
    )  # fmt: skip
    enhancing = place({"frontal_left": 1.0}, {"frontal_left": 0.0, "precentral_left": 12.5})
    return Whereabouts("x", TRUSTED, {Region.WT: whole, Region.ET: enhancing})


def rows(parts: list[str]) -> list[list[str]]:
    """The cells of the first table, as text."""
    table = next(part for part in parts if part.startswith("<table"))
    lines = re.findall(r"<tr>(.*?)</tr>", table)
    return [re.findall(r"<t[hd]>(.*?)</t[hd]>", line) for line in lines]


def text_of(parts: list[str]) -> str:
    document = QTextDocument()
    document.setHtml("".join(parts))
    return document.toPlainText()


@pytest.mark.usefixtures("qapp")
class TestStructures:
    def test_trust_stands_first_and_limits_last(self, found):
        text = text_of(place_html(found, None))
        assert text.index("Trust 0.91") < text.index("left frontal lobe")
        assert text.index("left frontal lobe") < text.index("displaced or infiltrated")
        assert "VASARI" not in text

    def test_those_near_any_region_stand_there_the_fullest_first_with_dashes_for_nothing(
        self, found
    ):
        head, *told = rows(place_html(found, None))
        assert len(head) == 5
        assert told == [
            ["left frontal lobe", "62.0", "0.0", "100.0", "0.0"],
            ["left parietal lobe", "37.0", "0.0", "–", "–"],
            # A share that would be written as 0.0 is none.
            ["left insula", "–", "0.0", "–", "–"],
            ["left precentral gyrus", "–", "3.4", "–", "12.5"],
            ["left lateral ventricle", "–", "9.9", "–", "–"],
        ]

    def test_nothing_is_told_where_the_atlas_does_not_fit(self, found):
        doubted = replace(TRUSTED, trust=0.31, enough=False)
        parts = place_html(find_whereabouts(labels(study(), 6), doubted), None)
        assert not [part for part in parts if part.startswith("<table")]
        text = text_of(parts)
        assert "0.31" in text
        assert "mm" not in text

    def test_no_side_is_told_where_left_may_be_right(self, found):
        unsure = replace(TRUSTED, sides_known=False)
        _, *told = rows(place_html(replace(found, placement=unsure), None))
        assert told[0][0] == "frontal lobe"
        assert not [name for name, *_ in told if "left" in name]

    def test_it_speaks_spanish(self, found):
        with speaking(Language.SPANISH):
            parts = place_html(found, None)
        assert rows(parts)[1][:3] == ["lóbulo frontal izquierdo", "62,0", "0,0"]


@pytest.fixture(scope="module")
def answers():
    own = study()
    segmentation = labels(own, 9)
    return score(segmentation, own, measure(segmentation, own), None)


@pytest.mark.usefixtures("qapp")
class TestVasari:
    def test_every_feature_has_a_row_with_who_answers_and_by_which_rule(self, answers):
        _, *told = rows(place_html(None, answers))
        assert [name.split()[0] for name, *_ in told] == list(FEATURES)
        by = {name.split()[0]: (said, who, rule) for name, said, who, _, rule in told}
        assert by["F5"][1] == "program"
        assert by["F8"][1] == ""
        assert all(rule for _, _, rule in by.values())
        # Without an atlas the place is open, and the reason is written.
        assert by["F1"][1] == ""
        assert "atlas" in by["F1"][2]

    def test_a_person_s_answer_is_told_apart(self, answers):
        chosen = replace(answers, chosen={"F5": (3,), "F8": (2,)})
        _, *told = rows(place_html(None, chosen))
        by = {name.split()[0]: who for name, _, who, *_ in told}
        assert by["F5"] == by["F8"] == "person"
        assert by["F6"] == "program"


def test_the_report_holds_it_when_it_is_asked_for(contents, found, answers):  # noqa: F811
    filled = replace(contents, whereabouts=found, vasari=answers)
    made: Prepared = prepared(filled)
    without = report_html(filled, made, ENGLISH)
    assert "Place in the brain" not in without
    assert "VASARI" not in without
    asked: Choice = replace(ENGLISH, place=True)
    whole = report_html(filled, made, asked)
    assert whole.count("page-break") == without.count("page-break") + 1
    assert "left precentral gyrus" in whole
    assert "VASARI" in whole
    nothing = report_html(contents, made, asked)
    assert "Place in the brain" not in nothing
