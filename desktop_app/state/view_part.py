"""Cursor, layout, zoom, windows and visible labels in a session."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import SignalInstance

from core.labels import Label
from core.sessions.contents import Part
from core.sessions.plain import from_plain, to_plain
from core.space.affine import Grid
from core.studies.study import Modality
from desktop_app.state.display import Camera, Layout, Plane, Voxel, Window
from desktop_app.state.part import Load, fields_of
from desktop_app.state.session import Session


class ViewPart:
    """What was looked at; sides, theme and the like are the person's settings, and stay."""

    name = "view"
    worth = False

    def changes(self, session: Session) -> Sequence[SignalInstance]:
        """Everything that moves a picture."""
        return (
            session.cursor_changed,
            session.camera_changed,
            session.layout_changed,
            session.display_changed,
            session.active_changed,
        )

    def save(self, session: Session) -> Callable[[], Part] | None:
        """Plain values, made at once."""
        values = {
            "cursor": to_plain(session.cursor),
            "camera": to_plain(session.camera),
            "layout": to_plain(session.layout),
            "active": to_plain(session.active),
            "windows": to_plain(session.display.windows),
            "visible": to_plain(session.display.visible),
        }
        return lambda: Part(values)

    def read(self, part: Part, grid: Grid) -> Load:
        """The cursor is kept within the volume by the session itself."""
        del grid
        values = fields_of(part.values)
        cursor = from_plain(Voxel, values["cursor"])
        camera, layout = from_plain(Camera, values["camera"]), from_plain(Layout, values["layout"])
        active = from_plain(tuple[Modality, Plane], values["active"])
        windows = from_plain(Mapping[Modality, Window], values["windows"])
        visible = from_plain(frozenset[Label], values["visible"])

        def load(session: Session) -> None:
            there = {m: w for m, w in windows.items() if m in session.volumes}
            session.set_display(windows={**session.display.windows, **there}, visible=visible)
            if layout.modality in session.volumes:
                session.set_layout(kind=layout.kind, plane=layout.plane, modality=layout.modality)
                if active in session.layout.cells():
                    session.set_active(*active)
            session.set_cursor(cursor)
            session.set_camera(camera)

        return load
