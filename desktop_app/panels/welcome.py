"""The start page: where to drop a study, recent ones, the demo study and the manual."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.look import icons, theme
from desktop_app.look.plain import PlainLabel, as_tip

_WIDTH = 560
_SHOWN = 5
_PICTURE = 48
"""Pixels of the square that holds a recent study's picture."""


class DropArea(QWidget):
    """A dashed frame that says what may be dropped; the whole window accepts it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lit = False
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(8)
        self._icon, self.main, self.hint = PlainLabel(), PlainLabel(), PlainLabel()
        self.hint.setProperty("role", "quiet")
        self.hint.setWordWrap(True)
        font = self.main.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        self.main.setFont(font)
        for label in (self._icon, self.main, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        column.addWidget(self.progress)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        column.addSpacing(8)
        column.addLayout(self.buttons)

    def set_lit(self, lit: bool) -> None:
        """Whether something that can be opened hangs over the window."""
        self._lit = lit
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame."""
        colours = theme.current()
        self._icon.setPixmap(icons.icon("folder", colours.quiet).pixmap(32, 32))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colours.accent if self._lit else colours.disabled, 1.5)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.setBrush(colours.raised if self._lit else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)


class Welcome(QWidget):
    """Shown while no study is open."""

    action_requested = Signal(str)
    """The id of an action."""
    folder_requested = Signal(object)
    """The folder of a recent study."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recent: list[Path] = []
        self._pictures: dict[Path, QImage] = {}
        self._reading = ""
        self._column = QWidget()
        self._column.setFixedWidth(_WIDTH)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.addStretch(1)
        row.addWidget(self._column)
        row.addStretch(1)
        # Full HD at 200 % is 540 pixels high: less than this and the window's bars take.
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setMinimumWidth(_WIDTH + 40)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(middle)
        for part in (middle, scroll.viewport()):
            part.setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        column = QVBoxLayout(self._column)
        column.setSpacing(8)
        column.addStretch(2)
        self._title, self._claim = PlainLabel("Gliovista"), PlainLabel()
        self._title.setProperty("role", "title")
        self._claim.setProperty("role", "quiet")
        self._claim.setWordWrap(True)
        column.addWidget(self._title)
        column.addWidget(self._claim)
        column.addSpacing(16)
        self.drop = DropArea()
        column.addWidget(self.drop)
        column.addSpacing(16)
        self._make_buttons()
        column.addLayout(self._make_lists())
        column.addStretch(3)
        self._disclaimer = PlainLabel()
        self._disclaimer.setProperty("role", "quiet")
        self._disclaimer.setWordWrap(True)
        column.addWidget(self._disclaimer)
        column.addSpacing(8)
        self.retranslate()

    def _make_buttons(self) -> None:
        self._open, self._files = QPushButton(), QPushButton()
        self._open.setProperty("primary", True)
        for button, name in ((self._open, "open_folder"), (self._files, "open_files")):
            button.clicked.connect(lambda _=False, n=name: self.action_requested.emit(n))
        self.drop.buttons.addStretch(1)
        self.drop.buttons.addWidget(self._open)
        self.drop.buttons.addWidget(self._files)
        self.drop.buttons.addStretch(1)

    def _make_lists(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(0)
        self._recent_title, self._start_title = PlainLabel(), PlainLabel()
        for label in (self._recent_title, self._start_title):
            label.setProperty("role", "heading")
        self._recent_list = QVBoxLayout()
        self._recent_list.setSpacing(0)
        self._none = PlainLabel()
        self._none.setProperty("role", "quiet")
        self._recent_list.addWidget(self._none)
        self._links = {n: QPushButton() for n in ("open_demo", "open_stack", "manual", "legend")}
        links = QVBoxLayout()
        links.setSpacing(0)
        for name, button in self._links.items():
            button.setProperty("link", True)
            button.clicked.connect(lambda _=False, n=name: self.action_requested.emit(n))
            links.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self._recent_title, 0, 0)
        grid.addWidget(self._start_title, 0, 1)
        grid.addLayout(self._recent_list, 1, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(links, 1, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def set_reading(self, title: str) -> None:
        """Say what is being read, until its first scan can be shown; empty for nothing."""
        if title != self._reading:
            self._reading = title
            self._show_reading()

    def _show_reading(self) -> None:
        reading = bool(self._reading)
        self.drop.main.setText(
            self.tr("Reading {0}…").format(self._reading)
            if reading
            else self.tr("Drop a patient's folder or files here")
        )
        self.drop.progress.setVisible(reading)
        self.drop.hint.setVisible(not reading)

    def retranslate(self) -> None:
        """Write the texts in the current language."""
        self._claim.setText(
            self.tr("Finds, shows and measures gliomas in four MRI sequences, on this computer.")
        )
        self._show_reading()
        self.drop.hint.setText(
            self.tr(
                "T1, T1 with contrast, T2 and FLAIR: NIfTI files, or DICOM as the scanner wrote it "
                "(folder, zip or DICOMDIR)"
            )
        )
        self._open.setText(self.tr("Open folder…"))
        self._files.setText(self.tr("Choose four files…"))
        self._recent_title.setText(self.tr("Recent studies"))
        self._start_title.setText(self.tr("Start here"))
        self._none.setText(self.tr("None yet"))
        texts = {
            "open_demo": self.tr("Open the demo study"),
            "open_stack": self.tr("Open a stacked file…"),
            "manual": self.tr("User manual"),
            "legend": self.tr("What the labels mean"),
        }
        for name, button in self._links.items():
            button.setText(texts[name])
        self._disclaimer.setText(
            self.tr(
                "For research and teaching. Not a medical device: no result of it may "
                "decide about a patient."
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def set_recent(self, folders: list[Path]) -> None:
        """List earlier studies, newest first."""
        self._recent = list(folders)
        while (item := self._recent_list.takeAt(1)) is not None:
            button = item.widget()
            assert button is not None
            button.hide()
            button.deleteLater()
        self._none.setVisible(not folders)
        for folder in folders[:_SHOWN]:
            button = QPushButton(folder.name)
            button.setProperty("link", True)
            button.setToolTip(as_tip(str(folder)))
            button.clicked.connect(lambda _=False, f=folder: self.folder_requested.emit(f))
            self._recent_list.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self._show_picture(button, folder)

    def set_pictures(self, pictures: Mapping[Path, QImage]) -> None:
        """Small pictures of some of the studies that are listed, by their folders."""
        self._pictures = dict(pictures)
        self.set_recent(self._recent)

    def _show_picture(self, button: QPushButton, folder: Path) -> None:
        image = self._pictures.get(folder)
        if image is None:
            return
        square = QImage(_PICTURE * 2, _PICTURE * 2, QImage.Format.Format_RGB32)
        square.fill(Qt.GlobalColor.black)
        painter = QPainter(square)
        painter.drawImage(
            (square.width() - image.width()) // 2, (square.height() - image.height()) // 2, image
        )
        painter.end()
        button.setIcon(QIcon(QPixmap.fromImage(square)))
        button.setIconSize(QSize(_PICTURE, _PICTURE))
        # Style sheets leave no gap between a button's icon and its text.
        button.setText(f"\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}{folder.name}")
        button.setAccessibleName(folder.name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill with the window's colour."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.current().window)
        painter.end()
