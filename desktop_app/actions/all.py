"""Every action of the program in one table.

Menus, toolbar, shortcuts, the shortcuts page of the manual and tests are made from
:data:`ACTIONS`. Texts are English source strings of the translation context ``Actions``.
"""

from __future__ import annotations

from desktop_app.actions.anatomy import ANATOMY_ACTIONS
from desktop_app.actions.clicking import CLICKING_ACTIONS
from desktop_app.actions.correction import CORRECTION_ACTIONS
from desktop_app.actions.file import FILE_ACTIONS
from desktop_app.actions.follow_up import FOLLOW_UP_ACTIONS
from desktop_app.actions.judging import JUDGING_ACTIONS
from desktop_app.actions.navigate import NAVIGATE_ACTIONS
from desktop_app.actions.segmentation import SEGMENTATION_ACTIONS
from desktop_app.actions.shaping import SHAPING_ACTIONS
from desktop_app.actions.spec import MENU_BAR, SUBMENUS, ActionSpec, Menu, Need, Scope, is_met
from desktop_app.actions.tools import TOOLS_ACTIONS
from desktop_app.actions.view import VIEW_ACTIONS

__all__ = [
    "ACTIONS",
    "MENU_BAR",
    "SUBMENUS",
    "ActionSpec",
    "Menu",
    "Need",
    "Scope",
    "action",
    "is_met",
]

ACTIONS: tuple[ActionSpec, ...] = (
    *FILE_ACTIONS,
    *VIEW_ACTIONS,
    *NAVIGATE_ACTIONS,
    *SEGMENTATION_ACTIONS,
    *JUDGING_ACTIONS,
    *CORRECTION_ACTIONS,
    *CLICKING_ACTIONS,
    *SHAPING_ACTIONS,
    *TOOLS_ACTIONS,
    *FOLLOW_UP_ACTIONS,
    *ANATOMY_ACTIONS,
)

_BY_ID = {spec.id: spec for spec in ACTIONS}


def action(action_id: str) -> ActionSpec:
    """The action of an id.

    Raises:
        KeyError: no action has this id.
    """
    return _BY_ID[action_id]
