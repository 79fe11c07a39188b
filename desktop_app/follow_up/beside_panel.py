"""How another time point is shown beside the open study, and what changed between the two."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.follow_up.change import Change
from core.labels import Region
from desktop_app.actions.all import action
from desktop_app.follow_up.texts import entry_title
from desktop_app.language.measurement_rows import name_of
from desktop_app.language.translation import number
from desktop_app.look.plain import PlainLabel
from desktop_app.look.swatches import square
from desktop_app.state.follow_up import Beside
from desktop_app.state.session import Session
from desktop_app.views.change import COLOURS

_WAYS = {"beside": Beside.SIDE, "flick": Beside.PLACE}


class BesidePanel(QWidget):
    """Which time point stands there, how, and the overlay of what grew and shrank."""

    action_requested = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._state = session.follow_up
        self._name, self.choice = PlainLabel(), QComboBox()
        self.ways = {name: QPushButton() for name in _WAYS}
        self.change = QCheckBox()
        self.regions = {region: QPushButton(region.value) for region in (*Region,)}
        self._legend = {change: (PlainLabel(), PlainLabel()) for change in COLOURS}
        self._hint = PlainLabel()
        self._prepare()
        self._lay_out()
        for signal in (self._state.changed, self._state.shown_changed, session.display_changed,
                       session.study_changed):  # fmt: skip
            signal.connect(self.refresh)
        self.retranslate()

    def _prepare(self) -> None:
        self._name.setProperty("role", "quiet")
        self._name.setBuddy(self.choice)
        self._hint.setProperty("role", "quiet")
        self._hint.setWordWrap(True)
        self.choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.choice.activated.connect(self._choose)
        for name, button in self.ways.items():
            button.setCheckable(True)
            button.setProperty("compact", True)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _=False, n=name: self._request(n))
        self.change.clicked.connect(lambda: self.action_requested.emit("change_overlay"))
        group = QButtonGroup(self)
        for region, button in self.regions.items():
            button.setCheckable(True)
            button.clicked.connect(
                lambda _=False, r=region: self.session.set_display(changed_region=r)
            )
            group.addButton(button)
        for widget in (self.choice, self.change, *self.ways.values(), *self.regions.values()):
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        first = QHBoxLayout()
        first.addWidget(self._name)
        first.addWidget(self.choice, 1)
        column.addLayout(first)
        ways = QHBoxLayout()
        ways.setSpacing(4)
        for button in self.ways.values():
            ways.addWidget(button, 1)
        column.addLayout(ways)
        column.addWidget(self.change)
        regions = QHBoxLayout()
        regions.setSpacing(4)
        for button in self.regions.values():
            regions.addWidget(button, 1)
        column.addLayout(regions)
        legend = QGridLayout()
        legend.setHorizontalSpacing(8)
        legend.setVerticalSpacing(2)
        legend.setColumnStretch(1, 1)
        for row, (change, (sign, text)) in enumerate(self._legend.items()):
            sign.setPixmap(QPixmap.fromImage(square(COLOURS[change], self.devicePixelRatioF())))
            text.setProperty("role", "quiet")
            legend.addWidget(sign, row, 0)
            legend.addWidget(text, row, 1)
        column.addLayout(legend)
        column.addWidget(self._hint)

    def _request(self, name: str) -> None:
        self.action_requested.emit(name)
        self.refresh()

    def _choose(self, index: int) -> None:
        names = {e.name: e for e in self._state.entries}
        entry = names.get(str(self.choice.itemData(index)))
        if entry is not None:
            how = self._state.beside
            self._state.show(entry, Beside.SIDE if how is Beside.NOTHING else how, flicked=True)

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        self._name.setText(self.tr("Beside"))
        self.choice.setAccessibleName(self.tr("Time point that stands beside the open study"))
        for name, button in self.ways.items():
            spec = action(name)
            button.setText(f"{spec.translated_name()} ({spec.first_key()})")
            button.setToolTip(spec.translated_tooltip())
        spec = action("change_overlay")
        self.change.setText(f"{spec.translated_name()} ({spec.first_key()})")
        self.change.setToolTip(spec.translated_tooltip())
        for region, button in self.regions.items():
            button.setToolTip(name_of(region.value))
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Follow the session."""
        state, display = self._state, self.session.display
        others = [e for e in state.entries if e.study is not self.session.study and e.study]
        self.choice.clear()
        for entry in others:
            self.choice.addItem(entry_title(entry), entry.name)
        shown = state.other
        self.choice.setCurrentIndex(-1 if shown is None else self.choice.findData(shown.name))
        self.setEnabled(bool(others))
        for name, button in self.ways.items():
            button.setChecked(state.beside is _WAYS[name])
        self.change.setChecked(display.change)
        self.regions[display.changed_region].setChecked(True)
        self._show_legend(display.changed_region, on=display.change)

    def _show_legend(self, region: Region, *, on: bool) -> None:
        change = self._state.change
        found = None if change is None else change.regions.get(region)
        shown = on and found is not None
        for sign, text in self._legend.values():
            sign.setVisible(shown)
            text.setVisible(shown)
        self._hint.setVisible(on and not shown and self._state.other is not None)
        self._hint.setText(self.tr("Both time points need a segmentation that tells this region."))
        if found is None:
            return
        texts = {
            Change.GROWN: (self.tr("Grown: {0} ml"), found.grown_ml),
            Change.SHRUNK: (self.tr("Shrunk: {0} ml"), found.shrunk_ml),
            Change.STABLE: (self.tr("Stable: {0} ml"), found.stable_ml),
        }
        for kind, (_, label) in self._legend.items():
            said, ml = texts[kind]
            label.setText(said.format(number(ml, 1)))
