"""Small pictures of recent studies for the start page, kept on this computer.

One axial slice of each, in the program's own folder, under a name made from the study's path. They
are removed with the list of recent studies, and none is made where a setting says so.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from core.errors import WritingError
from core.files.writing import replacing
from core.space.affine import ras_grid
from core.studies.study import Modality
from desktop_app.state.display import WindowPreset
from desktop_app.state.session import Session
from desktop_app.state.settings import RECENT_PICTURES, Settings
from desktop_app.state.shown import ShownVolume
from desktop_app.work.jobs import Jobs

_LOG = logging.getLogger(__name__)

SIZE = 96
"""Pixels of the longer side; half of it on the screen, for dense ones."""

_SHOWN = (Modality.FLAIR, Modality.T1GD, Modality.T2, Modality.T1)
"""A tumour is seen best in the first."""


class Thumbnails(QObject):
    """Makes, reads and removes the pictures, off the GUI thread."""

    loaded = Signal(object)
    """Pictures by folder, of those that have one."""

    def __init__(
        self, session: Session, jobs: Jobs, settings: Settings, folder: Path, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._settings = session, jobs, settings
        self.folder = folder
        self._forgotten = 0
        settings.changed.connect(self._follow_setting)

    def remember(self, study: Path) -> None:
        """Keep a picture of the open study, which was read from a folder."""
        volumes = self._session.volumes
        shown = next((volumes[m] for m in _SHOWN if m in volumes), None)
        if shown is None or not self._settings.get(RECENT_PICTURES):
            return
        path = self._path(study)
        before = self._forgotten
        job = self._jobs.new("picture of study")
        # All were forgotten while it was made: it goes too.
        job.finished.connect(lambda _: self._saved(before))
        job.failed.connect(_log_failure)
        job.start_after_paint(lambda progress: _save(picture_of(shown), path))

    def load(self, studies: Sequence[Path]) -> None:
        """Read the pictures of some studies, and remove those of all others."""
        self._forgotten += not studies
        paths = {study: self._path(study) for study in studies}
        folder = self.folder

        def read(progress: object) -> dict[Path, QImage]:
            _remove(folder, set(paths.values()))
            return {
                study: image
                for study, path in paths.items()
                if path.is_file() and not (image := QImage(str(path))).isNull()
            }

        job = self._jobs.new("pictures of studies")
        job.finished.connect(self.loaded)
        job.failed.connect(_log_failure)
        job.start(read)

    def _saved(self, forgotten: int) -> None:
        if self._forgotten != forgotten:
            self.load(())

    def _follow_setting(self, key: str) -> None:
        if key == RECENT_PICTURES.key and not self._settings.get(RECENT_PICTURES):
            self.load(())

    def _path(self, study: Path) -> Path:
        name = hashlib.sha256(str(study.absolute()).encode()).hexdigest()[:16]
        return self.folder / f"{name}.png"


def picture_of(shown: ShownVolume) -> QImage:
    """The middle axial slice of a head, cut to it, the patient's right on the left."""
    first, last = shown.head
    middle = (first[2] + last[2]) // 2
    part = shown.ras[first[0] : last[0] + 1, first[1] : last[1] + 1, middle]
    window = shown.windows[WindowPreset.AUTO]
    grey = np.clip((part - window.low) * (255 / window.width), 0, 255)
    rows: npt.NDArray[Any] = np.ascontiguousarray(grey[::-1, ::-1].T.astype(np.uint8))
    height, width = rows.shape
    image = QImage(rows.data, width, height, width, QImage.Format.Format_Grayscale8)
    # Voxels may be longer than wide.
    i, j, _ = ras_grid(shown.volume.grid).spacing_mm
    scale = SIZE / max(width * i, height * j)
    return image.scaled(
        max(round(width * i * scale), 1),
        max(round(height * j * scale), 1),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def _save(image: QImage, path: Path) -> None:
    """Write a picture, whole or not at all.

    Raises:
        WritingError: the disk refused.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as fresh:
        if not image.save(str(fresh)):
            raise WritingError(f"{path}: the picture could not be written.")


def _remove(folder: Path, kept: set[Path]) -> None:
    for path in folder.glob("*.png"):
        if path not in kept and not path.name.startswith("."):
            path.unlink(missing_ok=True)


def _log_failure(error: Exception) -> None:
    """A start page without a picture hinders nobody."""
    _LOG.warning("no picture of a study: %s", type(error).__name__)
