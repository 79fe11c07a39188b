"""What the pre-flight check found, above everything that builds on the study."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from core.studies.findings import Finding, Severity
from desktop_app.look import icons, theme
from desktop_app.look.plain import PlainLabel
from desktop_app.panels.finding_texts import finding_text
from desktop_app.state.session import Session


class FindingsPanel(QWidget):
    """One row per finding; takes no room without any."""

    action_requested = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)
        self._shown: tuple[Finding, ...] = ()
        session.study_changed.connect(self.refresh)
        session.segmentation_changed.connect(self._follow)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the theme."""
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.refresh()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Show what was found in the open study, and of the label map that is shown."""
        self._shown = self._found()
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for finding in self._shown:
            row = FindingRow(finding)
            row.action_requested.connect(self.action_requested)
            self._rows.addWidget(row)
        self.setVisible(bool(self._shown))

    def _found(self) -> tuple[Finding, ...]:
        result = self.session.results.shown
        return (*(result.findings if result else ()), *self.session.findings)

    def _follow(self) -> None:
        if self._found() != self._shown:
            self.refresh()


class FindingRow(QWidget):
    """One finding: a sign and a sentence, and the way to look closer where there is one."""

    action_requested = Signal(str)

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        colours = theme.current()
        row = QGridLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setHorizontalSpacing(8)
        row.setColumnStretch(1, 1)
        sign, text = PlainLabel(), PlainLabel(finding_text(finding))
        warned = finding.severity is not Severity.REPAIRED
        colour = colours.warning if warned else colours.quiet
        sign.setPixmap(icons.icon("warning" if warned else "info", colour).pixmap(16, 16))
        text.setWordWrap(True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(sign, 0, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(text, 0, 1)
        if finding.code == "alignment_unsure":
            link = QPushButton(self.tr("Look at the alignment…"))
            link.setProperty("link", True)
            link.clicked.connect(lambda: self.action_requested.emit("alignment"))
            row.addWidget(link, 1, 1, Qt.AlignmentFlag.AlignLeft)
