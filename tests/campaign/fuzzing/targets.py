"""What the program does with a file of each kind, from the door that a person uses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from core.dicom.finding import find_series
from core.dicom.places import Opener
from core.dicom.preview import middle_slice
from core.dicom.reading import read_series
from core.dicom.recognising import recognise
from core.errors import GliovistaError
from core.files.label_files import read_label_file
from core.files.marks import mark_in
from core.files.nifti import read_volume
from core.files.notes import read_note
from core.files.other_formats import read_scan
from core.files.stacked import DECATHLON_ORDER, read_stack, stack_channels
from core.segmenting.model_package import load_model, read_package
from core.sessions.session_file import read_session
from core.studies.study import Modality
from tests.campaign.fuzzing.seeds import toy_study

_study = cache(toy_study)


@cache
def _shown() -> Mapping[Modality, Any]:
    from desktop_app.state.shown import show_volume

    return {m: show_volume(v) for m, v in _study().volumes.items()}


@contextmanager
def refusals() -> Iterator[None]:
    """A sentence for the person is what a damaged file should give."""
    try:
        yield
    except GliovistaError as error:
        if not str(error).strip():
            raise AssertionError("a refusal without a sentence") from error


def nifti(folder: Path) -> None:
    """A scan: opened, and asked whether it is a stack or names its scans."""
    for path in sorted(folder.iterdir()):
        with refusals():
            volume = read_volume(path)
            read_note(path, volume.data)
        with refusals():
            if stack_channels(path) > 1:
                read_stack(path, DECATHLON_ORDER)
        mark_in(path)


def labels(folder: Path) -> None:
    """A label map that is loaded onto a study."""
    for path in sorted(folder.iterdir()):
        with refusals():
            found = read_label_file(path)
            read_note(path, found.volume.data)


def other(folder: Path) -> None:
    """FreeSurfer's files, pairs, numpy's stacks."""
    for path in sorted(p for p in folder.iterdir() if p.suffix != ".img"):
        with refusals():
            if path.suffix == ".npy":
                read_stack(path, DECATHLON_ORDER)
            else:
                read_scan(path)


def dicom(folder: Path) -> None:
    """A folder: its series listed, recognised, previewed and read."""
    with refusals():
        found = find_series([folder])
        recognise(found.series)
        for series in found.series:
            with refusals(), Opener() as opener:
                middle_slice(series, opener)
            with refusals():
                read_series(series)


def session(folder: Path) -> None:
    """A session: read, fitted to its study, and put into the state of a window."""
    from PySide6.QtCore import QCoreApplication, QEvent

    from desktop_app.state.session import Session
    from desktop_app.work.session_parts import made_ready

    (path,) = folder.iterdir()
    with refusals():
        contents = read_session(path)
        loads = made_ready(contents, _study())
        state = Session()
        state.begin("toy")
        for modality, shown in _shown().items():
            state.add_volume(modality, shown)
        state.complete(_study(), (), {})
        for load in loads or ():
            load(state)
        state.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def model(folder: Path) -> None:
    """A package: read, and its network loaded into both engines."""
    with refusals():
        read_package(folder)
        for engine in ("openvino", "pytorch"):
            with refusals():
                load_model(folder, engine, threads=1)  # type: ignore[arg-type]


TARGETS: dict[str, Callable[[Path], None]] = {
    "nifti": nifti,
    "labels": labels,
    "other": other,
    "dicom": dicom,
    "session": session,
    "model": model,
}
"""Kind of file to what is done with it; raises where the program has a fault."""
