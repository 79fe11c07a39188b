"""The table of settings and its store."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings

from core.labels import LabelConvention
from desktop_app.state.display import LayoutKind
from desktop_app.state.settings import (
    LABEL_CONVENTION,
    LANGUAGE,
    LAYOUT,
    OVERLAY_OPACITY,
    RADIOLOGICAL,
    SETTINGS,
    THEME,
    THREADS,
    Language,
    Settings,
    Theme,
)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "settings.ini"


def opened(file):
    return Settings(QSettings(str(file), QSettings.Format.IniFormat))


def allowed_values(setting):
    return list(setting.choices) or [setting.bounds[0], setting.default, setting.bounds[1]]


def test_an_empty_store_gives_every_default(file):
    settings = opened(file)
    assert [settings.get(s) for s in SETTINGS] == [s.default for s in SETTINGS]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: s.key)
def test_every_value_survives_a_restart_with_its_type(file, setting):
    for value in allowed_values(setting):
        settings = opened(file)
        settings.set(setting, value)
        settings.store.sync()
        read = opened(file).get(setting)
        assert read == value
        assert type(read) is type(setting.default)


@pytest.mark.parametrize(
    ("setting", "stored"),
    [
        (LANGUAGE, "klingon"),
        (THEME, ""),
        (RADIOLOGICAL, "perhaps"),
        (LAYOUT, "seven"),
        (OVERLAY_OPACITY, "-4"),
        (OVERLAY_OPACITY, "much"),
        (THREADS, "100000"),
        (LABEL_CONVENTION, "decathlon"),  # readable, but not offered for export
    ],
    ids=str,
)
def test_what_people_break_in_the_file_becomes_the_default(file, setting, stored):
    settings = opened(file)
    settings.store.setValue(setting.key, stored)
    assert settings.get(setting) == setting.default


def test_a_value_that_is_not_allowed_is_refused(file):
    settings = opened(file)
    with pytest.raises(ValueError, match="opacity"):
        settings.set(OVERLAY_OPACITY, 101)
    with pytest.raises(ValueError, match="convention"):
        settings.set(LABEL_CONVENTION, LabelConvention.DECATHLON)
    assert settings.get(OVERLAY_OPACITY) == OVERLAY_OPACITY.default


def test_a_change_is_told_once_and_no_change_is_not(file, qtbot):
    settings, told = opened(file), []
    settings.changed.connect(told.append)
    settings.set(LAYOUT, LayoutKind.ONE)
    settings.set(LAYOUT, LayoutKind.ONE)
    settings.set(THEME, Theme.DARK)  # the default already
    assert told == [LAYOUT.key]


def test_reset_restores_defaults_and_keeps_what_is_only_remembered(file):
    settings = opened(file)
    settings.set(LANGUAGE, Language.SPANISH)
    settings.store.setValue("window/geometry", b"here")
    settings.reset()
    assert settings.get(LANGUAGE) is Language.SYSTEM
    assert settings.store.value("window/geometry") == b"here"


def test_keys_differ_and_every_row_has_a_label():
    assert len({s.key for s in SETTINGS}) == len(SETTINGS)
    assert all(s.label for s in SETTINGS)
    assert all(s.default in s.choices for s in SETTINGS if s.choices)
