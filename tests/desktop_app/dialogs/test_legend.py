"""The legend."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from core.labels import LABEL_RGB, REGION_LABELS, Label, Region
from desktop_app.dialogs.legend import LegendDialog
from desktop_app.look import theme
from desktop_app.look.swatches import swatch
from desktop_app.state.settings import (
    Language,
    Theme,
)
from tests.desktop_app.dialogs.conftest import shown

LANGUAGES = (Language.ENGLISH, Language.SPANISH)


class TestLegend:
    def test_swatches_have_the_colours_of_the_one_table(self, qtbot):
        for label, rgb in LABEL_RGB.items():
            assert swatch(label.name).pixelColor(3, 3) == QColor(*rgb)
        for region in Region:
            image = swatch(region.value)
            across = {image.pixelColor(x, 3).getRgb()[:3] for x in range(image.width())}
            assert {LABEL_RGB[label] for label in REGION_LABELS[region]} <= across

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_explains_every_label_in_every_sequence(self, qtbot, translation, language):
        translation.use(language)
        dialog = shown(qtbot, LegendDialog())
        text = dialog.view.toPlainText()
        for label in (Label.NCR, Label.ED, Label.ET):
            assert f"{label.name} · " in text
        assert text.count("FLAIR") >= 4
        assert text.count("T1Gd") >= 4

    def test_the_text_follows_the_theme(self, qtbot, qapp):
        dialog = shown(qtbot, LegendDialog())
        theme.apply(qapp, Theme.LIGHT)
        qtbot.waitUntil(lambda: theme.LIGHT.text.name() in dialog.view.toHtml())
        theme.apply(qapp, Theme.DARK)
        qtbot.waitUntil(lambda: theme.DARK.text.name() in dialog.view.toHtml())

    def test_escape_closes_it(self, qtbot):
        dialog = shown(qtbot, LegendDialog())
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()
