"""Corrections without a window: many steps against a plain model, on grids of any orientation."""

from __future__ import annotations

import numpy as np
import pytest

from core.labels import Label
from core.studies.study import Modality, Study, Volume
from desktop_app.state.display import Plane
from desktop_app.state.session import Session
from desktop_app.state.shown import show_labels, show_volume
from desktop_app.work.correcting import Correcting
from desktop_app.work.jobs import Jobs
from desktop_app.work.shaping import Shaping

THICK = np.diag([0.5, 2.0, 5.0, 1.0])
GRIDS = {
    "RAS, thick": THICK,
    # Axes in the order S, L, P, as a sagittal series that was turned round.
    "SLP, thick": THICK @ np.eye(4)[[1, 2, 0, 3]] * [[-1], [-1], [1], [1]],
}


@pytest.fixture(params=GRIDS.values(), ids=GRIDS.keys())
def correcting(request, qtbot):
    """Correcting from no label on, on a grid with three different edges."""
    volume = Volume(np.ones((14, 18, 11), np.int16), request.param)
    session, jobs = Session(), Jobs()
    session.begin("study")
    session.add_volume(Modality.T1, show_volume(volume))
    session.complete(Study("study", {Modality.T1: volume}), (), {})
    made = Correcting(session, jobs, session)
    made.set_on(True)
    yield made, session
    jobs.shut_down()
    qtbot.waitUntil(lambda: not jobs.running)
    session.deleteLater()


def distances_mm(session):
    """Of every native voxel's centre to the cursor, in world millimetres."""
    grid = session.segmentation.grid
    ijk = np.stack(np.meshgrid(*map(np.arange, grid.shape), indexing="ij"), axis=-1)
    xyz = ijk @ grid.affine[:3, :3].T + grid.affine[:3, 3]
    return np.linalg.norm(xyz - session.cursor_mm, axis=-1)


@pytest.mark.parametrize("radius", [0.5, 1.2, 2.6, 6.3])
def test_a_ball_is_one_in_world_millimetres_on_the_files_own_axes(correcting, radius):
    made, session = correcting
    session.set_brush(label=Label.NCR, radius_mm=radius, ball=True)
    made.dab()
    inside = distances_mm(session) <= radius
    assert np.array_equal(session.segmentation.label_map == Label.NCR, inside)


@pytest.mark.parametrize("plane", Plane)
def test_a_disc_stays_on_its_slice(correcting, plane):
    made, session = correcting
    session.set_brush(label=Label.NCR, radius_mm=6.3)
    session.set_active(Modality.T1, plane)
    made.dab()
    painted = np.argwhere(session.labels.ras)
    assert set(painted[:, plane.axis]) == {session.cursor[plane.axis]}
    near = session.segmentation.label_map > 0
    assert distances_mm(session)[near].max() <= 6.3
    assert len(painted) > 1


class Model:
    """What the label map must be: every state in a row, and where in it we are."""

    def __init__(self, first):
        self.states, self.at = [first], 0

    def step(self, now):
        if now != self.states[self.at]:
            self.states = [*self.states[: self.at + 1], now]
            self.at += 1

    def move(self, by):
        self.at = min(max(self.at + by, 0), len(self.states) - 1)


def one_stroke(made, session, rng):
    session.set_brush(
        label=Label(int(rng.integers(0, 4))),
        radius_mm=float(rng.choice([0.5, 2.0, 5.0])),
        ball=bool(rng.integers(0, 2)),
    )
    plane, at = list(Plane)[int(rng.integers(3))], rng.uniform(-2, 14, 3)
    for _ in range(int(rng.integers(1, 4))):
        to = at + rng.normal(0, 2, 3)
        made.stroke(plane, tuple(at), tuple(to))
        at = to
    made.finish()


def island_under(session):
    """The label map without the island at the cursor, told by scipy."""
    from scipy.ndimage import label

    numbered, _ = label(session.labels.ras, structure=np.ones((3, 3, 3)))
    left = session.labels.ras.copy()
    left[numbered == numbered[session.cursor]] = 0
    return left


@pytest.mark.parametrize("seed", range(4))
def test_many_steps_agree_with_a_plain_model(qtbot, correcting, seed):
    made, session = correcting
    shaping = Shaping(session, made)
    rng, handed_out = np.random.default_rng(seed), []
    first = session.segmentation
    model = Model(session.labels.ras.tobytes())
    for _ in range(60):
        what = rng.choice(
            ["stroke", "undo", "redo", "back", "island"], p=[0.5, 0.2, 0.15, 0.05, 0.1]
        )
        if what == "stroke":
            one_stroke(made, session, rng)
            model.step(session.labels.ras.tobytes())
        elif what == "undo":
            made.undo()
            model.move(-1)
        elif what == "redo":
            made.redo()
            model.move(1)
        elif what == "back":
            shaping.go_back()
            qtbot.waitUntil(lambda: not session.segmentation.corrected)
            model.step(model.states[0])
        elif session.labels.ras.any():
            places = np.argwhere(session.labels.ras)
            session.set_cursor(places[int(rng.integers(len(places)))])
            left, before = island_under(session), session.segmentation
            shaping.remove_island()
            qtbot.waitUntil(lambda before=before: session.segmentation is not before)
            assert np.array_equal(session.labels.ras, left)
            model.step(left.tobytes())
        if rng.random() < 0.3:
            qtbot.wait(40)  # the copy for the next step is made ahead, or it is not
        assert session.labels.ras.tobytes() == model.states[model.at]
        fresh = show_labels(session.segmentation)
        assert fresh.ras.tobytes() == model.states[model.at], "what is exported is what is shown"
        assert all(np.array_equal(fresh.areas[p], session.labels.areas[p]) for p in Plane)
        assert (session.segmentation is first) == (model.states[model.at] == model.states[0])
        handed_out.append((session.segmentation, session.segmentation.label_map.tobytes()))
    for segmentation, values in handed_out:
        assert segmentation.label_map.tobytes() == values, "what was handed out is not painted on"
