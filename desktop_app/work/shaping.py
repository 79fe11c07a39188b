"""Corrections that a worker finds: whole shapes, islands, and the way back to what was found.

Each is found in a worker, from the labels and the brush of the moment it was asked for, and is one
step that can be undone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from core.correction.between import between_patch
from core.correction.brush import Brush
from core.correction.growing import growing_patch, label_probability
from core.correction.history import Step, step_between
from core.correction.islands import island_patch
from core.correction.limits import Limits
from core.correction.patches import Patch
from core.correction.shapes import fill_patch, grown_patch, holes_patch, smooth_patch
from core.labels import TUMOUR_LABELS, Label
from core.space.affine import to_ras
from desktop_app.state.display import Voxel
from desktop_app.state.session import Session
from desktop_app.state.shown import ShownLabels, ras_labels
from desktop_app.work.correcting import Correcting


class Shaping(QObject):
    """Changes the shape of the session's labels as the person asks."""

    unchanged = Signal(str)
    """The name of a method that changed nothing."""

    def __init__(self, session: Session, correcting: Correcting) -> None:
        super().__init__(correcting)
        self._session, self._correcting = session, correcting
        self._grown: tuple[Step, Voxel] | None = None

    def fill(self) -> None:
        """Give the brush's label to the area under the cursor."""
        brush, limits, voxel = self._now()
        self._change("fill", lambda now: fill_patch(now.ras, voxel, brush, limits))

    def close_holes(self) -> None:
        """Give the brush's label to all that labels close in."""
        brush, limits, voxel = self._now()
        self._change("close_holes", lambda now: holes_patch(now.ras, voxel, brush, limits))

    def smooth(self) -> None:
        """Smooth the borders of every label that is shown."""
        brush, limits, voxel = self._now(every_label=True)
        spacing, sigma = self._session.spacing_mm, self._session.brush.amount_mm
        self._change(
            "smooth", lambda now: smooth_patch(now.ras, spacing, voxel, sigma, brush, limits)
        )

    def grow(self) -> None:
        """Let the brush's label grow by so many millimetres."""
        self._grow("grow", self._session.brush.amount_mm)

    def shrink(self) -> None:
        """Let the brush's label shrink by so many millimetres."""
        self._grow("shrink", -self._session.brush.amount_mm)

    def between(self) -> None:
        """Give the brush's label to the slices between those of the active plane that hold it."""
        brush, limits, _ = self._now()
        across = replace(brush, axis=self._session.active[1].axis)
        spacing = self._session.spacing_mm
        self._change("between", lambda now: between_patch(now.ras, spacing, across, limits))

    def grow_region(self) -> None:
        """Give the brush's label to what the network found probable around the cursor."""
        self._grow_region(self._session.cursor)

    def follow_level(self) -> None:
        """Grow the last region again at another level, where nothing was done since."""
        grown, history = self._grown, self._session.corrections.history
        if grown is None or history.last is not grown[0] or not history.can_undo:
            return
        self._correcting.undo()
        self._grow_region(grown[1])

    def remove_island(self) -> None:
        """Take away all labels that hang together with the one under the cursor."""
        voxel = self._session.cursor

        def island(now: ShownLabels) -> Patch | None:
            box = now.box
            if not now.ras[voxel]:
                return None
            i, j, k = (c - inside.start for c, inside in zip(voxel, box, strict=True))
            found = island_patch(now.ras[box], (i, j, k))
            return None if found is None else found.within(box)

        self._change("remove_island", island)

    def go_back(self) -> None:
        """Show the uncorrected result again; a step that can be undone."""
        found = self._session.segmentation
        if found is None or not found.corrected:
            return
        original = ras_labels(found.uncorrected.label_map, found.grid)

        def difference(now: ShownLabels) -> Patch | None:
            step = step_between(now.ras, original)
            return None if step is None else step.redone

        self._change("go_back", difference)

    # -- how -----------------------------------------------------------------------------

    def _grow(self, name: str, by_mm: float) -> None:
        brush, limits, voxel = self._now()
        spacing = self._session.spacing_mm
        self._change(name, lambda now: grown_patch(now.ras, spacing, voxel, by_mm, brush, limits))

    def _grow_region(self, voxel: Voxel) -> None:
        brush, limits, _ = self._now()
        level, label = self._session.brush.level, brush.label
        if label is Label.BACKGROUND:
            self.unchanged.emit("grow_region")
            return

        def region(now: ShownLabels) -> Patch | None:
            found = now.segmentation
            if found.probabilities is None:
                return None
            probable = label_probability(found.probabilities, label)
            ras = to_ras(probable, found.grid.affine)
            return growing_patch(now.ras, ras, voxel, level, brush, limits)  # type: ignore[arg-type]

        def remember() -> None:
            step = self._session.corrections.history.last
            self._grown = None if step is None else (step, voxel)

        self._change("grow_region", region, remember)

    def _change(
        self,
        name: str,
        find: Callable[[ShownLabels], Patch | None],
        done: Callable[[], None] | None = None,
    ) -> None:
        self._session.set_display(overlay=True)
        self._correcting.change(find, lambda: self.unchanged.emit(name), done)

    def _now(self, *, every_label: bool = False) -> tuple[Brush, Limits, Voxel]:
        """Brush, limits and cursor of this moment. Nobody changes labels that he does not see."""
        session = self._session
        brush = session.brush.on(session.active[1])
        if not every_label and brush.label is not Label.BACKGROUND:
            session.set_display(visible=session.display.visible | {brush.label})
        spared = frozenset(TUMOUR_LABELS) - session.display.visible
        return replace(brush, spared=spared), self._correcting.limits.now(), session.cursor
