"""A language, settings of their own, and a way to show a dialog."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings

from desktop_app.language.translation import Translation
from desktop_app.state.settings import (
    Language,
    Settings,
)


@pytest.fixture
def translation(qapp):
    made = Translation()
    yield made
    made.use(Language.ENGLISH)


@pytest.fixture
def settings(tmp_path):
    return Settings(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat))


def shown(qtbot, dialog):
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog
