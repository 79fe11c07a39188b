"""What can be opened, and the work of opening it. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.checks.preflight import Finding
from core.dicom.places import holds_dicom
from core.opening.raw import open_raw
from core.opening.reading import OpenedStudy, open_stack, open_study
from core.phantom.phantom import demo_study
from core.preparing.preparing import Preparation
from core.progress import Progress
from core.segmenting.absence import shipped_package, with_scores
from core.studies.study import Modality, Study, Volume
from desktop_app.state.shown import ShownVolume, show_volume

OnShown = Callable[[tuple[Modality, ShownVolume]], None]


@dataclass(frozen=True)
class FolderSource:
    """A patient's folder, recognised by file names."""

    folder: Path
    without_unreadable: bool = False
    """Whether the person said to go on without a sequence whose file cannot be used."""
    axes: str | None = None
    """Axis codes that the person stated, for files that do not say them."""
    raw: bool = False
    """Whether the scans are as they left the scanner, to be aligned and stripped of the skull."""

    @property
    def title(self) -> str:
        """Name until the study's own is known."""
        return self.folder.name


@dataclass(frozen=True)
class FilesSource:
    """One file per sequence, chosen by the person."""

    files: Mapping[Modality, Path]
    without_unreadable: bool = False
    """Whether the person said to go on without a file that cannot be read."""
    axes: str | None = None
    """Axis codes that the person stated, for files that do not say them."""
    raw: bool = False
    """Whether the scans are as they left the scanner, to be aligned and stripped of the skull."""

    @property
    def title(self) -> str:
        """Name until the study's own is known."""
        return next(iter(self.files.values())).absolute().parent.name


@dataclass(frozen=True)
class StackSource:
    """One file whose channels are the sequences in ``order``."""

    path: Path
    order: tuple[Modality, ...]
    axes: str | None = None
    """Axis codes that the person stated, for a file that does not say them."""

    @property
    def title(self) -> str:
        """Name until the study's own is known."""
        return self.path.name.split(".")[0]


@dataclass(frozen=True)
class DemoSource:
    """The synthetic study."""

    @property
    def title(self) -> str:
        """Name until the study's own is known."""
        return "demo"


Source = FolderSource | FilesSource | StackSource | DemoSource


@dataclass(frozen=True)
class Opened:
    """A checked study with all that is needed to show it.

    Attributes:
        study: the checked study.
        findings: what was warned of or repaired.
        changed: sequences that were not shown yet, or that the check repaired.
        preparation: how raw scans became the study; None where none was needed.
    """

    study: Study
    findings: tuple[Finding, ...]
    changed: dict[Modality, ShownVolume]
    preparation: Preparation | None = None


def open_source(source: Source, on_shown: OnShown, progress: Progress) -> Opened:
    """Read, check and prepare a study for the views; runs in a worker thread.

    Args:
        source: what to open.
        on_shown: called with each sequence as it arrives.
        progress: may raise ``Cancelled``.

    Raises:
        GliovistaError: it cannot be opened; the text says why.
    """
    seen: dict[Modality, Volume] = {}

    def arrived(modality: Modality, volume: Volume) -> None:
        seen[modality] = volume
        on_shown((modality, show_volume(volume)))

    opened = _read(source, arrived, progress)
    study = opened.study
    changed = {
        m: show_volume(volume)
        for m, volume in study.volumes.items()
        if m not in seen
        or volume.data is not seen[m].data
        or not np.array_equal(volume.affine, seen[m].affine)
    }
    if changed:
        # A repair may have moved one sequence onto the grid of the others.
        changed = {m: show_volume(volume) for m, volume in study.volumes.items()}
    findings = with_scores(opened.findings, shipped_package)
    return Opened(study, findings, changed, opened.preparation)


def _read(
    source: Source, arrived: Callable[[Modality, Volume], None], progress: Progress
) -> OpenedStudy:
    if isinstance(source, DemoSource):
        study, _ = demo_study()
        for modality, volume in study.volumes.items():
            arrived(modality, volume)
        return OpenedStudy(study, ())
    if isinstance(source, StackSource):
        return open_stack(source.path, source.order, on_volume=arrived, axes=source.axes)
    where = source.folder if isinstance(source, FolderSource) else source.files
    if source.raw or (isinstance(source, FolderSource) and holds_dicom(source.folder)):
        opened = open_raw(where, progress)
        for modality, volume in opened.study.volumes.items():
            arrived(modality, volume)
        return opened
    return open_study(
        where,
        progress,
        arrived,
        without_unreadable=source.without_unreadable,
        axes=source.axes,
    )
