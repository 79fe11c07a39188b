"""Names that are proposed for files: they say what is in them, and name nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count
from pathlib import Path

from core.files.outputs import exists
from core.studies.naming import stem
from core.studies.provenance import Provenance
from core.studies.study import Study
from desktop_app.state.session import Session


def result_word(made: Provenance) -> str:
    """What a result is, for the name of its file: never a word by which experts' maps are known."""
    word = "gliovista" if made.model else "labels" if made.file else "drawn"
    return f"{word}_corrected" if made.steps and word != "drawn" else word


def proposed_name(session: Session, ending: str) -> str:
    """The name of a file about the open study.

    Args:
        session: whose study it is of. A folder of DICOM is often named after the patient, so that
            its name is in none that is proposed.
        ending: the kind of result with its suffix, such as ``gliovista.nii.gz``.
    """
    return ending if from_dicom(session.study) else f"{session.study_name}_{ending}"


def free_path(path: Path, files: Callable[[Path], Iterable[Path]] = lambda path: [path]) -> Path:
    """The path, or the next with a number behind its name, for which no file is there yet.

    Args:
        path: that is wanted.
        files: what will be written for a path.
    """
    ending = path.name[len(stem(path)) :]
    numbered = (path.with_name(f"{stem(path)}_{n}{ending}") for n in count(2))
    wanted = path
    while any(exists(file) for file in files(wanted)):
        wanted = next(numbered)
    return wanted


def name_without_patient(study: Study) -> str:
    """A study's name for a file; of DICOM, whose folder is often named after the patient, none."""
    return "study" if from_dicom(study) else study.name


def from_dicom(study: Study | None) -> bool:
    """Whether a study was read from DICOM."""
    return study is not None and any(v.source is not None for v in study.volumes.values())
