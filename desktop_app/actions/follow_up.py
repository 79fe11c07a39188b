"""Time points of one patient: rows of the action table."""

from __future__ import annotations

from desktop_app.actions.spec import ActionSpec, Menu, Need, Scope
from desktop_app.state.marking import QT_TRANSLATE_NOOP

FOLLOW_UP_ACTIONS = (
    ActionSpec(
        "add_time_point",
        QT_TRANSLATE_NOOP("Actions", "&Add a time point…"),
        QT_TRANSLATE_NOOP(
            "Actions", "Take another study of this patient, from a folder of any kind."
        ),
        Menu.FOLLOW_UP,
        shortcuts=("Ctrl+N",),
        need=Need.IDLE_STUDY,
    ),
    ActionSpec(
        "segment_time_points",
        QT_TRANSLATE_NOOP("Actions", "&Segment the others"),
        QT_TRANSLATE_NOOP(
            "Actions", "Let the network find the tumour at every time point that has no result."
        ),
        Menu.FOLLOW_UP,
        need=Need.TIME_POINTS,
    ),
    ActionSpec(
        "beside",
        QT_TRANSLATE_NOOP("Actions", "Side &by side"),
        QT_TRANSLATE_NOOP(
            "Actions", "Show another time point beside the open study, at the same place."
        ),
        Menu.FOLLOW_UP,
        shortcuts=("6",),
        need=Need.TIME_POINTS,
        scope=Scope.VIEWS,
        checkable=True,
        separator=True,
    ),
    ActionSpec(
        "flick",
        QT_TRANSLATE_NOOP("Actions", "&Flick in place"),
        QT_TRANSLATE_NOOP(
            "Actions", "Show the open study and the other time point in one place, in turn."
        ),
        Menu.FOLLOW_UP,
        shortcuts=("5",),
        need=Need.TIME_POINTS,
        scope=Scope.VIEWS,
        checkable=True,
    ),
    ActionSpec(
        "change_overlay",
        QT_TRANSLATE_NOOP("Actions", "&What changed"),
        QT_TRANSLATE_NOOP(
            "Actions",
            "Paint where a region grew, shrank and stayed, while another time point is shown.",
        ),
        Menu.FOLLOW_UP,
        shortcuts=("7",),
        need=Need.TIME_POINTS,
        scope=Scope.VIEWS,
        checkable=True,
    ),
    ActionSpec(
        "next_time_point",
        QT_TRANSLATE_NOOP("Actions", "&Next time point beside"),
        QT_TRANSLATE_NOOP("Actions", "Show the next of the other time points beside."),
        Menu.FOLLOW_UP,
        shortcuts=("8",),
        need=Need.TIME_POINTS,
        scope=Scope.VIEWS,
    ),
    ActionSpec(
        "carry_labels",
        QT_TRANSLATE_NOOP("Actions", "&Take over its labels"),
        QT_TRANSLATE_NOOP(
            "Actions",
            "Put the labels of the time point beside onto the open study, to correct them from "
            "there.",
        ),
        Menu.FOLLOW_UP,
        need=Need.BESIDE,
        separator=True,
    ),
    ActionSpec(
        "open_time_point",
        QT_TRANSLATE_NOOP("Actions", "&Open the one beside"),
        QT_TRANSLATE_NOOP(
            "Actions", "Make the time point beside the open study, to segment and correct it."
        ),
        Menu.FOLLOW_UP,
        need=Need.BESIDE,
    ),
    ActionSpec(
        "export_follow_up",
        QT_TRANSLATE_NOOP("Actions", "&Export the course as CSV…"),
        QT_TRANSLATE_NOOP(
            "Actions", "Sizes, changes and categories of every time point, as a table."
        ),
        Menu.FOLLOW_UP,
        need=Need.TIME_POINTS,
    ),
)
