"""Judging a result: rows of the action table."""

from __future__ import annotations

from desktop_app.actions.spec import ActionSpec, Menu, Need, Scope
from desktop_app.state.marking import QT_TRANSLATE_NOOP

JUDGING_ACTIONS = (
    ActionSpec(
        "doubt",
        QT_TRANSLATE_NOOP("Actions", "&Paint the doubt"),
        QT_TRANSLATE_NOOP(
            "Actions", "Show how undecided the network is, in the place of the labels' fill."
        ),
        Menu.OVERLAY,
        shortcuts=("Q",),
        need=Need.PROBABILITIES,
        scope=Scope.VIEWS,
        checkable=True,
        separator=True,
    ),
    ActionSpec(
        "doubt_borders",
        QT_TRANSLATE_NOOP("Actions", "&Borders of doubt"),
        QT_TRANSLATE_NOOP("Actions", "Show where the border would lie at .3 and at .7."),
        Menu.OVERLAY,
        shortcuts=("Shift+Q",),
        need=Need.PROBABILITIES,
        scope=Scope.VIEWS,
        checkable=True,
    ),
    ActionSpec(
        "next_doubtful",
        QT_TRANSLATE_NOOP("Actions", "Ne&xt doubtful place"),
        QT_TRANSLATE_NOOP(
            "Actions", "Go through the places where the result is in doubt, the largest first."
        ),
        Menu.NAVIGATE,
        shortcuts=("Z",),
        need=Need.PROBABILITIES,
        scope=Scope.VIEWS,
        separator=True,
    ),
)
