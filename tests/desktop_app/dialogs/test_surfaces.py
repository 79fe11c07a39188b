"""The 3-D view beside the window."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from core.labels import Label
from desktop_app.state.plan import End
from desktop_app.surfaces.rendering import Viewpoint
from desktop_app.surfaces.scene import PartName
from desktop_app.work.surface_pictures import surface_picture


@pytest.fixture
def dialog(qtbot, labelled):
    labelled.actions_["surfaces"].trigger()
    made = labelled.dialogs.open_dialog("surfaces")
    qtbot.waitUntil(lambda: made.view.frame is not None)
    return made


def drag(view, start, end):
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, at, button, held in (
        (QEvent.Type.MouseButtonPress, start, left, left),
        (QEvent.Type.MouseMove, end, none, left),
        (QEvent.Type.MouseButtonRelease, end, left, none),
    ):
        to, keys = QPointF(view.mapToGlobal(at)), Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(view, QMouseEvent(kind, QPointF(at), to, button, held, keys))


def settled(qtbot, view):
    """Wait for the picture with all its detail."""
    view.refresh()
    with qtbot.waitSignal(view.drawn):
        pass


def test_it_shows_the_regions_that_are_there(dialog):
    assert [part.name for part in dialog.scenes.scene.parts] == list(PartName)
    assert all(box.isEnabled() for box in dialog.parts.values())
    assert dialog.view.frame.rgb.max() > 60


def test_it_is_not_modal_and_stands_once(labelled, dialog):
    assert not dialog.isModal()
    labelled.actions_["surfaces"].trigger()
    assert labelled.dialogs.open_dialog("surfaces") is dialog


@pytest.mark.parametrize(
    ("key", "azimuth", "elevation"),
    [("Left", -10, 0), ("Right", 10, 0), ("Up", 0, -10), ("Down", 0, 10)],
)
def test_arrows_turn_it(qtbot, dialog, key, azimuth, elevation):
    before = dialog.view.viewpoint
    qtbot.keyClick(dialog.view, getattr(Qt.Key, f"Key_{key}"))
    now = dialog.view.viewpoint
    assert (now.azimuth - before.azimuth, now.elevation - before.elevation) == (azimuth, elevation)


def test_plus_minus_and_home(qtbot, dialog):
    qtbot.keyClick(dialog.view, Qt.Key.Key_Plus)
    assert dialog.view.viewpoint.zoom > 1
    qtbot.keyClick(dialog.view, Qt.Key.Key_Minus)
    qtbot.keyClick(dialog.view, Qt.Key.Key_Minus)
    assert dialog.view.viewpoint.zoom < 1
    qtbot.keyClick(dialog.view, Qt.Key.Key_Home)
    assert dialog.view.viewpoint == Viewpoint()


def test_the_head_follows_a_drag_and_the_cursor_stays(qtbot, labelled, dialog):
    view, cursor = dialog.view, labelled.session.cursor
    front = dialog.scenes.scene.centre + view.viewpoint.lens(dialog.scenes.scene, 9, 9).towards * 9
    middle = view.rect().center()

    def column():
        lens = view.viewpoint.lens(dialog.scenes.scene, view.width(), view.height())
        return lens.project_one(tuple(front))[0]

    before = column()
    drag(view, middle, middle + QPoint(60, 0))
    assert column() > before
    assert labelled.session.cursor == cursor


def test_a_click_sets_the_cursor_on_the_tumour(qtbot, labelled, dialog):
    session, view = labelled.session, dialog.view
    session.set_cursor((1, 1, 1))
    view.set_with_slice(False)
    settled(qtbot, view)
    middle = np.argwhere(session.labels.ras).mean(axis=0)
    centre = session.grid.affine[:3, :3] @ middle + session.grid.affine[:3, 3]
    lens = view.viewpoint.lens(dialog.scenes.scene, view.width(), view.height())
    x, y = lens.project_one(tuple(centre))
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    around = tuple(slice(v - 1, v + 2) for v in session.cursor)
    assert session.labels.ras[around].any()
    assert not session.labels.ras[around].all()  # its surface


def test_it_follows_the_cursor_and_a_hidden_region(qtbot, labelled, dialog):
    settled(qtbot, dialog.view)
    before = dialog.view.frame.rgb
    labelled.session.set_slice(labelled.session.active[1], 6)
    settled(qtbot, dialog.view)
    moved = dialog.view.frame.rgb
    assert not np.array_equal(before, moved)
    dialog.parts[PartName.WHOLE].setChecked(False)
    settled(qtbot, dialog.view)
    assert not np.array_equal(dialog.view.frame.rgb, moved)


def test_it_follows_another_segmentation_and_keeps_the_brain(qtbot, labelled, dialog):
    from dataclasses import replace

    from desktop_app.state.shown import show_labels

    brain = dialog.scenes.scene.parts[0]
    found = labelled.session.segmentation
    labels = np.where(found.label_map == Label.NCR, Label.ET, found.label_map).astype(np.uint8)
    shown = show_labels(replace(found, label_map=labels))
    labelled.session.set_labels(shown, unsaved=False)
    qtbot.waitUntil(lambda: not dialog.scenes.busy)
    assert [part.name for part in dialog.scenes.scene.parts] == [
        PartName.BRAIN, PartName.WHOLE, PartName.CORE,
    ]  # fmt: skip
    assert dialog.scenes.scene.parts[0] is brain
    assert not dialog.parts[PartName.NECROSIS].isEnabled()
    labelled.session.close()
    assert dialog.scenes.scene is None
    assert dialog.view.frame is None
    assert "Open a study" in dialog.view.message


def test_hidden_it_leaves_the_processor_alone(qtbot, labelled, dialog):
    dialog.hide()
    scene = dialog.scenes.scene
    labelled.session.set_labels(None, unsaved=False)
    assert not dialog.scenes.busy
    assert dialog.scenes.scene is scene
    dialog.show()
    qtbot.waitUntil(lambda: len(dialog.scenes.scene.parts) == 1)


def test_closing_the_window_leaves_no_thread(qtbot, labelled, dialog):
    dialog.view.refresh()
    labelled.session.mark_saved()
    labelled.close()
    names = {thread.name for thread in threading.enumerate()}
    assert not names & {"3-D view", "surfaces"}


def test_a_picture_for_reports(labelled):
    session = labelled.session
    image = surface_picture(session.study, session.segmentation, (200, 150))
    assert (image.width(), image.height()) == (200, 150)
    colours = {image.pixelColor(x, y).hue() for x in range(200) for y in range(150)}
    assert len(colours) > 5
    assert image.pixelColor(1, 1).lightness() == 0


class TestTrajectory:
    """Ends of a trajectory picked on surfaces, by mouse and by keys alone."""

    @pytest.fixture
    def over_tumour(self, qtbot, labelled, dialog):
        """Seen from the right, without the slice; the tumour's pixel, and brain beside it."""
        view = dialog.view
        view.set_with_slice(False)
        view.set_viewpoint(Viewpoint(90.0, 0.0))
        settled(qtbot, view)
        height, width = view.frame.depth.shape
        outside, depth = (d[height // 2] for d in (view.frame.outside, view.frame.depth))
        through = np.subtract(outside, depth, where=np.isfinite(depth), out=np.zeros_like(depth))
        column = int(through.argmax())
        assert through[column] > 2
        return QPoint(round((column + 0.5) * view.width() / width), view.height() // 2)

    def test_clicks_take_the_tumour_for_the_target_and_the_brain_for_the_entry(
        self, qtbot, labelled, dialog, over_tumour
    ):
        session, view = labelled.session, dialog.view
        labelled.actions_["plan_new"].trigger()
        assert "target" in dialog._hint.text()
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=over_tumour)
        assert "entry" in dialog._hint.text()
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=over_tumour)
        (planned,) = session.plan.items
        target, entry = planned.way.target_xyz_mm, planned.way.entry_xyz_mm
        at = tuple(np.rint(session.to_voxel(target)).astype(int))
        around = tuple(slice(v - 2, v + 3) for v in at)
        assert session.labels.ras[around].any()
        # One pixel: the entry lies on the same line of sight, nearer to who looks from the right.
        assert entry[0] - target[0] > 2
        assert entry[1:] == pytest.approx(target[1:], abs=1.0)
        outside = tuple(np.rint(session.to_voxel((entry[0] + 3, *entry[1:]))).astype(int))
        shape = np.array(session.labels.ras.shape)
        beyond = (np.array(outside) >= shape).any() or not any(
            volume.ras[outside] > volume.ras.min() for volume in session.volumes.values()
        )
        assert beyond, "air begins where the entry is"
        assert planned.way.name == "Trajectory 1"
        assert session.plan.picking is None

    def test_a_dragged_entry_stays_on_the_outside(self, qtbot, labelled, dialog, over_tumour):
        plan, view = labelled.session.plan, dialog.view
        labelled.actions_["plan_new"].trigger()
        for _ in range(2):
            qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=over_tumour)
        target = plan.items[0].way.target_xyz_mm
        plan.edit(plan.items[0].moved(End.TARGET, (target[0] - 4, target[1] - 6, target[2])))
        before = plan.items[0].way
        drag(view, over_tumour, over_tumour + QPoint(0, 8))
        after = plan.items[0].way
        assert after.target_xyz_mm == before.target_xyz_mm
        assert after.entry_xyz_mm != before.entry_xyz_mm
        assert after.entry_xyz_mm[0] > target[0] + 1

    def test_keys_alone_pick_both_ends_under_the_cross(self, qtbot, labelled, dialog):
        plan, view = labelled.session.plan, dialog.view
        view.set_with_slice(False)
        view.set_viewpoint(Viewpoint(90.0, 0.0))
        settled(qtbot, view)
        labelled.actions_["plan_new"].trigger()
        qtbot.keyClick(view, Qt.Key.Key_Space)
        assert plan.picking is End.ENTRY
        qtbot.keyClick(view, Qt.Key.Key_Up)
        settled(qtbot, view)
        qtbot.keyClick(view, Qt.Key.Key_Space)
        first = plan.items[0].way
        assert first.length_mm > 1
        for _ in range(3):
            qtbot.keyClick(view, Qt.Key.Key_Right)
        settled(qtbot, view)
        qtbot.keyClick(view, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
        second = plan.items[0].way
        assert second.target_xyz_mm == first.target_xyz_mm
        assert second.entry_xyz_mm == view.place_at(
            QPointF(view.width() / 2, view.height() / 2), outside=True
        )
        qtbot.keyClick(view, Qt.Key.Key_T, Qt.KeyboardModifier.ShiftModifier)
        assert plan.items[0].way.target_xyz_mm != first.target_xyz_mm
        assert len(plan.items) == 1

    def test_escape_leaves_picking_and_not_the_view(self, qtbot, labelled, dialog):
        labelled.actions_["plan_new"].trigger()
        qtbot.keyClick(dialog.view, Qt.Key.Key_Escape)
        assert labelled.session.plan.picking is None
        assert dialog.isVisible()

    def test_space_sets_the_cursor_where_the_cross_is(self, qtbot, labelled, dialog):
        session, view = labelled.session, dialog.view
        session.set_cursor((1, 1, 1))
        view.set_with_slice(False)
        settled(qtbot, view)
        qtbot.keyClick(view, Qt.Key.Key_Space)
        assert session.cursor != (1, 1, 1)
