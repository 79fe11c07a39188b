"""A small study in a session of its own, placed in the atlas as each test says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from core.anatomy.placing import PlacedBy, Placement
from core.space.diameters import PointMm
from core.studies.segmentation import Segmentation
from core.studies.study import Study, Volume
from desktop_app.planning.page import TrajectoriesPage
from desktop_app.state.plan import End
from desktop_app.state.session import Session
from desktop_app.state.shown import show_labels, show_volume
from desktop_app.work import placing
from desktop_app.work.placing import Placing
from desktop_app.work.plan_measuring import PlanMeasuring
from tests.conftest import LPS, brain_arrays

MIDDLE_MM = (-15.5, -17.5, 13.5)
STRETCH = 5.0


def in_study(atlas_mm: PointMm) -> PointMm:
    """A place of the atlas in the small study, whose 3 cm hold its whole brain."""
    away = np.subtract(atlas_mm, (0.0, -18.0, 10.0)) / STRETCH
    x, y, z = (np.asarray(MIDDLE_MM) + away).tolist()
    return (x, y, z)


@pytest.fixture
def placement(monkeypatch: pytest.MonkeyPatch) -> dict[str, Placement]:
    """What placing a study comes to; a test may put another one under ``"now"``."""
    moved = np.diag([STRETCH] * 3 + [1.0])
    moved[:3, 3] = np.array([0.0, -18.0, 10.0]) - STRETCH * np.asarray(MIDDLE_MM)
    given = {"now": Placement(moved, PlacedBy.REGISTRATION, 0.87, enough=True)}
    monkeypatch.setattr(placing, "place", lambda *_: given["now"])
    # Where the regions lie is another page's, and takes longer than all else here.
    monkeypatch.setattr(placing, "find_whereabouts", lambda *_, **__: None)
    return given


@pytest.fixture
def session(qapp, placement) -> Iterator[Session]:
    """The small study with a label map, open."""
    volumes = {modality: Volume(array, LPS) for modality, array in brain_arrays().items()}
    study = Study("toy", volumes)
    labels = np.zeros(study.grid.shape, np.uint8)
    labels[10:20, 10:22, 8:16] = 2
    labels[12:18, 12:20, 10:14] = 3
    labels[14:16, 14:18, 11:13] = 1
    made = Session()
    made.begin(study.name)
    for modality, volume in study.volumes.items():
        made.add_volume(modality, show_volume(volume))
    made.complete(study, (), {})
    made.set_labels(show_labels(Segmentation("toy", study.grid, labels)), unsaved=False)
    yield made
    PlanMeasuring.of(made).shut_down()
    Placing.of(made).shut_down()


@pytest.fixture
def add(session: Session) -> Callable[[PointMm, PointMm], None]:
    """Plan a way between two places of the atlas."""

    def add(entry: PointMm, target: PointMm) -> None:
        session.plan.select(None)
        session.plan.set_end(End.TARGET, in_study(target))
        session.plan.set_end(End.ENTRY, in_study(entry))

    return add


@pytest.fixture
def measured(qtbot, session: Session) -> Callable[[], PlanMeasuring]:
    """Wait until everything that is planned is known."""

    def measured() -> PlanMeasuring:
        found = PlanMeasuring.of(session)
        whole = len(session.plan.items)
        qtbot.waitUntil(lambda: not found.busy and len(found.all_measured()) == whole)
        return found

    return measured


@pytest.fixture
def page(qtbot, session: Session) -> Iterator[TrajectoriesPage]:
    """The page of trajectories, shown."""
    made = TrajectoriesPage(session)
    qtbot.addWidget(made)
    made.resize(1160, 640)
    made.show()
    yield made
    made.shut_down()


def doubtful(placement: dict[str, Placement]) -> None:
    """The atlas does not fit."""
    placement["now"] = replace(placement["now"], trust=0.41, enough=False)
