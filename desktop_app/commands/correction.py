"""What the actions about correcting by hand do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from core.correction.growing import label_probability
from core.labels import Label
from desktop_app.actions.set import PAINT_ACTIONS
from desktop_app.commands.surroundings import Surroundings
from desktop_app.state.brush import BrushTool, GreyLimit
from desktop_app.state.shown import greys_around
from desktop_app.work.correcting import Correcting
from desktop_app.work.shaping import Shaping

_FINE_MM, _FINE_STEP_MM, _STEP_MM = 5.0, 0.5, 1.0
"""Up to 5 mm the brush changes by half a millimetre, beyond that by a whole one."""


class CorrectionCommands(QObject):
    """The mode, its brush, and what can be done to labels."""

    toggled = Signal()
    """The person began to correct, or ended it."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around.parent)
        self._session, self._messages = around.session, around.messages
        self.correcting = Correcting(around.session, around.jobs, self)
        self.correcting.failed.connect(around.show_error)
        self.shaping = Shaping(around.session, self.correcting)
        self.shaping.unchanged.connect(self._say_unchanged)

    def commands(self) -> dict[str, Callable[[], object]]:
        """Action ids and what they do."""
        correcting, session, shaping = self.correcting, self._session, self.shaping
        return {
            "correct": self._toggle,
            **{name: self._paint(label) for name, label in PAINT_ACTIONS.items()},
            "brush_larger": lambda: session.set_brush(radius_mm=larger(session.brush.radius_mm)),
            "brush_smaller": lambda: session.set_brush(radius_mm=smaller(session.brush.radius_mm)),
            "brush_ball": lambda: session.set_brush(ball=not session.brush.ball),
            "outline_tool": self._toggle_outline,
            "beyond_head": lambda: session.set_brush(beyond_head=not session.brush.beyond_head),
            "limit_grey": self._toggle_grey,
            "paint_at_cursor": correcting.dab,
            "erase_at_cursor": lambda: correcting.dab(erase=True),
            "remove_island": shaping.remove_island,
            "fill_at_cursor": shaping.fill,
            "close_holes": shaping.close_holes,
            "smooth_labels": shaping.smooth,
            "grow_label": shaping.grow,
            "shrink_label": shaping.shrink,
            "between_slices": shaping.between,
            "grow_region": shaping.grow_region,
            "undo": correcting.undo,
            "redo": correcting.redo,
            "uncorrected": shaping.go_back,
        }

    def _toggle(self) -> None:
        if self._session.own_view is not None:
            self._session.state_changed.emit()  # the action is not on
            self._messages.note(
                self.tr(
                    "Labels are corrected on the patient's own scans, and you look at what the "
                    "network saw. Switch back first (View, Show what the network saw)."
                )
            )
            return
        self.correcting.set_on(not self._session.correcting)
        self.toggled.emit()

    def _paint(self, label: Label) -> Callable[[], None]:
        return lambda: self._session.set_brush(label=label)

    def _toggle_outline(self) -> None:
        outline = self._session.brush.tool is BrushTool.OUTLINE
        self._session.set_brush(tool=BrushTool.BRUSH if outline else BrushTool.OUTLINE)

    def _toggle_grey(self) -> None:
        session = self._session
        grey = None
        modality = session.active[0]
        shown = session.volumes.get(modality)
        # In the empty view of a sequence that is absent there are no grey values.
        if session.brush.grey is None and shown is not None:
            low, high = greys_around(shown.ras, session.cursor, session.spacing_mm)
            grey = GreyLimit(modality, low, high)
        session.set_brush(grey=grey)

    def _say_unchanged(self, name: str) -> None:
        sentences = {
            "fill": self.tr(
                "Nothing was filled: the area under the cursor is open, or has this label already."
            ),
            "close_holes": self.tr("No label closes in a hole here."),
            "smooth": self.tr("Nothing is to be smoothed here."),
            "grow": self.tr("This label is not here, or nothing around it may be painted over."),
            "shrink": self.tr("This label is not here."),
            "between": self.tr(
                "No slice lies between two that hold this label: paint it on two slices of this"
                " plane with some between them."
            ),
            "grow_region": self._why_not_grown(),
            "remove_island": self.tr(
                "There is no label under the cursor: Ctrl + click the island first."
            ),
            "go_back": self.tr("The result is uncorrected already."),
        }
        self._messages.note(sentences[name])

    def _why_not_grown(self) -> str:
        """With the probability at the cursor, below which a level has nothing to begin with."""
        session, found = self._session, self._session.segmentation
        label = session.brush.label
        if found is None or found.probabilities is None or label is Label.BACKGROUND:
            return self.tr("Only a label grows, and only in a result of the network.")
        i, j, k = session.native_cursor
        here = found.probabilities[:, i : i + 1, j : j + 1, k : k + 1]
        probable = float(label_probability(here, label).item()) / 255
        if probable >= session.brush.level:
            return self.tr("All of it has this label already, or may not be painted over.")
        text = self.tr(
            "The network finds this label with {0} % at the cursor, below the level of {1} %:"
            " lower the level, or click another place with Ctrl."
        )
        return text.format(f"{100 * probable:.0f}", f"{100 * session.brush.level:.0f}")


def larger(radius_mm: float) -> float:
    """The next wider radius."""
    return radius_mm + (_FINE_STEP_MM if radius_mm < _FINE_MM else _STEP_MM)


def smaller(radius_mm: float) -> float:
    """The next narrower radius."""
    return radius_mm - (_FINE_STEP_MM if radius_mm <= _FINE_MM else _STEP_MM)
