"""The files that a study was read from, none of which is ever written over."""

from __future__ import annotations

from pathlib import Path

from core.preparing.preparing import Preparation
from core.studies.study import Study, Volume


def scan_files(study: Study, preparation: Preparation | None = None) -> list[Path]:
    """Every file that a study was read from, NIfTI or DICOM.

    Args:
        study: as it was opened.
        preparation: how raw scans became it.
    """
    volumes = list(study.volumes.values())
    if preparation is not None:
        volumes += preparation.aligned.values()
    return list(dict.fromkeys(path for volume in volumes for path in files_of(volume)))


def files_of(volume: Volume) -> list[Path]:
    """Every file that a volume was read from."""
    own = [] if volume.path is None else [volume.path]
    images = () if volume.source is None else volume.source.images
    return [*own, *dict.fromkeys(image.path for image in images)]
