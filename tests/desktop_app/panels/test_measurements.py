"""The panel of volumes, diameters and distances."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from core.labels import Label, Region
from core.measuring.measurements import measure
from core.phantom.phantom import demo_study
from core.space.affine import Grid
from core.studies.segmentation import Segmentation
from desktop_app.language.translation import Translation
from desktop_app.look import theme
from desktop_app.panels.measurements import MeasurementsPanel
from desktop_app.state.session import Session
from desktop_app.state.settings import Language, Theme
from desktop_app.state.shown import show_labels, show_volume
from desktop_app.work.measuring import Measuring
from resources import ROOT


@pytest.fixture(scope="module")
def demo():
    return demo_study(shape=(60, 60, 40), spacing_mm=4.0)


@pytest.fixture
def session(demo, qapp):
    made = Session()
    study, _ = demo
    made.begin(study.name)
    for modality, volume in study.volumes.items():
        made.add_volume(modality, show_volume(volume))
    made.complete(study, (), {})
    yield made
    Measuring.of(made).shut_down()


@pytest.fixture
def translation(qapp):
    made = Translation()
    yield made
    made.use(Language.ENGLISH)


@pytest.fixture
def panel(session, qtbot):
    made = MeasurementsPanel(session)
    qtbot.addWidget(made)
    made.resize(272, 500)
    made.show()
    return made


def segmentation(demo, label_map=None):
    study, truth = demo
    return Segmentation(study.name, study.grid, truth if label_map is None else label_map)


def show(session, qtbot, shown):
    session.set_labels(show_labels(shown), unsaved=False)
    qtbot.waitUntil(lambda: not Measuring.of(session).busy)


def cell(table, row, column):
    return table.item(row, column).text()


def test_without_a_segmentation_it_says_what_will_be_here(panel):
    assert panel.message.isVisible()
    assert "segmentation" in panel.message.text()
    assert not panel.volumes.isVisible()
    assert panel.text() == "\n"


def test_it_shows_what_is_measured(panel, session, demo, qtbot):
    show(session, qtbot, segmentation(demo))
    expected = measure(segmentation(demo), demo[0])
    assert panel.volumes.isVisible()
    assert panel.message.text().startswith("Measured on slices of 4.0 mm: ")
    assert [panel.volumes.row_key(r) for r in range(5)] == ["ET", "NCR", "ED", "TC", "WT"]
    assert float(cell(panel.volumes, 4, 1)) == pytest.approx(
        expected.regions[Region.WT].extent.ml, abs=0.05
    )
    assert cell(panel.volumes, 4, 2) == "100"
    lines = expected.regions[Region.TC].diameters
    assert [panel.places.column_key(c) for c in range(4)] == ["", "ET", "TC", "WT"]
    assert cell(panel.places, 0, 2) == f"{lines.longest_mm:.0f}"
    assert cell(panel.places, 1, 2) == f"{lines.perpendicular_mm:.0f}"
    place = expected.regions[Region.WT].position
    assert cell(panel.places, 2, 3) == place.side
    assert cell(panel.places, 5, 3) == f"{place.surface_mm:.0f}"


def test_no_column_is_cut_off_in_either_language(panel, session, demo, qtbot, qapp, translation):
    theme.apply(qapp, Theme.DARK)
    panel.resize(258, 500)  # what the narrowest side panel leaves beside its scroll bar
    show(session, qtbot, segmentation(demo))
    for language in (Language.SPANISH, Language.ENGLISH):
        translation.use(language)
        for table in (panel.volumes, panel.places):
            header = table.horizontalHeader()
            assert header.length() <= table.viewport().width() + 1
            for column in range(table.columnCount()):
                needed = max(header.sectionSizeHint(column), table.sizeHintForColumn(column))
                assert header.sectionSize(column) >= needed, (language, column)


def test_it_follows_the_language(panel, session, demo, qtbot, translation):
    show(session, qtbot, segmentation(demo))
    translation.use(Language.SPANISH)
    qtbot.waitUntil(lambda: cell(panel.volumes, 4, 0) == "Tumor completo")
    translation.use(Language.ENGLISH)
    qtbot.waitUntil(lambda: cell(panel.volumes, 4, 0) == "Whole tumour")


def test_an_empty_label_map_is_named_so(panel, session, demo, qtbot):
    show(session, qtbot, segmentation(demo, np.zeros_like(demo[1])))
    assert "no tumour" in panel.message.text()
    assert not panel.places.isVisible()


def test_the_newest_segmentation_wins(panel, session, demo, qtbot):
    small = np.zeros_like(demo[1])
    small[30:32, 30:32, 20:22] = Label.ET
    session.set_labels(show_labels(segmentation(demo)), unsaved=False)
    show(session, qtbot, segmentation(demo, small))
    assert panel.measurements.labels[Label.ET].ml == pytest.approx(8 * 0.064)
    qtbot.wait(300)  # the first one's result must not come after all
    assert panel.measurements.labels[Label.ED].ml == 0


def test_another_study_clears_it(panel, session, demo, qtbot):
    show(session, qtbot, segmentation(demo))
    session.begin("next")
    assert panel.measurements is None
    assert not panel.volumes.isVisible()


def test_a_comparison_does_not_measure_again(panel, session, demo, qtbot):
    show(session, qtbot, segmentation(demo))
    before = panel.measurements
    session.set_comparison(show_labels(segmentation(demo)))
    assert panel.measurements is before


def test_what_cannot_be_measured_says_why(panel, session, qtbot):
    grid = Grid((9, 9, 9), np.eye(4))
    other = Segmentation("other", grid, np.ones((9, 9, 9), np.uint8))
    show(session, qtbot, other)
    assert "belongs to this study" in panel.message.text()


COPY_AND_QUIT = """
from PySide6.QtWidgets import QApplication
from desktop_app.panels.measurements import MeasurementsPanel
from desktop_app.state.session import Session
app = QApplication([])
MeasurementsPanel(Session()).copy()
"""


def test_the_program_ends_well_with_its_table_on_the_clipboard():
    ended = subprocess.run([sys.executable, "-c", COPY_AND_QUIT], cwd=ROOT.parent, check=False)
    assert ended.returncode == 0


def test_copy_gives_text_for_a_spreadsheet_and_a_formatted_table(panel, session, demo, qtbot):
    show(session, qtbot, segmentation(demo))
    panel.copy()
    data = QGuiApplication.clipboard().mimeData()
    rows = [line.split("\t") for line in data.text().splitlines() if line]
    assert rows[0][1:] == ["ml", "%", "Slices"]
    assert rows[5][0] == "Whole tumour"
    assert rows[5][1] == cell(panel.volumes, 4, 1)
    assert rows[-1][1] == "Of unknown origin", "a table says where it comes from"
    assert "<table" in data.html()


def test_a_selected_row_is_copied_by_the_usual_key(panel, session, demo, qtbot):
    show(session, qtbot, segmentation(demo))
    panel.volumes.selectRow(0)
    qtbot.keyClick(panel.volumes, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("Enhancing\t")


def click(qtbot, table, row, column):
    where = table.visualItemRect(table.item(row, column)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)


@pytest.mark.parametrize("how", ["click", "return key"])
def test_a_diameter_asks_for_its_lines_and_their_middle(panel, session, demo, qtbot, how):
    show(session, qtbot, segmentation(demo))
    lines = panel.measurements.regions[Region.TC].diameters
    with qtbot.waitSignal(panel.place_requested) as asked:
        if how == "click":
            click(qtbot, panel.places, 0, 2)
        else:
            panel.places.setCurrentCell(1, 2)
            qtbot.keyClick(panel.places, Qt.Key.Key_Return)
    (place,) = asked.args
    assert place.point_mm == pytest.approx(np.mean(lines.longest_ends, axis=0))
    assert place.lines is lines


def test_distances_and_volumes_ask_for_where_they_were_measured(panel, session, demo, qtbot):
    show(session, qtbot, segmentation(demo))
    position = panel.measurements.regions[Region.ET].position
    expected = {2: position.centroid_mm, 3: position.nearest_to_plane}
    expected |= {4: position.nearest_to_plane, 5: position.nearest_to_surface, 6: None}
    for row, point in expected.items():
        with qtbot.waitSignal(panel.place_requested) as asked:
            click(qtbot, panel.places, row, 1)
        assert asked.args[0].point_mm == point
        assert asked.args[0].symmetry_plane is (row in (2, 3, 4))
    with qtbot.waitSignal(panel.place_requested) as asked:
        click(qtbot, panel.volumes, 1, 1)
    assert (asked.args[0].key, asked.args[0].point_mm) == ("NCR", None)


def test_shutting_down_leaves_no_thread(session, demo):
    import threading

    session.set_labels(show_labels(segmentation(demo)), unsaved=False)
    measuring = Measuring.of(session)
    measuring.shut_down()
    assert not [t for t in threading.enumerate() if t.name == "measuring"]
    assert not measuring.busy
