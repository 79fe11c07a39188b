"""Correcting with clicks: for which region, what the preview holds, and keeping or dropping it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from core.clicking.ground import Way
from core.labels import Label
from desktop_app.actions.all import action, is_met
from desktop_app.actions.set import REGION_ACTIONS
from desktop_app.language.translation import number
from desktop_app.look import icons
from desktop_app.look.plain import PlainLabel
from desktop_app.panels.compact_button import compact_button
from desktop_app.state.brush import BrushTool
from desktop_app.state.session import Session

_DECISIONS = ("click_keep", "click_drop")


class ClickPanel(QWidget):
    """Shown while clicks correct."""

    action_requested = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.regions = {name: self._button(name) for name in REGION_ACTIONS}
        self.decisions = {name: self._button(name) for name in _DECISIONS}
        self._title, self._for, self._hint = PlainLabel(), PlainLabel(), PlainLabel()
        self.said, self.how = PlainLabel(), PlainLabel()
        self._title.setProperty("role", "heading")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(self._for)
        column.addLayout(_row(list(self.regions.values())))
        column.addWidget(self._hint)
        column.addWidget(self.said)
        column.addLayout(_row(list(self.decisions.values())))
        column.addWidget(self.how)
        for label in (self._for, self._hint, self.said, self.how):
            label.setWordWrap(True)
        for label in (self._for, self._hint, self.how):
            label.setProperty("role", "quiet")
        for signal in (session.correcting_changed, session.state_changed, session.click.changed):
            signal.connect(self.refresh)
        self._show_icons()
        self.retranslate()

    def _button(self, name: str) -> QPushButton:
        button = compact_button(name)
        button.clicked.connect(lambda: self._request(name))
        return button

    def _request(self, name: str) -> None:
        self.action_requested.emit(name)
        self.refresh()

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        for name, button in (*self.regions.items(), *self.decisions.items()):
            spec = action(name)
            button.setText(spec.translated_short())
            if name in self.decisions:
                button.setText(f"\N{NO-BREAK SPACE}{spec.translated_short()}")
            key = spec.first_key()
            hint = f" ({key})" if key else ""
            button.setToolTip(f"{spec.translated_name()}{hint}\n{spec.translated_tooltip()}")
            button.setAccessibleName(spec.translated_name())
        self._title.setText(self.tr("Correct with a click"))
        self._for.setText(self.tr("What you click belongs, or does not belong, to:"))
        self._hint.setText(
            self.tr(
                "Left click or scribble: it belongs to it. Right: it does not. At the cursor:"
                " the keys “{0}” and “{1}”. With Ctrl a click moves the cursor, with Shift the"
                " picture."
            ).format(action("click_tumour").first_key(), action("click_not").first_key())
        )
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the theme."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self._show_icons()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Follow the session."""
        session = self.session
        self.setVisible(session.correcting and session.brush.tool is BrushTool.CLICK)
        for name, button in self.regions.items():
            button.setChecked(REGION_ACTIONS[name] is session.click.region)
        for name, button in self.decisions.items():
            button.setEnabled(is_met(action(name).need, session))
        self.said.setText(self._what_is_pending())
        grown = session.click.way is Way.GROWN
        self.how.setVisible(grown)
        if grown:
            self.how.setText(
                self.tr(
                    "The click network does not answer here: what is clicked grows by grey values"
                    " and by what the model found probable. Look at the preview with more care."
                )
            )

    def _what_is_pending(self) -> str:
        state = self.session.click
        if state.waiting:
            return self.tr("Looking what it changes…")
        if state.idle:
            return self.tr("Nothing changes: what you clicked is already as you want it.")
        if state.pending is None:
            return self.tr("Click where the result is wrong.")
        clicks, ml = len(state.pending.answers), self._ml()
        text = self.tr("1 click") if clicks == 1 else self.tr("{0} clicks").format(clicks)
        more = self.tr("{0}: {1} ml added, {2} ml taken away. Enter keeps it, Escape drops it.")
        return more.format(text, number(ml[0], 1), number(ml[1], 1))

    def _ml(self) -> tuple[float, float]:
        """Millilitres that would become tumour, and that would cease to be."""
        pending, labels = self.session.click.pending, self.session.labels
        if pending is None or labels is None:
            return 0.0, 0.0
        patch, each = pending.patch, pending.base.grid.voxel_ml
        if patch is None:
            return 0.0, 0.0
        before = labels.ras[patch.where] != Label.BACKGROUND
        after = patch.values != Label.BACKGROUND
        return float((after & ~before).sum() * each), float((before & ~after).sum() * each)

    def _show_icons(self) -> None:
        for name, button in self.decisions.items():
            button.setIcon(icons.icon(action(name).icon))


def _row(buttons: list[QPushButton]) -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(4)
    for column, button in enumerate(buttons):
        grid.addWidget(button, 0, column)
        grid.setColumnStretch(column, 1)
    return grid
