"""Studies that lack a sequence, in the window: opened, shown, measured, exported, no crash."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QMessageBox,
)

from core.studies.sequences import NEEDED
from core.studies.study import Modality
from desktop_app.actions.all import ACTIONS
from desktop_app.dialogs.planning import PlanningDialog
from desktop_app.exporting.pictures import picture_of
from desktop_app.opening.slots_dialog import SlotsDialog
from desktop_app.opening.stack_dialog import StackDialog
from desktop_app.panels.findings_panel import FindingRow
from desktop_app.panels.study_panel import StudyPanel
from desktop_app.state.display import LayoutKind, Plane
from desktop_app.state.settings import LANGUAGE, Language
from desktop_app.work.measuring import Measuring
from desktop_app.work.models import Models
from tests.conftest import brain_arrays, write_nifti, write_study

T1, T1GD, T2, FLAIR = Modality
LEFT_FOR_THE_END = {"quit", "close_study"}


def study_without(folder, *absent):
    """A small study on disk, and a label map beside it."""
    arrays = {m: data for m, data in brain_arrays().items() if m not in absent}
    files = write_study(folder, arrays)
    labels = np.zeros(next(iter(arrays.values())).shape, np.uint8)
    labels[10:20, 10:22, 8:16] = 2
    labels[12:18, 12:20, 10:14] = 4
    labels[14:16, 14:18, 11:13] = 1
    write_nifti(folder / "truth_seg.nii.gz", labels)
    return files


@pytest.fixture
def lacking(qtbot, window, drop, tmp_path):
    """Opens a study without some sequences, and with labels if wanted."""

    def open_(*absent, labels=True):
        folder = tmp_path / "case"
        study_without(folder, *absent)
        drop(folder)
        qtbot.waitUntil(lambda: window.session.study is not None)
        qtbot.waitUntil(lambda: all(v.viewport().width() > 80 for v in window.view_area.views))
        if labels:
            window.label_commands.load(folder / "truth_seg.nii.gz")
            qtbot.waitUntil(lambda: window.session.labels is not None)
        return window

    return open_


def view_of(window, modality):
    return next(v for v in window.view_area.views if v.modality is modality)


def drawn(view):
    image = view.grab().toImage()
    return len({image.pixel(x, y) for x in range(image.width()) for y in range(image.height())})


def open_button(dialog):
    box = dialog.findChild(QDialogButtonBox)
    return box.button(QDialogButtonBox.StandardButton.Open)


# Every action


@pytest.fixture
def answered(qtbot, monkeypatch, tmp_path):
    """Whatever asks is answered, so that no action waits for a person."""
    written = iter(range(1000))

    def save(_parent, _title, proposed, filters, *_):
        name = proposed.rsplit("/", 1)[-1]
        return str(tmp_path / f"out{next(written)}_{name}"), filters.split(";;")[0]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: QMessageBox.StandardButton.Discard)
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda _url: True)
    monkeypatch.setattr(QDialog, "exec", lambda _dialog: 1)
    yield tmp_path
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog):
            widget.close()


def trigger(window, name):
    """As a person would; what is greyed out now is asked of the command itself."""
    action = window.actions_[name]
    if action.isEnabled():
        action.trigger()
    else:
        window.commands()[name]()


@pytest.mark.slow
@pytest.mark.parametrize("absent", [T1, FLAIR], ids=lambda m: m.value)
def test_every_action_on_a_study_without_a_sequence(
    qtbot, lacking, answered, toy_package, absent, monkeypatch
):
    window = lacking(absent)
    window.segmenter.models = Models(toy_package)
    said, told = window.files.error_text, []
    monkeypatch.setattr(window.files, "error_text", lambda e: told.append(str(e)) or said(e))
    qtbot.waitUntil(lambda: Measuring.of(window.session).measurements is not None)
    names = [spec.id for spec in ACTIONS if spec.id not in LEFT_FOR_THE_END | {"open_demo"}]
    for kind in LayoutKind:
        for name in names:
            if name == "self_test" and kind is not LayoutKind.FOUR:
                continue
            window.session.set_layout(kind=kind)
            window.session.set_active(absent, Plane.AXIAL)
            window.view_area.refresh()
            trigger(window, name)
            if name.startswith("segment") and kind is LayoutKind.FOUR:
                qtbot.waitUntil(lambda: not window.session.segmenting)
                assert window.session.segmentation.probabilities is not None
            QApplication.processEvents()
        window.grab()
        qtbot.waitUntil(lambda: not window.session.segmenting)
        qtbot.waitUntil(lambda: not window.jobs.running)
    # What a label map from a file, and files on one grid that are no DICOM, cannot give.
    refused = ("no probabilities to write", "was not read from DICOM", "nothing was aligned")
    assert [text for text in told if not any(part in text for part in refused)] == []
    assert window.session.study is not None
    assert absent not in window.session.volumes
    assert {p.suffix for p in answered.glob("out*")} >= {".png", ".gz", ".csv"}
    window.session.mark_saved()
    told.clear()
    trigger(window, "close_study")
    assert window.session.study is None
    trigger(window, "open_demo")
    qtbot.waitUntil(lambda: window.session.study is not None)
    assert set(window.session.volumes) == set(Modality)
    assert told == []


# Showing


@pytest.mark.parametrize("absent", list(Modality), ids=lambda m: m.value)
def test_an_absent_sequence_is_an_empty_pane_with_a_sentence(lacking, absent, settings):
    window = lacking(absent)
    view = view_of(window, absent)
    assert view.empty_text() == f"{absent.value}: not in this study"
    assert drawn(view) > 1  # the sentence
    before = view.grab().toImage()
    window.session.set_cursor((3, 4, 5))
    window.view_area.refresh()
    assert view.grab().toImage() == before
    settings.set(LANGUAGE, Language.SPANISH)
    assert view.empty_text() == f"{absent.value}: no está en este estudio"


@pytest.mark.parametrize("kind", list(LayoutKind))
def test_in_every_layout_and_in_pictures(lacking, kind):
    window = lacking(T1)
    window.session.set_layout(kind=kind, modality=T1)
    window.session.set_active(T1, Plane.AXIAL)
    window.view_area.refresh()
    shown = {v.modality for v in window.view_area.views}
    assert T1 in shown
    image = picture_of(window.view_area.views, 1.5)
    assert not image.isNull()


def test_the_active_view_is_one_that_is_there(lacking):
    window = lacking(T1GD)
    assert window.session.active[0] is T1
    assert window.session.layout.modality is T1


def test_mouse_and_wheel_over_an_empty_pane(qtbot, lacking):
    window = lacking(FLAIR)
    view = view_of(window, FLAIR)
    cursor = window.session.cursor
    place = QPoint(60, 60)
    for button in (
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.RightButton,
        Qt.MouseButton.MiddleButton,
    ):
        qtbot.mousePress(view.viewport(), button, pos=place)
        qtbot.mouseMove(view.viewport(), QPoint(90, 80))
        qtbot.mouseRelease(view.viewport(), button, pos=QPoint(90, 80))
    down, none = QPoint(0, -120), QPoint()
    wheel = QWheelEvent(
        QPointF(place), QPointF(place), none, down, Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    view.wheelEvent(wheel)
    assert window.session.cursor == cursor
    view.setFocus()
    window.actions_["next_slice"].trigger()
    assert window.session.cursor != cursor


def test_the_status_bar_and_the_panel_leave_it_out(qtbot, lacking):
    window = lacking(T2)
    window.session.set_cursor((16, 18, 14))
    qtbot.waitUntil(lambda: "T1 " in window._status._values[T1].text())
    assert window._status._values[T2].text() == ""
    assert window.findChild(StudyPanel)._files[T2].text() == "not in this study"


def test_the_finding_is_shown_in_both_languages(qtbot, lacking, settings):
    window = lacking(T1GD)
    assert "This study lacks T1Gd: " in findings_shown(window)
    assert "only the whole tumour counts" in findings_shown(window)
    settings.set(LANGUAGE, Language.SPANISH)
    qtbot.waitUntil(lambda: "Este estudio carece de T1Gd: " in findings_shown(window))
    assert "solo cuenta el tumor completo" in findings_shown(window)
    qtbot.waitUntil(lambda: "lacks" not in findings_shown(window))


def findings_shown(window):
    rows = window.findChildren(FindingRow)
    return " ".join(label.text() for row in rows for label in row.findChildren(QLabel))


def test_what_is_measured_and_printed_says_it(qtbot, lacking):
    window = lacking(FLAIR)
    qtbot.waitUntil(lambda: Measuring.of(window.session).measurements is not None)
    dialog = PlanningDialog(window.session, window)
    qtbot.addWidget(dialog)
    assert "This study lacks FLAIR" in dialog.report()
    dialog.close()


def test_without_scores_of_its_own_no_mode_claims_those_of_four(qtbot, lacking, toy_package):
    window = lacking(T1, labels=False)
    window.segmenter.models = Models(toy_package)
    window.segmenter.warm_up()
    qtbot.waitUntil(lambda: bool(window.segmenter.modes()))
    assert [fact.dice for fact in window.segmenter.modes()] == [{}, {}]


# Opening


def test_too_few_sequences_are_refused_in_words(qtbot, window, drop, tmp_path, settings):
    study_without(tmp_path / "case", T1GD, FLAIR)
    drop(tmp_path / "case")
    qtbot.waitUntil(window.messages.isVisible)
    assert NEEDED in window.messages.text
    assert window.session.study is None


def test_a_slot_may_stay_empty(qtbot, window, tmp_path):
    files = study_without(tmp_path / "case", T2)
    dialog = window.files.choose_among(list(files.values()))
    assert isinstance(dialog, SlotsDialog)
    assert dialog.chosen() == files
    assert open_button(dialog).isEnabled()
    assert dialog._problem.text() == "Without T2 the result is less accurate."
    for modality, enabled in ((T1, True), (FLAIR, False)):
        dialog._boxes[modality].setCurrentIndex(0)
        assert open_button(dialog).isEnabled() is enabled
    assert dialog._problem.text() == NEEDED
    dialog.set_file(FLAIR, files[FLAIR])
    open_button(dialog).click()
    qtbot.waitUntil(lambda: window.session.study is not None)
    assert set(window.session.volumes) == {T1GD, FLAIR}


def test_a_stack_of_two(qtbot, window, drop, tmp_path):
    arrays = brain_arrays()
    drop(write_nifti(tmp_path / "s.nii.gz", np.stack([arrays[FLAIR], arrays[T2]], -1)))
    qtbot.waitUntil(lambda: bool(window.findChildren(StackDialog)))
    dialog = window.findChildren(StackDialog)[0]
    for order, enabled in (((T1, T2), False), ((T2, T2), False), ((FLAIR, T2), True)):
        dialog.set_order(order)
        assert open_button(dialog).isEnabled() is enabled
    open_button(dialog).click()
    qtbot.waitUntil(lambda: window.session.study is not None)
    assert set(window.session.volumes) == {T2, FLAIR}


def test_a_whole_study_after_one_that_lacked(qtbot, lacking, drop, tmp_path):
    window = lacking(FLAIR, labels=False)
    write_study(tmp_path / "whole")
    drop(tmp_path / "whole")
    qtbot.waitUntil(
        lambda: window.session.study is not None and window.session.study_name == "whole",
    )
    assert set(window.session.volumes) == set(Modality)
    assert not [f for f in window.session.findings if f.code == "sequence_absent"]
