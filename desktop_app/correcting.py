"""Correcting the labels that are shown: strokes, islands, undo, redo and the way back.

Workers read a segmentation's label map at any time, so that none is ever written to: a stroke
paints a copy, which becomes the session's segmentation when the stroke ends. The copy for the next
stroke is made ahead in a worker, so that a stroke begins without one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QObject, Signal

from core.affine import to_ras
from core.boxes import Box, box_within, hull
from core.correction import Patch, brush_patch, island_patch, step_between
from core.labels import Label, LabelMap
from core.segmentation import Segmentation
from desktop_app.display import Plane, Point, Voxel
from desktop_app.jobs import Jobs
from desktop_app.session import Session
from desktop_app.shown import ShownLabels, empty_labels, patched


@dataclass
class _Open:
    """A step that is being made.

    Attributes:
        base: what was shown before it; nobody writes to it.
        label_map: the copy that it paints, on the native axes.
        live: what is shown now, over the same memory as ``label_map``.
        box: around all that was painted, on RAS+ axes.
    """

    base: ShownLabels
    label_map: LabelMap
    live: ShownLabels
    box: Box


class Correcting(QObject):
    """Changes the session's segmentation as the person asks."""

    nothing_there = Signal()
    """No island lies under the cursor."""
    failed = Signal(object)
    """An exception, while an island was looked for."""

    def __init__(self, session: Session, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._open: _Open | None = None
        self._own: Segmentation | None = None
        self._blank: Segmentation | None = None
        self._touched: Box | None = None
        self._ahead: tuple[Segmentation, LabelMap] | None = None
        self._was_unsaved = False
        session.segmentation_changed.connect(self._follow)
        session.state_changed.connect(self._stop_while_segmenting)
        session.layout_changed.connect(self.finish)

    # -- the mode ------------------------------------------------------------------------

    def set_on(self, on: bool) -> None:
        """Begin or end correcting; without a segmentation it begins with no label anywhere."""
        session, study = self._session, self._session.study
        if on == session.correcting or study is None or (on and session.segmenting):
            return
        self.finish()
        if on and session.labels is None:
            blank = empty_labels(study)
            self._blank = blank.segmentation
            session.set_labels(blank, unsaved=False)
        session.set_correcting(on)
        if on:
            session.set_display(overlay=True)
            self._copy_ahead()
            return
        self._ahead = None
        if session.segmentation is not None and session.segmentation is self._blank:
            session.set_labels(None, unsaved=False)

    def _stop_while_segmenting(self) -> None:
        if self._session.segmenting:
            self.set_on(False)

    def _follow(self) -> None:
        """Another segmentation came from elsewhere: its history begins."""
        found = self._session.segmentation
        if found is self._own:
            return
        self._own, self._open, self._ahead = found, None, None
        self._was_unsaved = self._session.unsaved
        self._session.history.clear()
        i, j, k = (slice(0, n) for n in self._session.shape)
        self._touched = (i, j, k) if found is not None and found.corrected else None
        if self._session.correcting:
            self._copy_ahead()

    # -- strokes -------------------------------------------------------------------------

    def stroke(self, plane: Plane, start: Point, end: Point, *, erase: bool = False) -> None:
        """Paint a straight piece of a stroke, from one RAS+ position to another.

        Pieces make one step until :meth:`finish`.
        """
        session = self._session
        if not session.correcting or session.labels is None:
            return
        chosen = replace(session.brush, label=Label.BACKGROUND) if erase else session.brush
        self._show(chosen.label)
        ras = session.labels.ras
        patch = brush_patch(ras, session.spacing_mm, start, end, chosen.on(plane))
        if patch is not None:
            self._write(patch)

    def dab(self, *, erase: bool = False) -> None:
        """Paint or erase at the cursor, in the active plane."""
        i, j, k = self._session.cursor
        self.stroke(self._session.active[1], (i, j, k), (i, j, k), erase=erase)
        self.finish()

    def finish(self) -> None:
        """End the step: from here on it is the session's segmentation and can be undone."""
        step = self._open
        if step is None:
            return
        made = step_between(step.base.ras, step.live.ras, step.box)
        if made is not None:
            self._session.history.add(made)
        self._publish(step)

    # -- other corrections ---------------------------------------------------------------

    def undo(self) -> None:
        """Take the last step back."""
        self.finish()
        self._apply(self._session.history.undo())

    def redo(self) -> None:
        """Do the last undone step again."""
        self.finish()
        self._apply(self._session.history.redo())

    def go_back(self) -> None:
        """Show the uncorrected result again; a step that can be undone."""
        self.finish()
        labels, box = self._session.labels, self._touched
        if labels is not None and box is not None and labels.segmentation.corrected:
            original = labels.segmentation.uncorrected
            self._write(Patch(box, _ras(original.label_map, original)[box]))
            self.finish()

    def remove_island(self) -> None:
        """Take away all labels that hang together with the one under the cursor."""
        self.finish()
        self._find_island(self._session.cursor)

    def _find_island(self, voxel: Voxel) -> None:
        labels = self._session.labels
        if labels is None or not labels.ras[voxel]:
            self.nothing_there.emit()
            return
        box, searched = labels.box, labels.segmentation
        part = labels.ras[box]
        i, j, k = (c - inside.start for c, inside in zip(voxel, box, strict=True))
        job = self._jobs.new("find island")
        job.finished.connect(lambda found: self._remove(found, box, searched, voxel))
        job.failed.connect(self.failed)
        job.start(lambda progress: island_patch(part, (i, j, k)))

    def _remove(self, found: Patch, within: Box, searched: Segmentation, voxel: Voxel) -> None:
        self.finish()
        now = self._session.segmentation
        if now is searched:
            self._write(Patch(box_within(within, found.box), found.values))
            self.finish()
        elif now is not None and now.uncorrected is searched.uncorrected:
            # Someone painted meanwhile, and the island may be another one now.
            self._find_island(voxel)

    # -- steps ---------------------------------------------------------------------------

    def _apply(self, patch: Patch | None) -> None:
        """A step that the history knows already."""
        if patch is not None:
            self._publish(self._write(patch))

    def _write(self, patch: Patch) -> _Open:
        """Change the open step, or begin one."""
        step = self._open or self._begin(patch.box)
        step.live = patched(step.live, patch)
        step.box = hull(step.box, patch.box)
        self._session.paint_labels(step.live)
        return step

    def _begin(self, box: Box) -> _Open:
        """A step on a copy of the label map."""
        base = self._session.labels
        assert base is not None, "commands ask first whether there are labels"
        found = base.segmentation
        if self._ahead is not None and self._ahead[0] is found:
            label_map = self._ahead[1]
        else:
            label_map = found.label_map.copy(order="K")
        self._ahead = None
        if not found.corrected:
            self._was_unsaved = self._session.unsaved
        self._open = _Open(base, label_map, replace(base, ras=_ras(label_map, found)), box)
        return self._open

    def _publish(self, step: _Open) -> None:
        """Make the step's labels the session's segmentation, or the uncorrected one if equal."""
        self._open = None
        self._touched = hull(self._touched, step.box)
        original = step.base.segmentation.uncorrected
        ras = _ras(original.label_map, original)
        # The step's own box tells nearly always, without a look at all that was ever touched.
        boxes = (step.box, self._touched)
        if all(np.array_equal(step.live.ras[box], ras[box]) for box in boxes):
            labels = replace(step.live, segmentation=original, ras=ras)
        else:
            corrected = original.with_corrections(step.label_map)
            labels = replace(step.live, segmentation=corrected)
        self._own = labels.segmentation
        unsaved = self._was_unsaved if labels.segmentation is original else True
        self._session.set_labels(labels, unsaved=unsaved)
        self._copy_ahead()

    def _copy_ahead(self) -> None:
        """Copy the label map for the next step; one that comes earlier copies for itself."""
        found = self._session.segmentation
        if found is None:
            return
        job = self._jobs.new("copy labels")
        job.finished.connect(lambda copy: self._keep_ahead(found, copy))
        job.start_after_paint(lambda progress: found.label_map.copy(order="K"))

    def _keep_ahead(self, found: Segmentation, copy: LabelMap) -> None:
        if self._session.segmentation is found and self._open is None:
            self._ahead = (found, copy)

    def _show(self, label: Label) -> None:
        """Nobody paints what he does not see."""
        display = self._session.display
        painted = {label} - {Label.BACKGROUND}
        self._session.set_display(overlay=True, visible=display.visible | painted)


def _ras(label_map: LabelMap, of: Segmentation) -> LabelMap:
    return np.asarray(to_ras(label_map, of.grid.affine), np.uint8)
