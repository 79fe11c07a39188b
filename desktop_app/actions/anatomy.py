"""Where in the brain: rows of the action table."""

from __future__ import annotations

from desktop_app.actions.spec import ActionSpec, Menu, Need, Scope
from desktop_app.state.marking import QT_TRANSLATE_NOOP

ANATOMY_ACTIONS = (
    ActionSpec(
        "structures",
        QT_TRANSLATE_NOOP("Actions", "&Atlas structures"),
        QT_TRANSLATE_NOOP(
            "Actions",
            "Draw lobes, deep structures, eloquent cortex and tracts of an atlas over the scans.",
        ),
        Menu.OVERLAY,
        shortcuts=("Shift+A",),
        need=Need.STUDY,
        scope=Scope.VIEWS,
        checkable=True,
        separator=True,
    ),
    ActionSpec(
        "structures_tint",
        QT_TRANSLATE_NOOP("Actions", "&Tint the structures"),
        QT_TRANSLATE_NOOP("Actions", "Fill the atlas's structures, instead of outlining them."),
        Menu.OVERLAY,
        shortcuts=("Shift+S",),
        need=Need.STUDY,
        scope=Scope.VIEWS,
        checkable=True,
    ),
    ActionSpec(
        "page_place",
        QT_TRANSLATE_NOOP("Actions", "Page: where"),
        QT_TRANSLATE_NOOP("Actions", "Side panel: structures of the brain, and VASARI."),
        Menu.VIEW,
        shortcuts=("Alt+5",),
        need=Need.NOTHING,
    ),
    ActionSpec(
        "vasari",
        QT_TRANSLATE_NOOP("Actions", "&VASARI features"),
        QT_TRANSLATE_NOOP(
            "Actions", "The questionnaire: what the program answers, and what is left to you."
        ),
        Menu.TOOLS,
        shortcuts=("Ctrl+Shift+V",),
        need=Need.TUMOUR,
        separator=True,
    ),
    ActionSpec(
        "export_vasari",
        QT_TRANSLATE_NOOP("Actions", "VA&SARI as JSON or CSV…"),
        QT_TRANSLATE_NOOP("Actions", "Save every feature with its number and its rule."),
        Menu.EXPORT,
        need=Need.TUMOUR,
    ),
    ActionSpec(
        "export_places",
        QT_TRANSLATE_NOOP("Actions", "S&hares and distances as JSON or CSV…"),
        QT_TRANSLATE_NOOP(
            "Actions", "Save how much of each region lies in each structure, and the way to others."
        ),
        Menu.EXPORT,
        need=Need.TUMOUR,
    ),
)
