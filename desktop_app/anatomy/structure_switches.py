"""Which structures are drawn, how, and in which colours."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.anatomy.structures import STRUCTURES, Structure, StructureGroup
from desktop_app.language.structure_names import group_name, structure_name
from desktop_app.look.plain import PlainLabel
from desktop_app.look.swatches import square
from desktop_app.state.session import Session
from desktop_app.views.structures import colour_of


class StructureSwitches(QWidget):
    """Switches of the overlay and its groups; below each group, the colours of its structures."""

    action_requested = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.shown, self.tinted = QCheckBox(), QCheckBox()
        for box, name in ((self.shown, "structures"), (self.tinted, "structures_tint")):
            box.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the views' keys theirs
            box.clicked.connect(lambda _=False, n=name: self.action_requested.emit(n))
        self.groups = {group: QCheckBox() for group in StructureGroup}
        self.legends = {group: _Legend(group) for group in StructureGroup}
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.addWidget(self.shown)
        row.addWidget(self.tinted)
        row.addStretch(1)
        column.addLayout(row)
        for group, box in self.groups.items():
            box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            box.clicked.connect(lambda _=False: self._choose())
            column.addWidget(box)
            column.addWidget(self.legends[group])
        session.display_changed.connect(self.refresh)
        session.study_changed.connect(self.refresh)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        self.shown.setText(self.tr("Show structures"))
        self.tinted.setText(self.tr("Tinted"))
        self.tinted.setToolTip(self.tr("Filled, instead of outlined."))
        for group, box in self.groups.items():
            box.setText(group_name(group))
            self.legends[group].retranslate()
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Follow the session."""
        display, there = self._session.display, self._session.study is not None
        self.shown.setChecked(display.structures)
        self.shown.setEnabled(there)
        self.tinted.setChecked(display.structures_tinted)
        self.tinted.setEnabled(there and display.structures)
        for group, box in self.groups.items():
            box.setChecked(group in display.structure_groups)
            box.setVisible(display.structures)
            self.legends[group].setVisible(display.structures and box.isChecked())

    def _choose(self) -> None:
        chosen = frozenset(group for group, box in self.groups.items() if box.isChecked())
        self._session.set_display(structure_groups=chosen)


class _Legend(QWidget):
    """The colours of a group's structures, two beside each other."""

    def __init__(self, group: StructureGroup) -> None:
        super().__init__()
        both: dict[str, Structure] = {}
        for structure in STRUCTURES:
            if structure.group is group:
                both.setdefault(structure.base, structure)
        self._names = [(structure, PlainLabel()) for structure in both.values()]
        grid = QGridLayout(self)
        grid.setContentsMargins(24, 0, 0, 4)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        for place, (structure, name) in enumerate(self._names):
            swatch = PlainLabel()
            swatch.setPixmap(QPixmap.fromImage(square(colour_of(structure))))
            name.setProperty("role", "quiet")
            name.setWordWrap(True)
            row, column = divmod(place, 2)
            grid.addWidget(swatch, row, 2 * column, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(name, row, 2 * column + 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Write the names in the current language."""
        for structure, name in self._names:
            name.setText(structure_name(structure, sided=False))
