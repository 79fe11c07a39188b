"""Label maps that lie beside a study's scans, such as what experts drew. Knows no Qt."""

from __future__ import annotations

from pathlib import Path

from core.opening.listing import scan_files
from core.studies.naming import is_segmentation
from core.studies.study import Study


def label_maps_beside(study: Study) -> list[Path]:
    """Files in the folders of a study's scans whose names say that they hold labels.

    Raises:
        OSError: a folder cannot be listed.
    """
    scans = {v.path.absolute() for v in study.volumes.values() if v.path is not None}
    folders = dict.fromkeys(path.parent for path in scans)
    return [
        path
        for folder in folders
        for path in scan_files(folder)
        if is_segmentation(path) and path.absolute() not in scans
    ]
