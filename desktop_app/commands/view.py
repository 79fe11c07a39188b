"""What the actions about views do to the session; one function per action."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from core.labels import Label
from core.studies.study import Modality
from desktop_app.actions.set import LABEL_ACTIONS, LAYOUT_ACTIONS, PLANE_ACTIONS, SEQUENCE_ACTIONS
from desktop_app.state.display import LayoutKind, OverlayStyle, Plane, WindowPreset
from desktop_app.state.session import Session
from desktop_app.views.geometry import PlaneGeometry

Command = Callable[[Session], None]

_ZOOM_STEP = 1.25
_OPACITY_STEP = 0.1


def _move(slices: int) -> Command:
    def command(session: Session) -> None:
        plane = session.active[1]
        session.set_slice(plane, session.slice_index(plane) + slices)

    return command


def _cursor(right: int, down: int) -> Command:
    """One voxel on the screen of the active view."""

    def command(session: Session) -> None:
        shown = PlaneGeometry(
            session.active[1], session.shape, session.spacing_mm, session.display.radiological
        )
        u, v = shown.axes
        voxel = list(session.cursor)
        voxel[u] += -right if shown.flips_u else right
        voxel[v] -= down
        session.set_cursor(voxel)

    return command


def _end(*, last: bool) -> Command:
    def command(session: Session) -> None:
        plane = session.active[1]
        session.set_slice(plane, session.shape[plane.axis] - 1 if last else 0)

    return command


def _tumour(step: int) -> Command:
    def command(session: Session) -> None:
        plane = session.active[1]
        if session.labels is not None:
            index = session.labels.next_slice(plane, session.slice_index(plane), step)
            if index is not None:
                session.set_slice(plane, index)

    return command


def largest_tumour(session: Session) -> None:
    """Go to the largest section in the active plane, with the cursor on the tumour."""
    plane = session.active[1]
    if session.labels is None:
        return
    index = session.labels.largest_slice(plane)
    if index is not None:
        session.set_cursor(session.labels.middle_of_slice(plane, index))


def _preset(preset: WindowPreset) -> Command:
    return lambda session: session.apply_preset(preset, [session.active[0]])


def _reset_windows(session: Session) -> None:
    session.apply_preset(WindowPreset.AUTO, list(Modality))


def _zoom(factor: float) -> Command:
    def command(session: Session) -> None:
        camera = session.camera
        session.set_camera(replace(camera, zoom=camera.zoom * factor))

    return command


def _fit(session: Session) -> None:
    session.set_camera(type(session.camera)())


def _toggle(field: str) -> Command:
    return lambda session: session.set_display(**{field: not getattr(session.display, field)})


def _opacity(step: float) -> Command:
    def command(session: Session) -> None:
        opacity = round(min(max(session.display.opacity + step, 0.0), 1.0), 2)
        session.set_display(opacity=opacity)

    return command


def _next_style(session: Session) -> None:
    styles = list(OverlayStyle)
    session.set_display(style=styles[(styles.index(session.display.style) + 1) % len(styles)])


def _label(label: Label) -> Command:
    return lambda session: session.set_display(visible=session.display.visible ^ {label})


def set_layout(session: Session, kind: LayoutKind) -> None:
    """Change the kind of layout and keep what the person was looking at."""
    modality, plane = session.active
    session.set_layout(kind=kind, modality=modality, plane=plane)


def _set_kind(kind: LayoutKind) -> Command:
    return lambda session: set_layout(session, kind)


def _set_plane(plane: Plane) -> Command:
    def command(session: Session) -> None:
        modality = session.active[0]
        session.set_layout(plane=plane)
        session.set_active(modality, plane)

    return command


def _set_sequence(modality: Modality) -> Command:
    def command(session: Session) -> None:
        plane = session.active[1]
        session.set_layout(modality=modality)
        session.set_active(modality, plane)

    return command


def _result(step: int) -> Command:
    def command(session: Session) -> None:
        result = session.results.beside(step)
        if result is not None and not session.busy:
            session.show_result(result)

    return command


def _delete_mark(session: Session) -> None:
    marks = session.marks
    if marks.selected is not None:
        marks.delete({marks.selected})
    elif marks.drawn:
        marks.delete({marks.drawn[-1].id})


def _delete_marks(session: Session) -> None:
    session.marks.delete({mark.id for mark in session.marks.drawn})


def _undo_mark(session: Session) -> None:
    session.marks.undo()


def _remove_comparison(session: Session) -> None:
    session.set_comparison(None)


VIEW_COMMANDS: dict[str, Command] = {
    "next_slice": _move(1),
    "previous_slice": _move(-1),
    "next_ten": _move(10),
    "previous_ten": _move(-10),
    "first_slice": _end(last=False),
    "last_slice": _end(last=True),
    "cursor_left": _cursor(-1, 0),
    "cursor_right": _cursor(1, 0),
    "cursor_up": _cursor(0, -1),
    "cursor_down": _cursor(0, 1),
    "next_tumour": _tumour(1),
    "previous_tumour": _tumour(-1),
    "largest_tumour": largest_tumour,
    "window_auto": _preset(WindowPreset.AUTO),
    "window_contrast": _preset(WindowPreset.CONTRAST),
    "window_full": _preset(WindowPreset.FULL),
    "window_reset": _reset_windows,
    "invert": _toggle("inverted"),
    "smooth": _toggle("smooth"),
    "annotations": _toggle("annotations"),
    "crosshair": _toggle("crosshair"),
    "radiological": _toggle("radiological"),
    "zoom_in": _zoom(_ZOOM_STEP),
    "zoom_out": _zoom(1 / _ZOOM_STEP),
    "zoom_fit": _fit,
    "overlay": _toggle("overlay"),
    "overlay_style": _next_style,
    "more_opaque": _opacity(_OPACITY_STEP),
    "less_opaque": _opacity(-_OPACITY_STEP),
    "symmetry_plane": _toggle("symmetry_plane"),
    "delete_mark": _delete_mark,
    "delete_marks": _delete_marks,
    "undo_mark": _undo_mark,
    "remove_comparison": _remove_comparison,
    "next_result": _result(1),
    "previous_result": _result(-1),
    **{name: _set_kind(kind) for name, kind in LAYOUT_ACTIONS.items()},
    **{name: _set_plane(plane) for name, plane in PLANE_ACTIONS.items()},
    **{name: _set_sequence(modality) for name, modality in SEQUENCE_ACTIONS.items()},
    **{name: _label(label) for name, label in LABEL_ACTIONS.items()},
}
