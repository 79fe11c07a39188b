"""Series, aligned, brain, tumour: a strip above the views that says how far a raw study is."""

from __future__ import annotations

import math
from enum import StrEnum

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from desktop_app.look import icons, theme
from desktop_app.look.plain import PlainLabel
from desktop_app.work.steps import PreparationSteps, Step, StepNow, StepState

_LINE = 3


class Redo(StrEnum):
    """What can be done about a step; the value of all but the first is an action's id."""

    SERIES = "series"
    ALIGN = "alignment"
    OUTLINE = "brain_outline"
    CORRECT = "paint_brain"
    SEGMENT = "segment"


class StepStrip(QWidget):
    """Four steps, each with what can be done about it; it can be hidden."""

    cancel_requested = Signal()
    hide_requested = Signal()
    redo_requested = Signal(str)
    """A :class:`Redo`."""

    def __init__(self, steps: PreparationSteps, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = steps
        self._wanted = True
        self.setObjectName("stepStrip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 8, 2)
        row.setSpacing(2)
        self.buttons: dict[Step, StepButton] = {}
        self._arrows: list[QLabel] = []
        for step in Step:
            if self.buttons:
                arrow = PlainLabel()
                self._arrows.append(arrow)
                row.addWidget(arrow)
            button = StepButton(step)
            button.redo_requested.connect(self.redo_requested)
            self.buttons[step] = button
            row.addWidget(button)
        row.addStretch(1)
        self.cancel, self._close = QPushButton(), QToolButton()
        self.cancel.clicked.connect(self.cancel_requested)
        self._close.clicked.connect(self._hide)
        row.addWidget(self.cancel)
        row.addWidget(self._close)
        steps.changed.connect(self.refresh)
        self.retranslate()

    @property
    def wanted(self) -> bool:
        """Whether the person wants to see it once a study is open."""
        return self._wanted

    def set_wanted(self, wanted: bool) -> None:
        """Whether the person wants to see it once a study is open."""
        self._wanted = wanted
        self.refresh()

    def _hide(self) -> None:
        """A failure is read once; what an open study went through is hidden for good."""
        if self._steps.open:
            self.hide_requested.emit()
        else:
            self._steps.forget()

    def retranslate(self) -> None:
        """Write the texts in the current language and the theme's colours."""
        self.cancel.setText(self.tr("Cancel"))
        self._close.setToolTip(self.tr("Hide the steps; the View menu shows them again"))
        self._close.setAccessibleName(self.tr("Hide the steps"))
        self.setAccessibleName(self.tr("Steps of the preparation"))
        colours = theme.current()
        self._close.setIcon(icons.icon("close"))
        for arrow in self._arrows:
            arrow.setPixmap(icons.icon("chevron-right", colours.disabled).pixmap(16, 16))
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the theme."""
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        super().changeEvent(event)

    def refresh(self) -> None:
        """Show each step as it is now."""
        steps = self._steps
        self.setVisible(steps.busy or (steps.there and self._wanted))
        told = steps.now()
        for step, button in self.buttons.items():
            button.show_step(told[step], redo=steps.can_redo(step))
        running = any(now.state is StepState.RUNNING for now in told.values())
        self.cancel.setVisible(running)
        self._close.setVisible(not steps.busy)


class StepButton(QToolButton):
    """One step: a sign, its name, how far it is; a click offers what can be done again."""

    redo_requested = Signal(str)

    def __init__(self, step: Step) -> None:
        super().__init__()
        self.step = step
        self._now = StepNow(StepState.WAITING)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(16, 16))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._open_menu)

    def show_step(self, now: StepNow, *, redo: bool) -> None:
        """Show how far the step is, and whether it can be done again."""
        self._now = now
        self.setEnabled(redo and bool(self._redo()))
        name = self._names()[self.step]
        self.setText(f"{name} {told}" if (told := self._told(now)) else name)
        state = self._states()[now.state]
        self.setToolTip(f"{name}: {state}")
        self.setAccessibleName(f"{name}: {told or state}")
        colours = theme.current()
        sign, colour = {
            StepState.WAITING: ("clock", colours.disabled),
            StepState.RUNNING: ("clock", colours.accent),
            StepState.DONE: ("check", colours.accent),
            StepState.DOUBTED: ("warning", colours.warning),
            StepState.FAILED: ("cancel", colours.error),
        }[now.state]
        icon = icons.icon(sign, colour)
        icon.addPixmap(icon.pixmap(16, 16), icon.Mode.Disabled)
        self.setIcon(icon)
        waiting = now.state is StepState.WAITING
        palette = self.palette()
        for group in (palette.ColorGroup.Active, palette.ColorGroup.Inactive,
                      palette.ColorGroup.Disabled):  # fmt: skip
            shown = colours.quiet if waiting else colours.text
            palette.setColor(group, palette.ColorRole.ButtonText, shown)
        self.setPalette(palette)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line below tells how much is done."""
        super().paintEvent(event)
        if self._now.state is StepState.RUNNING:
            painter = QPainter(self)
            colours = theme.current()
            area = QRectF(6, self.height() - _LINE, self.width() - 12, _LINE)
            painter.fillRect(area, colours.line)
            area.setWidth(area.width() * self._now.fraction)
            painter.fillRect(area, colours.accent)
            painter.end()

    def _open_menu(self) -> None:
        menu = QMenu(self)
        for redo, text in self._redo().items():
            menu.addAction(text).triggered.connect(
                lambda _=False, r=redo: self.redo_requested.emit(r)
            )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _told(self, now: StepNow) -> str:
        if now.state is not StepState.RUNNING:
            return ""
        percent = f"{100 * now.fraction:.0f} %"
        if now.seconds_left is None:
            return percent
        if now.seconds_left < 1:
            return percent + " · " + self.tr("almost done")
        left = self.tr("{0} s left").format(math.ceil(now.seconds_left))
        return f"{percent} · {left}"

    def _names(self) -> dict[Step, str]:
        return {
            Step.SERIES: self.tr("Series"),
            Step.ALIGNED: self.tr("Alignment"),
            Step.BRAIN: self.tr("Brain"),
            Step.TUMOUR: self.tr("Tumour"),
        }

    def _states(self) -> dict[StepState, str]:
        return {
            StepState.WAITING: self.tr("not done yet"),
            StepState.RUNNING: self.tr("running"),
            StepState.DONE: self.tr("done"),
            StepState.DOUBTED: self.tr("done, but look at it"),
            StepState.FAILED: self.tr("failed"),
        }

    def _redo(self) -> dict[Redo, str]:
        """What can be done about the step."""
        return {
            Step.SERIES: {Redo.SERIES: self.tr("Choose other series…")},
            Step.BRAIN: {
                Redo.OUTLINE: self.tr("Show or hide its outline"),
                Redo.CORRECT: self.tr("Correct its outline"),
            },
            Step.ALIGNED: {Redo.ALIGN: self.tr("Look at the alignment…")},
            Step.TUMOUR: {Redo.SEGMENT: self.tr("Segment again")},
        }.get(self.step, {})
