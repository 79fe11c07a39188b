"""Two results side by side."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.labels import Label, Region
from core.scoring.comparison import Kind
from core.scoring.metrics import dice
from core.studies.provenance import Provenance
from desktop_app.opening.label_dialog import LabelDialog
from desktop_app.panels.compare_panel import ComparePanel
from desktop_app.panels.pages import PageName
from desktop_app.state.shown import show_labels
from desktop_app.views.difference import ONLY_REFERENCE, ONLY_RESULT, difference
from tests.desktop_app.opening.dialogs import the_dialog
from tests.desktop_app.strokes import drag


@pytest.fixture
def two(qtbot, labelled):
    """A result that lacks the lower part of the loaded truth and has a ball of its own."""
    session = labelled.session
    (truth,) = session.results.all
    mine = truth.segmentation.label_map.copy()
    mine[:, :, 12:] = 0
    mine[22:26, 4:8, 4:8] = Label.ET
    made = Provenance(model="gliovista-4", mode="fast")
    session.add_result(
        show_labels(replace(truth.segmentation, label_map=mine, provenance=made)), unsaved=False
    )
    session.set_comparison(truth.labels, "truth_seg.nii.gz")
    labelled.actions_["page_compare"].trigger()
    qtbot.waitUntil(lambda: bool(labelled.side_panel.comparing.compared))
    return labelled


def panel_of(window) -> ComparePanel:
    return window.side_panel.comparison


def test_without_a_second_result_it_says_how_to_get_one(labelled):
    labelled.actions_["page_compare"].trigger()
    panel = panel_of(labelled)
    assert panel.hint.isVisible()
    assert "Ctrl+L" in panel.hint.text()
    assert not panel.details.isVisible()
    assert not labelled.actions_["next_disagreement"].isEnabled()


def test_a_map_that_is_loaded_beside_is_compared(qtbot, labelled, study_folder):
    labelled.label_commands.load(study_folder / "truth_seg.nii.gz")
    dialog = the_dialog(qtbot, labelled, LabelDialog)
    assert dialog.beside
    dialog.accept()
    comparing = labelled.side_panel.comparing
    qtbot.waitUntil(lambda: bool(comparing.compared))
    assert labelled.side_panel.pages.shown is PageName.COMPARE
    assert all(c.scores.dice == 1 for c in comparing.compared.values())
    assert panel_of(labelled).where.text() == "They agree about this region."
    labelled.actions_["remove_comparison"].trigger()
    assert labelled.session.comparison is None
    assert not panel_of(labelled).details.isVisible()


def test_scores_are_those_of_the_two_maps(two):
    session = two.session
    masks = [m.ras > 0 for m in (session.labels, session.comparison)]
    scores = panel_of(two).scores
    assert scores.item(0, 0).text() == "WT"
    assert scores.item(0, 1).text() == f"{dice(*masks):.2f}"
    apart = (masks[0].sum() - masks[1].sum()) * session.study.grid.voxel_ml
    assert scores.item(0, 3).text() == f"{apart:.1f}".replace("-", "−")


def test_a_click_on_a_lesion_goes_there(qtbot, two):
    panel = panel_of(two)
    lesions = two.side_panel.comparing.compared[Region.WT].lesions
    row = [piece.kind for piece in lesions].index(Kind.INVENTED)
    assert panel.lesions.item(row, 0).text() == "Invented"
    panel.lesions.cellClicked.emit(row, 0)
    assert two.session.cursor == lesions[row].ijk
    assert two.session.label_at_cursor() is Label.ET


def test_next_disagreement_goes_from_the_largest_to_the_last_and_round(two):
    session, pieces = two.session, two.side_panel.comparing.disagreements
    assert len(pieces) >= 2
    assert [p.ml for p in pieces] == sorted((p.ml for p in pieces), reverse=True)
    places = []
    for _ in range(len(pieces) + 1):
        two.actions_["next_disagreement"].trigger()
        places.append(session.cursor)
    assert places == [p.ijk for p in pieces] + [pieces[0].ijk]
    assert panel_of(two).where.text().startswith(f"1 of {len(pieces)}: only in the")
    session.set_display(compared_region=Region.ET)
    two.actions_["next_disagreement"].trigger()
    assert session.cursor == two.side_panel.comparing.compared[Region.ET].disagreements[0].ijk


def test_numbers_follow_a_stroke_and_another_choice(qtbot, two):
    comparing = two.side_panel.comparing
    before = comparing.compared[Region.ET].scores.predicted_ml
    two.actions_["correct"].trigger()
    two.session.set_brush(label=Label.ET, radius_mm=3)
    drag(two.view_area.views[0], (4, 6, 4), (20, 6, 4))
    assert not comparing.compared, "no number of another label map is shown"
    qtbot.waitUntil(lambda: bool(comparing.compared))
    assert comparing.compared[Region.ET].scores.predicted_ml > before
    panel = panel_of(two)
    assert [panel.reference.itemText(n) for n in range(panel.reference.count())] == [
        "File: truth_seg.nii.gz",
        "Fast · corrected (1 step)",
        "Fast",
    ]
    panel.reference.setCurrentIndex(2)
    panel.reference.activated.emit(2)
    qtbot.waitUntil(lambda: bool(comparing.compared))
    assert comparing.compared[Region.ET].scores.truth_ml == pytest.approx(before)


def test_differences_are_painted_in_place_of_the_labels(qtbot, two):
    session, view = two.session, two.view_area.views[0]
    session.set_display(crosshair=False, annotations=False)
    panel_of(two).differences.click()
    assert session.display.differences

    def redder(voxel):
        colour = view.viewport().grab().toImage().pixelColor(view.to_pixels(voxel).toPoint())
        return colour.red() - colour.green()

    pieces = {piece.kind: piece.ijk for piece in two.side_panel.comparing.disagreements}
    session.set_cursor(pieces[Kind.INVENTED])
    qtbot.waitUntil(lambda: redder(pieces[Kind.INVENTED]) > 30)
    session.set_cursor(pieces[Kind.MISSED])
    qtbot.waitUntil(lambda: redder(pieces[Kind.MISSED]) < -30)


def test_difference_tells_both_sides_of_a_region():
    result = np.array([[0, Label.ED, Label.ET, Label.NCR]], np.uint8)
    reference = np.array([[Label.ET, Label.ED, Label.ED, Label.ET]], np.uint8)
    assert difference(result, reference, Region.WT).tolist() == [[2, 0, 0, 0]]
    assert difference(result, reference, Region.TC).tolist() == [[2, 0, 1, 0]]
    assert difference(result, reference, Region.ET).tolist() == [[2, 0, 1, 2]]
    assert ONLY_RESULT != ONLY_REFERENCE
