"""The table of actions as Qt actions, and the menus that hold them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QWidget

from core.labels import Label, Region
from core.studies.study import Modality
from desktop_app.actions.all import (
    ACTIONS,
    MENU_BAR,
    SUBMENUS,
    ActionSpec,
    Menu,
    Need,
    Scope,
    is_met,
)
from desktop_app.look import icons
from desktop_app.state.brush import BrushTool
from desktop_app.state.display import LayoutKind, Plane
from desktop_app.state.follow_up import Beside
from desktop_app.state.marks import MarkKind
from desktop_app.state.session import Session

LAYOUT_ACTIONS = {f"layout_{kind.value}": kind for kind in LayoutKind}
PLANE_ACTIONS = {f"plane_{plane.value}": plane for plane in Plane}
SEQUENCE_ACTIONS = {f"sequence_{m.value.lower()}": m for m in Modality}
LABEL_ACTIONS = {"label_ncr": Label.NCR, "label_ed": Label.ED, "label_et": Label.ET}
TOOL_ACTIONS = {
    "ruler": MarkKind.RULER,
    "angle": MarkKind.ANGLE,
    "ellipse": MarkKind.ELLIPSE,
    "freehand": MarkKind.FREEHAND,
    "midline_shift": MarkKind.SHIFT,
}
PAINT_ACTIONS = {
    "paint_et": Label.ET,
    "paint_ncr": Label.NCR,
    "paint_ed": Label.ED,
    "paint_nothing": Label.BACKGROUND,
}
REGION_ACTIONS = {f"click_{region.value.lower()}": region for region in Region}


class ActionSet(QObject):
    """Every action of the table as a QAction, enabled and checked as the session says."""

    triggered = Signal(str)
    """The id of an action that the person chose."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._groups: dict[str, QActionGroup] = {}
        self._menus: dict[Menu, QMenu] = {}
        self.specs = {spec.id: spec for spec in ACTIONS}
        self.actions = {spec.id: self._make(spec) for spec in ACTIONS}
        self.retranslate()
        for signal in (
            session.study_changed,
            session.volume_arrived,
            session.segmentation_changed,
            session.marks.changed,
            session.marks.tool_changed,
            session.plan.picking_changed,
            session.state_changed,
            session.correcting_changed,
            session.click.changed,
            session.display_changed,
            session.layout_changed,
            session.active_changed,
            session.brain_changed,
            session.follow_up.changed,
            session.follow_up.shown_changed,
        ):
            signal.connect(self.update_states)
        self.update_states()

    def __getitem__(self, action_id: str) -> QAction:
        """The Qt action of an id."""
        return self.actions[action_id]

    def _make(self, spec: ActionSpec) -> QAction:
        action = QAction(self)
        action.setObjectName(spec.id)
        action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
        action.setCheckable(spec.checkable)
        action.setAutoRepeat(spec.repeats)
        if spec.scope is Scope.VIEWS:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if spec.group:
            group = self._groups.setdefault(spec.group, QActionGroup(self))
            group.addAction(action)
        action.triggered.connect(lambda _=False, name=spec.id: self.triggered.emit(name))
        return action

    def bind(self, window: QWidget, views: QWidget) -> None:
        """Let shortcuts work in the window, or only while a view has the focus."""
        for name, action in self.actions.items():
            (views if self.specs[name].scope is Scope.VIEWS else window).addAction(action)

    def fill_menu_bar(self, bar: QMenuBar) -> None:
        """Make every menu of the table."""
        for menu in Menu:
            self._menus[menu] = QMenu(bar)
            self._menus[menu].setToolTipsVisible(True)
            self._menus[menu].installEventFilter(self)
        for menu in MENU_BAR:
            bar.addMenu(self._menus[menu])
        placed: set[Menu] = set()
        for spec in ACTIONS:
            self._place_submenu(spec.menu, placed)
            if spec.separator:
                self._menus[spec.menu].addSeparator()
            self._menus[spec.menu].addAction(self.actions[spec.id])
        self.retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of an open menu are the menu's: they do not act on the views behind it."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(watched, QMenu):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _place_submenu(self, menu: Menu, placed: set[Menu]) -> None:
        """A submenu stands where its first action comes in the table."""
        if menu in SUBMENUS and menu not in placed:
            placed.add(menu)
            self._menus[SUBMENUS[menu]].addMenu(self._menus[menu])

    def place_recent(self) -> QMenu:
        """Put the menu of recent studies below the ways to open one."""
        menu = self._menus[Menu.RECENT]
        self._menus[Menu.FILE].insertMenu(self.actions["load_labels"], menu)
        return menu

    def fill_tool_bar(self, bar: QToolBar) -> None:
        """Add the actions that stand in the toolbar, a gap between menus and groups."""
        last: ActionSpec | None = None
        for spec in (s for s in ACTIONS if s.toolbar):
            another = last is not None and spec.group not in ("", last.group)
            if last is not None and (last.menu is not spec.menu or another):
                bar.addSeparator()
            bar.addAction(self.actions[spec.id])
            last = spec
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        bar.setIconSize(QSize(20, 20))

    def retranslate(self) -> None:
        """Set texts and icons again, after the language or the theme changed."""
        for name, action in self.actions.items():
            spec = self.specs[name]
            action.setText(spec.translated_text())
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            hint = f" ({keys})" if keys else ""
            action.setToolTip(f"{spec.translated_name()}{hint}\n{spec.translated_tooltip()}")
            action.setIconText(spec.translated_short() or spec.translated_name())
            if spec.icon:
                action.setIcon(icons.icon(spec.icon))
        for menu, widget in self._menus.items():
            widget.setTitle(menu.translated())

    def update_states(self) -> None:
        """Enable and check every action as the session says."""
        met = {need: is_met(need, self._session) for need in Need}
        for name, action in self.actions.items():
            action.setEnabled(met[self.specs[name].need])
        display, layout = self._session.display, self._session.layout
        modality, plane = self._session.active
        brush, marks, brain = self._session.brush, self._session.marks, self._session.brain
        states = {
            "overlay": display.overlay,
            "smooth": display.smooth,
            "invert": display.inverted,
            "annotations": display.annotations,
            "crosshair": display.crosshair,
            "doubt": display.doubt,
            "doubt_borders": display.doubt_borders,
            "radiological": display.radiological,
            "network_view": self._session.own_view is not None,
            "correct": self._session.correcting and brush.tool is not BrushTool.CLICK,
            "click": self._session.correcting and brush.tool is BrushTool.CLICK,
            **{name: self._session.click.region is r for name, r in REGION_ACTIONS.items()},
            "brush_ball": brush.ball,
            "outline_tool": brush.tool is BrushTool.OUTLINE,
            "beyond_head": brush.beyond_head,
            "limit_grey": brush.grey is not None,
            **{
                name: brush.label is label and not brain.target
                for name, label in PAINT_ACTIONS.items()
            },
            "paint_brain": brain.target and not brain.erases,
            "erase_brain": brain.target and brain.erases,
            "brain_outline": display.brain_outline,
            **{name: marks.tool is kind for name, kind in TOOL_ACTIONS.items()},
            "plan_new": self._session.plan.picking is not None,
            "symmetry_plane": display.symmetry_plane,
            "beside": self._session.follow_up.beside is Beside.SIDE,
            "flick": self._session.follow_up.beside is Beside.PLACE,
            "change_overlay": display.change,
            "structures": display.structures,
            "structures_tint": display.structures_tinted,
            **{name: layout.kind is kind for name, kind in LAYOUT_ACTIONS.items()},
            **{name: plane is value for name, value in PLANE_ACTIONS.items()},
            **{name: modality is value for name, value in SEQUENCE_ACTIONS.items()},
            **{name: label in display.visible for name, label in LABEL_ACTIONS.items()},
        }
        for name, checked in states.items():
            self.actions[name].setChecked(checked)
