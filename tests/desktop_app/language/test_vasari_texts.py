"""Every word of VASARI and every structure has its place in the tables that are translated."""

from __future__ import annotations

import pytest

from core.anatomy.structures import STRUCTURES, StructureGroup
from core.vasari import rules
from core.vasari.answers import Answer, Vasari
from core.vasari.features import FEATURES
from desktop_app.language.structure_names import GROUPS, NAMES, structure_name
from desktop_app.language.vasari_texts import WORDS, answer_text, number_text, parts_text
from desktop_app.views.structures import COLOURS


def test_the_table_holds_exactly_what_the_core_says():
    said = set(rules.ALL_RULES)
    for feature in FEATURES.values():
        said |= {feature.name, feature.question, *feature.options.values()}
    assert set(WORDS) == said
    assert len(WORDS) == len(said)


def test_every_structure_has_a_name_with_and_without_its_side_and_a_colour():
    for structure in STRUCTURES:
        assert {structure.english, structure.english_with_side} <= set(NAMES)
        assert structure.base in COLOURS
    assert set(GROUPS) == set(StructureGroup)
    assert structure_name(STRUCTURES[0]) == "left frontal lobe"
    assert structure_name(STRUCTURES[0], sided=False) == "frontal lobe"


@pytest.mark.parametrize(
    ("answer", "said", "number"),
    [
        (Answer("F5", (4,), 19.18, "%"), "6–33 %", "19.2 %"),
        (Answer("F9", (2,), 3.0), "multifocal", "3"),
        (Answer("F15", (3,), 0.513, "ml"), "yes", "0.51 ml"),
        (Answer("F29", (), 80.06, "mm"), "80.1 mm", "80.1 mm"),
        (Answer("F8"), "open", ""),
        (Answer("F3", (2, 4), 0.0, "mm"), "motor speech, motor", "0.0 mm"),
    ],
)
def test_an_answer_is_told_in_words_and_its_number_with_the_unit(answer, said, number):
    vasari = Vasari("one", {answer.id: answer})
    assert answer_text(vasari, answer.id) == said
    assert number_text(answer) == number


def test_further_numbers_stand_in_one_line():
    answer = Answer("F21", (2,), 0.2, "ml", parts={"internal capsule": 0.2, "brainstem": 0.0})
    assert parts_text(answer) == "internal capsule 0.20 ml · brainstem 0.00 ml"
