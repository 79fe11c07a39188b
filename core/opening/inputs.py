"""The files that a study was read from, none of which is ever written over."""

from __future__ import annotations

from pathlib import Path

from core.opening.reading import OpenedStudy
from core.studies.study import Volume


def scan_files(opened: OpenedStudy) -> list[Path]:
    """Every file that a study was read from, NIfTI or DICOM."""
    volumes = list(opened.study.volumes.values())
    if opened.preparation is not None:
        volumes += opened.preparation.aligned.values()
    return list(dict.fromkeys(path for volume in volumes for path in files_of(volume)))


def files_of(volume: Volume) -> list[Path]:
    """Every file that a volume was read from."""
    own = [] if volume.path is None else [volume.path]
    images = () if volume.source is None else volume.source.images
    return [*own, *dict.fromkeys(image.path for image in images)]
