"""Corrections of a whole shape: rows of the action table."""

from __future__ import annotations

from desktop_app.actions.spec import ActionSpec, Menu, Need, Scope
from desktop_app.state.marking import QT_TRANSLATE_NOOP

SHAPING_ACTIONS = (
    ActionSpec(
        "fill_at_cursor",
        QT_TRANSLATE_NOOP("Actions", "&Fill at the cursor"),
        QT_TRANSLATE_NOOP(
            "Actions",
            "Give the brush's label to the area under the cursor, if labels close it in or it"
            " bears one.",
        ),
        Menu.SHAPING,
        shortcuts=("K",),
        need=Need.CORRECTING,
        scope=Scope.VIEWS,
    ),
    ActionSpec(
        "close_holes",
        QT_TRANSLATE_NOOP("Actions", "Close &holes"),
        QT_TRANSLATE_NOOP(
            "Actions", "Give the brush's label to every place without one that labels close in."
        ),
        Menu.SHAPING,
        need=Need.CORRECTING,
        scope=Scope.VIEWS,
    ),
    ActionSpec(
        "smooth_labels",
        QT_TRANSLATE_NOOP("Actions", "S&mooth borders"),
        QT_TRANSLATE_NOOP(
            "Actions",
            "Smooth the borders of all labels that are shown, by the amount in the panel.",
        ),
        Menu.SHAPING,
        need=Need.CORRECTING,
        scope=Scope.VIEWS,
    ),
    ActionSpec(
        "grow_label",
        QT_TRANSLATE_NOOP("Actions", "Gro&w"),
        QT_TRANSLATE_NOOP("Actions", "Let the brush's label grow by the amount in the panel."),
        Menu.SHAPING,
        shortcuts=("Shift+.",),
        need=Need.CORRECTING,
        scope=Scope.VIEWS,
    ),
    ActionSpec(
        "shrink_label",
        QT_TRANSLATE_NOOP("Actions", "Shrin&k"),
        QT_TRANSLATE_NOOP(
            "Actions",
            "Let the brush's label shrink by the amount in the panel; what is nearest takes its"
            " place.",
        ),
        Menu.SHAPING,
        shortcuts=("Shift+,",),
        need=Need.CORRECTING,
        scope=Scope.VIEWS,
    ),
    ActionSpec(
        "between_slices",
        QT_TRANSLATE_NOOP("Actions", "Fill &between slices"),
        QT_TRANSLATE_NOOP(
            "Actions",
            "Give the brush's label to the slices of this plane between those that hold it, by"
            " their shapes.",
        ),
        Menu.SHAPING,
        shortcuts=("J",),
        need=Need.CORRECTING,
        scope=Scope.VIEWS,
    ),
    ActionSpec(
        "grow_region",
        QT_TRANSLATE_NOOP("Actions", "Grow from the &cursor"),
        QT_TRANSLATE_NOOP(
            "Actions",
            "Give the brush's label to all around the cursor that the network found probable,"
            " from the level in the panel on.",
        ),
        Menu.SHAPING,
        shortcuts=("Y",),
        need=Need.GROWING,
        scope=Scope.VIEWS,
    ),
)
