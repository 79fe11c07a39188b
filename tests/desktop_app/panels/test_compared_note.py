"""What the white outline is."""

from __future__ import annotations

from dataclasses import replace

from core.labels import Region
from desktop_app.opening.label_dialog import LabelDialog
from desktop_app.panels.compared_note import ComparedNote
from desktop_app.state.settings import LANGUAGE, Language
from desktop_app.state.shown import show_labels
from desktop_app.work.agreement import region_dice
from tests.desktop_app.opening.dialogs import the_dialog


def test_a_second_label_map_lies_beside_the_first(qtbot, labelled, study_folder):
    labelled.label_commands.load(study_folder / "truth_seg.nii.gz")
    dialog = the_dialog(qtbot, labelled, LabelDialog)
    assert dialog.beside
    dialog.accept()
    qtbot.waitUntil(lambda: labelled.session.comparison is not None, timeout=5000)
    labelled.actions_["remove_comparison"].trigger()
    assert labelled.session.comparison is None


def test_what_is_compared_is_named_and_how_much_it_shares_is_told(
    qtbot, labelled, study_folder, settings
):
    session, note = labelled.session, labelled.side_panel.findChild(ComparedNote)
    assert not note.isVisible()
    labelled.label_commands.load(study_folder / "truth_seg.nii.gz")
    the_dialog(qtbot, labelled, LabelDialog).accept()
    qtbot.waitUntil(lambda: "ET" in note.text(), timeout=10000)
    assert note.isVisible()
    spoken = note.text().replace("\N{NO-BREAK SPACE}", " ")
    assert spoken == "White outline: truth_seg.nii.gz\nDice WT 1.00  TC 1.00  ET 1.00"
    half = session.segmentation.label_map.copy()
    half[:, :, 12:] = 0
    session.set_labels(show_labels(replace(session.segmentation, label_map=half)), unsaved=False)
    assert "Dice" not in note.text(), "of other labels"
    expected = region_dice(half, session.comparison.segmentation.label_map)[Region.WT]
    assert 0.5 < expected < 0.9
    qtbot.waitUntil(lambda: f"WT\N{NO-BREAK SPACE}{expected:.2f}" in note.text(), timeout=10000)
    settings.set(LANGUAGE, Language.SPANISH)
    qtbot.waitUntil(lambda: note.text().startswith("Contorno blanco: truth_seg.nii.gz"))
    assert f"{expected:.2f}".replace(".", ",") in note.text()
    labelled.actions_["remove_comparison"].trigger()
    assert not note.isVisible()
