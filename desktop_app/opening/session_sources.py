"""The study that a session belongs to, to be opened as it was then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from core.checks.preflight import Finding
from core.preparing.preparing import Preparation
from core.sessions.contents import SessionContents
from core.studies.study import Study
from desktop_app.opening.sources import AgainSource, FilesSource
from desktop_app.work.session_parts import known_places


def same_files(study: Study, contents: SessionContents) -> bool:
    """Whether the open study has the session's paths; the mark is compared later.

    Scans that were opened as they are hold no work on those that were prepared, nor the other way.
    """
    if contents.study.raw is not (study.prepared is not None):
        return False
    ours = {m: str(v.path.absolute()) for m, v in study.volumes.items() if v.path is not None}
    return ours == dict(contents.study.files) or study.name == contents.study.name


def source_of_session(contents: SessionContents) -> FilesSource | None:
    """A session's scans, raw ones where it has them lie; None where it names no files.

    Raises:
        ReadingError: it is damaged.
    """
    files = {m: Path(p) for m, p in contents.study.files.items()}
    if not files:
        return None
    return FilesSource(files, raw=contents.study.raw, known=known_places(contents))


def prepared_as_in(
    contents: SessionContents, made: Preparation, findings: Sequence[Finding]
) -> AgainSource | None:
    """The open study, its sequences where a session has them; None where it does not say.

    Args:
        contents: of the session; the corrected brain is put back with the rest of it.
        made: how the open study was prepared.
        findings: of the open study.

    Raises:
        ReadingError: it is damaged.
    """
    places = known_places(contents)
    if places is None:
        return None
    return AgainSource(replace(made, corrected_brain=None), places.alignments, tuple(findings))
