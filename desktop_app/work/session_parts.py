"""Everything that a session file keeps of the window's state: told, and put back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import core
from core.errors import ReadingError
from core.files.marks import mark_of_study, mark_of_values
from core.preparing.preparing import Preparation
from core.sessions.alignments import KnownPlaces, read_places
from core.sessions.contents import Part, SessionContents, StudyIdentity, other_scans
from core.space.affine import GRID_TOLERANCE_MM, grid_difference_mm
from core.studies.study import Study
from desktop_app.state.alignments_part import AlignmentsPart, chosen
from desktop_app.state.brain_part import BrainPart
from desktop_app.state.follow_up_part import FollowUpPart
from desktop_app.state.marks_part import MarksPart
from desktop_app.state.part import Load, SessionPart
from desktop_app.state.plan_part import PlanPart
from desktop_app.state.results_part import ResultsPart
from desktop_app.state.session import Session
from desktop_app.state.vasari_part import VasariPart
from desktop_app.state.view_part import ViewPart

PARTS: tuple[SessionPart, ...] = (
    AlignmentsPart(),
    ResultsPart(),
    MarksPart(),
    PlanPart(),
    BrainPart(),
    FollowUpPart(),
    VasariPart(),
    ViewPart(),
)
"""In the order in which they are put back: the view last, for a result may move it."""

Parts = Mapping[str, Callable[[], Part]]

_DAMAGE = (ValueError, KeyError, TypeError, IndexError, AttributeError, ArithmeticError)


def caught(session: Session) -> Parts | None:
    """What the session holds now, to be told in a worker; None where nothing is worth a file.

    Nothing is told while what the network saw is shown in the place of the patient's own scans.
    """
    if session.own_view is not None:
        return None
    found = {part.name: told for part in PARTS if (told := part.save(session)) is not None}
    work = {part.name for part in PARTS if part.worth and part.name in found}
    if not chosen(session):
        work.discard(AlignmentsPart.name)
    if not work:
        return None
    return found


def identity_of(study: Study) -> StudyIdentity:
    """The scans of a study; reads a little of each file.

    Raises:
        ReadingError: a file is gone.
    """
    files = {m: str(v.path.absolute()) for m, v in study.volumes.items() if v.path is not None}
    mark = mark_of_study(study) or mark_of_values(study)
    return StudyIdentity(study.name, mark, files, study.grid, study.prepared is not None)


def contents_of(parts: Parts, identity: StudyIdentity) -> SessionContents:
    """A session's file from what :func:`caught` caught; runs in a worker thread."""
    told = {name: part() for name, part in parts.items()}
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return SessionContents(identity, told, now, core.__version__)


def known_places(contents: SessionContents) -> KnownPlaces | None:
    """Where a session says that its scans lie; None where nothing was aligned.

    Raises:
        ReadingError: it is damaged.
    """
    part = contents.parts.get(AlignmentsPart.name)
    if part is None:
        return None
    try:
        return read_places(part.values, contents.study.name, contents.study.mark)
    except _DAMAGE as error:
        raise _damaged(contents, error) from error


def made_ready(
    contents: SessionContents, study: Study, made: Preparation | None = None
) -> list[Load] | None:
    """What puts a session's work back into the window; runs in a worker thread.

    Args:
        contents: of the session.
        study: that is open.
        made: how it was prepared; None of one that needed no preparation.

    Returns:
        None where the open study's sequences lie otherwise than the session's, so that it is to be
        prepared again with :func:`known_places`.

    Raises:
        ReadingError: it was made from other scans, or holds what this program does not know.
    """
    kept, name = contents.study, contents.study.name
    if identity_of(study).mark != kept.mark:
        raise other_scans(name, study.name)
    if grid_difference_mm(kept.grid, study.grid) > GRID_TOLERANCE_MM:
        raise ReadingError(
            f"{name}: this session lies on another grid than the study {study.name}. Open the "
            "study as it was opened then, with the same axes."
        )
    known = {part.name: part for part in PARTS}
    strange = sorted(set(contents.parts) - set(known))
    if strange:
        raise ReadingError(
            f"{name}: this session holds “{strange[0]}”, which this program does not know. Open "
            "it with a newer one."
        )
    places = known_places(contents)
    try:
        if places is not None and made is not None and places.differ(made.alignments):
            return None
        return [
            known[part.name].read(contents.parts[part.name], study.grid)
            for part in PARTS
            if part.name in contents.parts
        ]
    except _DAMAGE as error:
        raise _damaged(contents, error) from error


def _damaged(contents: SessionContents, error: Exception) -> ReadingError:
    return ReadingError(
        f"{contents.study.name}: this session is damaged ({error!r:.200}). Open an older one, or "
        "the study itself."
    )
