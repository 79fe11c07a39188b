"""Long texts."""

from __future__ import annotations

from desktop_app.look.markdown_view import MarkdownView, plain


def test_plain_keeps_the_length_so_that_positions_hold():
    text = "Línea ﬁne ÑANDÚ ½ İstanbul ß …"
    assert len(plain(text)) == len(text)
    assert plain("LÍNEA") == "linea"


def test_headings_are_found_in_their_order(qtbot):
    view = MarkdownView()
    qtbot.addWidget(view)
    view.show_markdown("# One\n\ntext\n\n## Two\n\n### Three\n")
    assert [(h.level, h.text) for h in view.headings()] == [(1, "One"), (2, "Two"), (3, "Three")]
