"""What is open: its grid and its files."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from core.studies.study import Modality
from desktop_app.language.translation import number, spoken_locale
from desktop_app.look.plain import PlainLabel, as_tip
from desktop_app.state.session import Session


class StudyPanel(QWidget):
    """Files by sequence, and the grid."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 0)
        column.setSpacing(8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self._files = {m: PlainLabel() for m in Modality}
        for row, (modality, label) in enumerate(self._files.items()):
            name = PlainLabel(modality.value)
            name.setProperty("role", "quiet")
            label.setMinimumWidth(40)
            grid.addWidget(name, row, 0)
            grid.addWidget(label, row, 1)
        column.addLayout(grid)
        self._grid = PlainLabel()
        self._grid.setProperty("role", "quiet")
        self._grid.setWordWrap(True)
        column.addWidget(self._grid)
        for signal in (session.study_changed, session.volume_arrived):
            signal.connect(self.refresh)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the theme."""
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.refresh()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Show what is open now."""
        for modality, label in self._files.items():
            shown = self.session.volumes.get(modality)
            path = shown.volume.path if shown else None
            text = path.name if path else self._without_file(modality)
            width = 210
            label.setText(label.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, width))
            label.setToolTip(as_tip(str(path)) if path else "")
        self._grid.setText(self._grid_text())

    def _without_file(self, modality: Modality) -> str:
        if modality in self.session.volumes:
            return self.tr("in memory")
        return "–" if self.session.study is None else self.tr("not in this study")

    def _grid_text(self) -> str:
        native = self.session.native_grid
        if native is None:
            return ""
        shape = " × ".join(str(n) for n in native.shape)
        spacing = " × ".join(spoken_locale().toString(s, "g", 3) for s in native.spacing_mm)
        text = f"{shape} · {spacing} mm · {native.axis_codes}"
        tilt = native.oblique_degrees
        if tilt > 0.5:
            degrees = number(tilt, 1)
            note = self.tr("The grid is tilted by {0}°; slices follow its own axes.")
            text += "\n" + note.format(degrees)
        return text
