"""Every result of a study with its corrections and undo, and what is compared, in a session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import SignalInstance

from core.correction.history import History, Step
from core.sessions.contents import Part
from core.sessions.plain import from_plain, to_plain
from core.sessions.results import Shelf, read_history, read_segmentations
from core.space.affine import GRID_TOLERANCE_MM, Grid, grid_difference_mm
from core.studies.findings import Finding
from core.studies.segmentation import Segmentation
from desktop_app.state.corrections import Corrections, Stroke
from desktop_app.state.part import Load, fields_of
from desktop_app.state.results import Result
from desktop_app.state.session import Session
from desktop_app.state.shown import show_labels


@dataclass(frozen=True, eq=False)
class _Caught:
    """A result at one moment: the history goes on while the file is written."""

    segmentation: Segmentation
    history: History
    exported: Step | None
    clicked: list[tuple[Step | None, Sequence[Stroke]]]
    flags: dict[str, Any]


class ResultsPart:
    """Kept whole: label maps, probabilities, and the newest steps that can be undone."""

    name = "results"
    worth = True

    def changes(self, session: Session) -> Sequence[SignalInstance]:
        """Another result or comparison, and what was exported of it."""
        return (session.segmentation_changed, session.state_changed)

    def save(self, session: Session) -> Callable[[], Part] | None:
        """Every value is caught here."""
        # A stroke that goes on is no part of the result yet.
        found = [r for r in session.results.own if not r.corrections.empty]
        compared = None if session.comparison is None else session.comparison.segmentation
        if not found and compared is None:
            return None
        shown = found.index(session.results.shown) if session.results.shown in found else None
        caught, name = [_catch(result) for result in found], session.comparison_name

        def part() -> Part:
            shelf = Shelf()
            results = [
                {
                    "segmentation": shelf.put(one.segmentation),
                    "history": shelf.put_history(one.history),
                    # From the newest: the oldest steps may be left out.
                    "exported": _place(one.history, one.exported),
                    "clicks": [_told(one.history, *clicked) for clicked in one.clicked],
                    **one.flags,
                }
                for one in caught
            ]
            values = {
                "results": results,
                "shown": shown,
                "comparison": shelf.put(compared),
                "comparison_name": name,
            }
            return Part({**values, "segmentations": shelf.segmentations}, shelf.arrays)

        return part

    def read(self, part: Part, grid: Grid) -> Load:
        """Labels are made ready for the views here."""
        values = fields_of(part.values)
        found = read_segmentations(values["segmentations"], part)
        results = [_result(fields_of(one), found, part, grid) for one in values["results"]]
        shown = None if values["shown"] is None else results[values["shown"]]
        compared = None if values["comparison"] is None else found[values["comparison"]]
        comparison = None if compared is None else show_labels(_on(compared, grid))
        name = str(values["comparison_name"])

        def load(session: Session) -> None:
            for old in session.results.own:
                session.results.remove(old)
            for result in results:
                session.results.add(result)
            session.results.show(shown)
            session.set_comparison(comparison, name)

        return load


def _catch(result: Result) -> _Caught:
    corrections = result.corrections
    old = corrections.history
    return _Caught(
        result.segmentation,
        History.of(old.done, old.undone, forgotten=old.forgotten),
        corrections.exported,
        [(None, corrections.earlier), *corrections.clicked.items()],
        {
            "unsaved": result.unsaved,
            "path": None if result.path is None else str(result.path),
            "findings": to_plain(result.findings),
            "original_unsaved": corrections.original_unsaved,
            "blank": corrections.blank,
            "carried": corrections.carried,
        },
    )


def _result(
    values: dict[str, Any], found: Sequence[Segmentation], part: Part, grid: Grid
) -> Result:
    now = _on(found[values["segmentation"]], grid)
    original, labels = now.uncorrected, show_labels(now)
    history = read_history(values["history"], part, labels.ras.shape)
    corrections = Corrections(
        now,
        from_plain(bool, values["original_unsaved"]),
        from_plain(bool, values["blank"]),
        int(np.count_nonzero(original.label_map != now.label_map)),
        history,
        _step_at(history, values["exported"]),
        from_plain(bool, values["carried"]),
        show_labels(_on(original, grid)) if now.corrected else None,
    )
    for told in values.get("clicks", []):
        _take_clicks(corrections, fields_of(told), labels.ras.shape)
    # The steps of the history are among those that the result counts.
    counted = history.steps + corrections.more_clicks
    corrections.steps_before = max(now.own_steps - counted, 0)
    corrections.clicks_before = max(now.own_clicks - len(corrections.strokes), 0)
    path = from_plain(str | None, values["path"])
    unsaved = from_plain(bool, values["unsaved"])
    findings = from_plain(tuple[Finding, ...], values["findings"])
    file = None if path is None else Path(path)
    return Result(labels, unsaved, file, findings, corrections=corrections)


def _told(history: History, step: Step | None, strokes: Sequence[Stroke]) -> dict[str, Any]:
    """Clicks and the step that they made, counted from the newest that is done or undone."""
    undone = [back for back, s in enumerate(reversed(history.undone)) if s is step]
    return {
        "done": _place(history, step),
        "undone": undone[0] if undone else None,
        "strokes": to_plain(tuple(strokes)),
    }


def _take_clicks(corrections: Corrections, told: dict[str, Any], shape: tuple[int, ...]) -> None:
    strokes = from_plain(tuple[Stroke, ...], told["strokes"])
    for click in (click for stroke in strokes for click in stroke):
        if not all(0 <= v < n for v, n in zip(click.voxel, shape, strict=True)):
            raise ValueError("a click lies outside of the study")
    history = corrections.history
    step = _step_at(history, told["done"])
    back = told["undone"]
    if step is None and type(back) is int and 0 <= back < len(history.undone):
        step = history.undone[-1 - back]
    if step is None:
        corrections.earlier += strokes
    else:
        corrections.clicked[step] = strokes


def _on(segmentation: Segmentation, grid: Grid) -> Segmentation:
    """A segmentation of the study itself."""
    if grid_difference_mm(segmentation.grid, grid) > GRID_TOLERANCE_MM:
        raise ValueError("a result does not lie on the study's grid")
    return segmentation


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
