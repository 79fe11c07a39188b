"""Names of files and people stay text wherever they are shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel

from desktop_app.look.markdown_view import as_markdown, to_html
from desktop_app.look.plain import MessageBox, PlainLabel, as_tip

MARKED = "<b>Pérez</b> <img src='file:///etc/passwd'> & *x* [y](file:///z) `a|b`"


def test_no_label_and_no_box_guesses_what_its_text_is():
    """Qt's own classes do: none of them is made outside of the module that tames them."""
    root = Path(__file__).resolve().parents[3] / "desktop_app"
    made = [
        f"{path.relative_to(root)}:{number}"
        for path in root.rglob("*.py")
        if path.name not in ("plain.py", "splash.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(
            r"\b(QLabel|QMessageBox)(\(|\.(question|warning|information|critical)\()", line
        )
        or re.search(r"class \w+\((QLabel|QMessageBox)\b", line)
    ]
    assert made == []


def test_labels_and_boxes_show_markup_as_it_is(qtbot):
    label, box = PlainLabel(MARKED), MessageBox()
    qtbot.addWidget(label)
    qtbot.addWidget(box)
    box.setText(MARKED)
    box.setInformativeText(MARKED)
    box.show()
    formats = {x.textFormat() for x in (label, *box.findChildren(QLabel)) if MARKED in x.text()}
    assert formats == {Qt.TextFormat.PlainText}
    assert len([x for x in box.findChildren(QLabel) if x.text() == MARKED]) == 2


@pytest.mark.parametrize("text", [MARKED, "C:\\a\\b", "a & b\n<i>c", "plain"])
def test_a_tool_tip_says_what_it_was_given(qapp, text):
    document = QTextDocument()
    tip = as_tip(text)
    if tip == text:
        return
    document.setHtml(tip)
    assert document.toPlainText() == text


@pytest.mark.parametrize(
    "text", [MARKED, "C:\\a\\b_c_", "# a", "1. x", "<script>", "a ![b](c) ~~d~~"]
)
def test_text_in_markdown_says_what_it_was_given(qapp, text):
    document = QTextDocument()
    document.setHtml(to_html(f"| a | b |\n| --- | --- |\n| x | {as_markdown(text)} |"))
    assert " ".join(text.split()) in document.toPlainText()
    assert "<img" not in document.toHtml()
    assert "href" not in document.toHtml()
