"""Time points in order, in a session's file, and two sessions that look at one place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from PySide6.QtCore import QObject

from core.follow_up.clinical import Clinical, ClinicalState, Course
from core.follow_up.time_point import DayFrom, Phase
from core.labels import Label
from core.sessions.contents import StudyIdentity
from core.studies.study import Modality
from desktop_app.opening.time_points import others_beside, read_entries
from desktop_app.state.display import Camera, Plane, Window
from desktop_app.state.follow_up import Beside, FollowUpState
from desktop_app.state.follow_up_part import FollowUpPart
from desktop_app.state.linking import Linking
from desktop_app.state.session import Session
from desktop_app.state.shown import show_volume
from tests.conftest import write_study
from tests.desktop_app.follow_up.visits import entry, study


@pytest.fixture
def state(qapp) -> FollowUpState:
    return FollowUpState()


def test_dates_decide_once_all_are_known(state):
    first, second = state.add(entry("a")), state.add(entry("b"))
    state.move(second, -1)
    assert [e.name for e in state.entries] == ["b", "a"]
    state.put(second, day=date(2024, 2, 1))
    assert [e.name for e in state.entries] == ["b", "a"]
    state.put(first, day=date(2023, 2, 1))
    assert [e.name for e in state.entries] == ["a", "b"]
    state.move(state.entries[0], 1)
    assert [e.name for e in state.entries] == ["a", "b"]


def test_names_are_told_apart(state):
    names = [state.add(entry("scan")).name for _ in range(3)]
    assert names == ["scan", "scan (2)", "scan (3)"]


def test_one_baseline_at_most_and_it_follows_its_time_point(state):
    first, second = state.add(entry("a")), state.add(entry("b"))
    state.choose_baseline(first)
    state.choose_baseline(second)
    assert state.treatment.baseline == 1
    state.remove(state.entries[0])
    assert state.treatment.baseline == 0
    state.choose_baseline(None)
    assert state.treatment.baseline is None


def test_who_stands_beside_goes_when_it_is_removed(state):
    state.add(entry("a"))
    other = state.add(entry("b"))
    state.show(other, Beside.SIDE)
    changed = state.put(other, phase=Phase.LATER)
    assert state.other is changed
    state.remove(changed)
    assert (state.other, state.beside) == (None, Beside.NOTHING)


def test_a_session_keeps_time_points(qapp):
    session, own = Session(), study("own")
    session.study = own
    state = session.follow_up
    scans = StudyIdentity("x", "0" * 16, {Modality.T1GD: "/x/t1c.nii.gz"}, own.grid, raw=True)
    state.add(entry("own", day=date(2023, 1, 2), baseline=True))
    state.put(state.entries[0], study=own, segmentation=None)
    said = Clinical(steroids_mg=2.0, state=ClinicalState.BETTER, tissue=False)
    state.add(
        entry(
            "later", 5, day=date(2024, 1, 2), day_from=DayFrom.PERSON, clinical=said,
            phase=Phase.AFTER_SURGERY, identity=scans,
        )
    )  # fmt: skip
    state.set_treatment(course=Course.RECURRENT, radiotherapy_end=date(2023, 12, 1))
    told = FollowUpPart().save(session)
    assert told is not None
    fresh = Session()
    fresh.study = own
    FollowUpPart().read(told(), own.grid)(fresh)
    first, second = fresh.follow_up.entries
    assert first.study is own
    assert first.baseline
    assert second.study is None
    assert (second.day, second.day_from, second.phase) == (
        date(2024, 1, 2), DayFrom.PERSON, Phase.AFTER_SURGERY,
    )  # fmt: skip
    assert second.clinical == said
    assert second.identity is not None
    assert (second.identity.mark, second.identity.files, second.identity.raw) == (
        scans.mark, scans.files, True,
    )  # fmt: skip
    assert np.count_nonzero(second.segmentation.label_map == Label.ET) == 5**3
    assert fresh.follow_up.treatment == state.treatment


def test_a_damaged_part_is_refused(qapp):
    session, own = Session(), study("own")
    session.study = own
    for name in ("own", "later"):
        session.follow_up.add(entry(name))
    part = FollowUpPart().save(session)()
    part.values["entries"][1]["segmentation"] = 7
    with pytest.raises(ValueError, match="no segmentation 7"):
        FollowUpPart().read(part, own.grid)


def test_nothing_is_kept_of_a_study_alone(qapp):
    session = Session()
    assert FollowUpPart().save(session) is None


def test_two_sessions_look_at_one_place(qapp):
    parent = QObject()
    one, other = Session(parent), Session(parent)
    dark = study()
    bright = study()
    volume = bright.volumes[Modality.T1GD]
    volume = replace(volume, data=(volume.data * 3).astype(np.int16))
    one.add_volume(Modality.T1GD, show_volume(dark.volumes[Modality.T1GD]))
    other.add_volume(Modality.T1GD, show_volume(volume))
    linking = Linking(one, other)
    one.set_cursor((3, 4, 5))
    assert other.cursor == (3, 4, 5)
    other.set_camera(Camera(zoom=2.0))
    assert one.camera.zoom == 2.0
    other.set_layout(plane=Plane.SAGITTAL)
    assert one.layout.plane is Plane.SAGITTAL
    one.set_window(Modality.T1GD, Window(100.0, 400.0))
    now = other.window(Modality.T1GD)
    # Three times as bright, and so is its window.
    assert (now.low, now.high) == pytest.approx((300.0, 1200.0), rel=0.02)
    assert one.window(Modality.T1GD) == Window(100.0, 400.0)
    with linking.paused():
        one.set_cursor((9, 9, 9))
        assert other.cursor == (3, 4, 5)
    assert other.cursor == (9, 9, 9)


def test_a_patients_folder_is_read_and_offered(tmp_path):
    for day in ("2023-01-05", "2024-02-06"):
        write_study(tmp_path / "patient" / day)
    assert others_beside(tmp_path / "patient" / "2023-01-05", lambda *_: None) == 1
    found = []
    count = read_entries(tmp_path / "patient", None, found.append, lambda *_: None)
    assert count == 2
    assert [(e.day, e.day_from) for e, _ in found] == [
        (date(2023, 1, 5), DayFrom.NAME),
        (date(2024, 2, 6), DayFrom.NAME),
    ]


def test_nothing_is_offered_where_no_name_tells_a_time_point(tmp_path):
    for name in ("alpha", "beta"):
        write_study(tmp_path / "all" / name)
    assert others_beside(tmp_path / "all" / "alpha", lambda *_: None) == 0
