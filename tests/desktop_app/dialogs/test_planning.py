"""Surgical planning: ticks, notes, where they are kept, and the page on paper."""

from __future__ import annotations

import json
import os
import stat
import threading
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from core.errors import ReadingError, WritingError
from core.labels import Region
from core.phantom.phantom import demo_study
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Study, Volume
from desktop_app.dialogs.planning import PlanningDialog
from desktop_app.language.translation import Translation
from desktop_app.planning import record as planning_record
from desktop_app.planning.record import Record
from desktop_app.planning.text import read_planning
from desktop_app.state.session import Session
from desktop_app.state.settings import Language
from desktop_app.state.shown import show_labels, show_volume
from desktop_app.work.measuring import Measuring


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """The program's data folder, out of the way of the person's own."""
    folder = tmp_path / "own"
    monkeypatch.setattr(
        "desktop_app.dialogs.planning.QStandardPaths.writableLocation", lambda _: str(folder)
    )
    return folder


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "patient"
    made.mkdir()
    yield made
    made.chmod(stat.S_IRWXU)


def study_in(folder, name="patient"):
    data = np.zeros((6, 6, 6), np.int16)
    data[1:5, 1:5, 1:5] = 9
    path = folder / f"{name}_t1.nii.gz" if folder else None
    volume = Volume(data, np.eye(4), path=path)
    return Study(name, dict.fromkeys(Modality, volume))


@pytest.fixture
def session(qapp):
    made = Session()
    yield made
    Measuring.of(made).shut_down()


def open_study(session, study):
    session.begin(study.name)
    for modality, volume in study.volumes.items():
        session.add_volume(modality, show_volume(volume))
    session.complete(study, (), {})


def opened(qtbot, session, parent=None):
    dialog = PlanningDialog(session, parent)
    if parent is None:
        qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.steps.isEnabled)
    return dialog


def step_ids():
    return [step.id for section in read_planning().sections for step in section.steps]


def click_step(qtbot, dialog, row):
    place = dialog.steps.visualItemRect(dialog.steps.item(row)).center()
    qtbot.mouseClick(dialog.steps.viewport(), Qt.MouseButton.LeftButton, pos=place)


class TestTicksAndNotes:
    def test_a_click_ticks_and_space_unticks(self, session, folder, qtbot):
        open_study(session, study_in(folder))
        dialog = opened(qtbot, session)
        click_step(qtbot, dialog, 1)
        assert dialog.record.ticked == {step_ids()[0]}
        assert dialog.steps.item(0).text().endswith("1/5")
        qtbot.keyClick(dialog.steps, Qt.Key.Key_Space)
        assert dialog.record.ticked == frozenset()

    def test_the_keyboard_alone_walks_and_ticks(self, session, folder, qtbot):
        open_study(session, study_in(folder))
        dialog = opened(qtbot, session)
        dialog.steps.setFocus()
        for _ in range(5):
            qtbot.keyClick(dialog.steps, Qt.Key.Key_Down)
        qtbot.keyClick(dialog.steps, Qt.Key.Key_Space)
        # The sixth row is a title, which is stepped over.
        assert dialog.record.ticked == {step_ids()[5]}

    def test_they_are_saved_beside_the_scans_and_come_back(self, session, folder, qtbot):
        open_study(session, study_in(folder))
        dialog = opened(qtbot, session)
        click_step(qtbot, dialog, 1)
        dialog.notes.insertPlainText("Awake? ñ")
        path = folder / "patient_planning.json"
        qtbot.waitUntil(path.is_file)
        qtbot.waitUntil(lambda: dialog.saved_to == path)
        assert str(path) in dialog.place.text()
        again = opened(qtbot, session)
        assert again.record.ticked == {step_ids()[0]}
        assert again.notes.toPlainText() == "Awake? ñ"
        assert sorted(p.name for p in folder.iterdir()) == ["patient_planning.json"]

    def test_closing_saves_what_was_just_written(self, session, folder, qtbot):
        open_study(session, study_in(folder))
        dialog = opened(qtbot, session)
        dialog.notes.setPlainText("last words")
        dialog.close()
        saved = json.loads((folder / "patient_planning.json").read_text(encoding="utf-8"))
        assert saved["notes"] == "last words"

    def test_closing_the_main_window_saves_too(self, session, folder, qtbot):
        open_study(session, study_in(folder))
        window = QWidget()
        qtbot.addWidget(window)
        window.show()
        dialog = opened(qtbot, session, window)
        dialog.notes.setPlainText("of the window")
        window.close()
        assert "of the window" in (folder / "patient_planning.json").read_text(encoding="utf-8")

    def test_another_study_gets_its_own(self, session, tmp_path, qtbot):
        for name in ("one", "two"):
            (tmp_path / name).mkdir()
        open_study(session, study_in(tmp_path / "one", "one"))
        dialog = opened(qtbot, session)
        dialog.notes.setPlainText("of one")
        open_study(session, study_in(tmp_path / "two", "two"))
        qtbot.waitUntil(dialog.steps.isEnabled)
        assert dialog.notes.toPlainText() == ""
        assert "of one" in (tmp_path / "one" / "one_planning.json").read_text(encoding="utf-8")
        assert not (tmp_path / "two" / "two_planning.json").exists()

    def test_looking_writes_nothing(self, session, folder, qtbot):
        open_study(session, study_in(folder))
        opened(qtbot, session).close()
        assert list(folder.iterdir()) == []

    def test_a_study_without_a_folder_is_kept_in_the_programs_own(self, session, qtbot, own_folder):
        open_study(session, study_in(None, "demo"))
        dialog = opened(qtbot, session)
        dialog.notes.setPlainText("x")
        dialog.close()
        assert (own_folder / "demo_planning.json").is_file()

    def test_a_damaged_record_is_named_and_left_as_it_is(self, session, folder, qtbot):
        path = folder / "patient_planning.json"
        path.write_text("{ not json", encoding="utf-8")
        open_study(session, study_in(folder))
        dialog = PlanningDialog(session)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: "not a planning record" in dialog.place.text())
        assert not dialog.steps.isEnabled()
        dialog.close()
        assert path.read_text(encoding="utf-8") == "{ not json"

    def test_without_a_study_it_can_be_read_and_says_that_nothing_is_kept(self, session, qtbot):
        dialog = opened(qtbot, session)
        assert "not kept" in dialog.place.text()

    def test_ticks_survive_a_change_of_language(self, session, folder, qtbot):
        open_study(session, study_in(folder))
        dialog = opened(qtbot, session)
        click_step(qtbot, dialog, 2)
        before = dialog.record.ticked
        translation = Translation()
        translation.use(Language.SPANISH)
        qtbot.waitUntil(lambda: dialog.windowTitle() == "Planificación quirúrgica")
        assert dialog.record.ticked == before
        translation.use(Language.ENGLISH)
        qtbot.waitUntil(lambda: dialog.windowTitle() == "Surgical planning")
        assert dialog.record.ticked == before

    def test_no_thread_is_left(self, session, folder, qtbot):
        open_study(session, study_in(folder))
        dialog = opened(qtbot, session)
        dialog.notes.setPlainText("x")
        dialog.close()
        qtbot.waitUntil(
            lambda: not [t for t in threading.enumerate() if t.name.startswith("planning")]
        )


class TestRecord:
    def test_a_read_only_folder_falls_back_and_the_newest_is_read(self, tmp_path, monkeypatch):
        first, second = tmp_path / "scans" / "a.json", tmp_path / "own" / "b.json"
        first.parent.mkdir()
        planning_record.save(Record(notes="old"), "s", (first, second))
        real = planning_record.replacing

        def refusing(path):
            if path == first:
                raise WritingError(f"{path}: no permission")
            return real(path)

        monkeypatch.setattr(planning_record, "replacing", refusing)
        assert planning_record.save(Record(notes="new"), "s", (first, second)) == second
        found, where = planning_record.load((first, second))
        assert (found.notes, where) == ("new", second)

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
    def test_a_folder_without_permission(self, tmp_path):
        locked = tmp_path / "locked"
        locked.mkdir(mode=0o500)
        own = tmp_path / "own" / "b.json"
        assert planning_record.save(Record(), "s", (locked / "a.json", own)) == own

    def test_nowhere_to_write_is_an_error_that_names_the_place(self, tmp_path):
        blocked = tmp_path / "file"
        blocked.write_text("x")
        with pytest.raises(WritingError, match="file"):
            planning_record.save(Record(), "s", (blocked / "a.json",))

    def test_two_folders_of_one_name_do_not_share_a_record(self, tmp_path):
        own = tmp_path / "own"
        one = planning_record.places(study_in(tmp_path / "x" / "patient"), own)
        two = planning_record.places(study_in(tmp_path / "y" / "patient"), own)
        assert one[1] != two[1]
        assert one[0].parent == (tmp_path / "x" / "patient").resolve()

    @pytest.mark.parametrize(
        "content",
        [
            "[]",
            "{}",
            '{"format": 2}',
            '{"format": 1, "ticked": 3, "notes": "", "saved": ""}',
            "é\x00",
        ],
    )
    def test_what_is_no_record_is_refused(self, tmp_path, content):
        path = tmp_path / "a.json"
        path.write_text(content, encoding="latin-1")
        with pytest.raises(ReadingError, match=r"a\.json"):
            planning_record.load((path,))


@pytest.fixture(scope="module")
def demo():
    return demo_study(shape=(60, 60, 40), spacing_mm=4.0)


class TestPaper:
    @pytest.fixture
    def dialog(self, session, qtbot, folder, demo):
        study, truth = demo
        at = {m: replace(v, path=folder / f"demo_{m}.nii") for m, v in study.volumes.items()}
        open_study(session, replace(study, volumes=at))
        session.set_labels(show_labels(Segmentation("demo", study.grid, truth)), unsaved=False)
        made = opened(qtbot, session)
        qtbot.waitUntil(lambda: not Measuring.of(session).busy)
        made.steps.set_ticked(frozenset({"post-mri"}))
        made.notes.setPlainText("5 < 6\nsecond line")
        return made

    def test_it_holds_steps_sources_notes_and_measurements(self, dialog, session):
        page = dialog.report()
        ml = Measuring.of(session).measurements.regions[Region.WT].extent.ml
        assert f"{ml:.1f}" in page
        assert "5 &lt; 6<br>second line" in page
        assert page.count("☑") == 1
        assert page.count("☐") == len(step_ids()) - 1
        assert "doi:10.1038/s41571-020-00447-z" in page
        assert "not a medical device" in page

    @pytest.mark.parametrize(("button", "start"), [("pdf", b"%PDF"), ("html", b"<!DOCTYPE")])
    def test_it_is_written_whole(self, dialog, qtbot, qtlog, monkeypatch, tmp_path, button, start):
        target = tmp_path / "page"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
        qtbot.mouseClick(getattr(dialog, button), Qt.MouseButton.LeftButton)
        written = target.with_suffix(f".{button}")
        qtbot.waitUntil(lambda: str(written) in dialog.place.text())
        assert written.read_bytes().startswith(start)
        assert [r.message for r in qtlog.records if "Timer" in r.message] == []

    def test_a_refusal_to_write_is_said(self, dialog, qtbot, monkeypatch, tmp_path):
        target = tmp_path / "absent" / "page.pdf"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
        qtbot.mouseClick(dialog.pdf, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "could not be written" in dialog.place.text())


def test_the_parser_refuses_what_is_neither_step_nor_source():
    head = "# T\n\nIntro\n\n## S\n\n"
    tail = "\n\n## Sources\n\n- a | A | Cited\n"
    good = read_planning(head + "- [ ] Do it. <!-- id: do; sources: a -->" + tail)
    assert good.sections[0].steps[0].sources[0].citation == "Cited"
    with pytest.raises(ValueError, match="not a step"):
        read_planning(head + "- [ ] No name" + tail)
    with pytest.raises(KeyError):
        read_planning(head + "- [ ] Do it. <!-- id: do; sources: b -->" + tail)


def test_a_step_shows_its_citations_and_is_named_for_screen_readers(session, qtbot):
    dialog = opened(qtbot, session)
    item = dialog.steps.item(1)
    assert "doi:" in item.toolTip()
    assert item.data(Qt.ItemDataRole.AccessibleDescriptionRole) == item.toolTip()
    for widget in (dialog.steps, dialog.notes):
        assert widget.accessibleName()
