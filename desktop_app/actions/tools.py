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
        need=Need.OWN_SCANS,
        scope=Scope.VIEWS,
        checkable=True,
        toolbar=True,
        short=QT_TRANSLATE_NOOP("Actions", "Ruler"),
    ),
    ActionSpec(
        "angle",
        QT_TRANSLATE_NOOP("Actions", "An&gle"),
        QT_TRANSLATE_NOOP("Actions", "Three clicks: an arm's end, the vertex, the other end."),
        Menu.TOOLS,
        shortcuts=("Shift+R",),
        icon="angle",
        need=Need.OWN_SCANS,
        scope=Scope.VIEWS,
        checkable=True,
    ),
    ActionSpec(
        "ellipse",
        QT_TRANSLATE_NOOP("Actions", "&Ellipse"),
        QT_TRANSLATE_NOOP(
            "Actions", "Draw an ellipse: its area, and mean, spread and range in each sequence."
        ),
        Menu.TOOLS,
        shortcuts=("L",),
        icon="ellipse",
        need=Need.OWN_SCANS,
        scope=Scope.VIEWS,
        checkable=True,
    ),
    ActionSpec(
        "freehand",
        QT_TRANSLATE_NOOP("Actions", "&Free-hand area"),
        QT_TRANSLATE_NOOP(
            "Actions", "Draw an outline: its area, and mean, spread and range in each sequence."
        ),
        Menu.TOOLS,
        shortcuts=("Shift+L",),
        icon="freehand",
        need=Need.OWN_SCANS,
        scope=Scope.VIEWS,
        checkable=True,
    ),
    ActionSpec(
        "midline_shift",
        QT_TRANSLATE_NOOP("Actions", "&Midline shift"),
        QT_TRANSLATE_NOOP(
            "Actions",
            "Three clicks on an axial or coronal slice: the falx in front, the falx behind, the"
            " septum. The distance of the septum from their line is measured by you, not by the"
            " program.",
        ),
        Menu.TOOLS,
        shortcuts=("M",),
        icon="midline",
        need=Need.OWN_SCANS,
        scope=Scope.VIEWS,
        checkable=True,
    ),
    ActionSpec(
        "symmetry_plane",
        QT_TRANSLATE_NOOP("Actions", "Show the &symmetry plane"),
        QT_TRANSLATE_NOOP(
            "Actions",
            "Draw the plane that sides and distances are counted from. It is the plane in which the"
            " head mirrors best, not the falx.",
        ),
        Menu.TOOLS,
        shortcuts=("Shift+M",),
        need=Need.TUMOUR,
        scope=Scope.VIEWS,
        checkable=True,
    ),
    ActionSpec(
        "delete_mark",
        QT_TRANSLATE_NOOP("Actions", "&Delete what was measured"),
        QT_TRANSLATE_NOOP(
            "Actions", "Take away the selected ruler, angle or area, or else the last one."
        ),
        Menu.TOOLS,
        shortcuts=("Del",),
        need=Need.MARKS,
        scope=Scope.VIEWS,
        separator=True,
    ),
    ActionSpec(
        "delete_marks",
        QT_TRANSLATE_NOOP("Actions", "Delete &all that was measured"),
        QT_TRANSLATE_NOOP("Actions", "Take away every ruler, angle and area."),
        Menu.TOOLS,
        shortcuts=("Shift+Del",),
        need=Need.MARKS,
        scope=Scope.VIEWS,
    ),
    ActionSpec(
        "undo_mark",
        QT_TRANSLATE_NOOP("Actions", "&Undo measuring"),
        QT_TRANSLATE_NOOP(
            "Actions", "Bring back rulers, angles, areas and lines as they were before."
        ),
        Menu.TOOLS,
        shortcuts=("Ctrl+Alt+Z",),
        need=Need.MARKS_UNDO,
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
        "plan_new",
        QT_TRANSLATE_NOOP("Actions", "&New trajectory"),
        QT_TRANSLATE_NOOP(
            "Actions",
            "Two clicks on slices or in the 3-D view: the target, then the entry. What it crosses "
            "stands under Surgical planning.",
        ),
        Menu.TOOLS,
        shortcuts=("Ctrl+T",),
        need=Need.STUDY,
        checkable=True,
        separator=True,
    ),
    ActionSpec(
        "plan_target",
        QT_TRANSLATE_NOOP("Actions", "Trajectory's &target at the cursor"),
        QT_TRANSLATE_NOOP(
            "Actions",
            "Put the target of the selected trajectory, or of a new one, where the cursor is.",
        ),
        Menu.TOOLS,
        shortcuts=("Shift+T",),
        need=Need.STUDY,
        scope=Scope.VIEWS,
    ),
    ActionSpec(
        "plan_entry",
        QT_TRANSLATE_NOOP("Actions", "Trajectory's entr&y at the cursor"),
        QT_TRANSLATE_NOOP(
            "Actions",
            "Put the entry of the selected trajectory, or of a new one, where the cursor is.",
        ),
        Menu.TOOLS,
        shortcuts=("Shift+E",),
        need=Need.STUDY,
        scope=Scope.VIEWS,
    ),
    ActionSpec(
        "planning",
        QT_TRANSLATE_NOOP("Actions", "Surgical &planning…"),
        QT_TRANSLATE_NOOP(
            "Actions",
            "Steps, recommendations and notes beside what this study measures; "
            "trajectories and margins.",
        ),
        Menu.TOOLS,
        shortcuts=("Ctrl+P",),
        icon="planning",
        need=Need.NOTHING,
        toolbar=True,
        short=QT_TRANSLATE_NOOP("Actions", "Plan"),
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
