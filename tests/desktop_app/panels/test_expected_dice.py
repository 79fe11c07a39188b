"""The estimate of a result's Dice in the side panel."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.labels import Region
from desktop_app.panels.expected_dice import ExpectedDice
from desktop_app.state.settings import LANGUAGE, Language
from desktop_app.state.shown import show_labels

SURE = {Region.WT: 0.883, Region.TC: 0.75, Region.ET: 0.1}


@pytest.fixture
def shown(labelled):
    """Shows the window's segmentation with some estimates; gives the panel's line."""
    line = labelled.side_panel.findChild(ExpectedDice)
    found = labelled.session.segmentation

    def show(expected):
        labels = show_labels(replace(found, expected_dice=expected))
        labelled.session.set_labels(labels, unsaved=False)
        return line

    return show


def plain(label):
    return label.text().replace("\N{NO-BREAK SPACE}", " ").replace("  ", " ")


def test_the_estimates_stand_below_the_button_and_nothing_more_where_they_are_good(shown):
    line = shown(SURE)
    assert line.isVisible()
    assert plain(line.estimates) == "Expected Dice (estimate): WT 0.88 TC 0.75 ET 0.10"
    assert not line.remark.isVisible()


@pytest.mark.parametrize(
    ("low", "named"),
    [
        ({Region.WT: 0.6}, "WT"),
        ({Region.TC: 0.3}, "TC"),
        ({Region.WT: 0.5, Region.TC: 0.3}, "WT, TC"),
    ],
)
def test_a_low_estimate_calls_for_a_look(shown, low, named):
    line = shown({**SURE, **low})
    assert line.remark.isVisible()
    assert line.remark.text() == f"Check this one: low estimate of {named}."
    # Another result takes the remark away again.
    shown(SURE)
    assert not line.remark.isVisible()


def test_without_estimates_there_is_no_line(labelled, shown):
    # A label map that was loaded from a file has none.
    assert not labelled.side_panel.findChild(ExpectedDice).isVisible()
    assert not shown({}).isVisible()
    line = shown(SURE)
    labelled.session.set_labels(None, unsaved=False)
    assert not line.isVisible()


def test_it_speaks_spanish(qtbot, shown, settings):
    line = shown({**SURE, Region.WT: 0.5})
    settings.set(LANGUAGE, Language.SPANISH)
    qtbot.waitUntil(lambda: "Dice esperado" in line.estimates.text())
    assert line.remark.text() == "Revise este caso: estimación baja de WT."
