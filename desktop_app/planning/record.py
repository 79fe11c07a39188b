"""Ticks and notes of one study, kept beside its files or else in the program's own folder."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from core.errors import ReadingError, WritingError
from core.files.writing import replacing
from core.studies.study import Study

FORMAT = 1


@dataclass(frozen=True)
class Record:
    """What a person ticked and wrote.

    Attributes:
        ticked: names of steps (see :mod:`desktop_app.planning.text`).
        notes: free text.
        saved: UTC time in ISO 8601, empty if it never was.
    """

    ticked: frozenset[str] = frozenset()
    notes: str = ""
    saved: str = ""


def places(study: Study, own_folder: Path) -> tuple[Path, ...]:
    """Where a study's record may lie, best first.

    Args:
        study: beside its files, where it has any.
        own_folder: the program's folder for studies whose folder cannot be written.
    """
    image = next((v.source.images[0] for v in study.volumes.values() if v.source), None)
    if image is not None:
        # A folder of DICOM is often named after the patient, or like every other one.
        return (own_folder / f"dicom_{_mark(image.sop_uid)}_planning.json",)
    name = f"{study.name}_planning.json"
    path = study.reference.path
    if path is None:
        return (own_folder / name,)
    folder = path.parent.resolve()
    # Two patients' folders may bear the same name in different places.
    return (folder / name, own_folder / f"{_mark(str(folder))}_{name}")


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def load(paths: tuple[Path, ...]) -> tuple[Record, Path | None]:
    """The record that was saved last, and where it lies; an empty one if there is none.

    Raises:
        ReadingError: a file is there but is no such record.
    """
    found = [(_read(path), path) for path in paths if path.is_file()]
    if not found:
        return Record(), None
    return max(found, key=lambda pair: pair[0].saved)


def save(record: Record, study_name: str, paths: tuple[Path, ...]) -> Path:
    """Write the record to the first place that takes it, whole or not at all.

    Raises:
        WritingError: no place takes it.
    """
    values = {
        "format": FORMAT,
        "study": study_name,
        "saved": datetime.now(UTC).isoformat(timespec="microseconds"),
        "ticked": sorted(record.ticked),
        "notes": record.notes,
    }
    content = json.dumps(values, indent=2, ensure_ascii=False) + "\n"
    refused: WritingError | None = None
    for path in paths:
        try:
            if path is paths[-1]:
                path.parent.mkdir(parents=True, exist_ok=True)
            with replacing(path) as fresh:
                fresh.write_text(content, encoding="utf-8")
        except WritingError as error:
            refused = error
        except OSError as error:
            refused = WritingError(f"{path.parent}: the folder cannot be made ({error}).")
        else:
            return path
    raise refused or WritingError(f"{study_name}: there is no place to save to.")


def _read(path: Path) -> Record:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        if values["format"] != FORMAT:
            raise ReadingError(
                f"{path}: expected planning format {FORMAT}, found {values['format']}. "
                "Open it with the program version that wrote it, or move it away."
            )
        ticked = frozenset(str(name) for name in values["ticked"])
        return Record(ticked, str(values["notes"]), str(values["saved"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReadingError(
            f"{path}: not a planning record ({error!r}). Move it away to start a new one."
        ) from error
