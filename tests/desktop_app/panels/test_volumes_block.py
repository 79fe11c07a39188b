"""The volumes that are always in sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from core.labels import Region
from desktop_app.panels.volumes_block import VolumesBlock
from desktop_app.state.display import Plane


@pytest.mark.parametrize("region", list(Region))
def test_a_click_on_a_volume_goes_to_where_most_of_it_is(qtbot, labelled, region):
    block = labelled.side_panel.findChild(VolumesBlock)
    session = labelled.session
    session.set_cursor((1, 1, 1))
    value = block.values[region]
    qtbot.mouseClick(value, Qt.MouseButton.LeftButton)
    index = session.slice_index(Plane.AXIAL)
    voxels = session.labels.areas[Plane.AXIAL][:, 1:].sum(axis=1)
    assert session.labels.ras[session.cursor] > 0
    if region is Region.WT:
        assert voxels[index] == voxels.max()


def test_without_labels_a_click_asks_for_nothing(qtbot, opened):
    block = opened.side_panel.findChild(VolumesBlock)
    cursor = opened.session.cursor
    qtbot.mouseClick(block.values[Region.WT], Qt.MouseButton.LeftButton)
    assert opened.session.cursor == cursor
