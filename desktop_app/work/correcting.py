"""Correcting the labels that are shown: strokes, outlines, undo, redo, and what workers find.

Workers read a segmentation's label map at any time, so that none is ever written to: a stroke
paints a copy, which becomes the session's segmentation when the stroke ends. The copy for the next
stroke is made ahead in a worker, so that a stroke begins without one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from core.correction.brush import brush_patch, stroke_pieces
from core.correction.history import step_between
from core.correction.patches import Patch, Voxels
from core.correction.polygon import polygon_patch
from core.labels import TUMOUR_LABELS, Label, LabelMap
from core.space.boxes import Box, hull
from core.studies.segmentation import Segmentation
from desktop_app.state.corrections import Corrections, Stroke
from desktop_app.state.display import Plane, Point
from desktop_app.state.session import Session
from desktop_app.state.shown import ShownLabels, empty_labels, patched, ras_labels
from desktop_app.work.jobs import Jobs
from desktop_app.work.painting_limits import PaintingLimits


@dataclass
class _Open:
    """A step that is being made.

    Attributes:
        base: what was shown before it; nobody writes to it.
        label_map: the copy that it paints, on the native axes.
        live: what is shown now, over the same memory as ``label_map``.
        box: around all that was painted, on RAS+ axes.
        strokes: clicks that made it; none of one by hand.
    """

    base: ShownLabels
    label_map: LabelMap
    live: ShownLabels
    box: Box
    strokes: tuple[Stroke, ...] = ()


class Correcting(QObject):
    """Changes the session's segmentation as the person asks."""

    failed = Signal(object)
    """An exception, while a worker looked for what changes."""

    leaving = Signal()
    """Correcting is about to end: what is still shown for a decision is kept now."""

    def __init__(self, session: Session, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self.limits = PaintingLimits(session, jobs, self)
        self._open: _Open | None = None
        self._seen: Segmentation | None = None
        self._ahead: tuple[Segmentation, LabelMap] | None = None
        session.segmentation_changed.connect(self._follow)
        session.state_changed.connect(self._stop_while_busy)
        session.layout_changed.connect(self.finish)
        session.settling.connect(self.finish)

    # -- the mode ------------------------------------------------------------------------

    def set_on(self, on: bool) -> None:
        """Begin or end correcting; without a segmentation it begins with no label anywhere."""
        session, study = self._session, self._session.study
        possible = study is not None and not session.busy and session.own_view is None
        if on == session.correcting or study is None or (on and not possible):
            return
        if not on:
            self.leaving.emit()
        self.finish()
        if on and session.labels is None:
            session.set_labels(empty_labels(study), unsaved=False)
            session.corrections.blank = True
        session.set_correcting(on)
        if on:
            session.set_display(overlay=True)
            self._copy_ahead()
            return
        self._ahead = None
        self._drop_empty()

    def _stop_while_busy(self) -> None:
        if self._session.busy:
            self.set_on(False)

    def _follow(self) -> None:
        """Another segmentation came from elsewhere: its history begins, or goes on."""
        session, found = self._session, self._session.segmentation
        # Two results may show one segmentation, each with a history of its own.
        if found is self._seen and session.corrections.now is found:
            return
        self._seen, self._open, self._ahead = found, None, None
        if session.corrections.now is not found:
            session.corrections = Corrections(found, session.unsaved)
        if session.correcting:
            self._copy_ahead()
        self._drop_empty()

    def _drop_empty(self) -> None:
        """An empty label map is there only for whoever draws on it."""
        session = self._session
        if session.labels is not None and session.corrections.empty and not session.correcting:
            session.drop_result()

    # -- strokes -------------------------------------------------------------------------

    def stroke(self, plane: Plane, start: Point, end: Point, *, erase: bool = False) -> None:
        """Paint a straight piece of a stroke, from one RAS+ position to another.

        Pieces make one step until :meth:`finish`.
        """
        session = self._session
        if not session.correcting or session.labels is None:
            return
        chosen = replace(session.brush, label=Label.BACKGROUND) if erase else session.brush
        brush = replace(chosen.on(plane), spared=self._spared(chosen.label))
        self._show(chosen.label)
        spacing, labels, limits = session.spacing_mm, session.labels, self.limits.now()

        def piece_patch(piece: tuple[Point, Point]) -> Patch | None:
            # What an earlier piece painted is not painted again.
            ras = (self._open.live if self._open else labels).ras
            return brush_patch(ras, spacing, *piece, brush, limits)

        self._write(map(piece_patch, stroke_pieces(start, end, spacing, brush)))

    def outline(self, plane: Plane, corners: Sequence[Point]) -> None:
        """Paint what an outline on the slice of its first corner encloses; one step."""
        session = self._session
        self.finish()
        if not session.correcting or session.labels is None:
            return
        label = session.brush.label
        brush = replace(session.brush.on(plane), axis=plane.axis, spared=self._spared(label))
        self._show(label)
        self._write([polygon_patch(session.labels.ras, corners, brush, self.limits.now())])
        self.finish()

    def dab(self, *, erase: bool = False) -> None:
        """Paint or erase at the cursor, in the active plane."""
        i, j, k = self._session.cursor
        self.stroke(self._session.active[1], (i, j, k), (i, j, k), erase=erase)
        self.finish()

    def keep_clicks(self, patch: Patch, strokes: Sequence[Stroke]) -> None:
        """Make what some clicks change a step of its own.

        Args:
            patch: on RAS+ axes.
            strokes: the clicks.
        """
        self.finish()
        if not self._session.correcting or self._session.labels is None:
            return
        step = self._write([patch])
        if step is not None:
            step.strokes = tuple(strokes)
        self.finish()

    def finish(self) -> None:
        """End the step: from here on it is the session's segmentation and can be undone."""
        step = self._open
        if step is None:
            return
        made = step_between(step.base.ras, step.live.ras, step.box)
        if made is None:
            self._open = None
            self._session.paint_labels(step.base)
            self._copy_ahead()
            return
        self._session.corrections.add(made, step.strokes)
        self._publish(step, made.where)

    # -- other corrections ---------------------------------------------------------------

    def undo(self) -> None:
        """Take the last step back."""
        self.finish()
        self._apply(self._session.corrections.history.undo())

    def redo(self) -> None:
        """Do the last undone step again."""
        self.finish()
        self._apply(self._session.corrections.history.redo())

    def change(
        self,
        find: Callable[[ShownLabels], Patch | None],
        if_none: Callable[[], object] | None = None,
        done: Callable[[], object] | None = None,
    ) -> None:
        """Find in a worker what changes, and change it; one step.

        Args:
            find: finds it, from what is shown when it starts; asked again if someone painted
                meanwhile.
            if_none: called if nothing changes.
            done: called once it is a step.
        """
        self.finish()
        labels = self._session.labels
        if labels is None:
            return

        def found(patch: Patch | None) -> None:
            # It lies on the patient's own grid, and what the network saw may be shown by now.
            self._session.show_own()
            self.finish()
            now = self._session.segmentation
            if self._session.busy or now is None:
                return
            if now is not labels.segmentation:
                if now.uncorrected is labels.segmentation.uncorrected:
                    self.change(find, if_none, done)
            elif patch is not None:
                self._write([patch])
                self.finish()
                if done is not None:
                    done()
            elif if_none is not None:
                if_none()

        job = self._jobs.new("find correction")
        job.finished.connect(found)
        job.failed.connect(self.failed)
        job.start(lambda progress: find(labels))

    # -- steps ---------------------------------------------------------------------------

    def _apply(self, patch: Patch | None) -> None:
        """A step that the history knows already."""
        step = self._write([patch])
        if step is not None and patch is not None:
            self._publish(step, patch.where)

    def _write(self, patches: Iterable[Patch | None]) -> _Open | None:
        """Change the open step, or begin one where something changes."""
        changed = False
        for patch in patches:
            if patch is None:
                continue
            step = self._open or self._begin(patch.box)
            step.live = patched(step.live, patch)
            step.box = hull(step.box, patch.box)
            changed = True
        if changed and self._open is not None:
            self._session.paint_labels(self._open.live)
        return self._open

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
            self._session.corrections.original = base
            self._session.corrections.original_unsaved = self._session.unsaved
        live = replace(base, ras=ras_labels(label_map, found.grid))
        self._open = _Open(base, label_map, live, box)
        return self._open

    def _publish(self, step: _Open, where: Voxels) -> None:
        """Make the step's labels the session's segmentation, or the uncorrected one if equal."""
        self._open = None
        corrections, original = self._session.corrections, step.base.segmentation.uncorrected
        corrections.follow(where, step.base.ras, step.live.ras)
        if corrections.differing:
            corrected = original.with_corrections(
                step.label_map, corrections.steps, corrections.clicks
            )
            labels = replace(step.live, segmentation=corrected)
        else:
            if corrections.history.last is not None:
                corrections.resets.add(corrections.history.last)
            ras = ras_labels(original.label_map, original.grid)
            labels = replace(step.live, segmentation=original, ras=ras)
        self._seen = corrections.now = labels.segmentation
        self._session.set_labels(labels, unsaved=corrections.unsaved)
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

    def _spared(self, label: Label) -> frozenset[Label]:
        """Nobody erases what he does not see."""
        if label is not Label.BACKGROUND:
            return frozenset()
        return frozenset(TUMOUR_LABELS) - self._session.display.visible
