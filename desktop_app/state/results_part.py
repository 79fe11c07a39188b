"""The segmentation with its corrections and undo, and what it is compared with, in a session."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import SignalInstance

from core.correction.history import History, Step
from core.sessions.contents import Part
from core.sessions.results import Shelf, read_history, read_segmentations
from core.space.affine import Grid
from desktop_app.state.corrections import Corrections
from desktop_app.state.part import Load, fields_of
from desktop_app.state.session import Session
from desktop_app.state.shown import show_labels


class ResultsPart:
    """Kept whole: label maps, probabilities, and the newest steps that can be undone."""

    name = "results"
    worth = True

    def changes(self, session: Session) -> Sequence[SignalInstance]:
        """Another segmentation or comparison, and what was exported of it."""
        return (session.segmentation_changed, session.state_changed)

    def save(self, session: Session) -> Callable[[], Part] | None:
        """Every value is caught here, for the history goes on while the file is written."""
        shown, corrections = session.segmentation, session.corrections
        compared = None if session.comparison is None else session.comparison.segmentation
        if (shown is None or corrections.empty) and compared is None:
            return None
        old = corrections.history
        history = History.of(old.done, old.undone, forgotten=old.forgotten)
        exported = corrections.exported
        flags = {
            "unsaved": session.unsaved,
            "original_unsaved": corrections.original_unsaved,
            "blank": corrections.blank,
            "comparison_name": session.comparison_name,
        }

        def part() -> Part:
            shelf = Shelf()
            values = {
                "shown": shelf.put(shown),
                "comparison": shelf.put(compared),
                "history": shelf.put_history(history),
                # From the end: the oldest steps may be left out.
                "exported": _place(history, exported),
                **flags,
            }
            return Part({**values, "segmentations": shelf.segmentations}, shelf.arrays)

        return part

    def read(self, part: Part, grid: Grid) -> Load:
        """Labels are made ready for the views here."""
        values = fields_of(part.values)
        found = read_segmentations(values["segmentations"], part, grid)
        shown = None if values["shown"] is None else found[values["shown"]]
        compared = None if values["comparison"] is None else found[values["comparison"]]
        labels = None if shown is None else show_labels(shown)
        comparison = None if compared is None else show_labels(compared)
        name, unsaved = str(values["comparison_name"]), bool(values["unsaved"])
        corrections = Corrections(shown, unsaved)
        if shown is not None and shown.corrected:
            history = read_history(values["history"], part, grid.shape)
            before = shown.uncorrected.label_map
            corrections = Corrections(
                shown,
                bool(values["original_unsaved"]),
                bool(values["blank"]),
                int(np.count_nonzero(before != shown.label_map)),
                history,
                _step_at(history, values["exported"]),
            )

        def load(session: Session) -> None:
            session.corrections = corrections
            session.set_labels(labels, unsaved=unsaved)
            session.set_comparison(comparison, name)

        return load


def _place(history: History, exported: object) -> int | None:
    """Which of the steps that can be undone was exported, counted from the newest."""
    for back, step in enumerate(reversed(history.done)):
        if step is exported:
            return back
    return None


def _step_at(history: History, back: object) -> Step | None:
    if type(back) is not int or not 0 <= back < len(history.done):
        return None
    return history.done[-1 - back]
