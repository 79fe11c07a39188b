"""Measuring, reading and help: rows of the action table."""

from __future__ import annotations

from desktop_app.actions.spec import ActionSpec, Menu, Need, Scope
from desktop_app.state.marking import QT_TRANSLATE_NOOP

TOOLS_ACTIONS = (
    ActionSpec(
        "ruler",
        QT_TRANSLATE_NOOP("Actions", "&Ruler"),
        QT_TRANSLATE_NOOP("Actions", "Draw distances in millimetres with the left button."),
        Menu.TOOLS,
        shortcuts=("R",),
        icon="ruler",
        scope=Scope.VIEWS,
        checkable=True,
        toolbar=True,
    ),
    ActionSpec(
        "delete_ruler",
        QT_TRANSLATE_NOOP("Actions", "&Delete last ruler"),
        QT_TRANSLATE_NOOP("Actions", "Take away the ruler that was drawn last."),
        Menu.TOOLS,
        shortcuts=("Del",),
        need=Need.RULERS,
        scope=Scope.VIEWS,
    ),
    ActionSpec(
        "delete_rulers",
        QT_TRANSLATE_NOOP("Actions", "Delete &all rulers"),
        QT_TRANSLATE_NOOP("Actions", "Take away every ruler."),
        Menu.TOOLS,
        shortcuts=("Shift+Del",),
        need=Need.RULERS,
        scope=Scope.VIEWS,
    ),
    ActionSpec(
        "copy_measurements",
        QT_TRANSLATE_NOOP("Actions", "&Copy measurements"),
        QT_TRANSLATE_NOOP("Actions", "Put the table of volumes and diameters on the clipboard."),
        Menu.TOOLS,
        shortcuts=("Ctrl+Shift+C",),
        need=Need.LABELS,
        separator=True,
    ),
    ActionSpec(
        "planning",
        QT_TRANSLATE_NOOP("Actions", "Surgical &planning…"),
        QT_TRANSLATE_NOOP(
            "Actions", "Steps, recommendations and notes beside what this study measures."
        ),
        Menu.TOOLS,
        shortcuts=("Ctrl+P",),
        icon="planning",
        need=Need.NOTHING,
        separator=True,
        toolbar=True,
        short=QT_TRANSLATE_NOOP("Actions", "Planning"),
    ),
    ActionSpec(
        "legend",
        QT_TRANSLATE_NOOP("Actions", "&Legend…"),
        QT_TRANSLATE_NOOP(
            "Actions", "What each label and region is and how it looks in each sequence."
        ),
        Menu.HELP,
        shortcuts=("Ctrl+G",),
        icon="legend",
        need=Need.NOTHING,
        toolbar=True,
        short=QT_TRANSLATE_NOOP("Actions", "Legend"),
    ),
    ActionSpec(
        "manual",
        QT_TRANSLATE_NOOP("Actions", "User &manual…"),
        QT_TRANSLATE_NOOP("Actions", "How to use the program, with a search."),
        Menu.HELP,
        shortcuts=("F1",),
        icon="help",
        need=Need.NOTHING,
        toolbar=True,
        short=QT_TRANSLATE_NOOP("Actions", "Manual"),
    ),
    ActionSpec(
        "shortcuts",
        QT_TRANSLATE_NOOP("Actions", "&Keyboard shortcuts…"),
        QT_TRANSLATE_NOOP("Actions", "Every key in one table."),
        Menu.HELP,
        shortcuts=("?",),
        need=Need.NOTHING,
    ),
    ActionSpec(
        "self_test",
        QT_TRANSLATE_NOOP("Actions", "&Self-test…"),
        QT_TRANSLATE_NOOP(
            "Actions",
            "Check models, demo study, exporters and graphics of this installation, offline.",
        ),
        Menu.HELP,
        need=Need.NOTHING,
        separator=True,
    ),
    ActionSpec(
        "copy_diagnostics",
        QT_TRANSLATE_NOOP("Actions", "&Copy diagnostics"),
        QT_TRANSLATE_NOOP(
            "Actions",
            "Put versions, settings and the end of the log on the clipboard, without names of"
            " files or patients.",
        ),
        Menu.HELP,
        need=Need.NOTHING,
    ),
    ActionSpec(
        "about",
        QT_TRANSLATE_NOOP("Actions", "&About Gliovista…"),
        QT_TRANSLATE_NOOP("Actions", "Version, model card, licences and disclaimer."),
        Menu.HELP,
        need=Need.NOTHING,
        separator=True,
    ),
)
