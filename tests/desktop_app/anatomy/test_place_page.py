"""The page of the place: trust first, structures over the scans, shares, ways and VASARI."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from core.anatomy.placing import PlacedBy, Placement
from core.anatomy.structures import Layer, StructureGroup
from core.labels import Region
from core.vasari.features import FEATURES
from desktop_app.anatomy.place_panel import ordered
from desktop_app.panels.pages import PageName
from desktop_app.state.vasari_part import VasariPart
from desktop_app.views.structures import StructureLayer
from desktop_app.work import placing as work

TRUSTED = Placement(np.eye(4), PlacedBy.REGISTRATION, 0.87, enough=True)


@pytest.fixture
def placed(labelled, monkeypatch):
    """The small study, whose 3 cm are stretched over the atlas's brain once it is placed."""
    grid = labelled.session.study.grid
    middle = grid.affine @ [*((np.asarray(grid.shape) - 1) / 2), 1]
    stretched = np.diag([5.0, 5.0, 5.0, 1.0])
    stretched[:3, 3] = np.array([0.0, -18.0, 10.0]) - 5.0 * middle[:3]
    given = {"placement": replace(TRUSTED, world_to_atlas=stretched)}
    monkeypatch.setattr(work, "place", lambda *_: given["placement"])
    return labelled, given


def settle(qtbot, window):
    qtbot.waitUntil(lambda: window.anatomy.placing.settled)
    qtbot.waitUntil(lambda: not window.anatomy.placing.busy)


def test_nothing_is_placed_until_somebody_asks(qtbot, placed):
    window, _ = placed
    anatomy, session = window.anatomy, window.session
    assert not anatomy.placing.busy
    assert anatomy.placing.placement is None
    window.actions_["page_place"].trigger()
    assert window.side_panel.pages.shown is PageName.PLACE
    assert anatomy.place.begin.isVisible()
    qtbot.mouseClick(anatomy.place.begin, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert "0.87" in anatomy.place.trust.text()
    assert "aligned to the template" in anatomy.place.trust.text()
    assert "displaced or infiltrated" in anatomy.place.limits.text()
    assert not anatomy.place.begin.isVisible()
    assert not StructureLayer.is_on(session), "the overlay was not asked for"


def test_a_row_leads_to_the_place_and_draws_the_way(qtbot, placed):
    window, _ = placed
    session, panel = window.session, window.anatomy.place
    window.actions_["page_place"].trigger()
    panel.begin.click()
    settle(qtbot, window)
    told = ordered(window.anatomy.placing.found.regions[Region.WT])
    assert panel.table.rowCount() == len(told)
    shares = [share for _, share in told]
    assert shares == sorted(shares, reverse=True)
    row, (way, _) = next((n, pair) for n, pair in enumerate(told) if pair[0].mm > 2)
    panel.table.setCurrentCell(row, 0)
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    shown = session.whereabouts.way
    assert (shown.from_mm, shown.to_mm) == (way.from_mm, way.to_mm)
    assert f"{way.mm:.1f} mm" in shown.text
    assert np.linalg.norm(np.subtract(session.cursor_mm, way.from_mm)) < 1.0
    panel.regions[Region.ET].click()
    smaller = window.anatomy.placing.found.regions[Region.ET]
    assert panel.table.rowCount() == len(ordered(smaller))


def test_structures_are_drawn_named_and_switched_by_group(qtbot, placed):
    window, _ = placed
    session = window.session
    window.actions_["structures"].trigger()
    settle(qtbot, window)
    assert StructureLayer.is_on(session)
    assert window.actions_["structures"].isChecked()
    shown = session.whereabouts.structures
    inside = np.argwhere(shown.layers[Layer.PLACES] == 1)[0]
    session.set_cursor(inside.tolist())
    qtbot.waitUntil(lambda: "left frontal lobe" in window._status._structures.text())
    assert "trust 0.87" in window._status._structures.text()
    boxes = window.anatomy.switches.groups
    boxes[StructureGroup.LOBE].click()
    assert StructureGroup.LOBE not in session.display.structure_groups
    window.actions_["structures_tint"].trigger()
    assert session.display.structures_tinted
    window.actions_["structures"].trigger()
    qtbot.waitUntil(lambda: not window._status._structures.text())


def test_an_atlas_that_does_not_fit_is_said_and_not_shown(qtbot, placed):
    window, given = placed
    given["placement"] = replace(given["placement"], trust=0.12, enough=False)
    window.actions_["structures"].trigger()
    settle(qtbot, window)
    panel = window.anatomy.place
    assert "does not fit" in panel.trust.text()
    assert "0.12" in panel.trust.text()
    assert window.session.whereabouts.structures is None
    assert panel.table.isHidden()


def test_placing_can_be_given_up_and_asked_for_again(qtbot, placed):
    window, _ = placed
    placing = window.anatomy.placing
    window.actions_["page_place"].trigger()
    placing.ask()
    assert window.anatomy.place.stop.isVisible()
    window.anatomy.place.stop.click()
    assert not placing.busy
    assert placing.placement is None
    placing.ask()
    settle(qtbot, window)
    assert placing.placement is not None


@pytest.fixture
def answered(qtbot, placed):
    window, given = placed
    window.actions_["vasari"].trigger()
    answering = window.anatomy.answering
    qtbot.waitUntil(lambda: answering.answers is not None)
    return window, given


def test_the_questionnaire_is_answered_shown_and_left_to_the_person(qtbot, answered):
    window, _ = answered
    session, panel = window.session, window.anatomy.vasari
    keys = list(FEATURES)
    told = {key: panel.table.item(row, 1).text() for row, key in enumerate(keys)}
    assert told["F8"] == "open"
    assert told["F5"] == "6–33 %"
    panel.table.setCurrentCell(keys.index("F11"), 0)
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    answer = window.anatomy.answering.answers.answers["F11"]
    assert session.whereabouts.way.from_mm == answer.shown.line_mm[0]
    assert "F11" in session.whereabouts.way.text
    assert "Median thickness" in panel.choice.told.text()
    panel.table.setCurrentCell(keys.index("F8"), 0)
    assert "have to be looked at" in panel.choice.told.text()
    panel.choice.buttons[2].click()
    assert session.vasari.chosen == {"F8": (2,)}
    assert panel.table.item(keys.index("F8"), 1).text() == "yes"
    panel.choice.undo.click()
    assert session.vasari.chosen == {}


def test_several_answers_exclude_none_of_them(answered):
    window, _ = answered
    panel, chosen = window.anatomy.vasari, window.session.vasari
    panel.table.setCurrentCell(list(FEATURES).index("F21"), 0)
    for code in (2, 4):
        if not panel.choice.buttons[code].isChecked():
            panel.choice.buttons[code].click()
    assert {2, 4} <= set(chosen.chosen["F21"])
    panel.choice.buttons[1].click()
    assert chosen.chosen["F21"] == (1,)
    panel.choice.buttons[3].click()
    assert chosen.chosen["F21"] == (3,)


def test_choices_come_back_with_a_session_and_leave_with_the_study(answered):
    window, _ = answered
    session = window.session
    session.vasari.choose("F16", (2,))
    part = VasariPart().save(session)()
    session.begin("another")
    assert session.vasari.chosen == {}
    assert VasariPart().save(session) is None
    VasariPart().read(json.loads(json.dumps(part.values)) and part, None)(session)
    assert session.vasari.chosen == {"F16": (2,)}
    for wrong in ({"F16": [9]}, {"F99": [1]}, {"F16": 2}, []):
        with pytest.raises((ValueError, KeyError, TypeError)):
            VasariPart().read(replace(part, values=wrong), None)


@pytest.mark.parametrize("name", ["v.json", "v.csv", "v"])
def test_answers_and_shares_are_written_as_the_name_says(
    qtbot, answered, monkeypatch, tmp_path, name
):
    window, _ = answered
    window.session.vasari.choose("F16", (2,))
    settle(qtbot, window)
    for action, kind in (("export_vasari", "vasari"), ("export_places", "places")):
        path = tmp_path / f"{kind}_{name}"
        used = "JSON (*.json)"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, p=path, u=used: (str(p), u))
        window.actions_[action].trigger()
        written = path if path.suffix else path.with_suffix(".json")
        qtbot.waitUntil(written.exists)
        text = written.read_text(encoding="utf-8-sig")
        if written.suffix == ".csv":
            assert len(list(csv.DictReader(text.splitlines()))) >= len(FEATURES) - 1
            continue
        told = json.loads(text)
        if kind == "vasari":
            rows = {row["id"]: row for row in told["features"]}
            assert (rows["F16"]["by"], rows["F16"]["codes"]) == ("person", [2])
            assert told["atlas"]["trust"] == 0.87
        else:
            assert told["trust"] == 0.87
            assert set(told["regions"]) == {"WT", "TC", "ET"}


def test_a_long_name_never_widens_the_window_and_every_tab_is_in_sight(qtbot, placed):
    window, _ = placed
    before = window.minimumSizeHint().width()
    window._status._structures.setText("left internal capsule, genu and posterior limb " * 3)
    assert window.minimumSizeHint().width() == before
    bar = window.side_panel.pages.tabBar()
    last = bar.tabRect(bar.count() - 1)
    assert bar.rect().contains(last)
