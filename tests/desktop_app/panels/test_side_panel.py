"""The side panel: volumes that stay in sight, and pages that come when they are needed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton

from core.labels import Label, Region
from desktop_app.actions.all import ACTIONS
from desktop_app.main_window import MainWindow
from desktop_app.opening.label_dialog import LabelDialog
from desktop_app.panels.pages import PageName
from desktop_app.panels.volumes_block import VolumesBlock
from desktop_app.state.settings import LANGUAGE, Language
from tests.desktop_app.opening.dialogs import the_dialog
from tests.desktop_app.strokes import drag


def _volumes(window) -> dict[Region, str]:
    block = window.side_panel.findChild(VolumesBlock)
    assert block.isVisible()
    return {region: label.text() for region, label in block.values.items()}


def test_volumes_are_those_of_the_labels_in_every_page(qtbot, labelled):
    label_map = labelled.session.segmentation.label_map
    voxel_ml = labelled.session.study.grid.voxel_ml
    whole = f"{(label_map > 0).sum() * voxel_ml:.1f} ml"
    core = f"{((label_map == Label.NCR) | (label_map == Label.ET)).sum() * voxel_ml:.1f} ml"
    qtbot.waitUntil(lambda: _volumes(labelled)[Region.WT] == whole)
    for name in PageName:
        labelled.actions_[f"page_{name.value}"].trigger()
        assert _volumes(labelled)[Region.TC] == core


def test_volumes_follow_a_stroke_before_it_ends(qtbot, correcting):
    qtbot.waitUntil(lambda: "ml" in _volumes(correcting)[Region.ET])
    before = _volumes(correcting)
    correcting.session.set_brush(radius_mm=12)
    painter = correcting.corrections.correcting
    painter.stroke(correcting.session.active[1], (6, 6, 4), (20, 20, 4))
    assert not correcting.session.segmentation.corrected, "the stroke goes on"
    qtbot.waitUntil(lambda: _volumes(correcting)[Region.ET] != before[Region.ET])
    painter.finish()


def test_no_volumes_without_labels(opened):
    assert set(_volumes(opened).values()) == {"–"}


def test_the_brush_brings_its_page(labelled):
    pages = labelled.side_panel.pages
    assert pages.shown is PageName.RESULT
    labelled.actions_["correct"].trigger()
    assert pages.shown is PageName.CORRECT
    assert labelled.side_panel.correction.isVisible()
    labelled.actions_["page_result"].trigger()
    drag(labelled.view_area.views[0], (4, 6, 4), (20, 6, 4))
    assert pages.shown is PageName.RESULT, "a stroke turns no page"


def test_a_comparison_brings_its_page(qtbot, labelled, study_folder):
    labelled.label_commands.load(study_folder / "truth_seg.nii.gz")
    the_dialog(qtbot, labelled, LabelDialog).accept()
    qtbot.waitUntil(lambda: labelled.session.comparison is not None)
    assert labelled.side_panel.pages.shown is PageName.COMPARE


def test_a_page_is_reached_by_keys_and_unfolds_the_panel(qtbot, labelled):
    pages = labelled.side_panel.pages
    labelled.actions_["side_panel"].trigger()
    assert not labelled.side_panel.isVisible()
    labelled.actions_["page_correct"].trigger()
    assert labelled.side_panel.isVisible()
    bar = pages.tabBar()
    bar.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    assert pages.shown is PageName.COMPARE


def test_the_page_is_remembered(window, settings, qtbot):
    window.actions_["page_compare"].trigger()
    other = MainWindow(settings)
    assert other.side_panel.pages.shown is PageName.COMPARE
    other.close()
    other.deleteLater()


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.SPANISH])
def test_nothing_is_clipped_in_a_small_window(qtbot, labelled, settings, language):
    settings.set(LANGUAGE, language)
    labelled.resize(1280, 800)
    panel = labelled.side_panel
    for name in PageName:
        panel.pages.show_page(name)
        qtbot.wait(50)
        page = panel.pages.pages[name]
        assert page.widget().minimumSizeHint().width() <= page.viewport().width(), name
    bar = panel.pages.tabBar()
    for index in range(bar.count()):
        assert bar.tabRect(index).right() <= bar.width()
        assert bar.fontMetrics().horizontalAdvance(bar.tabText(index)) <= bar.tabRect(index).width()


def test_labels_are_listed_in_one_order_everywhere(labelled):
    boxes = [box.text() for box in labelled.side_panel.labels.findChildren(QCheckBox)]
    assert boxes == ["Enhancing tumour", "Necrotic core", "Oedema"]
    paints = [b.text().strip() for b in labelled.side_panel.correction.findChildren(QPushButton)]
    assert paints[:3] == ["Enhancing", "Necrotic core", "Oedema"]
    menu = [spec.id for spec in ACTIONS if spec.id.startswith("label_")]
    assert menu == ["label_et", "label_ncr", "label_ed"]


def test_all_planes_are_shown_at_one_zoom(qtbot, labelled):
    labelled.actions_["layout_planes"].trigger()
    qtbot.waitUntil(lambda: len(labelled.view_area.views) == 3)

    def scales():
        return {round(view.pixels_per_mm(), 6) for view in labelled.view_area.views}

    qtbot.waitUntil(lambda: len(scales()) == 1)
    before = scales()
    labelled.resize(1000, 700)
    qtbot.waitUntil(lambda: len(scales()) == 1 and scales() != before)
