"""The state of the open window: study, segmentation, cursor and display.

Views and panels read it and are told of changes by one signal per kind of change; they never
know each other. Positions are voxels of the *RAS+ view* of the study's grid
(:data:`desktop_app.state.display.Voxel`: indices grow towards right, anterior, superior), whatever
the order of axes in the files; :attr:`Session.native_cursor` gives the file's own ijk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from core.labels import Label
from core.space.affine import Grid, ras_grid
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Study
from desktop_app.state.brain_mask import BrainMask
from desktop_app.state.brush import (
    MAX_AMOUNT_MM,
    MAX_RADIUS_MM,
    MIN_AMOUNT_MM,
    MIN_RADIUS_MM,
    BrushChoice,
)
from desktop_app.state.clicking import ClickState
from desktop_app.state.corrections import Corrections
from desktop_app.state.display import (
    Camera,
    Display,
    Layout,
    Plane,
    Point,
    Voxel,
    Window,
    WindowPreset,
)
from desktop_app.state.follow_up import FollowUpKept, FollowUpState
from desktop_app.state.mark_list import MarkList
from desktop_app.state.marks import Mark
from desktop_app.state.network_view import (
    SWAPPED,
    OwnView,
    Seen,
    elsewhere,
    moved_camera,
    moved_head,
    nearest_voxel,
)
from desktop_app.state.plan import Margins, Plan, Planned
from desktop_app.state.results import Result, Results
from desktop_app.state.shown import Box, ShownLabels, ShownVolume
from desktop_app.state.vasari import VasariChoices
from desktop_app.state.whereabouts import Whereabouts

if TYPE_CHECKING:
    from core.checks.preflight import Finding
    from core.preparing.preparing import Preparation

_KEPT = (
    "study",
    "preparation",
    "study_name",
    "volumes",
    "findings",
    "results",
    "comparison",
    "comparison_name",
    "native_grid",
    "grid",
    "head",
    "_cursor",
    "_to_native",
    "_spacing_mm",
    "_camera",
    "own_view",
    "brain",
)
"""What belongs to the open study; how things look does not, but for the windows."""


@dataclass(frozen=True)
class Kept:
    """What was open, to go back to: values by attribute, and what its parts keep."""

    values: Mapping[str, Any]
    windows: Mapping[Modality, Window]
    marks: tuple[Mark, ...]
    follow_up: FollowUpKept
    planned: tuple[Planned, ...]
    margins: Margins | None
    vasari: Mapping[str, tuple[int, ...]]


class Session(QObject):
    """Owns the state and emits one signal per kind of change.

    Attributes:
        head: box around the head in RAS+ voxels, which the fit shows.
        study: the checked study; None while nothing is open or volumes still arrive.
        preparation: how raw scans became the study: where each sequence lay, its own voxels put
            where they lie in the study's world, and the brain
            (:class:`core.preparing.preparing.Preparation`); None of a study that needed none.
        study_name: name of what is open or opening; empty on the welcome page.
        volumes: every sequence that can be shown, also while the study is still opening.
        findings: what the pre-flight check found.
        results: every label map of the study; one of them is shown.
        comparison: a second label map that is drawn beside it as a white outline.
        comparison_name: the name of its file.
        segmenting: a segmentation is being computed.
        has_accurate: the model that segments does more in Accurate mode than in Fast, as far as is
            known.
        marks: what is measured by hand on slices, and the lines of lesions.
        follow_up: other time points of the patient, and which of them is shown beside.
        plan: trajectories of surgery and margins, in world millimetres.
        correcting: the left button corrects labels.
        opening: a study is being read that will take the place of this one.
        own_view: the patient's own scans, while what the network saw is shown in their place; None
            while they are shown themselves.
        brain: the extracted brain of a raw study, as a person corrects it.
        click: clicks that correct in three dimensions and are not kept yet.
        whereabouts: what the atlas tells of the study, where somebody asked.
        vasari: what a person answered to VASARI.
    """

    study_changed = Signal()
    """Another study is open, a study is complete, or none is open any more."""
    volume_arrived = Signal(object)
    """A Modality can be shown from now on."""
    segmentation_changed = Signal()
    """Label map or comparison replaced or removed."""
    labels_painted = Signal()
    """A stroke changed the labels that are shown; the segmentation follows when it ends."""
    correcting_changed = Signal()
    """Correcting began or ended, or its brush is another."""
    settling = Signal()
    """What is shown is about to be kept, saved or left: a stroke that goes on ends now."""
    cursor_changed = Signal()
    display_changed = Signal()
    layout_changed = Signal()
    active_changed = Signal()
    brain_changed = Signal()
    """The brain's mask, or whether the brush corrects it."""
    camera_changed = Signal()
    state_changed = Signal()
    """Whether actions are possible may have changed (segmenting, opening, unsaved)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._display = Display()
        self._layout = Layout()
        self._active = (Modality.T1GD, Plane.AXIAL)
        self._camera = Camera()
        self._brush = BrushChoice()
        self.marks = MarkList(self)
        self.follow_up = FollowUpState(self)
        self.plan = Plan(self)
        self.click = ClickState(self)
        self.whereabouts, self.vasari = Whereabouts(self), VasariChoices(self)
        self._reset()

    def _reset(self) -> None:
        self.study: Study | None = None
        self.preparation: Preparation | None = None
        self.study_name = ""
        self.volumes: dict[Modality, ShownVolume] = {}
        self.findings: Sequence[Finding] = ()
        self.results = Results()
        self.comparison: ShownLabels | None = None
        self.comparison_name = ""
        self.segmenting = False
        self.has_accurate = True
        self.correcting = False
        self.opening = False
        self.native_grid: Grid | None = None
        self.grid: Grid | None = None
        self.head: Box = ((0, 0, 0), (0, 0, 0))
        self._cursor: Voxel = (0, 0, 0)
        self._to_native = np.eye(4)
        self._spacing_mm = (1.0, 1.0, 1.0)
        self._camera = Camera()
        self.own_view: OwnView | None = None
        self.brain = BrainMask()

    # -- study ---------------------------------------------------------------------------

    def begin(self, name: str) -> None:
        """Start showing another study, whose volumes will arrive one by one."""
        self._reset()
        self.study_name = name
        self._display = replace(self._display, windows={})
        # Its numbers are those of one scan.
        self._brush = replace(self._brush, grey=None)
        self.study_changed.emit()
        self.segmentation_changed.emit()
        self.marks.reset()
        self.follow_up.reset()
        self.plan.reset()
        self.whereabouts.reset()
        self.vasari.set_all({})
        self.correcting_changed.emit()
        self.state_changed.emit()

    def close(self) -> None:
        """Show nothing."""
        self.begin("")

    def keep(self) -> Kept:
        """What is open now, with its segmentation and cursor, for :meth:`restore`."""
        self.settle()
        values = {name: getattr(self, name) for name in _KEPT}
        return Kept(
            values,
            self._display.windows,
            self.marks.items,
            self.follow_up.keep(),
            self.plan.items,
            self.plan.margins,
            self.vasari.chosen,
        )

    def restore(self, kept: Kept) -> None:
        """Show again what was open before; nothing of it was changed in the meantime."""
        self._reset()
        for name, value in kept.values.items():
            setattr(self, name, value)
        self._display = replace(self._display, windows=dict(kept.windows))
        for signal in (
            self.study_changed,
            self.segmentation_changed,
            self.cursor_changed,
            self.camera_changed,
            self.display_changed,
            self.correcting_changed,
            self.state_changed,
        ):
            signal.emit()
        self.marks.reset(kept.marks)
        self.follow_up.reset(kept.follow_up)
        self.plan.reset(kept.planned, kept.margins)
        self.whereabouts.reset()
        self.vasari.set_all(kept.vasari)

    def set_opening(self, opening: bool) -> None:
        """Tell that another study is being read, or that this one stays after all."""
        self.opening = opening
        self.state_changed.emit()

    def add_volume(self, modality: Modality, shown: ShownVolume) -> bool:
        """Show one sequence; False if it lies on another grid than those before it."""
        others = [m for m in self.volumes if m is not modality]
        if others and self.grid is not None and shown.ras.shape != self.grid.shape:
            return False
        if not others:
            self._set_grid(shown.volume.grid, shown.head)
        self.volumes[modality] = shown
        windows = {**self._display.windows, modality: shown.windows[WindowPreset.AUTO]}
        self._display = replace(self._display, windows=windows)
        self.volume_arrived.emit(modality)
        return True

    def complete(
        self,
        study: Study,
        findings: Sequence[Finding],
        changed: dict[Modality, ShownVolume],
        preparation: Preparation | None = None,
    ) -> None:
        """The study passed the pre-flight check.

        Args:
            study: the checked study.
            findings: what was warned of or repaired.
            changed: sequences that differ from what was shown while they arrived.
            preparation: how raw scans became it.
        """
        if changed:
            self.volumes = {}
            self._set_grid(study.grid, next(iter(changed.values())).head)
        for modality, shown in changed.items():
            self.add_volume(modality, shown)
        self.study, self.study_name, self.findings = study, study.name, tuple(findings)
        self.preparation = preparation
        self._leave_absent()
        self.study_changed.emit()
        self.state_changed.emit()

    def set_preparation(self, made: Preparation, findings: Sequence[Finding]) -> None:
        """A person judged how the open study was prepared; no voxel changes."""
        self.preparation, self.findings = made, tuple(findings)
        self.study_changed.emit()
        self.state_changed.emit()

    def _leave_absent(self) -> None:
        """Go on with a sequence that is there, should the study lack the one in use."""
        there = next(m for m in (Modality.T1GD, *Modality) if m in self.volumes)
        if self._layout.modality not in self.volumes:
            self.set_layout(modality=there)
        if self._active[0] not in self.volumes:
            self.set_active(there, self._active[1])

    def _set_grid(self, native: Grid, head: Box) -> None:
        self.native_grid, self.grid = native, ras_grid(native)
        self._to_native = np.linalg.inv(native.affine) @ self.grid.affine
        self._spacing_mm = self.grid.spacing_mm
        self.head = head
        i, j, k = ((a + b) // 2 for a, b in zip(*head, strict=True))
        self._cursor = (i, j, k)
        self.cursor_changed.emit()

    def set_brain(self, brain: BrainMask) -> None:
        """The brain of the study that was just completed."""
        self.brain = brain
        self.brain_changed.emit()

    def use_preparation(self, preparation: Preparation) -> None:
        """The same study, of which the network saw something else: its brain was corrected."""
        self.show_own()
        self.preparation, self.study = preparation, preparation.study

    def is_open(self, study: Study) -> bool:
        """Whether a study is the open one, be it as it was before its brain was corrected."""
        return self.study is not None and self.study.volumes is study.volumes

    # -- what the network saw ------------------------------------------------------------

    @property
    def own_labels(self) -> ShownLabels | None:
        """The labels on the patient's own grid, whatever is shown."""
        return self.results.shown.labels if self.results.shown else None

    def show_network(self, seen: Seen) -> None:
        """Show what the network saw in the place of the patient's own scans."""
        own, grid = self.grid, ras_grid(seen.grid)
        if own is None or self.own_view is not None:
            return
        # What is drawn lies on slices, and those of the other grid are other ones.
        self.marks.set_tool(None)
        values = {name: getattr(self, name) for name in SWAPPED}
        cursor = nearest_voxel(elsewhere(self._cursor, own.affine, grid.affine), grid)
        camera = moved_camera(self._camera, own.affine, grid.affine)
        windows = self._display.windows
        kept = OwnView(values, windows, self.marks.put_away(), cursor, camera, seen.labels)
        head = moved_head(self.head, own, grid)
        self._set_grid(seen.grid, head)
        self.volumes = dict(seen.volumes)
        self.comparison = seen.comparison
        self._cursor, self._camera, self.own_view = cursor, camera, kept
        auto = {m: shown.windows[WindowPreset.AUTO] for m, shown in seen.volumes.items()}
        self._swapped({**windows, **auto})

    def show_own(self) -> None:
        """Show the patient's own scans again, exactly as they were; the cursor may have moved."""
        kept, shown = self.own_view, self.grid
        if kept is None or shown is None:
            return
        cursor, camera = self._cursor, self._camera
        for name, value in kept.values.items():
            setattr(self, name, value)
        assert self.grid is not None, "it was put away with the rest"
        own = self.grid.affine
        if cursor != kept.cursor:
            self._cursor = nearest_voxel(elsewhere(cursor, shown.affine, own), self.grid)
        if camera != kept.camera:
            self._camera = moved_camera(camera, shown.affine, own)
        self.own_view = None
        self.marks.bring_back(kept.marks)
        self._swapped(kept.windows)

    def _swapped(self, windows: Mapping[Modality, Window]) -> None:
        self._display = replace(self._display, windows=dict(windows))
        for signal in (
            self.study_changed,
            self.segmentation_changed,
            self.cursor_changed,
            self.camera_changed,
            self.display_changed,
            self.state_changed,
        ):
            signal.emit()

    # -- segmentation --------------------------------------------------------------------

    @property
    def labels(self) -> ShownLabels | None:
        """The result that is shown, with the stroke that is being painted; None without one."""
        return self.own_view.seen_labels if self.own_view else self.own_labels

    @property
    def segmentation(self) -> Segmentation | None:
        """The segmentation that is shown, exported and measured."""
        return self.labels.segmentation if self.labels else None

    @property
    def unsaved(self) -> bool:
        """Whether the result that is shown holds work that was not exported."""
        return self.results.shown is not None and self.results.shown.unsaved

    @property
    def corrections(self) -> Corrections:
        """What was corrected of the result that is shown, and the way back."""
        return self.results.shown.corrections if self.results.shown else self.results.nothing

    @corrections.setter
    def corrections(self, corrections: Corrections) -> None:
        if self.results.shown is not None:
            self.results.shown.corrections = corrections

    def set_labels(self, labels: ShownLabels | None, *, unsaved: bool) -> None:
        """Change the result that is shown to other labels, or forget it."""
        self.show_own()
        shown = self.results.shown
        if labels is None and shown is not None:
            self.results.remove(shown)
        elif labels is not None and shown is None:
            self._take(Result(labels, unsaved))
        elif labels is not None and shown is not None:
            shown.labels, shown.unsaved = labels, unsaved
        self._tell_segmentation()

    def add_result(
        self,
        labels: ShownLabels,
        *,
        unsaved: bool,
        path: Path | None = None,
        findings: Sequence[Finding] = (),
        show: bool = True,
    ) -> Result:
        """Keep one more result beside those that are there.

        Args:
            labels: the result.
            unsaved: it is in no file.
            path: the file that it was loaded from.
            findings: what speaks against its being this study's.
            show: in the place of what is shown now, which stays among the results.
        """
        self.show_own()
        self.settle()
        result = Result(labels, unsaved, path, tuple(findings))
        if show:
            self._take(result)
        else:
            self.results.add(result)
        self._tell_segmentation()
        return result

    def _take(self, result: Result) -> None:
        self.results.add(result)
        self.results.show(result)

    def show_result(self, result: Result) -> None:
        """Show another result of the study."""
        if result is self.results.shown:
            return
        self.show_own()
        self.settle()
        self.results.show(result)
        self._tell_segmentation()

    def drop_result(self) -> None:
        """Forget the result that is shown, and show the newest of the others."""
        self.show_own()
        if self.results.shown is not None:
            self.results.remove(self.results.shown)
        others = self.results.all
        self.results.show(others[-1] if others else None)
        self._tell_segmentation()

    def _tell_segmentation(self) -> None:
        self.segmentation_changed.emit()
        self.state_changed.emit()

    def set_comparison(self, labels: ShownLabels | None, name: str = "") -> None:
        """Show a second label map as an outline, or none."""
        self.show_own()
        self.comparison, self.comparison_name = labels, name
        self.segmentation_changed.emit()
        self.state_changed.emit()

    def paint_labels(self, labels: ShownLabels) -> None:
        """Show the labels of a stroke that goes on; :attr:`segmentation` is the one before it."""
        if self.results.shown is not None:
            self.results.shown.labels = labels
        self.labels_painted.emit()

    def set_correcting(self, correcting: bool) -> None:
        """Let the left button correct labels, or move the cursor again."""
        self.correcting = correcting
        self.correcting_changed.emit()

    @property
    def brush(self) -> BrushChoice:
        """The brush that corrects labels."""
        return self._brush

    def set_brush(self, **changes: Any) -> None:
        """Change fields of :class:`desktop_app.state.brush.BrushChoice`."""
        new = replace(self._brush, **changes)
        radius = min(max(new.radius_mm, MIN_RADIUS_MM), MAX_RADIUS_MM)
        amount = min(max(new.amount_mm, MIN_AMOUNT_MM), MAX_AMOUNT_MM)
        self._brush = replace(new, radius_mm=radius, amount_mm=amount)
        self.correcting_changed.emit()

    def settle(self) -> None:
        """Let a stroke that goes on become part of :attr:`segmentation`."""
        self.settling.emit()

    @property
    def busy(self) -> bool:
        """Something is under way that will replace the segmentation: nothing may change it."""
        return self.segmenting or self.opening

    def set_segmenting(self, segmenting: bool) -> None:
        """Tell that a segmentation started or ended."""
        self.segmenting = segmenting
        self.state_changed.emit()

    def set_has_accurate(self, has_accurate: bool) -> None:
        """Tell what the model that segments can do."""
        self.has_accurate = has_accurate
        self.state_changed.emit()

    def mark_saved(self, segmentation: Segmentation | None = None) -> None:
        """A segmentation was exported; by default the one that is shown."""
        result = self.results.shown if segmentation is None else self.results.of(segmentation)
        if result is not None:
            result.mark_saved()
        self.state_changed.emit()

    # -- cursor --------------------------------------------------------------------------

    @property
    def shape(self) -> Voxel:
        """Voxels of the RAS+ view; ones while nothing is open."""
        return self.grid.shape if self.grid else (1, 1, 1)

    @property
    def spacing_mm(self) -> tuple[float, float, float]:
        """Voxel edges along the axes of the RAS+ view in millimetres."""
        return self._spacing_mm

    @property
    def cursor(self) -> Voxel:
        """The linked cursor, a voxel of the RAS+ view."""
        return self._cursor

    def set_cursor(self, voxel: Sequence[float]) -> None:
        """Move the cursor to the nearest voxel inside the volume."""
        inside = [min(max(round(v), 0), n - 1) for v, n in zip(voxel, self.shape, strict=True)]
        new = (inside[0], inside[1], inside[2])
        if new != self._cursor:
            self._cursor = new
            self.cursor_changed.emit()

    def show_point(self, xyz_mm: Point) -> None:
        """Move the cursor to the voxel nearest to a place in world RAS+ millimetres."""
        if self.grid is not None:
            self.set_cursor(self.to_voxel(xyz_mm))

    def to_mm(self, voxel: Sequence[float]) -> Point:
        """World RAS+ millimetres of a position in the RAS+ view."""
        affine = self.grid.affine if self.grid else np.eye(4)
        x, y, z = (affine @ [*voxel, 1])[:3].tolist()
        return (x, y, z)

    def to_voxel(self, xyz_mm: Sequence[float]) -> Point:
        """The position in the RAS+ view, between voxels too, of a place in millimetres."""
        affine = self.grid.affine if self.grid else np.eye(4)
        x, y, z = (np.linalg.inv(affine) @ [*xyz_mm, 1])[:3].tolist()
        return (x, y, z)

    def slice_index(self, plane: Plane) -> int:
        """The slice of a plane that holds the cursor."""
        return self._cursor[plane.axis]

    def set_slice(self, plane: Plane, index: int) -> None:
        """Move the cursor along one plane's axis."""
        voxel = list(self._cursor)
        voxel[plane.axis] = index
        self.set_cursor(voxel)

    @property
    def native_cursor(self) -> Voxel:
        """The cursor as ijk of the files."""
        i, j, k = np.rint(self._to_native @ [*self._cursor, 1])[:3].astype(int).tolist()
        return (i, j, k)

    @property
    def cursor_mm(self) -> Point:
        """The cursor in world RAS+ millimetres."""
        return self.to_mm(self._cursor)

    def intensity(self, modality: Modality) -> float | None:
        """Value under the cursor in one sequence; None if it is not there."""
        shown = self.volumes.get(modality)
        return None if shown is None else float(shown.ras[self._cursor])

    def label_at_cursor(self) -> Label | None:
        """Label under the cursor; None without a segmentation."""
        return None if self.labels is None else Label(int(self.labels.ras[self._cursor]))

    # -- display -------------------------------------------------------------------------

    @property
    def display(self) -> Display:
        """How things look now."""
        return self._display

    def set_display(self, **changes: Any) -> None:
        """Change fields of :class:`desktop_app.state.display.Display`."""
        new = replace(self._display, **changes)
        if new != self._display:
            self._display = new
            self.display_changed.emit()

    def window(self, modality: Modality) -> Window:
        """Window of one sequence."""
        return self._display.windows.get(modality, Window(0.0, 1.0))

    def set_window(self, modality: Modality, window: Window) -> None:
        """Set the window of one sequence."""
        self.set_display(windows={**self._display.windows, modality: window})

    def apply_preset(self, preset: WindowPreset, modalities: Sequence[Modality]) -> None:
        """Set the windows of some sequences from their own intensities."""
        new = {m: self.volumes[m].windows[preset] for m in modalities if m in self.volumes}
        self.set_display(windows={**self._display.windows, **new})

    @property
    def layout(self) -> Layout:
        """Which views stand side by side."""
        return self._layout

    def set_layout(self, **changes: Any) -> None:
        """Change fields of :class:`desktop_app.state.display.Layout`."""
        new = replace(self._layout, **changes)
        if new != self._layout:
            self._layout = new
            self.layout_changed.emit()
        if self._active not in new.cells():
            self.set_active(new.modality, new.plane)

    @property
    def active(self) -> tuple[Modality, Plane]:
        """The view that presets, the slider and the keyboard act on."""
        return self._active

    def set_active(self, modality: Modality, plane: Plane) -> None:
        """Make one view the active one."""
        if (modality, plane) != self._active:
            self._active = (modality, plane)
            self.active_changed.emit()

    @property
    def camera(self) -> Camera:
        """Zoom and centre that all views share."""
        return self._camera

    def set_camera(self, camera: Camera) -> None:
        """Zoom or pan every view."""
        camera = replace(camera, zoom=min(max(camera.zoom, 0.5), 40.0))
        if camera != self._camera:
            self._camera = camera
            self.camera_changed.emit()
