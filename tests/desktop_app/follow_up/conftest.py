"""A window in which two time points are compared without waiting for a registration."""

from __future__ import annotations

import pytest

from desktop_app.state.shown import show_labels
from desktop_app.work import following
from tests.desktop_app.follow_up.visits import entry, labels, still


@pytest.fixture
def aligned(monkeypatch):
    """How often which time points were aligned; all of them lie still."""
    asked = []

    def align(points, progress):
        asked.append([point.name for point in points])
        return (None, *(still() for _ in points[1:]))

    monkeypatch.setattr(following, "align_time_points", align)
    return asked


@pytest.fixture
def followed(qtbot, opened, aligned):
    """The open study, segmented, with a later time point in which the tumour has grown."""
    session = opened.session
    session.set_labels(show_labels(labels(session.study, 6)), unsaved=False)
    own = session.follow_up.add(entry("base", 6))
    session.follow_up.put(own, study=session.study, segmentation=None)
    session.follow_up.add(entry("later", 9))
    found = opened.follow_up.following
    qtbot.waitUntil(lambda: found.found is not None and not found.busy)
    return opened
