"""Opening a study in the window: dropped, asked about, refused."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QPushButton

from core.studies.study import Modality
from desktop_app.opening.slots_dialog import SlotsDialog
from desktop_app.opening.sources import FilesSource, FolderSource
from desktop_app.state.display import Plane, Window
from desktop_app.state.marks import Mark, MarkKind
from tests.conftest import brain_arrays, write_nifti, write_study
from tests.desktop_app.opening.dialogs import open_button, the_dialog


def test_four_files_dropped_together_open_at_once(qtbot, window, drop, study_files):
    drop(*study_files.values())
    qtbot.waitUntil(lambda: window.session.study is not None)


def test_the_start_page_says_what_is_being_read(qtbot, window, drop, study_folder, tmp_path):
    page = window.welcome.drop
    asked = page.main.text()
    assert not page.progress.isVisible()
    drop(study_folder)
    assert page.main.text() == f"Reading {study_folder.name}…"
    assert page.progress.isVisible()
    qtbot.waitUntil(lambda: window.session.study is not None)
    window.actions_["close_study"].trigger()
    assert page.main.text() == asked
    drop(tmp_path / "gone")
    qtbot.waitUntil(lambda: bool(window.messages.text))
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
    qtbot.waitUntil(lambda: window.session.study is not None)


def test_a_name_with_two_readings_is_asked_about(qtbot, window, drop, study_folder, study_files):
    doubtful = study_folder / "t1_smith_gd.nii.gz"
    study_files[Modality.T1].rename(doubtful)
    study_files[Modality.T1GD].unlink()
    drop(study_folder)
    dialog = the_dialog(qtbot, window, SlotsDialog)
    qtbot.waitUntil(lambda: len(dialog.chosen()) == 2)
    assert dialog.chosen().keys() == {Modality.T2, Modality.FLAIR}
    assert "t1_smith_gd.nii.gz could be T1Gd or T1" in dialog._problem.text()
    dialog.set_file(Modality.T1, doubtful)
    assert "could be" not in dialog._problem.text()
    open_button(dialog).click()
    qtbot.waitUntil(lambda: window.session.study is not None)
    assert set(window.session.study.volumes) == {Modality.T1, Modality.T2, Modality.FLAIR}


def test_going_on_without_a_file_that_cannot_be_read_is_asked(
    qtbot, window, drop, study_folder, study_files
):
    study_files[Modality.T1GD].write_bytes(b"")
    drop(study_folder)
    qtbot.waitUntil(lambda: bool(window.messages.text))
    assert study_files[Modality.T1GD].name in window.messages.text
    assert window.session.study is None
    (button,) = [
        b for b in window.messages.findChildren(QPushButton) if b.text() == "Open without T1Gd"
    ]
    button.click()
    qtbot.waitUntil(lambda: window.session.study is not None)
    assert set(window.session.study.volumes) == set(Modality) - {Modality.T1GD}


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
        session.marks.add(Mark(1, MarkKind.RULER, Plane.AXIAL, 9, ((1, 1, 9), (5, 5, 9))))
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
        assert session.results is before.values["results"]
        assert session.study_name == name
        assert session.cursor == (7, 8, 9)
        assert session.window(Modality.T2) == Window(3.0, 44.0)
        assert len(session.marks.drawn) == 1
        assert session.unsaved
        assert window.windowTitle().startswith(name)
        assert window.pages.currentIndex() == 1
        assert window.actions_["segment"].isEnabled()
        panel = window.side_panel.measurements
        return panel.measurements is not None

    def test_refused(self, qtbot, labelled, before, arrived, bad, study_folder):
        labelled.files.opener.open(FilesSource(bad))
        qtbot.waitUntil(lambda: "T2" in labelled.messages.text)
        assert "bad" in arrived
        qtbot.waitUntil(lambda: self.as_before(labelled, before, study_folder.name))
        assert not any(view.note for view in labelled.view_area.views)

    def test_unreadable(self, qtbot, labelled, before, arrived, bad, study_folder):
        bad[Modality.FLAIR].write_bytes(bad[Modality.FLAIR].read_bytes()[:2000])
        labelled.files.opener.open(FilesSource(bad))
        qtbot.waitUntil(lambda: "flair" in labelled.messages.text)
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
        assert not session.marks.items
        assert session.window(Modality.T2) != Window(3.0, 44.0)
