"""The user manual: contents, search with highlighted hits, and every shortcut."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop_app.actions.spec import ActionSpec
from desktop_app.dialogs.base import Dialog
from desktop_app.language.translation import text_path
from desktop_app.look.markdown_view import MarkdownView
from desktop_app.look.plain import PlainLabel

_KEY = re.compile(r"\{key:(\w+)\}")
_POSITION = Qt.ItemDataRole.UserRole
_TITLE = Qt.ItemDataRole.UserRole + 1
_LEVEL = Qt.ItemDataRole.UserRole + 2


class ManualDialog(Dialog):
    """Searchable, and made from the table of actions where it names keys.

    Args:
        actions: the table; shortcuts and names come from it alone.
        parent: Qt parent.
    """

    def __init__(self, actions: Sequence[ActionSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent, QSize(1120, 800))
        self._actions = actions
        self._hits: list[int] = []
        self._hit = -1
        self._build()
        self.retranslate()
        self.search.setFocus()

    def _build(self) -> None:
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.count = PlainLabel(self)
        self.count.setProperty("role", "quiet")
        self.count.setMinimumWidth(88)
        self.previous = QPushButton("↑", self)
        self.next = QPushButton("↓", self)
        self.contents = QListWidget(self)
        self.contents.setSpacing(2)
        self.view = MarkdownView(self)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        for button in (self.previous, self.next, close):
            # Return goes to the next hit; it must not press whatever button is the default.
            button.setAutoDefault(False)

        bar = QHBoxLayout()
        bar.addWidget(self.search, 1)
        for widget in (self.count, self.previous, self.next):
            bar.addWidget(widget)
        split = QSplitter(self)
        split.addWidget(self.contents)
        split.addWidget(self.view)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(1, 1)
        split.setSizes([260, 860])
        layout = QVBoxLayout(self)
        layout.addLayout(bar)
        layout.addWidget(split, 1)
        layout.addWidget(buttons)

        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self.next_hit)
        self.next.clicked.connect(self.next_hit)
        self.previous.clicked.connect(self.previous_hit)
        self.contents.currentItemChanged.connect(self._go_to_item)
        self.contents.itemClicked.connect(self._go_to_item)
        buttons.rejected.connect(self.reject)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._focus_search)
        QShortcut(QKeySequence("F3"), self, self.next_hit)
        QShortcut(QKeySequence("Shift+F3"), self, self.previous_hit)

    def retranslate(self) -> None:
        """Set every text in the current language; the search is made again."""
        self.setWindowTitle(self.tr("User manual"))
        self.search.setPlaceholderText(self.tr("Search the manual"))
        self.search.setAccessibleName(self.tr("Search the manual"))
        self.contents.setAccessibleName(self.tr("Contents"))
        self.view.setAccessibleName(self.tr("Text of the manual"))
        for button, text in (
            (self.previous, self.tr("Previous hit (Shift+F3)")),
            (self.next, self.tr("Next hit (F3)")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(text)
        self.view.show_markdown(manual_text(self._actions))
        self._fill_contents()
        self._search(self.search.text())

    def recolour(self) -> None:
        """Take the theme's colours; hits are marked again."""
        self.view.recolour()
        self._search(self.search.text())

    def show_shortcuts(self) -> None:
        """Go to the table of shortcuts, the last chapter."""
        items = [self.contents.item(row) for row in range(self.contents.count())]
        self.contents.setCurrentItem([i for i in items if i.data(_LEVEL) == 2][-1])

    # -- search --------------------------------------------------------------------------

    def _focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _search(self, words: str) -> None:
        self._hits = self.view.find_all(words)
        self._hit = -1
        self._count_per_chapter()
        if self._hits:
            self.next_hit()
        else:
            self._tell()

    def next_hit(self) -> None:
        """Show the next hit, after the last one the first."""
        self._step(1)

    def previous_hit(self) -> None:
        """Show the hit before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self._hits:
            self._hit = (self._hit + by) % len(self._hits)
            self.view.show_hit(self._hit)
        self._tell()

    def _tell(self) -> None:
        for button in (self.previous, self.next):
            button.setEnabled(bool(self._hits))
        if not self.search.text().strip():
            self.count.setText("")
        elif not self._hits:
            self.count.setText(self.tr("No hits"))
        else:
            self.count.setText(self.tr("{0} of {1}").format(self._hit + 1, len(self._hits)))

    # -- contents ------------------------------------------------------------------------

    def _fill_contents(self) -> None:
        row = self.contents.currentRow()
        self.contents.blockSignals(True)
        self.contents.clear()
        for heading in self.view.headings():
            if heading.level > 1:
                item = QListWidgetItem(self.contents)
                item.setText("      " * (heading.level - 2) + heading.text)
                item.setData(_POSITION, heading.position)
                item.setData(_TITLE, item.text())
                item.setData(_LEVEL, heading.level)
        self.contents.setCurrentRow(row)
        self.contents.blockSignals(False)

    def _count_per_chapter(self) -> None:
        items = [self.contents.item(row) for row in range(self.contents.count())]
        ends = [i.data(_POSITION) for i in items[1:]] + [len(self.view.document().toPlainText())]
        quiet = self.palette().placeholderText()
        for item, end in zip(items, ends, strict=True):
            hits = sum(item.data(_POSITION) <= hit < end for hit in self._hits)
            item.setText(item.data(_TITLE) + (f"  ({hits})" if hits else ""))
            dim = bool(self._hits) and not hits
            item.setForeground(quiet if dim else self.palette().text())

    def _go_to_item(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.view.go_to(item.data(_POSITION))


def manual_text(actions: Sequence[ActionSpec]) -> str:
    """The manual in the current language, with keys, shortcuts and disclaimer filled in.

    Raises:
        KeyError: the text names an action that the table does not hold.
    """
    table = {spec.id: spec for spec in actions}
    text = text_path("manual").read_text(encoding="utf-8")
    text = text.replace("{disclaimer}", text_path("disclaimer").read_text(encoding="utf-8"))
    text = text.replace("{shortcuts}", shortcut_table(actions))
    return _KEY.sub(lambda match: _key(table[match.group(1)]), text)


def shortcut_table(actions: Sequence[ActionSpec]) -> str:
    """Every action with its keys and what it does, by menu, as HTML."""
    parts = []
    for menu in dict.fromkeys(spec.menu for spec in actions):
        parts.append(f"<h3>{html.escape(menu.translated().replace('&', ''))}</h3>\n<table>")
        for spec in actions:
            if spec.menu is menu:
                cells = (spec.translated_name(), keys(spec), spec.translated_tooltip())
                widths = ("26%", "22%", "52%")
                row = "".join(
                    f'<td width="{width}">{html.escape(cell)}</td>'
                    for cell, width in zip(cells, widths, strict=True)
                )
                parts.append(f"<tr>{row}</tr>")
        parts.append("</table>\n")
    return "\n".join(parts)


def keys(spec: ActionSpec) -> str:
    """An action's shortcuts as this system writes them; empty without one."""
    return ", ".join(spec.keys())


def _key(spec: ActionSpec) -> str:
    shown = spec.first_key() or spec.translated_name()
    # Non-breaking spaces keep a key in one piece at the end of a line.
    return f"<b>{html.escape(shown)}</b>".replace(" ", "\u00a0")
