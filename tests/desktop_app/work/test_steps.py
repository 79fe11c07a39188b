"""The steps of a raw study: states, shares and seconds, from what core reports."""

from __future__ import annotations

import numpy as np
import pytest

from core.opening.reading import OpenedStudy
from core.studies.findings import Finding, Severity
from core.studies.segmentation import Segmentation
from core.studies.study import Modality, Study, Volume
from desktop_app.state.session import Session
from desktop_app.state.shown import show_labels, show_volume
from desktop_app.work.steps import PreparationSteps, Step, StepState
from tests.conftest import LPS, brain_arrays


@pytest.fixture
def clock():
    """Seconds that the test lets pass."""
    return [100.0]


@pytest.fixture
def session(qapp):
    return Session()


@pytest.fixture
def steps(session, settings, clock):
    made = PreparationSteps(session, settings.store, clock=lambda: clock[0])
    yield made
    made.forget()


def states(steps) -> list[str]:
    return [now.state.value for now in steps.now().values()]


def test_each_step_follows_what_core_reports(steps):
    assert not steps.there
    steps.begin(4)
    assert states(steps) == ["running", "waiting", "waiting", "waiting"]
    steps.follow(0, 300, "aligning")
    steps.follow(40, 300, "aligning")
    assert states(steps) == ["done", "running", "waiting", "waiting"]
    assert steps.now()[Step.ALIGNED].fraction == pytest.approx(0.4)
    steps.follow(100, 300, "finding the brain")
    steps.follow(200, 300, "interpolating")
    assert states(steps) == ["done", "done", "running", "waiting"]
    assert steps.now()[Step.BRAIN].fraction == pytest.approx(0.75)


def test_a_share_never_leaves_its_bounds_where_nothing_is_known_yet(steps):
    steps.begin(4)
    steps.follow(0, 0, "Listing files")
    assert steps.now()[Step.SERIES].fraction == 0


def test_seconds_left_come_of_the_pace_and_before_that_of_earlier_runs(
    steps, session, settings, clock
):
    steps.begin(4)
    steps.follow(0, 300, "aligning")
    steps.follow(50, 300, "aligning")
    clock[0] += 6
    assert steps.now()[Step.ALIGNED].seconds_left == pytest.approx(6)
    clock[0] += 6
    steps.follow(100, 300, "finding the brain")
    again = PreparationSteps(session, settings.store, clock=lambda: clock[0])
    again.begin(2)
    again.follow(0, 300, "aligning")
    assert again.now()[Step.ALIGNED].seconds_left == pytest.approx(6)
    clock[0] += 30
    assert again.now()[Step.ALIGNED].seconds_left is None
    again.forget()


def test_a_failure_stays_where_it_was(steps):
    steps.begin(4)
    steps.follow(0, 300, "aligning")
    steps.follow(100, 300, "finding the brain")
    steps.end(failed=True)
    assert states(steps) == ["done", "done", "failed", "waiting"]
    assert steps.there
    steps.forget()
    assert not steps.there


def test_what_a_person_should_look_at_is_marked_once_it_is_open(steps, session):
    arrays = brain_arrays()
    study = Study("p", {m: Volume(arrays[m], LPS) for m in Modality})
    doubt = Finding("alignment_unsure", Severity.WARNED, "T2 may not lie right.", Modality.T2)
    opened = OpenedStudy(study, (doubt,), preparation=object())  # type: ignore[arg-type]
    steps.begin(4)
    shown = {m: show_volume(v) for m, v in study.volumes.items()}
    session.complete(study, opened.findings, shown, opened.preparation)
    steps.end()
    assert states(steps) == ["done", "doubted", "done", "waiting"]
    session.set_segmenting(True)
    steps.segmenting(0.5, 3.0)
    told = steps.now()[Step.TUMOUR]
    assert (told.state, told.fraction, told.seconds_left) == (StepState.RUNNING, 0.5, 3.0)


def test_an_empty_label_map_to_paint_on_is_no_tumour_that_was_found(steps, session):
    arrays = brain_arrays()
    study = Study("p", {m: Volume(arrays[m], LPS) for m in Modality})
    session.complete(study, (), {m: show_volume(v) for m, v in study.volumes.items()}, object())
    empty = np.zeros(study.grid.shape, np.uint8)
    session.set_labels(show_labels(Segmentation("p", study.grid, empty)), unsaved=False)
    assert steps.now()[Step.TUMOUR].state is StepState.WAITING
    found = Segmentation("p", study.grid, empty, seconds={"network": 1.0})
    session.set_labels(show_labels(found), unsaved=False)
    assert steps.now()[Step.TUMOUR].state is StepState.DONE


def test_an_ordinary_study_has_no_steps(steps, session):
    arrays = brain_arrays()
    study = Study("p", {m: Volume(arrays[m], LPS) for m in Modality})
    session.complete(study, (), {m: show_volume(v) for m, v in study.volumes.items()})
    assert not steps.there
