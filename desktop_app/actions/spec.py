"""What a row of the action table is, and when an action is possible."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from core.studies.study import AxesFrom
from desktop_app.state.brush import BrushTool
from desktop_app.state.follow_up import Beside
from desktop_app.state.marking import QT_TRANSLATE_NOOP
from desktop_app.state.session import Session


class Menu(StrEnum):
    """Where an action stands; the value is the menu's English title, of the context Menus."""

    FILE = QT_TRANSLATE_NOOP("Menus", "&File")
    RECENT = QT_TRANSLATE_NOOP("Menus", "&Recent studies")
    EXPORT = QT_TRANSLATE_NOOP("Menus", "&Export")
    VIEW = QT_TRANSLATE_NOOP("Menus", "&View")
    LAYOUT = QT_TRANSLATE_NOOP("Menus", "&Layout")
    WINDOW = QT_TRANSLATE_NOOP("Menus", "&Window and level")
    NAVIGATE = QT_TRANSLATE_NOOP("Menus", "&Go")
    SEGMENTATION = QT_TRANSLATE_NOOP("Menus", "&Segmentation")
    OVERLAY = QT_TRANSLATE_NOOP("Menus", "&Overlay")
    CORRECTION = QT_TRANSLATE_NOOP("Menus", "Correct by &hand")
    CLICKING = QT_TRANSLATE_NOOP("Menus", "Correct with a clic&k")
    SHAPING = QT_TRANSLATE_NOOP("Menus", "Chang&e shapes")
    FOLLOW_UP = QT_TRANSLATE_NOOP("Menus", "Follo&w-up")
    TOOLS = QT_TRANSLATE_NOOP("Menus", "&Tools")
    HELP = QT_TRANSLATE_NOOP("Menus", "&Help")

    def translated(self) -> str:
        """Title in the current language, with its mnemonic."""
        return QCoreApplication.translate("Menus", self.value)


MENU_BAR: tuple[Menu, ...] = (
    Menu.FILE,
    Menu.VIEW,
    Menu.NAVIGATE,
    Menu.SEGMENTATION,
    Menu.TOOLS,
    Menu.HELP,
)

SUBMENUS: dict[Menu, Menu] = {
    Menu.RECENT: Menu.FILE,
    Menu.EXPORT: Menu.FILE,
    Menu.LAYOUT: Menu.VIEW,
    Menu.WINDOW: Menu.VIEW,
    Menu.CORRECTION: Menu.SEGMENTATION,
    Menu.CLICKING: Menu.SEGMENTATION,
    Menu.SHAPING: Menu.SEGMENTATION,
    Menu.OVERLAY: Menu.SEGMENTATION,
    Menu.FOLLOW_UP: Menu.TOOLS,
}
"""Submenu to the menu that holds it."""


class Need(StrEnum):
    """What must be there for an action to be possible."""

    NOTHING = "nothing"
    VOLUMES = "volumes"
    """At least one sequence is shown."""
    OWN_SCANS = "own scans"
    """The patient's own scans are shown, and not what the network saw."""
    STUDY = "study"
    """A checked study is open."""
    UNSAID_AXES = "unsaid axes"
    """A checked study is open whose files do not say which way their axes run."""
    IDLE_STUDY = "idle study"
    """A checked study is open, nothing is being segmented and no other study read."""
    ACCURATE = "accurate"
    """The same, and the model does more in Accurate mode than in Fast."""
    PREPARATION = "preparation"
    """The open study was prepared from raw scans, and nothing is under way."""
    SEGMENTING = "segmenting"
    LABELS = "labels"
    """A segmentation is shown."""
    RESULTS = "results"
    """The study has more than one result."""
    TUMOUR = "tumour"
    """A segmentation is shown and it is not empty."""
    PROBABILITIES = "probabilities"
    """The segmentation came from the model in this session."""
    CORRECTING = "correcting"
    """The left button paints labels."""
    CLICKING = "clicking"
    """A click corrects labels in three dimensions."""
    CLICKED = "clicked"
    """Something was clicked that is not kept yet."""
    GROWING = "growing"
    """The left button paints labels, and the network's probabilities are there."""
    ESCAPE = "escape"
    """A segmentation runs or a tool has the left button."""
    CORRECTED = "corrected"
    """The segmentation was corrected by hand."""
    UNDO = "undo"
    REDO = "redo"
    COMPARISON = "comparison"
    PREPARED = "prepared"
    """A study of raw scans is open, of which the network sees something else."""
    BRAIN = "brain"
    """The brain of the raw study that is shown was extracted, and can be corrected."""
    TIME_POINTS = "time points"
    """Another time point of the patient is there, and nothing is under way."""
    BESIDE = "beside"
    """Another time point is shown beside the patient's own scans, and nothing is under way."""
    MARKS = "marks"
    """Something was measured by hand."""
    MARKS_UNDO = "marks undo"
    """What was measured by hand was changed."""


def is_met(need: Need, session: Session) -> bool:
    """Whether the session has what an action needs."""
    labels = session.labels
    history = session.brain.history if session.brain.target else session.corrections.history
    can_change = session.own_view is None and not session.busy
    clicking = session.correcting and session.brush.tool is BrushTool.CLICK
    painting = session.correcting and not clicking
    checks = {
        Need.NOTHING: lambda: True,
        Need.VOLUMES: lambda: bool(session.volumes),
        Need.OWN_SCANS: lambda: bool(session.volumes) and session.own_view is None,
        Need.STUDY: lambda: session.study is not None,
        Need.UNSAID_AXES: lambda: (
            session.study is not None
            and session.study.axes_from is not AxesFrom.FILE
            and not session.busy
        ),
        Need.IDLE_STUDY: lambda: session.study is not None and not session.busy,
        Need.ACCURATE: lambda: (
            session.study is not None and not session.busy and session.has_accurate
        ),
        Need.PREPARATION: lambda: session.preparation is not None and not session.busy,
        Need.SEGMENTING: lambda: session.segmenting,
        Need.LABELS: lambda: labels is not None,
        Need.TUMOUR: lambda: labels is not None and labels.has_tumour,
        Need.PROBABILITIES: lambda: (
            labels is not None and labels.segmentation.probabilities is not None
        ),
        Need.RESULTS: lambda: len(session.results.all) > 1 and not session.busy,
        Need.CORRECTING: lambda: painting,
        Need.CLICKING: lambda: clicking,
        Need.CLICKED: lambda: session.click.open,
        Need.GROWING: lambda: (
            painting and labels is not None and labels.segmentation.probabilities is not None
        ),
        Need.ESCAPE: lambda: (
            session.segmenting
            or session.correcting
            or session.marks.tool is not None
            or session.plan.picking is not None
        ),
        Need.CORRECTED: lambda: (
            labels is not None
            and labels.segmentation.corrected
            and can_change
            and not session.click.open
        ),
        Need.UNDO: lambda: (history.can_undo or session.click.open) and can_change,
        Need.REDO: lambda: history.can_redo and can_change and not session.click.open,
        Need.BRAIN: lambda: session.brain.there and can_change,
        Need.PREPARED: lambda: session.study is not None and session.study.prepared is not None,
        Need.COMPARISON: lambda: session.comparison is not None,
        Need.TIME_POINTS: lambda: bool(session.follow_up.others(session.study)) and can_change,
        Need.BESIDE: lambda: session.follow_up.beside is not Beside.NOTHING and can_change,
        Need.MARKS: lambda: bool(session.marks.drawn) or session.marks.selected is not None,
        Need.MARKS_UNDO: lambda: session.marks.can_undo,
    }
    return checks[need]()


class Scope(StrEnum):
    """Where a shortcut works."""

    WINDOW = "window"
    VIEWS = "views"
    """Only while a view has the focus, so that panels keep Space, arrows and letters."""


@dataclass(frozen=True)
class ActionSpec:
    """One thing the person can do.

    Attributes:
        id: name by which code and settings know it.
        text: English source text, with the menu's mnemonic.
        tooltip: English source sentence that says what it does.
        menu: menu it stands in.
        shortcuts: key sequences in Qt's portable text; the first is shown.
        icon: name of a file in ``resources/icons`` without its ending, or empty.
        need: what must be there for it to be enabled.
        scope: where its shortcut works.
        checkable: it is on or off.
        group: checkable actions of one group exclude each other.
        separator: a line stands above it in its menu.
        repeats: holding its keys repeats it.
        toolbar: it stands in the toolbar.
        short: English text under its icon in the toolbar, and on narrow buttons.
    """

    id: str
    text: str
    tooltip: str
    menu: Menu
    shortcuts: tuple[str, ...] = ()
    icon: str = ""
    need: Need = Need.VOLUMES
    scope: Scope = Scope.WINDOW
    checkable: bool = False
    group: str = ""
    separator: bool = False
    repeats: bool = False
    toolbar: bool = False
    short: str = ""

    def translated_text(self) -> str:
        """Text in the current language, with its mnemonic."""
        return QCoreApplication.translate("Actions", self.text)

    def translated_name(self) -> str:
        """Text in the current language without mnemonic and dots, for tables."""
        return self.translated_text().replace("&", "").rstrip("…")

    def translated_short(self) -> str:
        """Text beside the icon in the current language; empty for the icon alone."""
        return QCoreApplication.translate("Actions", self.short) if self.short else ""

    def translated_tooltip(self) -> str:
        """Tooltip in the current language."""
        return QCoreApplication.translate("Actions", self.tooltip)

    def keys(self) -> tuple[str, ...]:
        """Its shortcuts as this system writes them."""
        native = QKeySequence.SequenceFormat.NativeText
        return tuple(QKeySequence(key).toString(native) for key in self.shortcuts)

    def first_key(self) -> str:
        """The shortcut that is shown, as this system writes it; empty without one."""
        return next(iter(self.keys()), "")
