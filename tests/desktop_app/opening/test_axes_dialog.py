"""The head of a file that does not say which way its axes run, turned by the person."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QDialogButtonBox

from core.phantom.phantom import demo_study
from core.studies.study import AxesFrom, Modality
from desktop_app.opening.axes_dialog import ALL_AXES, AxesDialog
from desktop_app.opening.sources import StackSource
from desktop_app.state.display import Plane


@pytest.fixture
def array(tmp_path):
    study, _ = demo_study(3, (60, 60, 40), 4.0)
    path = tmp_path / "s.npy"
    np.save(path, np.stack([study.volumes[m].data for m in Modality], -1))
    return StackSource(path, tuple(Modality))


@pytest.fixture
def dialog(qtbot, window, array):
    """The dialog that comes by itself once such an array is open."""
    window.files.open_source(array)
    qtbot.waitUntil(lambda: bool(window.findChildren(AxesDialog)))
    return window.findChildren(AxesDialog)[0]


def part_of(dialog, plane):
    return next(p for p in dialog._pictures if p.plane is plane)


def button(dialog, kind):
    return dialog.findChild(QDialogButtonBox).button(kind)


def test_it_begins_with_the_guess_and_says_so(window, dialog):
    assert window.session.study.axes_from is AxesFrom.HEAD
    assert dialog.axes == window.session.study.grid.axis_codes == "LPS"
    assert "L-P-S; left and right cannot be told" in dialog._intro.text()
    assert "left, back, top" in dialog._taken.text()


def test_turning_moves_the_picture_against_letters_that_stay(dialog):
    axial = part_of(dialog, Plane.AXIAL)
    before, letters = axial.picture._image.copy(), axial.picture.letters
    for _ in range(4):
        axial.turn.click()
        assert axial.picture.letters == letters
    assert dialog.axes == "LPS"
    axial.turn.click()
    turned = axial.picture._image
    assert (turned.width(), turned.height()) == (before.height(), before.width())
    # Clockwise: what was at the top left is at the top right.
    at = (before.width() // 3, before.height() // 4)
    assert turned.pixel(before.height() - 1 - at[1], at[0]) == before.pixel(*at)
    axial.flip.click()
    assert axial.picture._image.pixel(at[1], at[0]) == before.pixel(*at)


def test_every_one_of_the_48_ways_is_reached(dialog):
    seen, new = set(), {dialog.axes}
    while new:
        axes = new.pop()
        seen.add(axes)
        for picture in dialog._pictures:
            for press in (picture.turn, picture.flip):
                dialog.set_axes(axes)
                press.click()
                new |= {dialog.axes} - seen
    assert seen == set(ALL_AXES)
    assert len(ALL_AXES) == 48


def test_what_is_stated_is_taken(qtbot, window, dialog):
    part_of(dialog, Plane.AXIAL).flip.click()
    assert "right, back, top" in dialog._taken.text()
    button(dialog, QDialogButtonBox.StandardButton.Ok).click()
    qtbot.waitUntil(
        lambda: (
            window.session.study is not None and window.session.study.axes_from is AxesFrom.STATED
        ),
    )
    assert window.session.study.grid.axis_codes == "RPS"
    assert "axes_stated" in [f.code for f in window.session.findings]


def test_leaving_it_keeps_the_guess_and_it_can_be_asked_for_again(qtbot, window, dialog):
    dialog.reject()
    assert window.session.study.axes_from is AxesFrom.HEAD
    qtbot.waitUntil(lambda: not window.findChildren(AxesDialog))
    window.actions_["axes"].trigger()
    (again,) = window.findChildren(AxesDialog)
    again.reject()


def test_files_that_say_it_are_not_asked_about(opened):
    assert not opened.findChildren(AxesDialog)
    assert not opened.actions_["axes"].isEnabled()
