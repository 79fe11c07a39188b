"""Finding the tumour and showing it: rows of the action table."""

from __future__ import annotations

from desktop_app.actions.spec import ActionSpec, Menu, Need, Scope
from desktop_app.state.marking import QT_TRANSLATE_NOOP

SEGMENTATION_ACTIONS = (
    ActionSpec(
        "segment",
        QT_TRANSLATE_NOOP("Actions", "&Segment tumour"),
        QT_TRANSLATE_NOOP("Actions", "Find the tumour in this study with the chosen model."),
        Menu.SEGMENTATION,
        shortcuts=(
            "Ctrl+Return",
            "Ctrl+Enter",
        ),
        icon="segment",
        need=Need.IDLE_STUDY,
    ),
    ActionSpec(
        "segment_accurate",
        QT_TRANSLATE_NOOP("Actions", "Segment, &accurate"),
        QT_TRANSLATE_NOOP(
            "Actions",
            "Also look at mirrored and moved copies and average all; takes several times as long.",
        ),
        Menu.SEGMENTATION,
        shortcuts=(
            "Ctrl+Shift+Return",
            "Ctrl+Shift+Enter",
        ),
        icon="segment-accurate",
        need=Need.ACCURATE,
    ),
    ActionSpec(
        "segment_with",
        QT_TRANSLATE_NOOP("Actions", "Segment &with another model…"),
        QT_TRANSLATE_NOOP(
            "Actions",
            "Let another model find the tumour, and compare it with the result that stands.",
        ),
        Menu.SEGMENTATION,
        shortcuts=("Ctrl+Alt+Return", "Ctrl+Alt+Enter"),
        need=Need.IDLE_STUDY,
    ),
    ActionSpec(
        "models",
        QT_TRANSLATE_NOOP("Actions", "Mode&ls…"),
        QT_TRANSLATE_NOOP(
            "Actions", "Which models are there, and which one segments; bring one or remove it."
        ),
        Menu.SEGMENTATION,
        shortcuts=("Ctrl+Shift+M",),
        need=Need.NOTHING,
    ),
    ActionSpec(
        "cancel",
        QT_TRANSLATE_NOOP("Actions", "&Cancel, or put the tool away"),
        QT_TRANSLATE_NOOP(
            "Actions",
            "Stop the segmentation that is running; else leave the brush or the measuring tool.",
        ),
        Menu.SEGMENTATION,
        shortcuts=("Esc",),
        icon="cancel",
        need=Need.ESCAPE,
    ),
    ActionSpec(
        "overlay",
        QT_TRANSLATE_NOOP("Actions", "&Show overlay"),
        QT_TRANSLATE_NOOP(
            "Actions",
            "Show or hide the labels; hold the key to see the image without them meanwhile.",
        ),
        Menu.OVERLAY,
        shortcuts=("Space",),
        icon="eye",
        need=Need.LABELS,
        scope=Scope.VIEWS,
        checkable=True,
        separator=True,
        toolbar=True,
        short=QT_TRANSLATE_NOOP("Actions", "Labels"),
    ),
    ActionSpec(
        "overlay_style",
        QT_TRANSLATE_NOOP("Actions", "Fill, &outline or both"),
        QT_TRANSLATE_NOOP("Actions", "Change how labels are drawn."),
        Menu.OVERLAY,
        shortcuts=("O",),
        need=Need.LABELS,
        scope=Scope.VIEWS,
    ),
    ActionSpec(
        "more_opaque",
        QT_TRANSLATE_NOOP("Actions", "&More opaque"),
        QT_TRANSLATE_NOOP("Actions", "Let the labels cover more of the scan."),
        Menu.OVERLAY,
        shortcuts=("Ctrl+Up",),
        need=Need.LABELS,
        scope=Scope.VIEWS,
        repeats=True,
    ),
    ActionSpec(
        "less_opaque",
        QT_TRANSLATE_NOOP("Actions", "&Less opaque"),
        QT_TRANSLATE_NOOP("Actions", "Let more of the scan shine through."),
        Menu.OVERLAY,
        shortcuts=("Ctrl+Down",),
        need=Need.LABELS,
        scope=Scope.VIEWS,
        repeats=True,
    ),
    ActionSpec(
        "brain_outline",
        QT_TRANSLATE_NOOP("Actions", "Bra&in outline"),
        QT_TRANSLATE_NOOP(
            "Actions", "Show where the extracted brain of a raw study ends, over its own scans."
        ),
        Menu.OVERLAY,
        shortcuts=("Shift+V",),
        need=Need.BRAIN,
        scope=Scope.VIEWS,
        checkable=True,
    ),
    ActionSpec(
        "label_et",
        QT_TRANSLATE_NOOP("Actions", "&Enhancing tumour"),
        QT_TRANSLATE_NOOP("Actions", "Show or hide enhancing tumour."),
        Menu.OVERLAY,
        shortcuts=("F4",),
        need=Need.LABELS,
        checkable=True,
        separator=True,
    ),
    ActionSpec(
        "label_ncr",
        QT_TRANSLATE_NOOP("Actions", "&Necrotic core"),
        QT_TRANSLATE_NOOP("Actions", "Show or hide necrotic and non-enhancing core."),
        Menu.OVERLAY,
        shortcuts=("F2",),
        need=Need.LABELS,
        checkable=True,
    ),
    ActionSpec(
        "label_ed",
        QT_TRANSLATE_NOOP("Actions", "Oe&dema"),
        QT_TRANSLATE_NOOP("Actions", "Show or hide peritumoural oedema."),
        Menu.OVERLAY,
        shortcuts=("F3",),
        need=Need.LABELS,
        checkable=True,
    ),
    ActionSpec(
        "next_result",
        QT_TRANSLATE_NOOP("Actions", "&Next result"),
        QT_TRANSLATE_NOOP(
            "Actions", "Show the next of this study's results: found, loaded, corrected."
        ),
        Menu.SEGMENTATION,
        shortcuts=("Ctrl+Right",),
        need=Need.RESULTS,
        scope=Scope.VIEWS,
        separator=True,
    ),
    ActionSpec(
        "previous_result",
        QT_TRANSLATE_NOOP("Actions", "&Previous result"),
        QT_TRANSLATE_NOOP("Actions", "Show the result of this study before this one."),
        Menu.SEGMENTATION,
        shortcuts=("Ctrl+Left",),
        need=Need.RESULTS,
        scope=Scope.VIEWS,
    ),
    ActionSpec(
        "next_disagreement",
        QT_TRANSLATE_NOOP("Actions", "Next disa&greement"),
        QT_TRANSLATE_NOOP(
            "Actions", "Go through the pieces that only one of two compared results has."
        ),
        Menu.SEGMENTATION,
        shortcuts=("Shift+D",),
        need=Need.COMPARISON,
        scope=Scope.VIEWS,
    ),
    ActionSpec(
        "remove_comparison",
        QT_TRANSLATE_NOOP("Actions", "&Remove compared label map"),
        QT_TRANSLATE_NOOP("Actions", "Take the outline of the second label map away."),
        Menu.SEGMENTATION,
        need=Need.COMPARISON,
        separator=True,
    ),
)
