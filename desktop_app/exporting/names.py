"""Names that are proposed for new files: none that is taken, and none of a patient."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from core.files.outputs import exists
from core.studies.naming import stem
from desktop_app.state.session import Session


def proposed_path(folder: Path, session: Session, ending: str) -> Path:
    """A free name for a result.

    Args:
        folder: where it will be.
        session: whose study it is of. A folder of DICOM is often named after the patient, so that
            its name is in none that is proposed.
        ending: the kind of result with its suffix, such as ``seg.nii.gz``.
    """
    name = ending if from_dicom(session) else f"{session.study_name}_{ending}"
    path = folder / name
    begin, suffix = stem(path), name[len(stem(path)) :]
    tries = (folder / f"{begin}_{number}{suffix}" for number in count(2))
    return path if not exists(path) else next(p for p in tries if not exists(p))


def from_dicom(session: Session) -> bool:
    """Whether the open study was read from DICOM."""
    study = session.study
    return study is not None and any(v.source is not None for v in study.volumes.values())
