"""The manual."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument

from desktop_app.actions.all import ACTIONS
from desktop_app.dialogs.manual import ManualDialog, keys
from desktop_app.look.markdown_view import plain
from desktop_app.state.settings import (
    Language,
)
from tests.desktop_app.dialogs.conftest import shown

LANGUAGES = (Language.ENGLISH, Language.SPANISH)


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
        qtbot.keyClicks(manual.search, "symmetry")
        total = plain(manual.view.toPlainText()).count("symmetry")
        assert total > 2
        assert manual.count.text() == f"1 of {total}"
        assert len(manual.view.extraSelections()) == total
        marked = [s.cursor.selectedText().lower() for s in manual.view.extraSelections()]
        assert set(marked) == {"symmetry"}
        qtbot.keyClick(manual.search, Qt.Key.Key_Return)
        assert manual.count.text() == f"2 of {total}"
        qtbot.keyClick(manual, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
        qtbot.keyClick(manual, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
        assert manual.count.text() == f"{total} of {total}"
        assert manual.isVisible()

    def test_chapters_tell_how_many_hits_they_hold(self, manual, qtbot):
        qtbot.keyClicks(manual.search, "symmetry")
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
