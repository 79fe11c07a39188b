"""Opening by slots, stacks, single files and label maps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QDialogButtonBox, QPushButton

from core.errors import GeometryError, LabelConventionError
from core.files.stacked import DECATHLON_ORDER
from core.labels import Label, LabelConvention, Region
from core.studies.study import Modality
from desktop_app.opening.file_choice import choice_in
from desktop_app.opening.label_dialog import LabelDialog
from desktop_app.opening.label_maps import read_labels
from desktop_app.opening.slots_dialog import SlotsDialog
from desktop_app.opening.sources import FilesSource, FolderSource
from desktop_app.opening.stack_dialog import StackDialog
from desktop_app.panels.compared_note import ComparedNote
from desktop_app.state import recent
from desktop_app.state.display import Plane, Ruler, Window
from desktop_app.state.settings import LANGUAGE, Language
from desktop_app.state.shown import show_labels
from desktop_app.work.agreement import region_dice
from tests.conftest import LPS, brain_arrays, write_nifti, write_study


def open_button(dialog):
    box = dialog.findChild(QDialogButtonBox)
    return box.button(QDialogButtonBox.StandardButton.Open)


def the_dialog(qtbot, window, kind):
    qtbot.waitUntil(lambda: bool(window.findChildren(kind)), timeout=5000)
    return window.findChildren(kind)[0]


def test_four_files_dropped_together_open_at_once(qtbot, window, drop, study_files):
    drop(*study_files.values())
    qtbot.waitUntil(lambda: window.session.study is not None, timeout=20000)


def test_the_start_page_says_what_is_being_read(qtbot, window, drop, study_folder, tmp_path):
    page = window.welcome.drop
    asked = page.main.text()
    assert not page.progress.isVisible()
    drop(study_folder)
    assert page.main.text() == f"Reading {study_folder.name}…"
    assert page.progress.isVisible()
    qtbot.waitUntil(lambda: window.session.study is not None, timeout=20000)
    window.actions_["close_study"].trigger()
    assert page.main.text() == asked
    drop(tmp_path / "gone")
    qtbot.waitUntil(lambda: bool(window.messages.text), timeout=10000)
    assert page.main.text() == asked
    assert not page.progress.isVisible()


def test_files_that_tell_too_little_are_asked_for(qtbot, window, drop, tmp_path):
    files = write_study(tmp_path / "odd", names={m: f"scan{n}" for n, m in enumerate(Modality)})
    drop(*files.values())
    dialog = the_dialog(qtbot, window, SlotsDialog)
    assert dialog.chosen() == {}
    assert not open_button(dialog).isEnabled()
    for modality, path in files.items():
        dialog.set_file(modality, path)
    assert dialog.chosen() == files
    assert open_button(dialog).isEnabled()
    dialog.set_file(Modality.T2, files[Modality.T1])
    assert not open_button(dialog).isEnabled()
    dialog.set_file(Modality.T2, files[Modality.T2])
    open_button(dialog).click()
    qtbot.waitUntil(lambda: window.session.study is not None, timeout=20000)


def test_a_name_with_two_readings_is_asked_about(qtbot, window, drop, study_folder, study_files):
    doubtful = study_folder / "t1_smith_gd.nii.gz"
    study_files[Modality.T1].rename(doubtful)
    study_files[Modality.T1GD].unlink()
    drop(study_folder)
    dialog = the_dialog(qtbot, window, SlotsDialog)
    qtbot.waitUntil(lambda: len(dialog.chosen()) == 2, timeout=5000)
    assert dialog.chosen().keys() == {Modality.T2, Modality.FLAIR}
    assert "t1_smith_gd.nii.gz could be T1Gd or T1" in dialog._problem.text()
    dialog.set_file(Modality.T1, doubtful)
    assert "could be" not in dialog._problem.text()
    open_button(dialog).click()
    qtbot.waitUntil(lambda: window.session.study is not None, timeout=20000)
    assert set(window.session.study.volumes) == {Modality.T1, Modality.T2, Modality.FLAIR}


def test_going_on_without_a_file_that_cannot_be_read_is_asked(
    qtbot, window, drop, study_folder, study_files
):
    study_files[Modality.T1GD].write_bytes(b"")
    drop(study_folder)
    qtbot.waitUntil(lambda: bool(window.messages.text), timeout=20000)
    assert study_files[Modality.T1GD].name in window.messages.text
    assert window.session.study is None
    (button,) = [
        b for b in window.messages.findChildren(QPushButton) if b.text() == "Open without T1Gd"
    ]
    button.click()
    qtbot.waitUntil(lambda: window.session.study is not None, timeout=20000)
    assert set(window.session.study.volumes) == set(Modality) - {Modality.T1GD}


def test_slots_are_filled_with_what_was_recognised(qtbot, window, study_folder, study_files):
    dialog = window.files.choose_in(study_folder)
    qtbot.waitUntil(lambda: dialog.chosen() == study_files, timeout=5000)
    assert open_button(dialog).isEnabled()
    assert "t1ce" in dialog._hints[Modality.T1GD].text()
    dialog.reject()


def test_the_slots_begin_with_the_files_of_the_open_study(qtbot, opened, study_files):
    opened.actions_["open_files"].trigger()
    dialog = the_dialog(qtbot, opened, SlotsDialog)
    assert dialog.chosen() == study_files
    assert open_button(dialog).isEnabled()
    assert all(box.count() == 5 for box in dialog._boxes.values())
    dialog.reject()


def test_empty_slots_do_not_claim_that_names_told_something(qtbot, window, tmp_path, study_files):
    window.actions_["open_files"].trigger()
    dialog = the_dialog(qtbot, window, SlotsDialog)
    assert dialog.chosen() == {}
    assert "filled in" not in dialog._intro.text()
    dialog.set_file(Modality.T1, write_nifti(tmp_path / "scan.nii.gz", np.ones((4, 4, 4))))
    assert "filled in" not in dialog._intro.text()
    dialog.offer_files(list(study_files.values()))
    assert "filled in" in dialog._intro.text()
    dialog.reject()


def test_a_choice_leaves_label_maps_out(study_folder, study_files):
    write_nifti(study_folder / "x_seg.nii.gz", np.zeros((4, 4, 4), np.uint8))
    choice = choice_in(study_folder)
    assert set(choice.files) == set(study_files.values())
    assert choice.proposed == study_files


def test_a_stacked_file_is_mapped_by_the_person(qtbot, window, drop, tmp_path):
    arrays = brain_arrays()
    stack = np.stack([arrays[m] for m in DECATHLON_ORDER], axis=-1)
    drop(write_nifti(tmp_path / "stack.nii.gz", stack))
    dialog = the_dialog(qtbot, window, StackDialog)
    assert not open_button(dialog).isEnabled()
    dialog.set_order(DECATHLON_ORDER)
    open_button(dialog).click()
    qtbot.waitUntil(lambda: window.session.study is not None, timeout=20000)
    for modality, data in arrays.items():
        assert np.array_equal(window.session.study.volumes[modality].data, data)


def test_a_label_map_with_ambiguous_numbers_is_asked_about(qtbot, opened, drop, study_folder):
    labels = np.zeros(opened.session.study.grid.shape, np.uint8)
    labels[5:9, 5:9, 5:9] = 1
    labels[6:8, 6:8, 6:8] = 3
    drop(write_nifti(study_folder / "my_seg.nii.gz", labels))
    dialog = the_dialog(qtbot, opened, LabelDialog)
    dialog.choose(LabelConvention.DECATHLON)
    dialog.accept()
    qtbot.waitUntil(lambda: opened.session.labels is not None, timeout=5000)
    shown = opened.session.segmentation.label_map
    assert shown[5, 5, 5] == Label.ED
    assert shown[6, 6, 6] == Label.ET
    assert not opened.session.unsaved


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


@pytest.mark.parametrize(("first", "second", "wanted"), [(0, 0, 1.0), (2, 0, 0.0), (0, 2, 0.0)])
def test_agreement_of_label_maps_without_tumour(first, second, wanted):
    label_maps = [np.zeros((3, 4, 5), np.uint8) for _ in range(2)]
    label_maps[0][1, 1, 1], label_maps[1][1, 1, 1] = first, second
    assert region_dice(*label_maps)[Region.WT] == wanted


def test_label_maps_on_other_axes_or_grids(opened, tmp_path):
    study = opened.session.study
    labels = np.zeros(study.grid.shape, np.uint8)
    labels[3, 5, 7] = 2
    flipped = LPS.copy()
    flipped[0, 0] = 1
    flipped[0, 3] = LPS[0, 3] - (labels.shape[0] - 1)
    path = write_nifti(tmp_path / "ras.nii.gz", labels[::-1], flipped)
    assert read_labels(path, study).data[3, 5, 7] == 2
    scaled = write_nifti(tmp_path / "scaled.nii.gz", labels * 1.0000153)
    assert np.array_equal(read_labels(scaled, study).data, labels)
    with pytest.raises(GeometryError, match="another grid"):
        read_labels(write_nifti(tmp_path / "small.nii.gz", labels[:8]), study)
    with pytest.raises(LabelConventionError, match="whole"):
        read_labels(write_nifti(tmp_path / "f.nii.gz", labels * 0.5 + 0.25), study)
    with pytest.raises(LabelConventionError, match=r"found \d{3} different values") as scan:
        read_labels(study.volumes[Modality.T1].path, study)
    assert len(str(scan.value)) < len(str(study.volumes[Modality.T1].path)) + 150
    cavity = labels.copy()
    cavity[0, 0, :2] = (3, 4)
    with pytest.raises(LabelConventionError, match="resection cavity"):
        read_labels(write_nifti(tmp_path / "post.nii.gz", cavity), study)


def test_recent_studies_newest_first(settings, tmp_path):
    folders = [tmp_path / str(n) for n in range(10)]
    for folder in folders:
        recent.remember(settings.store, folder)
    recent.remember(settings.store, folders[5])
    listed = recent.recent_folders(settings.store)
    assert listed[:2] == [folders[5], folders[9]]
    assert len(listed) == 8
    recent.forget(settings.store, folders[5])
    assert folders[5] not in recent.recent_folders(settings.store)


class TestAStudyThatIsRefusedAfterItsFirstVolume:
    """The one that was open stays, with its segmentation, cursor and windows."""

    @pytest.fixture
    def bad(self, tmp_path):
        files = write_study(tmp_path / "bad", brain_arrays((20, 22, 18)))
        write_nifti(files[Modality.T2], np.zeros((20, 22, 18), np.int16))
        return files

    @pytest.fixture
    def before(self, labelled):
        session = labelled.session
        session.set_cursor((7, 8, 9))
        session.set_window(Modality.T2, Window(3.0, 44.0))
        session.set_rulers([Ruler(Plane.AXIAL, 9, (1, 1, 9), (5, 5, 9))])
        session.set_labels(session.labels, unsaved=True)
        return session.keep()

    @pytest.fixture
    def arrived(self, labelled):
        """Names of studies of which something was shown."""
        names = []
        session = labelled.session
        session.volume_arrived.connect(lambda _: names.append(session.study_name))
        return names

    def as_before(self, window, before, name):
        session = window.session
        assert session.study is before.values["study"]
        assert session.volumes == before.values["volumes"]
        assert session.labels is before.values["labels"]
        assert session.study_name == name
        assert session.cursor == (7, 8, 9)
        assert session.window(Modality.T2) == Window(3.0, 44.0)
        assert len(session.rulers) == 1
        assert session.unsaved
        assert window.windowTitle().startswith(name)
        assert window.pages.currentIndex() == 1
        assert window.actions_["segment"].isEnabled()
        panel = window.side_panel.measurements
        return panel.measurements is not None

    def test_refused(self, qtbot, labelled, before, arrived, bad, study_folder):
        labelled.files.opener.open(FilesSource(bad))
        qtbot.waitUntil(lambda: "T2" in labelled.messages.text, timeout=10000)
        assert "bad" in arrived
        qtbot.waitUntil(lambda: self.as_before(labelled, before, study_folder.name))
        assert not any(view.note for view in labelled.view_area.views)

    def test_unreadable(self, qtbot, labelled, before, arrived, bad, study_folder):
        bad[Modality.FLAIR].write_bytes(bad[Modality.FLAIR].read_bytes()[:2000])
        labelled.files.opener.open(FilesSource(bad))
        qtbot.waitUntil(lambda: "flair" in labelled.messages.text, timeout=10000)
        assert "bad" in arrived
        qtbot.waitUntil(lambda: self.as_before(labelled, before, study_folder.name))

    def test_given_up_for_another_that_opens(self, qtbot, labelled, before, arrived, bad, tmp_path):
        write_study(tmp_path / "good")
        opener, session = labelled.files.opener, labelled.session
        session.volume_arrived.connect(
            lambda _: (
                opener.open(FolderSource(tmp_path / "good"))
                if session.study_name == "bad"
                else None
            )
        )
        opener.open(FilesSource(bad))
        qtbot.waitUntil(lambda: session.study is not None and session.study.name == "good")
        assert "bad" in arrived
        assert session.labels is None
        assert not session.rulers
        assert session.window(Modality.T2) != Window(3.0, 44.0)
