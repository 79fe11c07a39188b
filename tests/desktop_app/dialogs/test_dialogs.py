"""Legend, manual, about and settings, used as a person would."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from PySide6.QtCore import QSettings, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QTextDocument
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QLineEdit, QPushButton, QSpinBox

from core import __version__
from core.labels import LABEL_RGB, REGION_LABELS, Label, Region
from core.segmenting.model_package import ModelPackage
from core.segmenting.postprocessing import PostProcessing
from core.segmenting.preprocessing import Preprocessing
from desktop_app.actions.all import ACTIONS
from desktop_app.dialogs.about import AboutDialog
from desktop_app.dialogs.legend import LegendDialog
from desktop_app.dialogs.manual import ManualDialog, keys
from desktop_app.dialogs.settings_dialog import SettingsDialog
from desktop_app.language.translation import Translation, number
from desktop_app.look import theme
from desktop_app.look.markdown_view import MarkdownView, plain
from desktop_app.look.swatches import swatch
from desktop_app.state.settings import (
    LANGUAGE,
    OVERLAY_OPACITY,
    RADIOLOGICAL,
    SETTINGS,
    THREADS,
    Language,
    Settings,
    Theme,
)

LANGUAGES = (Language.ENGLISH, Language.SPANISH)


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


class TestManual:
    @pytest.fixture
    def manual(self, qtbot, qapp):
        return shown(qtbot, ManualDialog(ACTIONS))

    def test_every_action_stands_in_the_table_with_its_keys(self, manual):
        start = next(h for h in manual.view.headings() if h.text == "Keyboard shortcuts").position
        table = manual.view.toPlainText()[start:]
        for spec in ACTIONS:
            assert spec.translated_name() in table
            assert keys(spec) in table
            assert spec.translated_tooltip() in table

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_nothing_is_left_unfilled(self, qtbot, translation, language):
        translation.use(language)
        dialog = shown(qtbot, ManualDialog(ACTIONS))
        text = dialog.view.toPlainText()
        assert not re.search(r"\{\w+|\*\*|\]\(", text)

    def test_contents_lead_to_their_chapters(self, manual):
        names = [manual.contents.item(r).text().strip() for r in range(manual.contents.count())]
        assert {"Opening a study", "Mouse", "Segmenting", "Limits"} <= set(names)
        manual.contents.setCurrentRow(names.index("Measuring"))
        block = manual.view.textCursor().block()
        assert block.text() == "Measuring"

    def test_search_counts_marks_and_steps_through_hits(self, manual, qtbot):
        qtbot.keyClicks(manual.search, "midline")
        total = plain(manual.view.toPlainText()).count("midline")
        assert total > 2
        assert manual.count.text() == f"1 of {total}"
        assert len(manual.view.extraSelections()) == total
        marked = [s.cursor.selectedText().lower() for s in manual.view.extraSelections()]
        assert set(marked) == {"midline"}
        qtbot.keyClick(manual.search, Qt.Key.Key_Return)
        assert manual.count.text() == f"2 of {total}"
        qtbot.keyClick(manual, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
        qtbot.keyClick(manual, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
        assert manual.count.text() == f"{total} of {total}"
        assert manual.isVisible()

    def test_chapters_tell_how_many_hits_they_hold(self, manual, qtbot):
        qtbot.keyClicks(manual.search, "midline")
        told = [
            int(found[1])
            for row in range(manual.contents.count())
            if (found := re.search(r"\((\d+)\)$", manual.contents.item(row).text()))
        ]
        assert sum(told) == len(manual.view.extraSelections())
        manual.search.clear()
        assert not manual.view.extraSelections()
        assert "(" not in manual.contents.item(0).text()

    def test_no_hits_is_said_and_disables_the_arrows(self, manual, qtbot):
        qtbot.keyClicks(manual.search, "zzzz")
        assert manual.count.text() == "No hits"
        assert not manual.next.isEnabled()

    def test_search_forgives_case_and_accents(self, qtbot, translation):
        translation.use(Language.SPANISH)
        manual = shown(qtbot, ManualDialog(ACTIONS))
        qtbot.keyClicks(manual.search, "LINEA MEDIA")
        assert {s.cursor.selectedText().lower() for s in manual.view.extraSelections()} == {
            "línea media"
        }

    def test_the_shortcuts_page_is_one_step_away(self, manual):
        manual.show_shortcuts()
        assert manual.view.textCursor().block().text() == "Keyboard shortcuts"
        top = manual.view.cursorForPosition(manual.view.viewport().rect().topLeft()).position()
        assert abs(top - manual.view.textCursor().position()) < 200

    def test_pictures_exist_in_both_languages_and_fit(self, manual, translation):
        for language in LANGUAGES:
            translation.use(language)
            for name in re.findall(r'src="picture:(\w+)"', manual.view.toHtml()):
                image = manual.view.loadResource(
                    QTextDocument.ResourceType.ImageResource.value, QUrl(f"picture:{name}")
                )
                assert isinstance(image, QImage)
                assert not image.isNull(), f"{language}: {name}"
                assert image.width() / image.devicePixelRatio() < manual.view.viewport().width()

    def test_the_keyboard_reaches_everything(self, manual):
        reached, widget = set(), manual.search
        for _ in range(12):
            widget = widget.nextInFocusChain()
            reached.add(widget)
        assert {manual.contents, manual.view} <= reached
        for widget in (manual.search, manual.contents, manual.view, manual.next, manual.previous):
            assert widget.accessibleName()


def test_plain_keeps_the_length_so_that_positions_hold():
    text = "Línea ﬁne ÑANDÚ ½ İstanbul ß …"
    assert len(plain(text)) == len(text)
    assert plain("LÍNEA") == "linea"


def test_headings_are_found_in_their_order(qtbot):
    view = MarkdownView()
    qtbot.addWidget(view)
    view.show_markdown("# One\n\ntext\n\n## Two\n\n### Three\n")
    assert [(h.level, h.text) for h in view.headings()] == [(1, "One"), (2, "Two"), (3, "Three")]


class TestAbout:
    @pytest.fixture
    def package(self, tmp_path):
        return ModelPackage(
            folder=tmp_path,
            name="unet-test",
            architecture={"widths": [32, 64]},
            preprocessing=Preprocessing(),
            postprocessing=PostProcessing(),
            flips=(),
            shifts=(),
            window=None,
            provenance={"cases": ["a"] * 22, "made": {"seed": 7}, "licences": "CC BY|4.0"},
            scores={"learnt": {"WT": {"dice": 0.91234, "lesion_dice": 0.1}, "TC": {"dice": 0.82}}},
        )

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_names_version_origin_and_what_it_is_not(self, qtbot, translation, language):
        translation.use(language)
        dialog = shown(qtbot, AboutDialog())
        text = dialog.view.toPlainText()
        assert f"Gliovista {__version__}" in text
        assert "UPCH" in text
        wanted = "not a medical device" if language == "en" else "no es un dispositivo médico"
        assert text.count(wanted) == 1
        assert "{" not in text

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_model_card_says_what_a_user_asks(self, qtbot, translation, package, language):
        translation.use(language)
        dialog = shown(qtbot, AboutDialog(package))
        text = dialog.view.toPlainText()
        dice = f"WT {number(0.91, 2)}, TC {number(0.82, 2)}"
        for value in ("unet-test", "CC BY", "22", dice, str(package.folder / "model.json")):
            assert value in text
        for internal in ("widths", "seed", "in channels", "lesion"):
            assert internal not in text

    def test_without_scores_the_card_claims_none(self, qtbot, package):
        bare = replace(package, scores={}, provenance={})
        dialog = shown(qtbot, AboutDialog(bare))
        text = dialog.view.toPlainText()
        assert "unet-test" in text
        assert "Dice" not in text
        assert "Patients" not in text

    def test_without_a_model_it_says_so(self, qtbot):
        dialog = shown(qtbot, AboutDialog())
        assert "No model package" in dialog.view.toPlainText()


class TestSettings:
    @pytest.fixture
    def dialog(self, qtbot, settings):
        return shown(qtbot, SettingsDialog(settings))

    def test_there_is_a_named_control_for_every_setting(self, dialog):
        for setting in SETTINGS:
            control = dialog.control(setting)
            assert control.accessibleName() == setting.translated_label()
            assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
            assert isinstance(control, QComboBox if setting.choices else QSpinBox)

    def test_a_choice_by_keyboard_holds_at_once(self, dialog, settings, qtbot):
        control = dialog.control(RADIOLOGICAL)
        control.setFocus()
        qtbot.keyClick(control, Qt.Key.Key_Down)
        assert settings.get(RADIOLOGICAL) is False

    def test_a_number_is_taken_when_it_is_complete(self, dialog, settings, qtbot):
        control = dialog.control(OVERLAY_OPACITY)
        field = control.findChild(QLineEdit)
        field.selectAll()
        qtbot.keyClicks(field, "80")
        assert settings.get(OVERLAY_OPACITY) == OVERLAY_OPACITY.default
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert settings.get(OVERLAY_OPACITY) == 80
        assert dialog.isVisible()

    def test_changes_from_elsewhere_are_shown(self, dialog, settings):
        settings.set(THREADS, 3)
        assert dialog.control(THREADS).value() == 3

    def test_defaults_come_back(self, dialog, settings, qtbot):
        settings.set(THREADS, 3)
        settings.set(LANGUAGE, Language.SPANISH)
        qtbot.mouseClick(dialog.reset, Qt.MouseButton.LeftButton)
        assert settings.get(THREADS) == 0
        assert dialog.control(LANGUAGE).currentIndex() == 0

    def test_it_speaks_the_language_that_is_chosen_in_it(
        self, dialog, settings, translation, qtbot
    ):
        settings.changed.connect(lambda _: translation.use(settings.get(LANGUAGE)))
        settings.set(LANGUAGE, Language.SPANISH)
        qtbot.waitUntil(lambda: dialog.windowTitle() == "Ajustes")
        assert dialog.control(RADIOLOGICAL).currentText().startswith("Radiológica")

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_no_text_is_cut_off(self, qtbot, settings, translation, language):
        translation.use(language)
        dialog = shown(qtbot, SettingsDialog(settings))
        for control in dialog.findChildren(QComboBox):
            assert control.width() >= control.sizeHint().width()
        for button in dialog.findChild(QDialogButtonBox).findChildren(QPushButton):
            assert button.width() >= button.sizeHint().width()
