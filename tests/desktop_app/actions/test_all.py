"""The table of actions: complete, consistent, and all of it reachable."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QAction, QKeySequence

from desktop_app.actions.all import ACTIONS, Menu
from desktop_app.look.icons import icon_path
from desktop_app.panels.segment_panel import SegmentPanel
from desktop_app.state.settings import LANGUAGE, Language

NATIVE = QKeySequence.SequenceFormat.NativeText


def _menu_actions(window) -> set[str]:
    found: set[str] = set()

    def walk(actions: list[QAction]) -> None:
        for action in actions:
            if action.menu():
                walk(action.menu().actions())
            elif action.objectName():
                found.add(action.objectName())

    walk(window.menuBar().actions())
    return found


def test_every_action_stands_in_a_menu_and_does_something(window):
    ids = {spec.id for spec in ACTIONS}
    assert _menu_actions(window) == ids
    assert set(window.commands()) >= ids


@pytest.mark.parametrize("spec", ACTIONS, ids=lambda spec: spec.id)
def test_every_action_is_described_and_its_icon_exists(spec):
    assert spec.text
    assert spec.tooltip.endswith(".")
    assert isinstance(spec.menu, Menu)
    for keys in spec.shortcuts:
        assert not QKeySequence(keys).isEmpty()
    if spec.icon:
        assert icon_path(spec.icon).is_file()


def test_no_key_means_two_things():
    keys = Counter(keys for spec in ACTIONS for keys in spec.shortcuts)
    assert [k for k, n in keys.items() if n > 1] == []


def test_what_stands_in_the_toolbar_has_an_icon():
    assert all(spec.icon for spec in ACTIONS if spec.toolbar)


def test_tooltips_say_the_key_and_follow_the_language(qtbot, window, settings):
    before = {name: a.toolTip() for name, a in window.actions_.actions.items()}
    assert "Ctrl+O" in before["open_folder"]
    settings.set(LANGUAGE, Language.SPANISH)
    tooltip = window.actions_["open_folder"].toolTip
    qtbot.waitUntil(lambda: tooltip() != before["open_folder"])
    assert all(a.toolTip() for a in window.actions_.actions.values())


def test_the_large_button_names_the_key_of_the_table(window):
    (button,) = [panel.button for panel in window.findChildren(SegmentPanel)]
    (spec,) = [spec for spec in ACTIONS if spec.id == "segment"]
    assert QKeySequence(spec.shortcuts[0]).toString(NATIVE) in button.toolTip()


def test_without_a_study_only_what_makes_sense_is_enabled(window):
    enabled = {name for name, a in window.actions_.actions.items() if a.isEnabled()}
    assert {"open_folder", "open_demo", "manual", "settings", "quit"} <= enabled
    assert not {"segment", "cancel", "next_slice", "export_label_map", "close_study"} & enabled


def test_no_two_entries_of_a_menu_share_a_mnemonic():
    for menu in Menu:
        letters = [
            spec.text[spec.text.index("&") + 1].lower()
            for spec in ACTIONS
            if spec.menu is menu and "&" in spec.text
        ]
        assert len(letters) == len(set(letters)), (menu, letters)
